/** Search and collections. Loaded at their first use. */
import {
  CommerceError,
  fields,
  fromCursor,
  integer,
  list,
  oneOf,
  text,
  toCursor,
  type Page,
  type Product,
  type ProductQuery,
} from '@shuk/core';
import { completed, countOf, MOST, toRows } from './catalog.js';
import { own, type Query, type Store } from './store.js';
import { loose, toHandle } from './wire.js';

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

export function search(store: Store, query: ProductQuery, signal: AbortSignal | undefined): Promise<Page<Product>> {
  const words = text(own(query).text, 200);
  return page(store, query, { catalog_visibility: words ? 'search' : 'catalog' }, '', signal);
}

/** `null` for a slug of which the shop has no category. Its number is looked up once, and travels in the cursor. */
export async function collection(
  store: Store,
  handle: string,
  query: ProductQuery,
  signal: AbortSignal | undefined,
): Promise<Page<Product> | null> {
  const cursor = position(store, query, handle);
  const id = cursor ? cursor.split(':')[0] : await categoryOf(store, handle, signal);
  return id ? page(store, query, { category: id, catalog_visibility: 'catalog' }, handle, signal, id) : null;
}

async function categoryOf(store: Store, handle: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  const { body } = await store.read('/products/categories', {}, signal);
  const wanted = toHandle(handle);
  const found = list(body, 10_000)
    .map(loose)
    .find(({ slug }) => wanted !== undefined && toHandle(slug) === wanted);
  return found && text(fields(found, 'category').id);
}

async function page(
  store: Store,
  query: ProductQuery,
  where: Query,
  handle: string,
  signal: AbortSignal | undefined,
  category = '',
): Promise<Page<Product>> {
  const { first, text: words } = own(query);
  const size = integer(first, 1, MOST) ?? PAGE;
  const offset = Number(position(store, query, handle)?.split(':').pop() ?? 0);
  const asked = { ...where, ...SORTS[sortOf(query)], search: text(words, 200), per_page: size, offset };
  const { body, headers } = await store.read('/products', asked, signal);
  const found = toRows(body);
  const total = countOf(headers);
  const end = offset + found.length;
  const more = found.length > 0 && (total === undefined ? found.length >= size : end < total);
  const complete = await completed(store, found, signal);
  return {
    items: [...complete.values()],
    next: more ? toCursor(`${category}:${end}`, keyOf(store, query, handle)) : undefined,
    total,
  };
}

const sortOf = (query: ProductQuery) =>
  oneOf(own(query).sort, ['newest', 'price-ascending', 'price-descending', 'title']) ?? 'relevance';

const keyOf = ({ market }: Store, query: ProductQuery, handle: string) =>
  [handle, own(query).text ?? '', sortOf(query), market.currency ?? ''] as const;

/** `12:48`: from the 49th product of the category 12 on. */
function position(store: Store, query: ProductQuery, handle: string): string | undefined {
  const found = fromCursor(own(query).after, keyOf(store, query, handle));
  if (found === undefined || /^\d*:\d{1,9}$/.test(`${found}`)) return found?.toString();
  throw new CommerceError('rejected', 'This is no cursor.', { native: 'cursor' });
}
