/**
 * A cart that no shop keeps: variants and quantities in the browser, checked against the catalogue as it is now, until
 * the shop's checkout link makes a cart of them. So what its lines come to is summed up here, from the shop's own unit
 * prices; discounts, taxes on top and shipping come at the checkout.
 */
import {
  CommerceError,
  refusalOf,
  text,
  webUrl,
  type Cart,
  type CartAnswer,
  type CartLine,
  type CartOperation,
  type CartOutcome,
  type Checkout,
  type Price,
  type Product,
  type Variant,
} from '@shuk/core';
import { LINKS } from './abilities.js';
import { byIds, completed, inParts, rows } from './catalog.js';
import type { Store } from './store.js';
import { encode, MAX_LINES, MAX_QUANTITY, type StoredLine } from './token.js';
import { cash, isId, loose } from './wire.js';

type Signal = AbortSignal | undefined;

interface Item {
  readonly product: Product;
  readonly variant: Variant;
}

interface Line extends Item {
  readonly price: Price;
  readonly quantity: number;
}

type Wanted = Pick<StoredLine, 'variantId'> & { readonly productId?: string | undefined };

export async function read(store: Store, stored: readonly StoredLine[], signal: Signal): Promise<Cart> {
  const shelf = await load(store, stored, signal);
  return present(linesOf(stored, shelf), await currencyOf(store, signal));
}

export async function apply(
  store: Store,
  stored: readonly StoredLine[],
  operations: readonly CartOperation[],
  signal: Signal,
): Promise<CartAnswer> {
  const adds = operations.filter((operation) => operation.type === 'add');
  const shelf = await load(store, [...stored, ...adds], signal);
  let lines = linesOf(stored, shelf);
  const outcomes = operations.map((operation): CartOutcome => {
    try {
      const [next, outcome] = perform(lines, operation, shelf);
      lines = next;
      return outcome;
    } catch (thrown) {
      return { status: 'refused', error: CommerceError.from(thrown) };
    }
  });
  return { cart: present(lines, await currencyOf(store, signal)), outcomes };
}

/** Rejects for a cart that is empty, or cannot be sold as it stands. */
export async function checkout(store: Store, stored: readonly StoredLine[], signal: Signal): Promise<Checkout> {
  const lines = linesOf(stored, await load(store, stored, signal));
  if (!lines.length) throw new CommerceError('rejected', 'The cart is empty.', { native: 'empty' });
  for (const { variant, quantity } of lines) {
    const { error } = fit(variant, quantity);
    if (error) throw error;
  }
  const pairs = lines.map(({ variant, quantity }) => `${variant.id}:${quantity}`);
  const url = webUrl(`${store.root}/checkout-link/?products=${pairs.join()}`);
  if (!url) throw new CommerceError('unsupported', 'The checkout link is too long.', { native: 'checkout-url' });
  return { url, carries: ['lines'] };
}

/** What is meant, by variant. Where the product is not told, the shop is asked whose the variant is. */
async function load(store: Store, wanted: readonly Wanted[], signal: Signal): Promise<Map<string, Item>> {
  const shelf = new Map<string, Item>();
  const put = async (ids: readonly string[]) => {
    const found = await Promise.all(byIds(store, [...new Set(ids)], signal));
    for (const product of (await completed(store, found.flat(), signal)).values()) {
      for (const variant of product.variants) shelf.set(variant.id, { product, variant });
      // Asked for by the id of a product that has several, nobody knows which is meant.
      if (!shelf.has(product.id)) shelf.set(product.id, { product, variant: { ...product.variants[0], id: '' } });
    }
  };
  await put(wanted.map(({ productId, variantId }) => productId ?? store.parents.get(variantId) ?? variantId));
  const lost = wanted.map(({ variantId }) => variantId).filter((id) => isId(id) && !shelf.has(id));
  if (!lost.length) return shelf;
  const variations = await Promise.all(
    inParts([...new Set(lost)]).map((part) => rows(store, { type: 'variation', include: part.join() }, signal)),
  );
  await put(variations.flat().flatMap(({ parent }) => text(parent) ?? []));
  return shelf;
}

/** Those that could still be added; one that has only run out of stock stays, and shows it. */
function linesOf(stored: readonly StoredLine[], shelf: ReadonlyMap<string, Item>): Line[] {
  return stored.flatMap(({ variantId, quantity }) => {
    const item = shelf.get(variantId);
    const price = item?.variant.price;
    return item?.variant.id && price && !item.product.external ? [{ ...item, price, quantity }] : [];
  });
}

