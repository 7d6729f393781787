import type { Shop } from '@shuk/stores';

// Shared by name, so that two copies of this library on one page still see one shop.
const key = Symbol.for('shuk:shop:1');
const page = globalThis as { [key]?: Shop | undefined };

/** Fired on `window` when a shop came or went; every element then looks for its shop again. */
export const SHOP_SET = 'shuk-shop-set';

/** The shop of every element that is not inside a `<shuk-shop>`. */
export function defaultShop(): Shop | undefined {
  return page[key];
}

/** Sets, or with `undefined` takes away, the page's default shop. */
export function setDefaultShop(shop: Shop | undefined): void {
  if (shop) page[key] = shop;
  else delete page[key];
  globalThis.dispatchEvent(new Event(SHOP_SET));
}

/** Follows the community context protocol, so that any context library can ask and answer. */
export class ShopRequest extends Event {
  readonly context = key;
  readonly contextTarget: Element;
  readonly subscribe = false;
  readonly callback: (shop: Shop) => void;

  constructor(contextTarget: Element, callback: (shop: Shop) => void) {
    super('context-request', { bubbles: true, composed: true });
    this.contextTarget = contextTarget;
    this.callback = callback;
  }

  /** True for a request for a shop, from whichever copy of the library. */
  static is(event: Event): event is ShopRequest {
    return (event as { context?: unknown }).context === key;
  }
}

/** The shop that a part of the page belongs to: the nearest `<shuk-shop>`'s, or else the page's default. */
export function findShop(asker: EventTarget | undefined): Shop | undefined {
  let provided: Shop | undefined;
  asker?.dispatchEvent(new ShopRequest(asker as Element, (shop) => (provided = shop)));
  return provided ?? defaultShop();
}
