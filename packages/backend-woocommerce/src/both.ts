/** What both carts share. */
import { CommerceError, text } from '@shuk/core';
import { byIds, VARIATIONS } from './catalog.js';
import type { Signal, Store } from './store.js';

/** The cart of the browser has lines for its token: `L.14-17-2,12-12-1`, of each product, variant and quantity. */
export const isLinks = (token: string): boolean =>
  /^L\.(?:[1-9]\d{0,14}-[1-9]\d{0,14}-[1-9]\d{0,3}(?:,(?=\d)|$)){0,60}$/.test(token);

export const gone = () => new CommerceError('cart-gone', 'There is no such cart.');
export const empty = () => new CommerceError('rejected', 'The cart is empty.', { native: 'empty' });
export const unknown = () => new CommerceError('rejected', 'There is no such product.', { native: 'unknown-product' });

/** Learns of which product variations are, where that is not known yet. */
export async function findParents(store: Store, ids: readonly string[], signal: Signal): Promise<void> {
  const strange = ids.filter((id) => !store.parents.has(id));
  for (const { id, parent } of await byIds(store, strange, signal, VARIATIONS)) {
    const [variation, product] = [text(id), text(parent)];
    if (variation && product) store.parents.set(variation, product);
  }
}
