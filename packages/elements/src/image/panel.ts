import { computePosition, flip, offset, shift, type Placement } from '@floating-ui/dom';
import { html, nothing, render, type CSSResult, type LitElement } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { ShopController } from '../internal/shop-controller.js';
import { buttons, surface } from '../internal/styles.js';
import type { Tag } from '../tag/tag.js';
import { set } from './overlay.js';
import { styles } from './panel.styles.js';
import type { ProductsController } from './products-controller.js';

/** What a picture says when something is to be opened. */
export interface View {
  /** The shadow root of the picture. */
  readonly root: ShadowRoot;
  readonly image: LitElement;
  readonly shop: ShopController;
  readonly products: ProductsController;
  /** For what it opens: a tag, or the picture itself for its look. */
  readonly subject: object;
  readonly tag: Tag | undefined;
  /** The tags of the look, as they are now. */
  readonly tags: () => readonly Tag[];
  /** Beside what. */
  readonly anchor: Element;
  /** The accessible name. */
  readonly name: string;
  /** The word for closing. */
  readonly close: string;
  /** Called when it has opened or closed. */
  readonly changed: () => void;
}

/** Space to the pin and to the edges of the window, in pixels. */
const GAP = 8;

const panels = new WeakMap<ShadowRoot, Panel>();

/** The panel of a picture: one, whatever opens in it. */
export function panelOf(root: ShadowRoot): Panel {
  let panel = panels.get(root);
  if (!panel) panels.set(root, (panel = new Panel(root)));
  return panel;
}

/**
 * What floats above the page: beside its anchor, or on a small screen as a sheet at the foot. The platform's popover
 * closes it on Escape and on a press outside.
 */
export class Panel {
  #root: ShadowRoot;
  #element = document.createElement('div');
  #view: View | undefined;
  #size = new ResizeObserver(() => void this.#place());
  #stop: AbortController | undefined;

  constructor(root: ShadowRoot) {
    const element = this.#element;
    this.#root = root;
    element.popover = 'auto';
    element.part.add('popover');
    element.className = 'surface';
    element.tabIndex = -1;
    element.setAttribute('role', 'dialog');
    element.addEventListener('beforetoggle', ({ newState }) => {
      if (newState === 'closed') this.#close();
    });
    element.addEventListener('focusout', this.#left);
    root.append(element);
    this.adopt(buttons, surface, styles);
  }

  /** Adds styles to those of the picture. */
  adopt(...styles: readonly CSSResult[]): void {
    const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? []);
    this.#root.adoptedStyleSheets = [...this.#root.adoptedStyleSheets, ...sheets];
  }

  /** What it is open for. */
  get subject(): object | undefined {
    return this.#view?.subject;
  }

  /** Opens, or shows something else where it is open. Throws where the browser knows no popovers. */
  show(view: View, content: unknown): this {
    const element = this.#element;
    element.setAttribute('aria-label', view.name);
    this.#render(view, content);
    if (!element.matches(':popover-open')) element.showPopover({ source: view.anchor as HTMLElement });
    this.#view = view;
    const { signal } = this.#restart();
    const place = () => void this.#place();
    for (const type of ['scroll', 'resize']) addEventListener(type, place, { capture: true, passive: true, signal });
    this.#size.observe(element);
    element.focus({ preventScroll: true });
    view.changed();
    return this;
  }

  /** Draws anew what is open. */
  update(content: unknown): void {
    if (this.#view) this.#render(this.#view, content);
  }

  hide = (): void => {
    if (this.#element.matches(':popover-open')) this.#element.hidePopover();
    this.#close(); // taken out of the page, it is hidden without an event
  };

  #render(view: View, content: unknown): void {
    render(
      html`
        <button part="close" class="icon" type="button" aria-label=${view.close} @click=${this.hide}>
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
        ${keyed(view, content)}
      `,
      this.#element,
    );
  }

  #restart(): AbortController {
    this.#stop?.abort();
    this.#size.disconnect();
    return (this.#stop = new AbortController());
  }

  #close(): void {
    const view = this.#view;
    if (!view) return;
    this.#view = undefined;
    const { signal } = this.#restart();
    const inside = this.#element.matches(':focus-within');
    view.changed();
    // The browser is about to hide it and to give the focus back; what is inside must be there until then.
    setTimeout(() => {
      if (signal.aborted) return; // open again
      const focus = () => {
        if (!isFocused(this.#root, this.#element)) (view.anchor as HTMLElement).focus({ preventScroll: true });
      };
      if (inside) focus();
      // The cart that opened over it gives the focus back to what is no longer there.
      if (inside) addEventListener('shuk-cart-closed', () => setTimeout(focus), { once: true, signal });
      render(nothing, this.#element);
    });
  }

  #left = ({ relatedTarget }: FocusEvent): void => {
    if (!relatedTarget) return;
    setTimeout(() => {
      if (!this.#element.matches(':focus-within')) this.hide();
    });
  };

  async #place(): Promise<void> {
    const view = this.#view;
    if (!view || matchMedia('(max-width: 30rem)').matches) return;
    const { tag, anchor } = view;
    const rtl = getComputedStyle(anchor).direction === 'rtl';
    const sides: Readonly<Record<string, Placement>> = {
      top: 'top',
      left: 'left',
      right: 'right',
      start: rtl ? 'right' : 'left',
      end: rtl ? 'left' : 'right',
    };
    const placement = (tag && Object.hasOwn(sides, tag.placement) && sides[tag.placement]) || 'bottom';
    const { x, y } = await computePosition(anchor, this.#element, {
      placement,
      strategy: 'fixed',
      middleware: [offset(GAP), flip({ padding: GAP }), shift({ padding: GAP, crossAxis: true })],
    });
    set(this.#element, '--_left', `${Math.round(x)}px`);
    set(this.#element, '--_top', `${Math.round(y)}px`);
  }
}

/** True where something that can be seen has the focus. */
function isFocused(root: ShadowRoot, hidden: Element): boolean {
  const { activeElement } = document;
  const own = root.activeElement;
  return own
    ? !hidden.contains(own)
    : !!activeElement && activeElement !== document.body && activeElement !== root.host;
}
