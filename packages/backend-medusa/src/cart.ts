/** The cart service. Nothing is kept here: the cart is Medusa's, and its id the token. */
import {
  able,
  CommerceError,
  refusalOf,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartOutcome,
  type CartService,
  type Checkout,
} from '@shuk/core';
import { changer } from './change.js';
import type { Shop, Signal } from './shop.js';
import { CART_FIELDS, readCart, type StoredCart } from './wire-cart.js';

type Abilities = CartService['abilities'];

/** What every id of a cart looks like; nothing else goes into an address. */
const isToken = (token: string): boolean => /^cart_\w{1,100}$/.test(token);

/** The cart of a token; `null` where there is none, and where it has become an order. */
export async function read(shop: Shop, token: string, signal: Signal): Promise<Cart | null> {
  const stored = await find(shop, token, signal);
  return stored && !stored.isClosed ? stored.cart : null;
}

/** The operations are sent one after the other: Medusa answers 500 to whoever asks while a cart is being changed. */
export async function apply(
  shop: Shop,
  abilities: Abilities,
  token: string | undefined,
  operations: readonly CartOperation[],
  signal: Signal,
): Promise<CartAnswer> {
  signal?.throwIfAborted();
  if (token !== undefined && !isToken(token)) throw gone();
  const change = changer(shop, token, (known) => load(shop, known, signal), signal);
  const outcomes: CartOutcome[] = [];
  for (const operation of operations) {
    const error = refusalOf(operation, abilities) ?? (await change.perform(operation));
    outcomes.push(error ? { status: 'refused', error } : { status: 'done' });
  }
  return { cart: await change.cart(), outcomes };
}

/** Where to go with it. The shop has all of the cart under its token. */
export async function checkout(
  shop: Shop,
  abilities: Abilities,
  token: string,
  template: string | undefined,
  signal: Signal,
): Promise<Checkout> {
  signal?.throwIfAborted();
  if (!able(abilities.checkout)) throw new CommerceError('unsupported', 'This shop has no checkoutUrl.');
  await load(shop, token, signal);
  const url = shop.fill(template, { token });
  if (!url) throw new CommerceError('unsupported', 'checkoutUrl makes no web address.');
  return { url, carries: template?.includes('{token}') ? ['lines', 'codes', 'note', 'attributes', 'market'] : [] };
}

async function load(shop: Shop, token: string, signal: Signal): Promise<Cart> {
  const stored = await find(shop, token, signal);
  if (!stored) throw gone();
  if (stored.isClosed) throw new CommerceError('cart-closed', 'This cart has become an order.');
  return stored.cart;
}

async function find(shop: Shop, token: string, signal: Signal): Promise<StoredCart | null> {
  signal?.throwIfAborted();
  if (!isToken(token)) return null;
  try {
    return readCart(await shop.ask(`carts/${token}`, [['fields', CART_FIELDS]], signal), shop);
  } catch (thrown) {
    if (thrown instanceof CommerceError && thrown.status === 404 && thrown.native === 'not_found') return null;
    throw thrown;
  }
}

const gone = () => new CommerceError('cart-gone', 'There is no such cart.');
