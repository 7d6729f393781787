/**
 * The cart service, and its ladder: the shop's own cart; where this page may not read that one, a cart in the browser
 * that becomes a checkout link. Loaded at its first use.
 */
import { CommerceError, type Cart, type CartAnswer, type CartOperation, type Checkout, type Fields } from '@shuk/core';
import * as shop from './shop-cart.js';
import type { Store } from './store.js';
import { decode, gone, isJwt, isLinks } from './token.js';
import { crossSells } from './wire-cart.js';

type Signal = AbortSignal | undefined;

const links = () => import('./links.js');

export async function read(store: Store, token: string, signal: Signal): Promise<Cart | null> {
  if (inBrowser(store, token)) {
    const stored = decode(token);
    return stored ? (await links()).read(store, stored, signal) : null;
  }
  if (store.place === 'links') return null;
  return climb(
    store,
    token,
    signal,
    () => shop.read(store, token, signal),
    () => Promise.resolve(null),
  );
}

export async function apply(
  store: Store,
  token: string | undefined,
  operations: readonly CartOperation[],
  signal: Signal,
): Promise<CartAnswer> {
  const link = async () => {
    const stored = token === undefined ? [] : decode(token);
    if (!stored) throw gone();
    return (await links()).apply(store, stored, operations, signal);
  };
  if (inBrowser(store, token)) return link();
  return climb(store, token, signal, () => shop.apply(store, token, operations, signal), link);
}

export async function checkout(store: Store, token: string, signal: Signal): Promise<Checkout> {
  const link = async () => {
    const stored = decode(token);
    if (!stored) throw gone();
    return (await links()).checkout(store, stored, signal);
  };
  if (inBrowser(store, token)) return link();
  return climb(store, token, signal, () => shop.checkout(store, token, signal), link);
}

/**
 * A token of the browser's cart tells that the shop's was out of reach, and stays what it is. A token of the shop's
 * cart is gone where that one is out of reach: the lines are then added to a new cart by whoever knows them.
 */
function inBrowser(store: Store, token: string | undefined): boolean {
  if (store.mayMove && token !== undefined && isLinks(token)) store.place = 'links';
  return store.place === 'links';
}

/** Whole products, as the shop sends them; none for a cart that is gone. */
export async function soldAlong(store: Store, token: string, signal: Signal): Promise<Fields[]> {
  try {
    return isJwt(token) ? crossSells((await shop.fetchCart(store, token, signal)).body) : [];
  } catch (thrown) {
    if (CommerceError.from(thrown).code === 'cart-gone') return [];
    throw thrown;
  }
}

/** Does it by the shop; where this page turns out not to be let in, moves to the next rung for the whole session. */
async function climb<T>(
  store: Store,
  token: string | undefined,
  signal: Signal,
  work: () => Promise<T>,
  next: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    signal?.throwIfAborted();
    const isShut = !store.readable.has('token') && (await store.isShut(CommerceError.from(thrown), token));
    signal?.throwIfAborted();
    if (!store.mayMove || !isShut) throw thrown;
    store.place = 'links';
    return next();
  }
}
