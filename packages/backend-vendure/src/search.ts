/** Search and collections. Loaded at their first use. */
import {
  fromCursor,
  integer,
  toCursor,
  type CallOptions,
  type Page,
  type Product,
  type ProductQuery,
  type ProductSort,
} from '@shuk/core';
import { products } from './catalog.js';
import { own, type Shop } from './shop.js';
import { readPage } from './wire.js';

/** Products on a page where the query does not say, and at most. */
const PAGE = 24;
const MOST = 100;
const LONGEST = 255;

/** Vendure's search knows no other order; by price it goes by that in the channel's own currency. */
const SORTS = new Map<ProductSort | undefined, object>([
  ['title', { name: 'ASC' }],
  ['price-ascending', { price: 'ASC' }],
  ['price-descending', { price: 'DESC' }],
]);

export async function search(shop: Shop, query: ProductQuery, options?: CallOptions): Promise<Page<Product>> {
  return (await page(shop, undefined, query, options)) ?? { items: [] };
}

/** `null` for an unknown one. */
export function collection(shop: Shop, handle: string, query: ProductQuery, options?: CallOptions) {
  return page(shop, handle, query, options);
}

async function page(
  shop: Shop,
  handle: string | undefined,
  asked: ProductQuery,
  options?: CallOptions,
): Promise<Page<Product> | null> {
  const { text: words = '', sort, first, after } = own(asked);
  const term = words.trim().slice(0, LONGEST);
  const key = [handle ?? null, term, sort ?? null, shop.market];
  const skip = Number(fromCursor(after, key) ?? 0);
  const take = Math.min(integer(first, 1) ?? PAGE, MOST);
  if (handle !== undefined && (!handle.trim() || handle.length > LONGEST)) return null;

  const { put, send } = shop.request(options);
  const input = { term, groupByProduct: true, skip, take, sort: SORTS.get(sort), collectionSlug: handle };
  const found = `found:search(input:${put('SearchInput!', input)}){totalItems items{productId}}`;
  const known = handle === undefined ? '' : `known:collection(slug:${put('String', handle)}){id}`;
  const { data } = await send(`query{${found + known}}`);
  if (handle !== undefined && !data.known) return null;

  const { ids, total } = readPage(data.found);
  const items = await products(
    shop,
    ids.map((value) => ({ by: 'id', value })),
    options,
  );
  const end = skip + ids.length;
  return {
    items: items.filter((item) => item !== null),
    next: ids.length && end < total ? toCursor(end, key) : undefined,
    total,
  };
}
