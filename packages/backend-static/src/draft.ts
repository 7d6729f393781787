/** A cart under work: what its token says, joined with the catalogue as it is now. */
import {
  CommerceError,
  isCurrency,
  list,
  loose,
  text,
  type Attribute,
  type Cart,
  type CartLine,
  type Product,
  type Variant,
} from '@shuk/core';
import { reckon } from './discounts.js';
import type { Shelf } from './index.js';
import { subtotal, sum, totalOf, type Item, type Line } from './line.js';
import { encode, pairs, type StoredCart } from './token.js';
import { findDiscount } from './wire-cart.js';

export interface Draft {
  readonly shelf: Shelf;
  readonly lines: readonly Line[];
  readonly codes: readonly string[];
  readonly note: string | undefined;
  readonly attributes: readonly Attribute[];
}

export const EMPTY: StoredCart = { lines: [], codes: [], note: undefined, attributes: [] };

/**
 * Prices a cart anew. A line that could not be added any more (product, variant, plan or price gone) is left out; one
 * that has only run out of stock stays, and shows it. Codes that the catalogue no longer knows are left out, too.
 */
export function openDraft(shelf: Shelf, stored: StoredCart): Draft {
  const codes = stored.codes.flatMap((code) => findDiscount(shelf.catalog, code)?.code ?? []);
  let draft: Draft = { ...stored, shelf, lines: [], codes: [...new Set(codes)] };
  for (const { id, quantity, attributes, ...wanted } of stored.lines) {
    try {
      const line = { ...findItem(draft, wanted), id, quantity, attributes };
      const more = { ...draft, lines: [...draft.lines, line] };
      if (Number.isSafeInteger(subtotal(more.lines))) draft = more;
    } catch {
      // no longer sold
    }
  }
  return draft;
}

/** What the shopper sees of it. */
export function present(draft: Draft): Cart {
  const { shelf, lines, codes, note, attributes } = draft;
  const currency = currencyOf(shelf, lines);
  const { off, applied } = reckon(shelf, currency, lines, codes);
  const full = subtotal(lines);
  return {
    token: tokenOf(draft),
    currency,
    lines: lines.map(toLine),
    subtotal: { amount: full, currency },
    discount: applied.size ? { amount: off, currency } : undefined,
    total: { amount: full - off, currency },
    codes: codes.map((code) => ({ code, applied: applied.has(code) })),
    note,
    attributes,
  };
}

function toLine(line: Line): CartLine {
  const { id, product, variant, plan, price, quantity, attributes } = line;
  return {
    id,
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    values: variant.values,
    quantity,
    price,
    total: { amount: totalOf(line), currency: price.current.currency },
    image: variant.image ?? product.images[0],
    url: product.url,
    availability: variant.availability,
    rule: variant.rule,
    attributes,
    plan,
  };
}

export function tokenOf(draft: Draft): string {
  const rows = draft.lines.map(({ id, product, variant, plan, quantity, attributes }) => [
    id,
    product.id,
    variant.id,
    quantity,
    plan?.id ?? 0,
    pairs(attributes),
  ]);
  return encode(rows, draft);
}

interface Wanted {
  readonly productId?: string | undefined;
  readonly variantId: string;
  readonly planId?: string | undefined;
}

/** What is meant by ids, in the draft's currency; throws why it cannot be bought, but for stock and quantity. */
export function findItem(
  { shelf, lines }: Pick<Draft, 'shelf' | 'lines'>,
  { productId, variantId, planId }: Wanted,
): Item {
  const product = shelf.product(findEntry(shelf, productId, variantId));
  if (!product) throw new CommerceError('rejected', 'There is no such product.', { native: 'unknown-product' });
  if (product.external)
    throw new CommerceError('unsupported', 'This product is sold elsewhere.', { native: 'external' });
  const variant = findVariant(product, variantId);
  const plan = variant.plans.find(({ id }) => id === planId);
  if (planId && !plan) throw new CommerceError('rejected', 'There is no such plan.', { native: 'unknown-plan' });
  if (variant.planRequired && !plan)
    throw new CommerceError('option-required', 'It is sold by plan only.', { native: 'plan' });
  const price = plan?.price ?? variant.price;
  const currency = currencyOf(shelf, lines);
  // Where the market names no currency the first line decides: amounts of two cannot be summed.
  if (!price || (lines.length && price.current.currency !== currency)) {
    throw new CommerceError('price-missing', 'It has no price in this market.');
  }
  return { product, variant, plan, price };
}

function findEntry({ catalog }: Shelf, productId: string | undefined, variantId: string): unknown {
  if (productId) return catalog.find({ by: 'id', value: productId });
  return catalog.products.find((entry) => list(loose(entry).variants).some((row) => text(loose(row).id) === variantId));
}

function findVariant({ variants }: Product, variantId: string): Variant {
  const variant = variantId ? variants.find(({ id }) => id === variantId) : variants[1] ? undefined : variants[0];
  if (variant) return variant;
  if (!variantId) throw new CommerceError('option-required', 'Choose one of its variants.');
  throw new CommerceError('rejected', 'There is no such variant.', { native: 'unknown-variant' });
}

/** The market's; else that of the first line; else the catalogue's. */
export function currencyOf({ market, catalog }: Shelf, lines: readonly Line[]): string {
  if (isCurrency(market.currency)) return market.currency;
  return lines[0]?.price.current.currency ?? catalog.currency;
}

/** Pieces of the same variant in other lines: all draw on one stock. */
export function elsewhere({ lines }: Draft, { id, product, variant }: Line): number {
  const twins = lines.filter(
    (line) => line.id !== id && line.variant.id === variant.id && line.product.id === product.id,
  );
  return sum(twins.map(({ quantity }) => quantity));
}
