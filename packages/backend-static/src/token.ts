/**
 * The cart itself, as text: nothing of it is kept anywhere else. `1.` and then base64url of JSON. It comes back from
 * the browser's storage, where anybody may have written, so everything in it is checked.
 */
import { integer, malformed, text, toJson, type Attribute } from '@shuk/core';

export interface StoredLine {
  readonly id: string;
  readonly productId: string;
  readonly variantId: string;
  readonly planId: string | undefined;
  readonly quantity: number;
  readonly attributes: readonly Attribute[];
}

export interface StoredCart {
  readonly lines: readonly StoredLine[];
  readonly codes: readonly string[];
  readonly note: string | undefined;
  readonly attributes: readonly Attribute[];
}

export const MAX_LINES = 200;
export const MAX_QUANTITY = 1_000_000;
export const MAX_ATTRIBUTES = 50;
export const MAX_CODES = 20;
/** Characters of a token: a small part of what a browser stores for a site. */
export const MAX_TOKEN = 262_144;

const VERSION = '1.';

/** Of the lines `[id, productId, variantId, quantity, planId or 0, attributes]`, the codes, the note or 0, and so on. */
export function encode(lines: readonly unknown[], { codes, note, attributes }: Omit<StoredCart, 'lines'>): string {
  const bytes = new TextEncoder().encode(toJson([lines, codes, note ?? 0, pairs(attributes)]));
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return VERSION + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** `undefined` for everything that `encode` did not write. */
export function decode(token: unknown): StoredCart | undefined {
  if (typeof token !== 'string' || token.length > MAX_TOKEN || !/^1\.[\w-]+$/.test(token)) return undefined;
  try {
    const binary = atob(token.slice(VERSION.length).replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (unit) => unit.charCodeAt(0));
    return cart(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

/** Attributes as the token has them. */
export const pairs = (attributes: readonly Attribute[]) => attributes.map(({ name, value }) => [name, value]);

function cart(value: unknown): StoredCart {
  const [lines, codes, note, attributes] = array(value, 4);
  const read = array(lines, MAX_LINES).map(line);
  if (new Set(read.map(({ id }) => id)).size < read.length) throw malformed('line ids');
  return {
    lines: read,
    codes: array(codes, MAX_CODES).map((code) => word(code)),
    note: note === 0 ? undefined : word(note),
    attributes: array(attributes, MAX_ATTRIBUTES).map(attribute),
  };
}

function line(value: unknown): StoredLine {
  const [id, productId, variantId, quantity, planId, attributes] = array(value, 6);
  const pieces = integer(quantity, 1, MAX_QUANTITY);
  if (!pieces) throw malformed('quantity');
  return {
    id: word(id),
    productId: word(productId),
    variantId: word(variantId),
    planId: planId === 0 ? undefined : word(planId),
    quantity: pieces,
    attributes: array(attributes, MAX_ATTRIBUTES).map(attribute),
  };
}

function attribute(value: unknown): Attribute {
  const [name, content] = array(value, 2);
  return { name: word(name), value: content === '' ? '' : word(content) };
}

function array(value: unknown, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw malformed('list');
  return value;
}

/** Text as `text` leaves it: what was cleaned once is clean. */
function word(value: unknown): string {
  if (typeof value !== 'string' || text(value) !== value) throw malformed('text');
  return value;
}
