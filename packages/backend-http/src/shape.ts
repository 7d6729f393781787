/** Small readers, of which `wire.ts` puts larger ones together: each takes a value that nobody vouches for. */
import {
  CommerceError,
  fields,
  integer,
  list,
  loose,
  malformed,
  money,
  oneOf,
  requiredText,
  text as plain,
  webUrl,
  type Money,
} from '@shuk/core';

/** What an answer is read for. */
export interface Reading {
  /** What relative addresses are relative to. */
  readonly base: string;
  /** Amounts in another one are none; absent: all count. */
  readonly currency?: string | undefined;
  /** Called with what is left out of an answer, because it cannot be used. */
  readonly skip: (error: CommerceError) => void;
}

/** `what` is the path of the value in the answer, for errors. */
export type Reader<T> = (value: unknown, reading: Reading, what: string) => T;

/** An object with these fields; others are ignored. */
export const shape =
  <T>(spec: { readonly [Name in keyof T]: Reader<T[Name]> }): Reader<T> =>
  (value, reading, what) => {
    const source = fields(value, what);
    const read = Object.entries<Reader<unknown>>(spec).map(([name, of]) => [
      name,
      of(source[name], reading, `${what}.${name}`),
    ]);
    return Object.fromEntries(read) as T;
  };

/** `malformed` where the value cannot be used. */
export const need =
  <T>(read: Reader<T | undefined>): Reader<T> =>
  (value, reading, what) => {
    const found = read(value, reading, what);
    if (found === undefined) throw malformed(what);
    return found;
  };

/** `undefined` where the value is not there or cannot be used. */
export const maybe =
  <T>(read: Reader<T>): Reader<T | undefined> =>
  (value, reading, what) => {
    try {
      return value ? read(value, reading, what) : undefined;
    } catch {
      return undefined;
    }
  };

/** Most items of a list within an item: some products have more variants than `MAX_LIST`. */
const MAX_ITEMS = 2_048;

/** The items of an array; an absent one is empty. */
export const many =
  <T>(read: Reader<T>): Reader<readonly T[]> =>
  (value, reading, what) =>
    list(value, MAX_ITEMS).map((item) => read(item, reading, what));

/** The same without those that cannot be used. */
export const some =
  <T>(read: Reader<T | undefined>): Reader<readonly T[]> =>
  (value, reading, what) =>
    list(value).flatMap((item) => read(item, reading, what) ?? []);

/** An array that has to be there. An item that cannot be used becomes `null`: it must not spoil the others. */
export const each =
  <T>(read: Reader<T>): Reader<readonly (T | null)[]> =>
  (value, reading, what) => {
    if (!Array.isArray(value)) throw malformed(what);
    return list(value).map((item) => {
      try {
        return item === null ? null : read(item, reading, what);
      } catch (thrown) {
        reading.skip(thrown as CommerceError);
        return null;
      }
    });
  };

export const text: Reader<string | undefined> = (value) => plain(value);
export const word: Reader<string> = (value, _, what) => requiredText(value, what);
/** Text that may be empty. */
export const words: Reader<string> = (value) => plain(value) ?? '';
/** Text of one form. */
export const like =
  (form: RegExp): Reader<string | undefined> =>
  (value) =>
    typeof value === 'string' && form.test(value) ? value : undefined;
export const count: Reader<number | undefined> = (value) => integer(value);
export const size: Reader<number | undefined> = (value) => integer(value, 1);
export const flag: Reader<boolean> = (value) => value === true;
export const link: Reader<string | undefined> = (value, { base }) => webUrl(value, base);
export const among =
  <const T extends string>(...known: readonly T[]): Reader<T | undefined> =>
  (value) =>
    oneOf(value, known);
/** An amount in the currency of the reading. */
export const amount: Reader<Money | undefined> = (value, { currency }) => {
  const { amount, currency: its } = loose(value);
  return currency === undefined || its === currency ? money(amount, its) : undefined;
};
