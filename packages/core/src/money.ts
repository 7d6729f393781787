/** An amount as an integer of the currency's minor units (cents, agorot, fils) and its ISO 4217 code. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

// ISO 4217 minor units (list one, amendment 176). Everything not named has two. Never taken from `Intl`: engines
// follow CLDR there, which gives IQD no digits although its minor unit is a thousandth.
const DIGITS: readonly (readonly [number, string])[] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

// Currencies whose minor unit is out of everyday use (CLDR's cash digits, or its digits, are 0): whole amounts are
// written without it, "12 990 Ft". An amount that has a fraction keeps it.
const WHOLE =
  'AFN ALL AMD COP CRC CZK GYD HUF IDR IQD IRR KPW LAK LBP MGA MMK MNT MUR NOK PKR RSD SEK SLE SOS SYP TWD TZS UZS YER';

/** True for three capital letters; anything else would make `Intl.NumberFormat` throw in the middle of a render. */
export function isCurrency(code: unknown): code is string {
  return typeof code === 'string' && /^[A-Z]{3}$/.test(code);
}

/** How many decimal digits the minor unit of a currency has, by ISO 4217. */
export function currencyDigits(currency: string): number {
  return DIGITS.find(([, codes]) => codes.includes(currency))?.[0] ?? 2;
}

/**
 * Reads a decimal amount in major units (`"19.99"`, `19.99`, `"106.4693"`) as minor units, half away from zero where
 * it has more digits than the currency. Works on the text, so no float error creeps in.
 * `undefined` for what is not a plain decimal number, or too large to be exact.
 */
export function toMinor(decimal: string | number, currency: string): number | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(String(decimal).trim());
  if (!match || !isCurrency(currency)) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  const digits = currencyDigits(currency);
  const kept = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'));
  const amount = kept + (Number(fraction.charAt(digits)) >= 5 ? 1 : 0);
  if (!Number.isSafeInteger(amount)) return undefined;
  return sign === '-' && amount ? -amount : amount;
}

/** The amount in major units as plain decimal text with a point, `"19.90"`: for analytics and structured data. */
export function toDecimal({ amount, currency }: Money): string {
  const digits = currencyDigits(currency);
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const cut = text.length - digits;
  return (amount < 0 ? '-' : '') + text.slice(0, cut) + (digits ? `.${text.slice(cut)}` : '');
}

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
