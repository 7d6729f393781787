/** What shoppers say, and what goes with a product or a cart. Loaded at its first use. */
import {
  CommerceError,
  fromCursor,
  integer,
  oneOf,
  text,
  toCursor,
  type Page,
  type Product,
  type RatingSummary,
  type RecommendationSubject,
  type Review,
  type ReviewQuery,
} from '@shuk/core';
import { byIds, completed, countOf, MOST, rows, toRows } from './catalog.js';
import { own, type Store } from './store.js';
import { toReview, toSummary } from './wire-reviews.js';
import { isId } from './wire.js';

type Signal = AbortSignal | undefined;

/** Reviews on a page where the query does not say. */
const PAGE = 10;

const SORTS = {
  newest: { orderby: 'date_gmt', order: 'desc' },
  highest: { orderby: 'rating', order: 'desc' },
  lowest: { orderby: 'rating', order: 'asc' },
} as const;

export async function summaries(
  store: Store,
  ids: readonly string[],
  signal: Signal,
): Promise<(RatingSummary | null)[]> {
  const found = (await Promise.all(byIds(store, [...new Set(ids)], signal))).flat();
  const known = new Map(found.map((entry) => [text(entry.id), toSummary(entry)]));
  return ids.map((id) => known.get(id) ?? null);
}

/** The shop cannot filter by stars: of a hundred reviews those are taken that have so many; `next` goes on behind them. */
export async function reviews(store: Store, query: ReviewQuery, signal: Signal): Promise<Page<Review>> {
  const { product, first, after, rating, sort } = own(query);
  const by = oneOf(sort, ['newest', 'highest', 'lowest']) ?? 'newest';
  const size = integer(first, 1, MOST) ?? PAGE;
  const key = [product, by, rating ?? 0] as const;
  const offset = integer(fromCursor(after, key) ?? 0);
  if (offset === undefined) throw new CommerceError('rejected', 'This is no cursor.', { native: 'cursor' });
  if (!isId(product)) return { items: [] };
  const wanted = { product_id: product, per_page: rating ? MOST : size, offset, ...SORTS[by] };
  const { body, headers } = await store.read('/products/reviews', wanted, signal);
  const found = toRows(body);
  const items: Review[] = [];
  let read = 0;
  for (; read < found.length && items.length < size; read++) {
    const review = toReview(found[read]);
    if (review && (!rating || review.rating === rating)) items.push(review);
  }
  const total = countOf(headers);
  const end = offset + read;
  const more = read > 0 && (total === undefined ? read < found.length || read >= wanted.per_page : end < total);
  return { items, next: more ? toCursor(end, key) : undefined, total: rating ? undefined : total };
}

export async function related(
  store: Store,
  subject: RecommendationSubject,
  first: number,
  signal: Signal,
): Promise<Product[]> {
  if (subject.for === 'product') return relatedTo(store, subject.id, first, signal);
  if (subject.for !== 'cart' || store.place === 'links') {
    throw new CommerceError('unsupported', `This shop recommends nothing for a ${subject.for}.`);
  }
  const found = await (await import('./cart.js')).soldAlong(store, subject.token, signal);
  return [...(await completed(store, found.slice(0, first), signal)).values()];
}

async function relatedTo(store: Store, id: string, first: number, signal: Signal): Promise<Product[]> {
  if (!isId(id)) return [];
  try {
    const found = await rows(store, { related: id, per_page: first }, signal);
    return [...(await completed(store, found, signal)).values()];
  } catch (thrown) {
    if (CommerceError.from(thrown).status === 404) return []; // unknown, or hidden
    throw thrown;
  }
}
