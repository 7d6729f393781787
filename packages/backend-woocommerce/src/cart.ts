/**
 * The cart service, and its ladder: the shop's own cart; where this page may not read that one, a cart in the browser
 * that becomes a checkout link. Loaded at its first use.
 */
import { CommerceError, type Cart, type CartAnswer, type CartOperation, type Checkout } from '@shuk/core';
import { shop } from './shop-cart.js';
import type { Signal, Store } from './store.js';
import { isLinks } from './both.js';

export { soldAlong } from './shop-cart.js';

export const read = (store: Store, token: string, signal: Signal): Promise<Cart | null> =>
  climb(store, token, signal, (cart) => cart.read(store, token, signal));

export const apply = (
  store: Store,
  token: string | undefined,
  operations: readonly CartOperation[],
  signal: Signal,
): Promise<CartAnswer> => climb(store, token, signal, (cart) => cart.apply(store, token, operations, signal));

export const checkout = (store: Store, token: string, signal: Signal): Promise<Checkout> =>
  climb(store, token, signal, (cart) => cart.checkout(store, token, signal));

/**
 * Does it by the shop; where this page turns out not to be let in, in the browser for the rest of the session. A token
 * of the browser's cart tells that the shop's was out of reach, and stays what it is. A token of the shop's cart is
 * gone where that one is out of reach: the lines are then added to a new cart by whoever knows them.
 */
async function climb<T>(
  store: Store,
  token: string | undefined,
  signal: Signal,
  work: (cart: typeof shop) => Promise<T>,
): Promise<T> {
  if (store.mayMove && store.place === 'unknown' && isLinks(token ?? '')) store.place = 'links';
  if (store.place !== 'links') {
    try {
      return await work(shop);
    } catch (thrown) {
      const isKnown = signal?.aborted === true || store.place === 'api';
      if (isKnown || !(await store.isShut(CommerceError.from(thrown), token)) || !store.mayMove) throw thrown;
      signal?.throwIfAborted();
      store.place = 'links';
    }
  }
  return work(await import('./links.js'));
}
