/** Rules about amounts. */
import { currencyDigits, toMinor } from '@shuk/core';
import { isKnownCurrency } from '../values/amount.js';
import { fieldsOf, listOf, step, textOf, type Fields, type Report } from './finding.js';

/** The prices of a variant: its own, those of other markets, those of its plans. */
export function checkPrices(
  variant: Fields,
  pointer: string,
  currency: string,
  external: boolean,
  report: Report,
): void {
  checkOffer(variant, pointer, currency, report);
  listOf(variant.plans).forEach((plan, index) => {
    checkOffer(fieldsOf(plan), step(step(pointer, 'plans'), index), currency, report);
  });
  if (!external && variant.price === undefined && !listOf(variant.prices).length) {
    report.error(pointer, 'has no price, so it cannot be bought');
  }
}

/** An unknown code is most often a slip, and formats as nothing that a shopper knows. */
export function checkCurrency(value: unknown, pointer: string, report: Report): void {
  const code = textOf(value);
  if (code !== undefined && /^[A-Z]{3}$/.test(code) && !isKnownCurrency(code)) {
    report.error(pointer, `"${code}" is not a currency of ISO 4217`);
  }
}

/** The amount in minor units. */
export function checkAmount(value: unknown, pointer: string, currency: string, report: Report): number | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const digits = currencyDigits(currency);
  const decimals = (text.split('.')[1] ?? '').replace(/0+$/, '').length;
  if (decimals > digits) report.warn(pointer, `${text} has more decimals than ${currency} (${digits}) and is rounded`);
  return toMinor(text, currency);
}

function checkOffer(offer: Fields, pointer: string, currency: string, report: Report): void {
  checkPrice(offer, pointer, currency, report);
  const prices = step(pointer, 'prices');
  listOf(offer.prices).forEach((entry, index) => {
    const price = fieldsOf(entry);
    checkCurrency(price.currency, step(step(prices, index), 'currency'), report);
    checkPrice(price, step(prices, index), textOf(price.currency) ?? currency, report);
  });
  checkTwinPrices(listOf(offer.prices), currency, prices, report);
}

function checkPrice(price: Fields, pointer: string, currency: string, report: Report): void {
  const amount = (name: string): number | undefined => checkAmount(price[name], step(pointer, name), currency, report);
  const [current, compareAt, lowest] = [amount('price'), amount('compareAt'), amount('lowest30Days')];
  const written = (name: string): string => textOf(price[name]) ?? '';
  if (current !== undefined && compareAt !== undefined && compareAt <= current) {
    report.error(step(pointer, 'compareAt'), `${written('compareAt')} is not above the price ${written('price')}`);
  }
  if (compareAt !== undefined && lowest !== undefined && lowest > compareAt) {
    const reason = `${written('lowest30Days')} is above the price before the reduction, ${written('compareAt')}`;
    report.error(step(pointer, 'lowest30Days'), reason);
  }
  if (lowest !== undefined && compareAt === undefined) {
    report.warn(step(pointer, 'lowest30Days'), 'is shown beside a reduction only, and there is no "compareAt"');
  }
  if (current === 0) report.warn(step(pointer, 'price'), 'the price is zero');
  const unit = fieldsOf(price.unitPrice);
  checkAmount(unit.price, step(step(pointer, 'unitPrice'), 'price'), currency, report);
}

/** Two prices for one market: only the first would ever be taken. */
function checkTwinPrices(prices: readonly unknown[], usual: string, pointer: string, report: Report): void {
  const seen = new Set<string>();
  prices.forEach((entry, index) => {
    const { country, currency } = fieldsOf(entry);
    const market = `${textOf(country) ?? 'all countries'} in ${textOf(currency) ?? usual}`;
    if (seen.has(market)) report.error(step(pointer, index), `there is a price for ${market} before this one`);
    seen.add(market);
  });
}
