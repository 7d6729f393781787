import { computePosition, flip, offset, shift, type Placement } from '@floating-ui/core';
import { html, nothing, render } from 'lit';
import { buttons, surface } from '../internal/controls.js';
import type { Tag } from '../tag/tag.js';
import { adopt } from './adopt.js';
import { styles } from './panel.styles.js';
import type { Scene } from './scene.js';
import { viewport } from './viewport.js';

/** Something to be shown. */
export interface View {
  /** What it is about: a tag, or the picture itself for its look. */
  readonly subject: object;
  /** What was pressed, and what stands for it where that is cropped away. */
  readonly anchor: Element;
  readonly placement: string;
  /** The accessible name. */
  readonly name: string;
}

/** Space to the pin and to the edges of the window, in pixels. */
const GAP = 8;

/**
 * What floats above the page: beside its anchor, or on a small screen as a sheet at the foot. The platform's popover
 * closes it on Escape and on a press outside.
 */
export class Panel {
  #scene: Scene;
  #element = document.createElement('div');
  #view: View | undefined;
  #drawn: View | undefined;
  #size = new ResizeObserver(() => void this.#place());
  #stop: AbortController | undefined;

  constructor(scene: Scene) {
    const element = this.#element;
    this.#scene = scene;
    element.popover = 'auto';
    element.part.add('popover');
    element.className = 'surface';
    element.tabIndex = -1;
    element.setAttribute('role', 'dialog');
    element.addEventListener('beforetoggle', ({ newState }) => {
      if (newState === 'closed') this.#close();
    });
    element.addEventListener('focusout', this.#left);
    scene.root.append(element);
    adopt(scene.root, buttons, surface, styles);
  }

  /** What it is open for. */
  get subject(): object | undefined {
    return this.#view?.subject;
  }

  /** Opens, or shows something else where it is open. Throws where the browser knows no popovers. */
  show(view: View, content: unknown): void {
    const element = this.#element;
    const { anchor } = view;
    element.setAttribute('aria-label', view.name);
    this.#render(view, content);
    this.#isSheet();
    // The keys then go on from the pin, in browsers that know it.
    if (!element.matches(':popover-open')) element.showPopover(anchor instanceof HTMLElement ? { source: anchor } : {});
    this.#expand(false);
    this.#view = view;
    this.#expand(true);
    const { signal } = this.#restart();
    const place = () => void this.#place();
    for (const type of ['scroll', 'resize']) addEventListener(type, place, { capture: true, passive: true, signal });
    this.#size.observe(element);
    element.focus({ preventScroll: true });
  }

  /** Draws anew what is open. */
  update(content: unknown): void {
    if (this.#view) this.#render(this.#view, content);
  }

  hide = (): void => {
    if (this.#element.matches(':popover-open')) this.#element.hidePopover();
    else if (this.#view)
      this.#close(); // taken out of the page, it is hidden without an event
    else this.#stop?.abort();
  };

  #render(view: View, content: unknown): void {
    if (view !== this.#drawn) render(nothing, this.#element); // what was chosen for one is not carried over to another
    this.#drawn = view;
    render(
      html`
        <button
          part="close"
          class="icon"
          type="button"
          aria-label=${this.#scene.locale.term('close')}
          @click=${this.hide}
        >
          <svg
            viewBox="0 0 24 24"
            width="20"
            height="20"
            fill="none"
            stroke="currentColor"
            stroke-width="2"
            aria-hidden="true"
          >
            <path d="M6 6 18 18M18 6 6 18" />
          </svg>
        </button>
        ${content}
      `,
      this.#element,
    );
  }

  /** Tells what was pressed that it is open, or no longer. */
  #expand(open: boolean): void {
    const { subject } = this.#view ?? {};
    const { pins, overlay, host } = this.#scene;
    const button = pins.get(subject as Tag) ?? (subject && overlay.querySelector('[part="look-button"]'));
    button?.setAttribute('aria-expanded', `${open}`);
    host.requestUpdate();
  }

  #restart(): AbortController {
    this.#stop?.abort();
    this.#size.disconnect();
    return (this.#stop = new AbortController());
  }

  #close(): void {
    const view = this.#view;
    if (!view) return;
    this.#expand(false);
    this.#view = undefined;
    const { signal } = this.#restart();
    const inside = this.#element.matches(':focus-within');
    const focus = () => {
      if (!isFocused()) (view.anchor as HTMLElement).focus({ preventScroll: true });
    };
    // A cart that opened over it gives the focus back to what is no longer there.
    addEventListener('shuk-cart-closed', () => setTimeout(focus), { once: true, signal });
    // The browser is about to hide it and to give the focus back; what is inside must be there until then.
    setTimeout(() => {
      if (signal.aborted) return; // open again
      if (inside) focus();
      render(nothing, this.#element);
    });
  }

  #left = ({ relatedTarget }: FocusEvent): void => {
    if (!relatedTarget) return;
    setTimeout(() => {
      if (this.#view && !this.#element.matches(':focus-within')) this.hide();
    });
  };

  /** A class and no media query: WebKit does not look again at those of styles that several shadow roots share. */
  #isSheet(): boolean {
    return this.#element.classList.toggle('sheet', matchMedia('(max-width: 30rem)').matches);
  }

  async #place(): Promise<void> {
    const view = this.#view;
    if (!view || this.#isSheet()) return;
    const { anchor, placement: side } = view;
    const rtl = getComputedStyle(anchor).direction === 'rtl';
    const sides: Readonly<Record<string, Placement>> = {
      top: 'top',
      left: 'left',
      right: 'right',
      start: rtl ? 'right' : 'left',
      end: rtl ? 'left' : 'right',
    };
    const placement = (Object.hasOwn(sides, side) && sides[side]) || 'bottom';
    const { x, y } = await computePosition(anchor, this.#element, {
      placement,
      strategy: 'fixed',
      platform: viewport,
      middleware: [offset(GAP), flip({ padding: GAP }), shift({ padding: GAP, crossAxis: true })],
    });
    this.#element.style.setProperty('--_left', `${Math.round(x)}px`);
    this.#element.style.setProperty('--_top', `${Math.round(y)}px`);
  }
}

/** True where something that can be seen has the focus. */
function isFocused(): boolean {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return !!active?.matches(':not(body, shuk-image)') && active.getClientRects().length > 0;
}
