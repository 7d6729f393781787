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
