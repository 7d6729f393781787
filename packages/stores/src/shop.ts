import { combine, type Backend, type Market, type Product, type Services, type Session } from '@shuk/core';
import { atom, type ReadableAtom } from 'nanostores';
import type { Loadable } from './loadable.js';
import { createProducts } from './products.js';

/** One shop in one market, and the state that everything on the page shares. */
export interface Shop {
  readonly backend: Backend;
  /** The open session; a new one after `setMarket` and `setServices`. */
  readonly $session: ReadableAtom<Session>;
  /** Live: products load again, and the cart of the new market is taken. */
  setMarket(market: Market): void;
  /** Joins services of other backends (`combine`): the host's cart, somebody else's reviews. They outlive the market. */
  setServices(services: Partial<Services>): void;
  /** `id`, `handle:x` or `sku:x`; the same atom for the same reference. Loads when first watched. */
  product(ref: string): ReadableAtom<Loadable<Product>>;
  /** Asks again for watched products (all, or those named as in `product`), e.g. after an add was refused. */
  refreshProducts(refs?: readonly string[]): void;
  /** One instance for each shop and name, so that stores which are loaded late, or twice, are shared. */
  part<T>(name: string, create: (shop: Shop) => T): T;
  /** Ends what is under way for products. Listeners go with the last watcher; changes of a cart still come to their end. */
  close(): void;
}

export function createShop(backend: Backend, market: Market): Shop {
  const parts = new Map<string, unknown>();
  const $session = atom(backend.open(market));
  let services: Partial<Services> = {};

  const shop: Shop = {
    backend,
    $session,
    setMarket: (next) => $session.set(combine(backend.open(next), services)),
    setServices(more) {
      services = { ...services, ...more };
      $session.set(combine($session.get(), more));
    },
    product: (ref) => products.product(ref),
    refreshProducts: (refs) => products.refresh(refs),
    part<T>(name: string, create: (shop: Shop) => T): T {
      if (!parts.has(name)) parts.set(name, create(shop));
      return parts.get(name) as T;
    },
    close: () => products.close(),
  };
  const products = createProducts(shop);
  return shop;
}
