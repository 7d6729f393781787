import { CommerceError } from './errors.js';
import { toJson } from './json.js';

/**
 * Cursors of shops that page by something else: an opaque text that holds the shop's own position and the query it is
 * good for. `query` is whatever tells one query from another: words, sorting, market.
 */
export function toCursor(position: string | number, query: unknown): string {
  return toJson([position, toJson(query)]);
}

/**
 * The position in a cursor; `undefined` for the first page. Rejects with `rejected` what is no cursor, or that of
 * another query.
 */
export function fromCursor(cursor: string | undefined, query: unknown): string | number | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [position, its, more] = JSON.parse(cursor) as unknown[];
    const known = typeof position === 'string' || Number.isSafeInteger(position);
    if (known && its === toJson(query) && more === undefined) return position as string | number;
  } catch {
    // said below
  }
  throw new CommerceError('rejected', 'This cursor belongs to another query.', { native: 'cursor' });
}
