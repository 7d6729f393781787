/**
 * A cart that no shop keeps: variants and quantities in the browser, checked against the catalogue as it is now, until
 * the shop's checkout link makes a cart of them. So what its lines come to is summed up here, from the shop's own unit
 * prices; discounts, taxes on top and shipping come at the checkout.
 */
import {
  CommerceError,
  own,
  refusalOf,
  type Cart,
  type CartAnswer,
  type CartLine,
  type CartOperation,
  type CartOutcome,
  type Checkout,
  type Product,
  type Variant,
} from '@shuk/core';
import { empty, findParents, gone, isLinks, unknown } from './both.js';
import { byIds, completed } from './catalog.js';
import type { Signal, Store } from './store.js';

/** So that the token can be kept, and the link opened. */
const MAX_LINES = 60;
const MAX_QUANTITY = 9_999;

/** The token *is* the cart, and comes back from the browser's storage, where anybody may have written. */
interface StoredLine {
  readonly productId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** By the id of a variant, which is that of its line. */
type Lines = Map<string, CartLine>;

/** Without a variant, where a product that has several is asked for by its own id. */
interface Item {
  readonly product: Product;
  readonly variant?: Variant;
}

type Shelf = ReadonlyMap<string, Item>;
type Wanted = Omit<StoredLine, 'productId'> & { readonly productId?: string | undefined };

export async function read(store: Store, token: string, signal: Signal): Promise<Cart | null> {
  return isLinks(token) ? present(store, (await load(store, token, [], signal)).lines) : null;
}

export async function apply(
  store: Store,
  token: string | undefined,
  operations: readonly CartOperation[],
  signal: Signal,
): Promise<CartAnswer> {
  const adds = operations.filter((operation) => operation.type === 'add');
  const { lines, shelf } = await load(store, token, adds, signal);
  const outcomes = operations.map((operation): CartOutcome => {
    try {
      return perform(lines, own(operation) as CartOperation, shelf, store);
    } catch (thrown) {
      return { status: 'refused', error: CommerceError.from(thrown) };
    }
  });
  return { cart: present(store, lines), outcomes };
}

/** Rejects for a cart that is empty, or cannot be sold as it stands. */
export async function checkout(store: Store, token: string, signal: Signal): Promise<Checkout> {
  const lines = [...(await load(store, token, [], signal)).lines.values()];
  if (!lines.length) throw empty();
  for (const line of lines) {
    const { error } = fit(line, line.quantity);
    if (error) throw error;
  }
  const pairs = lines.map(({ variantId, quantity }) => `${variantId}:${quantity}`);
  return { url: `${store.root}/checkout-link/?products=${pairs.join()}`, carries: ['lines'] };
}

/**
 * What is in the cart and could still be added (what has only run out of stock stays, and shows it); and on the shelf
 * all that is meant, by variant. Where the product is not told, the shop is asked whose the variant is.
 */
async function load(
  store: Store,
  token: string | undefined,
  adds: readonly Wanted[],
  signal: Signal,
): Promise<{ readonly lines: Lines; readonly shelf: Shelf }> {
  const stored = token === undefined ? [] : decode(token);
  const wanted = [...stored, ...adds];
  const orphans = wanted.filter(({ productId }) => !productId).map(({ variantId }) => variantId);
  await findParents(store, orphans, signal);
  const ids = wanted.map(({ productId, variantId }) => productId ?? store.parents.get(variantId) ?? variantId);
  const shelf = new Map<string, Item>();
  for (const product of (await completed(store, await byIds(store, ids, signal), signal)).values()) {
    shelf.set(product.id, { product });
    for (const variant of product.variants) shelf.set(variant.id, { product, variant });
  }
  const lines: Lines = new Map();
  for (const { variantId, quantity } of stored) {
    const line = toLine(shelf.get(variantId));
    if (!(line instanceof CommerceError)) lines.set(variantId, ofSome(line, quantity));
  }
  return { lines, shelf };
}

/** A line of none yet, or why it cannot be sold. */
function toLine(item: Item | undefined): CartLine | CommerceError {
  if (!item) return unknown();
  const { product, variant } = item;
  if (product.external) return new CommerceError('unsupported', 'It is sold elsewhere.', { native: 'external' });
  if (!variant) return new CommerceError('option-required', 'Choose one of its variants.');
  const { id, values, price, availability, rule } = variant;
  if (!price) return new CommerceError('price-missing', 'It has no price in this market.');
  return {
    id,
    productId: product.id,
    variantId: id,
    title: product.title,
    values,
    quantity: 0,
    price,
    total: price.current,
    image: variant.image ?? product.images[0],
    url: product.url,
    availability,
    rule,
    attributes: [],
  };
}

function ofSome(line: CartLine, quantity: number): CartLine {
  const { amount, currency } = line.price.current;
  return { ...line, quantity, total: { amount: amount * quantity, currency } };
}

/** Changes the lines; throws for what is refused. */
function perform(lines: Lines, operation: CartOperation, shelf: Shelf, { abilities }: Store): CartOutcome {
  const refusal = refusalOf(operation, abilities());
  if (refusal) throw refusal;
  const adds = operation.type === 'add';
  const { lineId = '', variantId = lineId, quantity: asked = 0 } = operation as Partial<Wanted & { lineId: string }>;
  const known = lines.get(variantId);
  const line =
    known ?? (adds ? toLine(shelf.get(variantId)) : new CommerceError('line-gone', 'This line is not in the cart.'));
  if (line instanceof CommerceError) throw line;
  if (!known && lines.size >= MAX_LINES) {
    throw new CommerceError('rejected', 'No more lines fit into one link.', { native: 'cart-full' });
  }
  const before = adds ? line.quantity : 0;
  if (!(before + asked)) {
    lines.delete(variantId);
    return { status: 'done' };
  }
  const { quantity, error } = fit(line, before + asked);
  if (error && quantity <= before) throw error;
  lines.set(variantId, ofSome(line, quantity));
  return error ? { status: 'clamped', quantity, error } : { status: 'done' };
}

/** As many of `wanted` as may be had. */
function fit({ availability, rule }: CartLine, wanted: number): { quantity: number; error?: CommerceError } {
  const { state, left = Infinity } = availability;
  const { min, step, max = MAX_QUANTITY } = rule;
  if (state === 'sold-out') return { quantity: 0, error: new CommerceError('out-of-stock', 'None is left.') };
  const accepted = (limit: number) => (limit < min ? 0 : limit - ((limit - min) % step));
  const available = accepted(Math.min(left, max));
  const quantity = accepted(Math.min(wanted, available));
  if (quantity === wanted) return { quantity };
  const code = wanted > left && left < max ? 'insufficient-stock' : 'quantity-rule';
  return { quantity, error: new CommerceError(code, 'As many may not be had.', { available }) };
}

function present({ market, currency: known }: Store, kept: Lines): Cart {
  const lines = [...kept.values()];
  // ISO 4217 writes XXX for none: that of a cart with nothing in it, of a shop of which nothing was read yet.
  const currency = market.currency ?? known ?? 'XXX';
  const sum = { amount: lines.reduce((sum, { total }) => sum + total.amount, 0), currency };
  return { token: encode(lines), currency, lines, subtotal: sum, total: sum, codes: [], attributes: [] };
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
