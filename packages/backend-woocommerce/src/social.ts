/** What shoppers say, and what goes with a product or a cart. */
import {
  CommerceError,
  fromCursor,
  integer,
  oneOf,
  own,
  text,
  toCursor,
  type Page,
  type Product,
  type RatingSummary,
  type RecommendationSubject,
  type Review,
  type ReviewQuery,
} from '@shuk/core';
import { byIds, completed, MOST, noneFor404, rows, toRows } from './catalog.js';
import { pageOf } from './search.js';
import type { Signal, Store } from './store.js';
import { toReview, toSummary } from './wire-reviews.js';
import { isId } from './wire.js';

/** Reviews on a page, and recommendations, where nobody says how many. */
const REVIEWS = 10;
const RECOMMENDED = 12;

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
  const known = new Map((await byIds(store, ids, signal)).map((entry) => [text(entry.id), toSummary(entry)]));
  return ids.map((id) => known.get(id) ?? null);
}

/** The shop cannot filter by stars: of a hundred reviews those are taken that have so many; `next` goes on behind them. */
export async function reviews(store: Store, query: ReviewQuery, signal: Signal): Promise<Page<Review>> {
  const { product, first, after, rating, sort } = own(query);
  const by = oneOf(sort, Object.keys(SORTS) as (keyof typeof SORTS)[]) ?? 'newest';
  const size = integer(first, 1, MOST) ?? REVIEWS;
  const key = [product, by, rating];
  const offset = Number(fromCursor(after, key) ?? 0);
  if (!isId(product)) return { items: [] };
  const asked = rating ? MOST : size;
  const wanted = { product_id: product, per_page: asked, offset, ...SORTS[by] };
  const { body, headers } = await store.read('/products/reviews', wanted, signal);
  const found = toRows(body);
  const items: Review[] = [];
  let taken = 0;
  for (; taken < found.length && items.length < size; taken++) {
    const review = toReview(found[taken]);
    if (review && (!rating || review.rating === rating)) items.push(review);
  }
  const { total, end } = pageOf(headers, offset, taken, found.length, asked);
  return { items, next: end ? toCursor(end, key) : undefined, total: rating ? undefined : total };
}

export async function related(
  store: Store,
  subject: RecommendationSubject,
  most: number | undefined,
  signal: Signal,
): Promise<Product[]> {
  const first = integer(most, 1, MOST) ?? RECOMMENDED;
  if (subject.for === 'visitor' || (subject.for === 'cart' && store.place === 'links')) {
    throw new CommerceError('unsupported', `This shop recommends nothing for a ${subject.for}.`);
  }
  const found =
    subject.for === 'cart'
      ? await (await import('./cart.js')).soldAlong(store, subject.token, signal)
      : isId(subject.id)
        ? await rows(store, { related: subject.id, per_page: first }, signal).catch(noneFor404)
        : [];
  return [...(await completed(store, found.slice(0, first), signal)).values()];
}
