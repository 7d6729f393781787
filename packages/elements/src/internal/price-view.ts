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
  readonly lowest?: Money;
  /** Whole percent off the lowest price of 30 days; without that price nothing is claimed. */
  readonly percent?: number | undefined;
}

// Where a reduction may not be announced without the lowest price of 30 days (Directive 98/6/EC, art. 6a): the EEA.
const EEA = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK';

/** The price of a variant; without one, the lowest of those that can be had. `undefined`: not sold in this market. */
export function priceView({ variants }: Product, variant?: Variant): PriceView | undefined {
  const possible = variants.filter((one) => one.price && !soldOut(one));
  const prices = (variant ? [variant] : possible.length ? possible : variants).flatMap(({ price }) => price ?? []);
  const comparable = prices.filter(({ current }) => current.currency === prices[0]?.current.currency);
  const [least] = comparable.sort((one, other) => one.current.amount - other.current.amount);
  return (
    least && {
      // What is not reduced in every variant is no reduction of the product.
      price: comparable.every(({ compareAt }) => compareAt) ? least : { ...least, compareAt: undefined },
      from: prices.some(({ current }) => current.amount !== least.current.amount),
    }
  );
}

/** The reduction that may be shown beside a price in a market; `undefined` where there is none, or its 30-day price is lacking. */
export function reduction({ current, compareAt, lowest30Days }: Price, country = ''): Reduction | undefined {
  const { amount, currency } = current;
  if (compareAt?.currency !== currency || compareAt.amount <= amount) return undefined;
  if (!lowest30Days) return country && EEA.includes(country) ? undefined : { was: compareAt };
  const off = lowest30Days.currency === currency ? 1 - amount / lowest30Days.amount : 0;
  // Rounded down: a claim is never better than the truth.
  const percent = Math.floor(off * 100 + 1e-9);
  return { was: compareAt, lowest: lowest30Days, percent: percent > 0 ? percent : undefined };
}
