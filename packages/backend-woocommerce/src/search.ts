/** Search and collections. */
import {
  fromCursor,
  integer,
  list,
  loose,
  oneOf,
  own,
  text,
  toCursor,
  type Page,
  type Product,
  type ProductQuery,
} from '@shuk/core';
import { completed, MOST, toRows } from './catalog.js';
import type { Signal, Store } from './store.js';
import { toHandle } from './wire.js';

/** Products on a page where the query does not say. */
const PAGE = 24;

/** The shop knows no relevance: there it is the order that the merchant gave the products. */
const SORTS = {
  relevance: { orderby: 'menu_order', order: 'asc' },
  newest: { orderby: 'date', order: 'desc' },
  'price-ascending': { orderby: 'price', order: 'asc' },
  'price-descending': { orderby: 'price', order: 'desc' },
  title: { orderby: 'title', order: 'asc' },
} as const;

export async function search(store: Store, query: ProductQuery, signal: Signal): Promise<Page<Product>> {
  return (await collection(store, undefined, query, signal)) ?? { items: [] };
}

/**
 * Without a `handle`, of everything that is sold. `null` for a slug of which the shop has no category. Its number is
 * looked up once, and travels in the cursor: `12:48` is the 49th product of the category 12.
 */
export async function collection(
  store: Store,
  handle: string | undefined,
  query: ProductQuery,
  signal: Signal,
): Promise<Page<Product> | null> {
  const { first, after, text: words, sort: asked } = own(query);
  const sort = oneOf(asked, Object.keys(SORTS) as (keyof typeof SORTS)[]) ?? 'relevance';
  const key = [handle, words, sort, store.market.currency];
  const cursor = fromCursor(after, key)?.toString().split(':');
  const [category = handle === undefined ? '' : await categoryOf(store, handle, signal), from = '0'] = cursor ?? [];
  if (category === undefined) return null;
  const size = integer(first, 1, MOST) ?? PAGE;
  const offset = Number(from);
  const { body, headers } = await store.read(
    '/products',
    {
      ...SORTS[sort],
      category: category || undefined,
      catalog_visibility: words ? 'search' : 'catalog',
      search: text(words, 200),
      per_page: size,
      offset,
    },
    signal,
  );
  const found = toRows(body);
  const { total, end } = pageOf(headers, offset, found.length, found.length, size);
  const complete = await completed(store, found, signal);
  return { items: [...complete.values()], next: end ? toCursor(`${category}:${end}`, key) : undefined, total };
}

async function categoryOf(store: Store, handle: string, signal: Signal): Promise<string | undefined> {
  const { body } = await store.read('/products/categories', {}, signal);
  const wanted = toHandle(handle);
  const found = list(body, 10_000).find((category) => toHandle(loose(category).slug) === wanted);
  return text(loose(found).id);
}

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
