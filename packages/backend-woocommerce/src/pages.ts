/** What search and reviews share: pages by offset. */
import { integer } from '@shuk/core';

/**
 * `total`: how many there are, `undefined` where this page may not read the header that says it. `end`: where the next
 * page begins, after `taken` of the `found` entries (`size` were asked for); `undefined` on the last page.
 */
export function pageOf(headers: Headers, offset: number, taken: number, found: number, size: number) {
  const total = integer(Number(headers.get('x-wp-total') ?? NaN));
  const all = total ?? (found < size ? offset + found : Infinity);
  const end = offset + taken;
  return { total, end: taken > 0 && end < all ? end : undefined };
}
