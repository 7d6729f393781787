import type { Settings } from '../draft.js';
import { quote } from '../report.js';
import { isKnownCurrency, readAmount } from '../values/amount.js';

export type GooglePrice =
  { readonly price: string; readonly currency: string; readonly reason?: undefined } | { readonly reason: string };

/** Reads `19.99 USD`, also without the space or with the currency first. The decimal mark of a feed is a point. */
export function googlePrice(written: string, settings: Settings): GooglePrice {
  if (!written) return { reason: 'has no price' };
  const match = /^(?:([a-z]{3})\s*)?([^a-z]+?)(?:\s*([a-z]{3}))?$/i.exec(written.slice(0, 80).trim());
  const currency = (match?.[1] ?? match?.[3] ?? settings.currency)?.toUpperCase();
  if (!match?.[2]) return { reason: `${quote(written)} is not an amount` };
  if (!currency) return { reason: `${quote(written)} has no currency; give one with --currency` };
  if (!isKnownCurrency(currency)) return { reason: `${quote(currency)} is not a currency` };
  const amount = readAmount(match[2], currency, settings.decimal ?? '.');
  return amount.reason === undefined ? { price: amount.decimal, currency } : { reason: amount.reason };
}
