/** The part of `wire.ts` that only carts need: discounts. */
import { integer, list, loose, text, toMinor, type Fields, type Money } from '@shuk/core';
import { cash, type Catalog } from './wire.js';

export interface Discount {
  readonly code: string;
  /** In hundredths of a percent, 1 … 10,000; otherwise `amount` is there. */
  readonly percent: number | undefined;
  readonly amount: Money | undefined;
  /** What the products it is for must come to. */
  readonly minimum: Money | undefined;
  /** It counts in this currency only. */
  readonly currency: string | undefined;
  /** Milliseconds since 1970: from the first to the last one. A date that cannot be read is over. */
  readonly starts: number;
  readonly expires: number;
  /** Ids of the products it is for; all of them where absent. */
  readonly products: readonly string[] | undefined;
}

const MAX_DISCOUNTS = 5_000;
const MAX_PRODUCTS = 10_000;

/** The discount of a code, however it is capitalised. One with a condition that cannot be read is none. */
export function findDiscount(catalog: Catalog, code: string): Discount | undefined {
  const wanted = code.toLowerCase();
  return list(catalog.file.discounts, MAX_DISCOUNTS)
    .map(loose)
    .filter((row) => text(row.code)?.toLowerCase() === wanted)
    .map((row) => toDiscount(row, catalog.currency))
    .find((discount) => discount !== undefined);
}

function toDiscount(row: Fields, usual: string): Discount | undefined {
  const inMoney = row.amount !== undefined || row.minimum !== undefined;
  const currency = text(row.currency) ?? (inMoney ? usual : undefined);
  const code = text(row.code);
  const percent = integer(toMinor(text(row.percent) ?? '', 'EUR'), 1, 10_000); // two digits, as the euro has
  const amount = cash(row.amount, currency);
  const minimum = cash(row.minimum, currency);
  if (!code || (!percent && !amount) || (row.minimum !== undefined && !minimum)) return undefined;
  if (row.products !== undefined && !Array.isArray(row.products)) return undefined;
  return {
    code,
    percent,
    amount,
    minimum,
    currency,
    starts: row.starts === undefined ? -Infinity : time(row.starts, '00:00:00.000'),
    expires: row.expires === undefined ? Infinity : time(row.expires, '23:59:59.999'),
    products: row.products === undefined ? undefined : list(row.products, MAX_PRODUCTS).flatMap((id) => text(id) ?? []),
  };
}

/** ISO 8601. A date alone means that time of the day, in UTC. */
function time(value: unknown, ofDay: string): number {
  const written = text(value) ?? '';
  return Date.parse(/^\d{4}-\d\d-\d\d$/.test(written) ? `${written}T${ofDay}Z` : written);
}
