/** What the Store API says of reviews, read into the model. */
import { htmlText, integer, loose, text, type Fields, type RatingSummary, type Review } from '@shuk/core';
import { NONE } from './wire.js';

/** One review; `undefined` for what has no words and no stars, and for what cannot be read. */
export function toReview(entry: unknown): Review | undefined {
  const review = loose(entry);
  const [id, productId] = [text(review.id), text(review.product_id)];
  const words = htmlText(review.review);
  const rating = integer(review.rating, 1, 5);
  if (!id || !productId || (!words && !rating)) return undefined;
  return {
    id,
    productId,
    rating,
    text: words ?? '',
    author: htmlText(review.reviewer) ?? NONE,
    published: toInstant(review.date_created_gmt),
    verified: review.verified === true ? 'purchase' : undefined,
    images: [],
  };
}

/** What a product says of its reviews. */
export function toSummary({ review_count: reviews, average_rating: written }: Fields): RatingSummary {
  const count = integer(reviews) ?? 0;
  const average = Number(text(written));
  return { count, average: count && average >= 1 && average <= 5 ? average : undefined };
}

/** `2026-08-31T10:00:00`, without a zone though it is UTC. */
function toInstant(written: unknown): string | undefined {
  const date = /^\d{4}-/.test(text(written) ?? '') ? Date.parse(`${text(written)}Z`) : NaN;
  return Number.isNaN(date) ? undefined : new Date(date).toISOString();
}
