/** What discount codes take off a cart. */
import type { Shelf } from './index.js';
import { sum, totalOf, type Line } from './line.js';
import { findDiscount, type Discount } from './wire-cart.js';

export interface Reckoning {
  /** What all of them take off together. */
  readonly off: number;
  /** The codes that take part in it. */
  readonly applied: ReadonlySet<string>;
}

/**
 * Reckons codes in the order they were entered. Each takes its part of what the ones before have left of the lines it
 * is for: a percentage of their sum, rounded half up once for the discount (not for each line), or its amount, but
 * never more than there is. It is then allocated to those lines in proportion to what is left of them, rounded down;
 * the minor units that remain go to the first lines. So a discount for one product never eats into another one.
 * Minima are of the full prices of the lines a discount is for.
 */
export function reckon(shelf: Shelf, currency: string, lines: readonly Line[], codes: readonly string[]): Reckoning {
  const rows = lines.map((line) => ({ line, full: totalOf(line), left: totalOf(line) }));
  const applied = new Set<string>();
  let off = 0;
  for (const code of codes) {
    const discount = findDiscount(shelf.catalog, code);
    if (!discount || !holds(discount, currency, shelf.now())) continue;
    const mine = rows.filter(({ line }) => isFor(discount, line));
    const base = sum(mine.map(({ left }) => left));
    if (sum(mine.map(({ full }) => full)) < (discount.minimum?.amount ?? 0)) continue;
    const { percent, amount } = discount;
    const part = percent ? share(base, percent, 10_000, 5_000n) : Math.min(amount?.amount ?? 0, base);
    if (!part) continue;
    allocate(mine, part, base);
    applied.add(code);
    off += part;
  }
  return { off, applied };
}

/** Whether it counts now and in this currency. */
function holds({ currency: own, starts, expires }: Discount, currency: string, now: number): boolean {
  return now >= starts && now <= expires && (own === undefined || own === currency);
}

function isFor({ products }: Discount, { product }: Line): boolean {
  return products === undefined || products.includes(product.id);
}

function allocate(rows: readonly { left: number }[], part: number, base: number): void {
  const shares = rows.map(({ left }) => share(left, part, base));
  let rest = part - sum(shares); // fewer than there are rows
  rows.forEach((row, index) => {
    row.left -= shares[index] ?? 0;
    const extra = Math.min(rest, row.left, 1);
    row.left -= extra;
    rest -= extra;
  });
}

/** `amount × numerator / denominator`, exact however large they are. */
function share(amount: number, numerator: number, denominator: number, round = 0n): number {
  return Number((BigInt(amount) * BigInt(numerator) + round) / BigInt(denominator));
}
