/**
 * The two kinds of tokens. The shop's own is a JSON web token: three parts. The browser's cart *is* its token: `L.` and
 * then base64url of JSON. It comes back from the browser's storage, where anybody may have written.
 */
import { CommerceError, integer, toJson } from '@shuk/core';
import { isId, loose } from './wire.js';

export interface StoredLine {
  readonly productId: string;
  readonly variantId: string;
  readonly quantity: number;
}

/** So that the token can be kept, and the link opened. */
export const MAX_LINES = 60;
export const MAX_QUANTITY = 9_999;
const MAX_TOKEN = 4_000;

export const isLinks = (token: string): boolean => /^L\.[\w-]+$/.test(token) && token.length <= MAX_TOKEN;

export const isJwt = (token: string): boolean => token.length <= MAX_TOKEN && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token);

/** Whose cart it is, as the shop's token says. The token is another one in each answer, and this stays. */
export function ownerOf(token: string): unknown {
  return loose(parse(token.split('.')[1] ?? '')).user_id;
}

export function encode(lines: readonly StoredLine[]): string {
  const rows = lines.map(({ productId, variantId, quantity }) => [Number(productId), Number(variantId), quantity]);
  return `L.${btoa(toJson(rows)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** `undefined` for everything that `encode` did not write. */
export function decode(token: string): StoredLine[] | undefined {
  const rows = isLinks(token) ? parse(token.slice(2)) : undefined;
  if (!Array.isArray(rows) || rows.length > MAX_LINES) return undefined;
  const lines = rows.flatMap((row: unknown) => {
    const [productId, variantId] = Array.isArray(row) ? row.map(String) : [];
    const quantity = Array.isArray(row) ? integer(row[2], 1, MAX_QUANTITY) : undefined;
    return isId(productId) && isId(variantId) && quantity ? [{ productId, variantId, quantity }] : [];
  });
  const apart = new Set(lines.map(({ variantId }) => variantId)).size;
  return apart === rows.length ? lines : undefined;
}

function parse(base64: string): unknown {
  try {
    return JSON.parse(atob(base64.replaceAll('-', '+').replaceAll('_', '/')));
  } catch {
    return undefined;
  }
}

export const gone = () => new CommerceError('cart-gone', 'There is no such cart.');
