/** Which prices may be shown: pure functions. Amounts are compared, never summed. */
import type { Money, Price, Product, Variant } from '@shuk/core';
import { soldOut } from './variants.js';

export interface PriceView {
  readonly price: Price;
  /** True where other variants cost more. */
  readonly from: boolean;
}

export interface Reduction {
  readonly was: Money;
  /** The lowest price of 30 days, which has to stand beside it where it is known. */
  readonly lowest: Money | undefined;
  /** Whole percent off the lowest price of 30 days; without that price nothing is claimed. */
  readonly percent: number | undefined;
}

// Where a reduction may not be announced without the lowest price of 30 days (Directive 98/6/EC, art. 6a): the EEA.
const EEA = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK';

/** The price of a variant; without one, the lowest of those that can be had. `undefined`: not sold in this market. */
export function priceView({ variants }: Product, variant?: Variant): PriceView | undefined {
  if (variant) return variant.price && { price: variant.price, from: false };
  const available = variants.filter((one) => !soldOut(one) && one.price);
  const prices = (available.length ? available : variants).flatMap((one) => one.price ?? []);
  const [first] = prices;
  if (!first) return undefined;
  const comparable = prices.filter(({ current }) => current.currency === first.current.currency);
  const least = comparable.reduce((one, other) => (other.current.amount < one.current.amount ? other : one));
  // What is not reduced in every variant is no reduction of the product.
  const price = comparable.every(({ compareAt }) => compareAt) ? least : { ...least, compareAt: undefined };
  return { price, from: prices.some(({ current }) => current.amount !== least.current.amount) };
}

/** The reduction that may be shown beside a price in a market; `undefined` where there is none, or its 30-day price is lacking. */
export function reduction({ current, compareAt, lowest30Days }: Price, country?: string): Reduction | undefined {
  if (!compareAt || compareAt.currency !== current.currency || compareAt.amount <= current.amount) return undefined;
  if (!lowest30Days)
    return country && EEA.includes(country) ? undefined : { was: compareAt, lowest: undefined, percent: undefined };
  const off = lowest30Days.currency === current.currency ? 1 - current.amount / lowest30Days.amount : 0;
  // Rounded down: a claim is never better than the truth.
  return { was: compareAt, lowest: lowest30Days, percent: Math.max(0, Math.floor(off * 100 + 1e-9)) || undefined };
}
