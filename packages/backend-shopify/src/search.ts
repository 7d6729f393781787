/** Lists of products: search, a collection, recommendations. Loaded at its first use. */
import {
  CommerceError,
  fromCursor,
  list,
  toCursor,
  type CallOptions,
  type Fields,
  type Market,
  type Page,
  type Product,
  type ProductQuery,
  type ProductSort,
  type RecommendationSubject,
} from '@shuk/core';
import { throwIfAborted, type Context } from './graph.js';
import { globalId } from './ids.js';
import { COLLECTION, LIST, RECOMMENDATIONS, SEARCH } from './operations.js';
import { loose, toPage, toProduct } from './wire.js';

/** Shopify's names of an order: in its search, in a list of products, in a collection. */
type Order = readonly [search: string | undefined, list: string | undefined, collection: string];

const ORDERS: Readonly<Record<ProductSort, Order>> = {
  relevance: ['RELEVANCE', undefined, 'COLLECTION_DEFAULT'],
  newest: [undefined, 'CREATED_AT', 'CREATED'],
  'price-ascending': ['PRICE', 'PRICE', 'PRICE'],
  'price-descending': ['PRICE', 'PRICE', 'PRICE'],
  title: [undefined, 'TITLE', 'TITLE'],
};

/** One page of a list. `ask` gets the variables of the page, and resolves to the connection; `null`: no such list. */
async function page(
  { currency }: Context,
  market: Market,
  name: string,
  query: ProductQuery,
  ask: (variables: Fields, order: Order) => Promise<unknown>,
): Promise<Page<Product> | null> {
  const { first, after, sort = 'relevance', text } = loose(query) as ProductQuery;
  const key = [name, text ?? '', sort, market.country, market.language];
  const variables = {
    first: Math.min(Math.max(Math.trunc(first ?? 24) || 1, 1), 250),
    after: fromCursor(after, key)?.toString() ?? null,
    reverse: sort === 'newest' || sort === 'price-descending',
  };
  const answer = await ask(variables, ORDERS[sort]);
  if (answer === null || answer === undefined) return null;
  const { next, ...rest } = toPage(answer, currency);
  return { ...rest, next: next === undefined ? undefined : toCursor(next, key) };
}

/** With words and by relevance or price: the shop's search. By title or age, only its list of products can be sorted. */
export async function search(
  context: Context,
  market: Market,
  query: ProductQuery,
  options?: CallOptions,
): Promise<Page<Product>> {
  const words = loose(query).text as string | undefined;
  const found = await page(context, market, 'search', query, async (variables, [bySearch, byList]) => {
    const finds = words?.trim() && bySearch;
    const text = finds ? words : words?.replace(/[\\:()"'*]+/g, ' ').trim() || null; // these are syntax in a list
    const sort = finds ? bySearch : (byList ?? (text ? 'RELEVANCE' : 'BEST_SELLING'));
    return (await context.ask(finds ? SEARCH : LIST, { ...variables, text, sort }, options)).page;
  });
  return found ?? { items: [] };
}

export async function collection(
  context: Context,
  market: Market,
  handle: string,
  query: ProductQuery,
  options?: CallOptions,
): Promise<Page<Product> | null> {
  if (loose(query).text) throw new CommerceError('unsupported', 'A collection of this shop cannot be searched.');
  return page(context, market, `collection:${handle}`, query, async (variables, [, , sort]) => {
    const data = await context.ask(COLLECTION, { ...variables, handle, sort }, options);
    return data.collection && loose(data.collection).page;
  });
}

/** What Shopify finds related, or the merchant chose. */
export async function recommend(
  context: Context,
  subject: RecommendationSubject,
  options?: CallOptions & { readonly first?: number | undefined },
): Promise<readonly Product[]> {
  throwIfAborted(options);
  if (subject.for !== 'product') throw new CommerceError('unsupported', `No recommendations for a ${subject.for}.`);
  const id = globalId('Product', subject.id);
  if (!id) return [];
  const data = await context.ask(RECOMMENDATIONS, { id }, options);
  return list(data.products, (loose(options).first as number | undefined) ?? 12).map((item) =>
    toProduct(item, context.currency),
  );
}
