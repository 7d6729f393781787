import type { Backend } from '@shuk/core';

/** The attributes of a `<shuk-shop>`, read as they stand. */
export interface ShopSettings {
  /** Address of a file, absolute. */
  readonly src: string | undefined;
  /** Address of an API, absolute. */
  readonly endpoint: string | undefined;
  /** The shop's own domain, e.g. `brand.myshopify.com`. */
  readonly domain: string | undefined;
  /** A public storefront key. */
  readonly token: string | undefined;
  /** The version of the shop's API, where versions have names, e.g. `2026-04`. */
  readonly version: string | undefined;
  /** The key of a sales channel, where a shop has several. */
  readonly channel: string | undefined;
  /** The id of a region, where a shop has regions; saves asking which one the country is in. */
  readonly region: string | undefined;
  /** How the cart is kept, where a backend can choose. */
  readonly cart: string | undefined;
  /** The page of a product, e.g. `/p/{handle}`, where the shop has no pages of its own. A template for `fillUrl`. */
  readonly productUrl: string | undefined;
  /** The page of the checkout, e.g. `/checkout#cart={token}`, where the shop has none of its own. */
  readonly checkoutUrl: string | undefined;
  /** The merchant has added the custom fields that the documentation of the backend names. */
  readonly customFields: boolean;
  /** The key may read subscriptions. */
  readonly plans: boolean;
  /** The key may read how many are left. */
  readonly stock: boolean;
}

export type BackendFactory = (settings: ShopSettings) => Backend | Promise<Backend>;

const factories = new Map<string, BackendFactory>();

/** Makes a kind of shop known by the name that stands in `<shuk-shop backend="…">`. */
export function addBackend(name: string, factory: BackendFactory): void {
  factories.set(name, factory);
}

export function findBackend(name: string): BackendFactory | undefined {
  return factories.get(name);
}

export function backendNames(): string {
  return [...factories.keys()].join(', ') || 'none: import one and call addBackend()';
}