function perform(
  lines: readonly Line[],
  operation: CartOperation,
  shelf: ReadonlyMap<string, Item>,
): [Line[], CartOutcome] {
  const refusal = refusalOf(operation, LINKS);
  if (refusal) throw refusal;
  if (operation.type === 'add') return add(lines, operation, shelf);
  const line = lines.find(({ variant }) => variant.id === (operation as { lineId?: string }).lineId);
  if (!line) throw new CommerceError('line-gone', 'This line is not in the cart.');
  const quantity = operation.type === 'set' ? operation.quantity : 0;
  return quantity ? fill(lines, line, quantity) : [lines.filter((other) => other !== line), { status: 'done' }];
}

function add(
  lines: readonly Line[],
  { variantId, productId, quantity }: Extract<CartOperation, { type: 'add' }>,
  shelf: ReadonlyMap<string, Item>,
): [Line[], CartOutcome] {
  const item = shelf.get(variantId);
  if (!item || (productId && item.product.id !== productId)) {
    throw new CommerceError('rejected', 'There is no such product.', { native: 'unknown-product' });
  }
  const { product, variant } = item;
  if (product.external) throw new CommerceError('unsupported', 'It is sold elsewhere.', { native: 'external' });
  if (!variant.id) throw new CommerceError('option-required', 'Choose one of its variants.');
  if (!variant.price) throw new CommerceError('price-missing', 'It has no price in this market.');
  const known = lines.find((line) => line.variant.id === variantId);
  const line = known ?? { ...item, price: variant.price, quantity: 0 };
  if (!known && lines.length >= MAX_LINES) {
    throw new CommerceError('rejected', 'More does not fit into one checkout link.', { native: 'cart-full' });
  }
  const [next, outcome] = fill(lines, line, line.quantity + quantity);
  if (outcome.status === 'clamped' && outcome.quantity <= line.quantity) throw outcome.error;
  return [next, outcome];
}

/** As many of `wanted` as may be had. */
function fill(lines: readonly Line[], line: Line, wanted: number): [Line[], CartOutcome] {
  const { quantity, error } = fit(line.variant, wanted);
  if (error && !quantity) throw error;
  const filled = { ...line, quantity };
  const next = lines.includes(line) ? lines.map((other) => (other === line ? filled : other)) : [...lines, filled];
  return [next, error ? { status: 'clamped', quantity, error } : { status: 'done' }];
}

function fit({ availability, rule }: Variant, wanted: number): { quantity: number; error?: CommerceError } {
  const { state, left = Infinity } = availability;
  const { min, step, max = MAX_QUANTITY } = rule;
  const accepted = (limit: number) => (limit < min ? 0 : limit - ((limit - min) % step));
  if (state === 'sold-out') return { quantity: 0, error: new CommerceError('out-of-stock', 'None is left.') };
  const most = accepted(Math.min(left, max));
  const quantity = accepted(Math.min(wanted, most));
  if (quantity === wanted) return { quantity };
  const code = wanted > left && left < max ? 'insufficient-stock' : 'quantity-rule';
  return { quantity, error: new CommerceError(code, `At most ${most} may be had.`, { available: most }) };
}

function present(lines: readonly Line[], currency: string): Cart {
  const all = lines.map(toLine);
  const sum = { amount: all.reduce((sum, { total }) => sum + total.amount, 0), currency };
  const token = encode(
    lines.map(({ product, variant, quantity }) => ({ productId: product.id, variantId: variant.id, quantity })),
  );
  return { token, currency, lines: all, subtotal: sum, total: sum, codes: [], attributes: [] };
}

function toLine({ product, variant, price, quantity }: Line): CartLine {
  const { amount, currency } = price.current;
  return {
    id: variant.id,
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    values: variant.values,
    quantity,
    price,
    total: { amount: amount * quantity, currency },
    image: variant.image ?? product.images[0],
    url: product.url,
    availability: variant.availability,
    rule: variant.rule,
    attributes: [],
  };
}

/** An empty cart has one, too; any product tells it. */
async function currencyOf(store: Store, signal: Signal): Promise<string> {
  const known = store.market.currency ?? store.currency;
  if (known) return known;
  const [any] = await rows(store, { per_page: 1 }, signal);
  const found = cash('0', loose(any?.prices))?.currency;
  if (!found) throw new CommerceError('malformed', 'The shop has no currency.');
  return (store.currency = found);
}
