/** Search and collections. Loaded at their first use. */
import {
  CommerceError,
  integer,
  list,
  loose,
  oneOf,
  text,
  toJson,
  type Fields,
  type Page,
  type Product,
  type ProductQuery,
} from '@shuk/core';
import type { Shelf } from './index.js';

/** Products on a page where the query does not say, and at most. */
const PAGE = 24;
const MOST = 100;

export function search(shelf: Shelf, query: ProductQuery): Page<Product> {
  return page(shelf, '', shelf.catalog.products, query);
}

/** `null` where neither the list of collections nor a product names it. */
export function collection(shelf: Shelf, handle: string, query: ProductQuery): Page<Product> | null {
  const { file, products } = shelf.catalog;
  const members = products.filter((entry) => list(loose(entry).collections).some((name) => text(name) === handle));
  const known = members.length > 0 || list(file.collections).some((item) => text(loose(item).handle) === handle);
  return known ? page(shelf, handle, members, query) : null;
}

function page(shelf: Shelf, handle: string, entries: readonly unknown[], query: ProductQuery): Page<Product> {
  const { text: words, sort: order, first, after } = { __proto__: null, ...query } as ProductQuery;
  const sort = oneOf(order, ['newest', 'price-ascending', 'price-descending', 'title']) ?? 'relevance';
  const size = integer(first, 1, MOST) ?? PAGE;
  const key = toJson([handle, words ?? '', sort, shelf.market]);
  const matches = sorted(shelf, matching(entries, fold(words).split(/\s+/).filter(Boolean), sort), sort);

  const items: Product[] = [];
  let next = start(after, key, matches);
  for (; next < matches.length && items.length < size; next++) {
    const product = shelf.product(matches[next]);
    if (product) items.push(product);
  }
  const more = next < matches.length;
  const last = text(loose(matches[next - 1]).id) ?? '';
  return { items, next: more ? toJson([key, next, last]) : undefined, total: matches.length };
}

/**
 * Where a page begins: behind the product that ended the one before, even where the file has changed in between.
 * A cursor of another query, or of another market, is refused.
 */
function start(after: string | undefined, key: string, matches: readonly unknown[]): number {
  if (after === undefined) return 0;
  const [its, offset, id] = list(parse(after));
  const position = integer(offset, 0);
  if (its !== key || position === undefined) {
    throw new CommerceError('rejected', 'This cursor belongs to another query.', { native: 'cursor' });
  }
  const isLast = (entry: unknown) => text(loose(entry).id) === id;
  return isLast(matches[position - 1]) ? position : matches.findIndex(isLast) + 1 || position;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(cursor);
  } catch {
    return undefined;
  }
}

/** Every word must occur. The most relevant have them in the title; the order of the file decides among equals. */
function matching(entries: readonly unknown[], words: readonly string[], sort: string): readonly unknown[] {
  if (!words.length) return entries;
  const found = entries.flatMap((entry) => {
    const { title, all } = texts(loose(entry));
    if (!words.every((word) => all.includes(word))) return [];
    return [{ entry, missing: words.filter((word) => !title.includes(word)).length }];
  });
  if (sort === 'relevance') found.sort((one, two) => one.missing - two.missing);
  return found.map(({ entry }) => entry);
}

/** In every language that the file has, so that a shopper finds by the name they know. */
function texts(product: Fields): { title: string; all: string } {
  const spoken = [product, ...Object.values(loose(product.translations)).map(loose)];
  const title = spoken.map((each) => fold(each.title)).join('\n');
  const skus = list(product.variants).map((variant) => fold(loose(variant).sku));
  const rest = [fold(product.vendor), fold(product.handle), ...spoken.map((each) => fold(each.description)), ...skus];
  return { title, all: [title, ...rest].join('\n') };
}

/** Case and marks (é, נְ) do not count. */
function fold(value: unknown): string {
  return (text(value) ?? '').normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** `newest` is the order of the file: it has no dates. Products without a price come last. */
function sorted(shelf: Shelf, entries: readonly unknown[], sort: string): readonly unknown[] {
  if (sort === 'relevance' || sort === 'newest') return entries;
  const known = entries.flatMap((entry) => {
    const product = shelf.product(entry);
    return product ? [{ entry, product, price: lowest(product) }] : [];
  });
  const direction = sort === 'price-descending' ? -1 : 1;
  const { compare } = new Intl.Collator(language(shelf.market.language));
  return known
    .sort((one, two) =>
      sort === 'title'
        ? compare(one.product.title, two.product.title)
        : Number(two.price !== undefined) - Number(one.price !== undefined) ||
          direction * ((one.price ?? 0) - (two.price ?? 0)),
    )
    .map(({ entry }) => entry);
}

function lowest({ variants }: Product): number | undefined {
  const amounts = variants.flatMap(({ price }) => (price ? [price.current.amount] : []));
  return amounts.length ? Math.min(...amounts) : undefined;
}

/** A tag that `Intl` does not take would make it throw. */
function language(tag: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(tag?.replaceAll('_', '-'))[0] ?? 'en';
  } catch {
    return 'en';
  }
}
