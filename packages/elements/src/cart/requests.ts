import type { Shop } from '@shuk/stores';
import type { LitElement, ReactiveController } from 'lit';
import { CartOpenEvent, type CartAddedEvent } from '../events.js';
import { findShop } from '../internal/shop-context.js';

/** What a cart can be asked for. Openers are where the focus may go back to, the likeliest first. */
export interface Requested extends LitElement {
  readonly open: boolean;
  readonly openOnAdd: string;
  show(openers?: readonly EventTarget[]): void;
  close(): void;
}

/** Hears who asks for the cart: buttons with `commandfor`, `shuk-cart-open` from anywhere, and additions. */
export class CartRequests implements ReactiveController {
  readonly #host: Requested;
  readonly #shop: () => Shop | undefined;
  #root: Node | undefined;

  constructor(host: Requested, shop: () => Shop | undefined) {
    this.#host = host;
    this.#shop = shop;
    host.addController(this);
    host.addEventListener('command', (event) => {
      this.#command((event as CommandEvent).command, (event as CommandEvent).source);
    });
  }

  hostConnected(): void {
    document.addEventListener('shuk-cart-added', this.#added);
    document.addEventListener('shuk-cart-open', this.#asked);
    if ('commandForElement' in HTMLButtonElement.prototype) return;
    this.#root = this.#host.getRootNode();
    this.#root.addEventListener('click', this.#clicked);
  }

  hostDisconnected(): void {
    document.removeEventListener('shuk-cart-added', this.#added);
    document.removeEventListener('shuk-cart-open', this.#asked);
    this.#root?.removeEventListener('click', this.#clicked);
  }

  /** By a press or an addition, which the page may refuse. */
  #request(openers: readonly EventTarget[]): void {
    const intent = new CartOpenEvent();
    intent.handled = true;
    if (this.#host.dispatchEvent(intent)) this.#host.show(openers);
  }

  #command(command: string | null, source: Element | null): void {
    if (command === '--close' || (command === '--toggle' && this.#host.open)) this.#host.close();
    else if (command === '--show' || command === '--toggle') this.#request(source ? [source] : []);
  }

  /** Does the work of `commandfor` where the engine does not know it. */
  #clicked = (event: Event): void => {
    const button = (event.target as Element).closest('button[commandfor]');
    if (event.defaultPrevented || button?.getAttribute('commandfor') !== this.#host.id) return;
    this.#command(button.getAttribute('command'), button);
  };

  #asked = (event: Event & Partial<CartOpenEvent>): void => {
    const openers = event.composedPath();
    if (event.handled || findShop(openers[0]) !== this.#shop()) return;
    event.handled = true;
    // After every listener, so that each can cancel.
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.#host.show(openers);
    });
  };

  #added = (event: Event & Partial<CartAddedEvent>): void => {
    const { openOnAdd, open } = this.#host;
    const { items = [], outcomes, cart } = event;
    const openers = event.composedPath();
    if (open || findShop(openers[0]) !== this.#shop()) return;
    const added = items.filter((_, index) => outcomes?.[index]?.status !== 'refused');
    const first = sum(cart?.lines) <= sum(added);
    if (openOnAdd === 'always' || (openOnAdd === 'first' && first)) this.#request(openers);
  };
}

const sum = (lines: readonly { readonly quantity: number }[] = []): number =>
  lines.reduce((total, { quantity }) => total + quantity, 0);
