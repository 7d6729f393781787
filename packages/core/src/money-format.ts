import { currencyDigits, type Money } from './money.js';

// Currencies whose minor unit is out of everyday use (CLDR's cash digits, or its digits, are 0): whole amounts are
// written without it, "12 990 Ft". An amount that has a fraction keeps it.
const WHOLE =
  'AFN ALL AMD COP CRC CZK GYD HUF IDR IQD IRR KPW LAK LBP MGA MMK MNT MUR NOK PKR RSD SEK SLE SOS SYP TWD TZS UZS YER';

const formats = new Map<string, Intl.NumberFormat>();

/** The amount as people of a language write it. An unknown language falls back to English, never to an exception. */
export function formatMoney(money: Money, language: string): string {
  const { amount, currency } = money;
  const digits = currencyDigits(currency);
  const least = WHOLE.includes(currency) && amount % 10 ** digits === 0 ? 0 : digits;
  const key = `${language} ${currency} ${least}`;
  let format = formats.get(key);
  if (!format) {
    const options = {
      style: 'currency',
      currency,
      minimumFractionDigits: least,
      maximumFractionDigits: digits,
    } as const;
    try {
      format = new Intl.NumberFormat(language, options);
    } catch {
      format = new Intl.NumberFormat('en', options);
    }
    formats.set(key, format);
  }
  // Decimal text is formatted exactly where the engine takes it (Intl.NumberFormat v3); a number is exact up to 2^53.
  return format.format(toDecimal(money) as unknown as number);
}

/** The amount in major units as plain decimal text with a point, `"19.90"`: for analytics and structured data. */
export function toDecimal({ amount, currency }: Money): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return (amount < 0 ? '-' : '') + text.slice(0, cut) + (digits ? `.${text.slice(cut)}` : '');
}
