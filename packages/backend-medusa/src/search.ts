/** Products by words, and those of a collection or category. */
import {
  CommerceError,
  fromCursor,
  own,
  text,
  toCursor,
  type Page,
  type Product,
  type ProductQuery,
  type ProductSort,
} from '@shuk/core';
import { list } from './catalog.js';
import { isName, type Query, type Shop, type Signal } from './shop.js';
import { readIds } from './wire.js';

const USUAL = 20;
const MOST = 100;

/** Ids are in the order of their making, and unlike the time of it, no two are the same. */
const ORDERS = new Map<ProductSort | undefined, string>([
  ['newest', '-id'],
  ['title', 'title'],
]);

export function search(shop: Shop, query: ProductQuery, signal: Signal): Promise<Page<Product>> {
  return page(shop, query, [], signal);
}

/** A collection of Medusa goes before a category of the same handle. */
export async function collection(
  shop: Shop,
  handle: string,
  query: ProductQuery,
  signal: Signal,
): Promise<Page<Product> | null> {
  signal?.throwIfAborted();
  if (!isName(handle)) return null;
  const named: Query = [
    ['handle', handle],
    ['fields', 'id'],
    ['limit', 1],
  ];
  const [[collected], [categorised]] = await Promise.all([
    shop.ask('collections', named, signal).then((body) => readIds(body, 'collections')),
    shop.ask('product-categories', named, signal).then((body) => readIds(body, 'product_categories')),
  ]);
  if (collected) return page(shop, query, [['collection_id[]', collected]], signal);
  if (categorised) return page(shop, query, [['category_id[]', categorised]], signal);
  return null;
}

async function page(shop: Shop, query: ProductQuery, within: Query, signal: Signal): Promise<Page<Product>> {
  signal?.throwIfAborted();
  const { first = USUAL, after, text: words, sort } = own(query);
  if (sort?.startsWith('price')) throw new CommerceError('unsupported', 'Medusa does not sort by price.');
  const { country, currency, language } = shop.market;
  const q = text(words);
  const key = [within, q, sort, country, currency, language];
  const offset = Number(fromCursor(after, key) ?? 0);
  if (!Number.isSafeInteger(offset) || offset < 0) throw new CommerceError('rejected', 'This is no cursor.');
  const limit = Math.min(Math.max(Math.trunc(first) || 1, 1), MOST);
  const order = ORDERS.get(sort);
  const asked: Query = [
    ...within,
    ...(q ? ([['q', q]] as const) : []),
    ...(order ? ([['order', order]] as const) : []),
    ['limit', limit],
    ['offset', offset],
  ];
  const { items, total } = await list(shop, asked, signal);
  const end = offset + items.length;
  return {
    items: items.filter((item) => item !== null),
    next: items.length && end < (total ?? 0) ? toCursor(end, key) : undefined,
    total,
  };
}
