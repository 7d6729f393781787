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
