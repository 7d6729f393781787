/** What the Store API says of reviews, read into the model. */
import { htmlText, integer, text, type RatingSummary, type Review } from '@shuk/core';
import { loose } from './wire.js';

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
    author: htmlText(review.reviewer) ?? '–',
    published: toInstant(review.date_created_gmt),
    verified: review.verified === true ? 'purchase' : undefined,
    images: [],
  };
}

/** What a product says of its reviews. */
export function toSummary(entry: unknown): RatingSummary {
  const { review_count: reviews, average_rating: written } = loose(entry);
  const count = integer(reviews) ?? 0;
  const average = /^[0-5](?:\.\d+)?$/.test(text(written) ?? '') ? Number(written) : 0;
  return { count, average: count && average >= 1 && average <= 5 ? average : undefined };
}

/** `2026-08-31T10:00:00`, without a zone though it is UTC. */
function toInstant(written: unknown): string | undefined {
  const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text(written) ?? '') ? Date.parse(`${text(written)}Z`) : NaN;
  return Number.isNaN(date) ? undefined : new Date(date).toISOString();
}
