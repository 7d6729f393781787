import type { LitElement } from 'lit';
import type { Panel, View } from './panel.js';

/** A module that knows how to show something. */
export interface Opening {
  readonly open: (view: View) => Panel;
}

/** Opens things over a picture, one at a time, with code that is loaded when somebody is about to need it. */
export class Opener {
  /** What is being loaded to be opened. */
  busy: object | undefined;
  /** The last thing could not be opened. */
  failed = false;

  #host: LitElement;
  #panel: Panel | undefined;
  #pressed: object | undefined;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** What is open. */
  get subject(): object | undefined {
    return this.#panel?.subject;
  }

  /** To be called when a pointer goes down: its press closes what is open before its click arrives. */
  down = (): void => {
    this.#pressed = this.subject;
  };

  /** Whether the click of a pointer or of a key asks to close what it would open. */
  isOpen(subject: object, { detail }: MouseEvent): boolean {
    return subject === (detail ? this.#pressed : this.subject);
  }

  /** True when it is open; false when something else, or nothing, is wanted meanwhile. Rejects where it cannot be had. */
  async open(subject: object, opening: Promise<Opening>, view: () => View): Promise<boolean> {
    this.failed = false;
    this.#wait(subject);
    try {
      const { open } = await opening;
      if (this.busy !== subject || !this.#host.isConnected) return false;
      this.#panel = open(view());
      return true;
    } finally {
      if (this.busy === subject) this.#wait(undefined);
    }
  }

  fail(): void {
    this.failed = true;
    this.#host.requestUpdate();
  }

  hide(): void {
    this.busy = undefined;
    this.#panel?.hide();
  }

  #wait(subject: object | undefined): void {
    this.busy = subject;
    this.#host.requestUpdate();
  }
}
