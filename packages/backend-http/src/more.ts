/** The services beside catalogue and cart. */
import { own, type RatingSummary, type RecommendationsService, type ReviewsService } from '@shuk/core';
import { askMany, isId, whole, type Call } from './call.js';
import { isOver } from './cart.js';
import { toProducts, toReviews, toSummaries } from './wire.js';
import { isToken } from './wire-cart.js';

/** How many are recommended where nobody says. */
const RECOMMENDED = 12;

export function recommendationsService(call: Call): RecommendationsService {
  return {
    abilities: { product: 'native', cart: 'native', visitor: 'native' },

    async products(subject, options) {
      const { signal, first = RECOMMENDED } = own(options);
      signal?.throwIfAborted();
      const { token, ...query } = own(subject) as Partial<Record<'for' | 'id' | 'token', string>>;
      if (!isId(query.id ?? 'x') || !isToken(token ?? 'x')) return [];
      try {
        const asked = { query: { ...query, first }, token };
        return whole(await call('/recommendations', toProducts, options, asked)).items.slice(0, first);
      } catch (thrown) {
        if (isOver(thrown)) return [];
        throw thrown;
      }
    },
  };
}

export function reviewsService(call: Call): ReviewsService {
  return {
    abilities: { summary: 'native', page: 'native', submit: 'none', vote: 'none', report: 'none' },

    async summaries(products, options) {
      const names = products.map((id) => (isId(id) ? id : undefined));
      return askMany<RatingSummary>(call, '/reviews/summaries', 'products', names, options, toSummaries);
    },

    async page(query, options) {
      own(options).signal?.throwIfAborted();
      if (!isId(query.product)) return { items: [] };
      return whole(await call('/reviews', toReviews, options, { query: { ...query } }));
    },
  };
}
