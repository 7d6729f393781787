import type { Backend, Market, Product, Services, Session } from '@shuk/core';
import type { ReadableAtom } from 'nanostores';
import type { Loadable } from './loadable.js';

/** One shop in one market, and the state that everything on the page shares. */
export interface Shop {
  readonly backend: Backend;
  /** The open session; a new one after `setMarket` and `setServices`. */
  readonly $session: ReadableAtom<Session>;
  /** Live: products load again, and the cart of the new market is taken. */
  setMarket(market: Market): void;
  /** Joins services of other backends (`combine`): the host's cart, somebody else's reviews. */
  setServices(services: Partial<Services>): void;
  /** `id`, `handle:x` or `sku:x`; the same atom for the same reference. Loads when first watched. */
  product(ref: string): ReadableAtom<Loadable<Product>>;
  /** Asks again for watched products (all, or those named as in `product`), e.g. after an add was refused. */
  refreshProducts(refs?: readonly string[]): void;
  /** One instance for each shop and name, so that stores which are loaded late, or twice, are shared. */
  part<T>(name: string, create: (shop: Shop) => T): T;
  /** Lets go of every listener and request. */
  close(): void;
}

export function createShop(backend: Backend, market: Market): Shop {
  void backend;
  void market;
  throw new Error('not yet');
}
