import { currencyDigits, isCurrency, toDecimal, toMinor } from '@shuk/core';
import { quote } from '../report.js';

export type DecimalMark = '.' | ',';

/** A price as decimal text in major units ("1299.00"), or why it is none. */
export type Amount = { readonly decimal: string; readonly reason?: undefined } | { readonly reason: string };

const GROUPED = /^\d{1,3}(?:[ .,'’]\d{3})+$|^\d{1,2}(?:,\d{2})*,\d{3}$/; // 1.299.000, or 12,34,567 as in India

let known: ReadonlySet<string> | undefined;

/** True for a currency of ISO 4217 that people still use or used lately. */
export function isKnownCurrency(code: string): boolean {
  known ??= new Set(Intl.supportedValuesOf('currency'));
  return isCurrency(code) && known.has(code);
}

/**
 * Which mark separates the decimals in a column of amounts, told by those that can be read in one way only
 * (`12.50`, `1.299,00`); `undefined` where none tells, or where they contradict each other.
 */
export function decimalMarkOf(amounts: Iterable<string>): DecimalMark | undefined {
  const marks = new Set<DecimalMark>();
  for (const amount of amounts) {
    const mark = markOf(tidy(amount));
    if (mark) marks.add(mark);
  }
  return marks.size === 1 ? [...marks][0] : undefined;
}

/**
 * Reads an amount with or without thousands separators. `mark` is the decimal mark of the file, where it is known;
 * without it `1.299` is refused, because it can be read in two ways a thousand times apart.
 */
export function readAmount(written: string, currency: string, mark?: DecimalMark): Amount {
  const text = tidy(written);
  if (/^[-−(]/.test(text)) return { reason: `${quote(written)} is negative` };
  if (text.length > 40 || !/^\d[\d .,'’]*$/.test(text)) return { reason: `${quote(written)} is not an amount` };

  const split = splitAt(text, currency, mark);
  if (split === undefined) {
    const [whole, fraction] = text.split(/[.,]/);
    return {
      reason: `${quote(written)} may be ${whole}${fraction} or ${whole}.${fraction}: say which mark is the decimal one`,
    };
  }
  const [whole, fraction] = split;
  if (!/^\d+$/.test(whole) && !GROUPED.test(whole)) return { reason: `${quote(written)} is not an amount` };

  const digits = currencyDigits(currency);
  if (fraction.replace(/0+$/, '').length > digits) {
    return { reason: `${quote(written)} has more decimals than ${currency} (${digits})` };
  }
  const minor = toMinor(`${whole.replace(/\D/g, '')}.${fraction}`, currency);
  const decimal = minor === undefined ? '' : toDecimal({ amount: minor, currency });
  return /^\d{1,13}(?:\.|$)/.test(decimal) ? { decimal } : { reason: `${quote(written)} is too large` };
}

function tidy(text: string): string {
  return text.slice(0, 60).trim().replace(/^\+/, '').replace(/\s/g, ' ');
}

/** The decimal mark of an amount that can be read in one way only. */
function markOf(text: string): DecimalMark | undefined {
  const marks = (text.match(/[.,]/g) ?? []) as DecimalMark[];
  const last = marks.at(-1);
  if (!last || !/^\d[\d .,'’]*$/.test(text)) return undefined;
  if (marks.some((mark) => mark !== last)) return marks.indexOf(last) === marks.length - 1 ? last : undefined;
  if (marks.length > 1) return last === '.' ? ',' : '.'; // 1.299.000: these group thousands
  const [whole = '', fraction = ''] = text.split(last);
  return fraction.length !== 3 || !canBeGrouped(whole) ? last : undefined;
}

/** Cuts an amount at its decimal mark; `undefined` where it can be read in two ways. */
function splitAt(text: string, currency: string, mark: DecimalMark | undefined): readonly [string, string] | undefined {
  const cutAt = (found: DecimalMark): readonly [string, string] => {
    const at = text.lastIndexOf(found);
    return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
  };
  const certain = markOf(text);
  if (certain) return cutAt(certain);
  const found = /[.,]/.exec(text)?.[0] as DecimalMark | undefined;
  if (!found) return [text, ''];
  if (text.includes('.') && text.includes(',')) return cutAt(found); // no amount, however it is cut

  // One mark with three digits behind it: decimals or thousands.
  if (mark) return found === mark ? cutAt(found) : [text, ''];
  const digits = currencyDigits(currency);
  if (digits === 3 && found === '.') return cutAt(found); // 1.250 KWD is how amounts in dinars look
  if (digits === 0 && (found === ',' || !text.endsWith('.000'))) return [text, '']; // ¥1,299 has no decimals
  return undefined;
}

function canBeGrouped(whole: string): boolean {
  return /^[1-9]\d{0,2}$/.test(whole);
}
