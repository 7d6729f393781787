import type { LitElement, ReactiveController } from 'lit';

/** Where an update takes away what had the focus, gives it to what took its place, so that it never falls to the page. */
export class FocusController implements ReactiveController {
  #host: LitElement;
  #had = false;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#had = !!this.#host.shadowRoot?.activeElement;
  }

  hostUpdated(): void {
    const root = this.#host.shadowRoot;
    if (!this.#had || !root || root.activeElement) return;
    root.querySelector<HTMLElement>('a, button, input:enabled, select, [tabindex]')?.focus({ preventScroll: true });
  }
}
