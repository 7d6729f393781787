/** Lists of products: search, a collection, recommendations. Loaded at its first use. */
import {
  CommerceError,
  fromCursor,
  integer,
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
import { COLLECTION, LIST, RECOMMENDATIONS, SEARCH } from './operations-search.js';
import { loose } from './wire.js';
import { toPage } from './wire-page.js';

/** Shopify's names of an order: in its search, which has not all of them, in a list of products, in a collection. */
type Order = readonly [search: string | undefined, list: string, collection: string];

const PRICE: Order = ['PRICE', 'PRICE', 'PRICE'];

const ORDERS: Readonly<Record<ProductSort, Order>> = {
  relevance: ['RELEVANCE', 'BEST_SELLING', 'COLLECTION_DEFAULT'],
  newest: [undefined, 'CREATED_AT', 'CREATED'],
  'price-ascending': PRICE,
  'price-descending': PRICE,
  title: [undefined, 'TITLE', 'TITLE'],
};

export function listsOf(context: Context, { country, language }: Market) {
  /** One page of a list. `ask` gets the variables of the page, and resolves to the connection; nothing: no such list. */
  async function page(
    name: string,
    query: ProductQuery,
    ask: (variables: Fields, order: Order) => Promise<unknown>,
  ): Promise<Page<Product> | null> {
    const { first, after, sort = 'relevance', text } = loose(query) as ProductQuery;
    const key = [name, text ?? '', sort, country, language];
    const variables = {
      first: Math.min(integer(first, 1) ?? 24, 250),
      after: fromCursor(after, key)?.toString(),
      reverse: sort === 'newest' || sort === 'price-descending',
    };
    const answer = await ask(variables, ORDERS[sort]);
    if (!answer) return null;
    const { next, ...rest } = toPage(answer, context.toProduct);
    return { ...rest, next: next && toCursor(next, key) };
  }

  return {
    /** With words and by relevance or price: the shop's search. By title or age, only its list can be sorted. */
    async search(query: ProductQuery, options?: CallOptions): Promise<Page<Product>> {
      const words = (loose(query) as ProductQuery).text?.trim();
      const found = await page('search', query, async (variables, [bySearch, byList]) => {
        const finds = words && bySearch;
        const text = finds ? words : words?.replace(/[\\:()"'*]+/g, ' ').trim(); // these are syntax in a list
        const sort = finds ? bySearch : byList;
        return (await context.ask(finds ? SEARCH : LIST, { ...variables, text, sort }, options)).page;
      });
      return found ?? { items: [] };
    },

    async collection(handle: string, query: ProductQuery, options?: CallOptions): Promise<Page<Product> | null> {
      if (loose(query).text) throw new CommerceError('unsupported', 'A collection cannot be searched.');
      return page(`collection:${handle}`, query, async (variables, [, , sort]) => {
        const data = await context.ask(COLLECTION, { ...variables, handle, sort }, options);
        return loose(data.collection).page;
      });
    },

    /** What Shopify finds related, or the merchant chose. */
    async recommend(
      subject: RecommendationSubject,
      options?: CallOptions & { readonly first?: number | undefined },
    ): Promise<readonly Product[]> {
      throwIfAborted(options);
      if (subject.for !== 'product') throw new CommerceError('unsupported', `No recommendations for a ${subject.for}.`);
      const id = globalId('Product', subject.id);
      if (!id) return [];
      const { products } = await context.ask(RECOMMENDATIONS, { id }, options);
      const { first } = loose(options) as { readonly first?: number };
      return list(products, first ?? 12).flatMap((item) => context.toProduct(item) ?? []);
    },
  };
}
