/**
 * What both carts share, and the two kinds of their tokens. The shop's own is a JSON web token: three parts. The browser's cart *is* its token:
 * `L.14-17-2,12-12-1`, for each line product, variant and quantity. It comes back from the browser's storage, where
 * anybody may have written.
 */
import { CommerceError, loose, text } from '@shuk/core';
import { byIds, VARIATIONS } from './catalog.js';
import type { Signal, Store } from './store.js';

export interface StoredLine {
  readonly productId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** So that the token can be kept, and the link opened. */
export const MAX_LINES = 60;
export const MAX_QUANTITY = 9_999;

const JWT = /^[\w-]{1,500}\.[\w-]{1,3000}\.[\w-]{1,500}$/;
const LINKS = /^L\.(?:[1-9]\d{0,14}-[1-9]\d{0,14}-[1-9]\d{0,3}(?:,(?=\d)|$)){0,60}$/;

export const isJwt = (token: string): boolean => JWT.test(token);
export const isLinks = (token: string): boolean => LINKS.test(token);

/** Whose cart it is, as the shop's token says. The token is another one in each answer, and this stays. */
export function ownerOf(token: string): unknown {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    return loose(JSON.parse(atob(payload))).user_id;
  } catch {
    return undefined;
  }
}

export const encode = (lines: readonly StoredLine[]): string =>
  `L.${lines.map(({ productId, variantId, quantity }) => `${productId}-${variantId}-${quantity}`).join()}`;

/** Rejects what `encode` did not write. */
export function decode(token: string): StoredLine[] {
  if (!isLinks(token)) throw gone();
  return [...token.matchAll(/(\d+)-(\d+)-(\d+)/g)].map(([, productId = '', variantId = '', quantity]) => ({
    productId,
    variantId,
    quantity: Number(quantity),
  }));
}

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
