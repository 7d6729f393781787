import type { Shop } from '@shuk/stores';
import type { LitElement } from 'lit';
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
export function hearRequests(host: Requested, shop: () => Shop | undefined): void {
  /** By a press or an addition, which the page may refuse. */
  const request = (openers: readonly EventTarget[]): void => {
    const intent = new CartOpenEvent();
    intent.handled = true;
    if (host.dispatchEvent(intent)) host.show(openers);
  };

  const obey = (command: string | null, source: Element | null): void => {
    if (command === '--close' || (command === '--toggle' && host.open)) host.close();
    else if (command === '--show' || command === '--toggle') request(source ? [source] : []);
  };

  /** Does the work of `commandfor` where the engine does not know it. */
  const clicked = (event: Event): void => {
    const button = (event.target as Element).closest('button[commandfor]');
    if (event.defaultPrevented || button?.getAttribute('commandfor') !== host.id) return;
    obey(button.getAttribute('command'), button);
  };

  const asked = (event: Event & Partial<CartOpenEvent>): void => {
    const openers = event.composedPath();
    if (event.handled || findShop(openers[0]) !== shop()) return;
    event.handled = true;
    // After every listener, so that each can cancel.
    queueMicrotask(() => {
      if (!event.defaultPrevented) host.show(openers);
    });
  };

  const added = (event: Event & Partial<CartAddedEvent>): void => {
    const { items = [], outcomes, cart } = event;
    const openers = event.composedPath();
    if (host.open || findShop(openers[0]) !== shop()) return;
    const all = items.filter((_, index) => outcomes?.[index]?.status !== 'refused');
    const first = pieces(cart?.lines) <= pieces(all);
    if (host.openOnAdd === 'always' || (host.openOnAdd === 'first' && first)) request(openers);
  };

  let root: Node | undefined;
  host.addEventListener('command', (event) => {
    const { command, source } = event as CommandEvent;
    obey(command, source);
  });
  host.addController({
    hostConnected() {
      document.addEventListener('shuk-cart-added', added);
      document.addEventListener('shuk-cart-open', asked);
      if ('commandForElement' in HTMLButtonElement.prototype) return;
      root = host.getRootNode();
      root.addEventListener('click', clicked);
    },
    hostDisconnected() {
      document.removeEventListener('shuk-cart-added', added);
      document.removeEventListener('shuk-cart-open', asked);
      root?.removeEventListener('click', clicked);
    },
  });
}

const pieces = (lines: readonly { readonly quantity: number }[] = []): number =>
  lines.reduce((sum, { quantity }) => sum + quantity, 0);
