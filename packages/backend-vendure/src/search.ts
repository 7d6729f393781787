/** What only Vendure's search finds: words, collections and SKUs. Loaded at its first use. */
import {
  fromCursor,
  integer,
  own,
  text,
  toCursor,
  type CallOptions,
  type Page,
  type Product,
  type ProductQuery,
  type ProductRef,
  type ProductSort,
} from '@shuk/core';
import { chunks, isName, LONGEST, products } from './catalog.js';
import type { Shop } from './shop.js';
import { readPage, readSku } from './wire-search.js';

/** Products on a page where the query does not say, and at most. */
const PAGE = 24;
const MOST = 100;

/** Vendure's search knows no other order; by price it goes by that in the channel's own currency. */
const SORTS = new Map<ProductSort | undefined, object>([
  ['title', { name: 'ASC' }],
  ['price-ascending', { price: 'ASC' }],
  ['price-descending', { price: 'DESC' }],
]);

export async function search(shop: Shop, query: ProductQuery, options?: CallOptions): Promise<Page<Product>> {
  return (await collection(shop, undefined, query, options)) ?? { items: [] };
}

/** `null` for an unknown one; without a handle of all products. */
export async function collection(
  shop: Shop,
  handle: string | undefined,
  query: ProductQuery,
  options?: CallOptions,
): Promise<Page<Product> | null> {
  const { text: words, sort, first, after } = own(query);
  const term = text(words, LONGEST) ?? '';
  const key = [handle, term, sort, shop.market];
  const skip = Number(fromCursor(after, key) ?? 0);
  const take = Math.min(integer(first, 1) ?? PAGE, MOST);
  if (handle !== undefined && !isName(handle)) return null;

  const { put, send } = shop.request(options);
  const input = { term, groupByProduct: true, skip, take, sort: SORTS.get(sort), collectionSlug: handle };
  const found = `found:search(input:${put(input, 'SearchInput!')}){totalItems items{productId}}`;
  const known = handle === undefined ? '' : `known:collection(slug:${put(handle)}){id}`;
  const { data } = await send(`query{${found + known}}`);
  if (known && !data.known) return null;

  const { ids, total } = readPage(data.found);
  const refs = ids.map((value) => ({ by: 'id', value }) as const);
  const items = await products(shop, refs, options);
  const end = skip + ids.length;
  return {
    items: items.filter((item) => item !== null),
    next: ids.length && end < total ? toCursor(end, key) : undefined,
    total,
  };
}

/** With ids for SKUs. The Shop API knows none; but its search does, and finds more than the very one. */
export async function bySku(shop: Shop, refs: readonly ProductRef[], options?: CallOptions): Promise<ProductRef[]> {
  const ids = new Map<string, string | undefined>();
  const skus = refs.flatMap(({ by, value }) => (by === 'sku' ? value : []));
  for (const chunk of chunks([...new Set(skus)].filter(isName))) {
    const { put, send } = shop.request(options);
    const parts = chunk.map((sku, at) => `s${at}:search(input:{take:100,term:${put(sku)}}){items{sku productId}}`);
    try {
      const { data } = await send(`query{${parts.join()}}`);
      chunk.forEach((sku, at) => ids.set(sku, readSku(data[`s${at}`], sku)));
    } catch (thrown) {
      // A shop without a search has ids and handles nevertheless.
      if (own(options).signal?.aborted || skus.length === refs.length) throw thrown;
    }
  }
  return refs.map((ref) => (ref.by === 'sku' ? { by: 'id', value: ids.get(ref.value) ?? '' } : ref));
}
