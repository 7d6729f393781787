/**
 * The vocabulary of every adapter's `wire.ts`: reads values that nobody vouches for into values that the rest of the
 * code may trust. What is optional becomes `undefined`; what is required throws `malformed`.
 */
import { CommerceError } from './errors.js';
import { isCurrency, type Money } from './money.js';

/** Longest text that is taken over; longer ones are cut. */
export const MAX_TEXT = 4_000;
/** Most items that are taken over from one list. */
export const MAX_LIST = 500;

export type Fields = Readonly<Record<string, unknown>>;

/** The own fields of a JSON object; anything else is `malformed`. Inherited names read as `undefined`. */
export function fields(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(what);
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

/** As `fields`, but empty for what is not an object; an array by its indexes. */
export const loose = (value: unknown): Fields => ({
  __proto__: null,
  ...(typeof value === 'object' ? value : undefined),
});

/** Options, but only what was really given: a page may have polluted `Object.prototype`. */
export const own = <T extends object>(options: T | null | undefined): Partial<T> => loose(options) as Partial<T>;

/** The items of a JSON array, at most `most`; an absent or wrong one is empty. */
export function list(value: unknown, most = MAX_LIST): readonly unknown[] {
  return Array.isArray(value) ? value.slice(0, most) : [];
}

/**
 * Trimmed plain text without control characters, well-formed, at most `most` UTF-16 units; `undefined` where there is
 * none. Numbers become text, because shops send ids either way.
 */
export function text(value: unknown, most = MAX_TEXT): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value !== 'string') return undefined;
  const clean = value
    .slice(0, most)
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, ' ')
    .trim();
  return wellFormed(clean) || undefined;
}

/** Text that must be there. */
export function requiredText(value: unknown, what: string): string {
  const read = text(value);
  if (read === undefined) throw malformed(what);
  return read;
}

/** A whole number within bounds; anything else is `undefined`. */
export function integer(value: unknown, least = 0, most = Number.MAX_SAFE_INTEGER): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most
    ? value
    : undefined;
}

/** Minor units and a currency; `undefined` unless both are good and the amount is not negative. */
export function money(amount: unknown, currency: unknown): Money | undefined {
  const whole = integer(amount);
  return whole !== undefined && isCurrency(currency) ? { amount: whole, currency } : undefined;
}

/** `#rgb` or `#rrggbb`; nothing else reaches a style. */
export function color(value: unknown): string | undefined {
  return typeof value === 'string' && /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i.test(value) ? value : undefined;
}

/** One of the given words. */
export function oneOf<const T extends string>(value: unknown, words: readonly T[]): T | undefined {
  return words.find((word) => word === value);
}

/** `malformed`, naming what could not be read. */
export function malformed(what: string): CommerceError {
  return new CommerceError('malformed', `The shop's answer has no usable ${what}.`);
}

// A lone surrogate makes `encodeURIComponent` throw. `toWellFormed` is younger than the browsers we support.
const wellFormed = (value: string) => value.replace(/\p{Surrogate}/gu, '\uFFFD');
