import { able, type Page, type RatingSummary, type Review, type ReviewQuery, type ReviewsService } from '@shuk/core';
import { expect } from 'chai';
import { NOWHERE } from './fixture.js';
import { allPages, expectCode, expectText, openIn, type Suite } from './support.js';

/** Where the shop has no reviews, every check passes by that. */
export function keepsTheReviews({ open, shop, it, beforeEach }: Suite): void {
  let reviews: ReviewsService | undefined;
  beforeEach(async () => {
    reviews = openIn(await open(), shop.market).reviews;
  });
  const { id } = shop.product;
  const reviewed = shop.reviewed?.id ?? id;

  /** Registers a check of a service that can do `ability`; one that cannot has to say so. */
  function check(what: string, ability: 'summary' | 'page', body: (service: ReviewsService) => Promise<void>): void {
    it(what, async () => {
      if (!reviews) return;
      if (able(reviews.abilities[ability])) return body(reviews);
      const asked = ability === 'summary' ? reviews.summaries([id]) : reviews.page({ product: id });
      await expectCode(asked, 'unsupported');
    });
  }

  check('sums up many in the order asked, with null for a miss', 'summary', async (service) => {
    const found = await service.summaries([reviewed, NOWHERE, shop.other.id, reviewed]);
    expect(found).to.have.length(4);
    expect(found[1]).to.equal(null);
    for (const index of [0, 2, 3]) expect(found[index]).to.not.equal(null);
    expect(found[3]).to.deep.equal(found[0]);
    for (const summary of found) if (summary) expectSoundSummary(summary);
  });

  check('sums up nothing with nothing', 'summary', async (service) => {
    expect(await service.summaries([])).to.deep.equal([]);
  });

  check('has no summary for ids that nobody has', 'summary', async (service) => {
    const strange = ['', '__proto__', 'a/../b?c#d', '"\\\n', '\uD800', 'x'.repeat(5_000)];
    expect(await service.summaries(strange)).to.deep.equal(strange.map(() => null));
  });

  check('gives only sound reviews of the product', 'page', async (service) => {
    const { items } = await service.page({ product: reviewed });
    if (shop.reviewed) expect(items).to.have.lengthOf.at.least(1);
    for (const review of items) expectSoundReview(review, reviewed);
  });

  check('has no reviews of a product that nobody has', 'page', async (service) => {
    for (const product of [NOWHERE, '', '__proto__', '\uD800']) {
      expect(await service.page({ product })).to.deep.include({ items: [] });
    }
  });

  check('refuses a cursor that is none', 'page', async (service) => {
    for (const after of ['', 'x', '[]', '{"__proto__":1}', '\uD800']) {
      await expectCode(service.page({ product: reviewed, after }), 'rejected');
    }
  });

  if (!shop.reviewed) return;
  const { count } = shop.reviewed;
  const everyReview = (service: ReviewsService, query: Omit<ReviewQuery, 'product'>, first = 2): Promise<Review[]> =>
    allItems((page) => service.page({ product: reviewed, ...query, ...page }), first);

  check('counts the ratings of the fixture', 'summary', async (service) => {
    const [summary] = await service.summaries([reviewed]);
    expect(summary?.count).to.equal(count);
  });

  check('pages through the reviews to their end, each once', 'page', async (service) => {
    const ids = await allPages((page) => service.page({ product: reviewed, ...page }), 1);
    expect(ids).to.have.length(count);
    expect(new Set(ids).size).to.equal(count);
  });

  check('gives the newest first', 'page', async (service) => {
    const times = (await everyReview(service, {})).map(({ published }) => Date.parse(published ?? ''));
    const known = times.filter((time) => !Number.isNaN(time));
    expect(known).to.deep.equal([...known].sort((one, other) => other - one));
  });

  for (const [sort, sign] of [['highest', -1] as const, ['lowest', 1] as const]) {
    check(`gives the ${sort} first, where that is asked for`, 'page', async (service) => {
      const ratings = (await everyReview(service, { sort })).flatMap(({ rating }) => rating ?? []);
      expect(ratings).to.deep.equal([...ratings].sort((one, other) => sign * (one - other)));
    });
  }

  check('gives those with so many stars', 'page', async (service) => {
    const all = await everyReview(service, {});
    for (const stars of [1, 2, 3, 4, 5]) {
      const wanted = all.filter(({ rating }) => rating === stars).map((review) => review.id);
      const found = (await everyReview(service, { rating: stars })).map((review) => review.id);
      expect(found, `${stars} stars`).to.have.members(wanted);
    }
  });

  check('refuses the cursor of another query', 'page', async (service) => {
    const { next } = await service.page({ product: reviewed, first: 1 });
    if (count < 2) return;
    expectText(next);
    await expectCode(service.page({ product: reviewed, first: 1, after: next, sort: 'lowest' }), 'rejected');
    await expectCode(service.page({ product: shop.other.id, first: 1, after: next }), 'rejected');
  });
}

/** What `model.ts` promises of a summary. */
export function expectSoundSummary({ count, average, stars }: RatingSummary): void {
  expect(Number.isSafeInteger(count) && count >= 0, `count ${count}`).to.equal(true);
  if (count === 0) expect(average).to.equal(undefined);
  if (average !== undefined) expect(average).to.be.within(1, 5);
  if (!stars) return;
  expect(stars).to.have.length(5);
  for (const each of stars) expect(Number.isSafeInteger(each) && each >= 0, `stars ${each}`).to.equal(true);
}

/** What `model.ts` promises of a review. */
export function expectSoundReview(
  { id, productId, rating, text, author, published, images }: Review,
  of: string,
): void {
  expectText(id);
  expect(productId).to.equal(of);
  if (rating !== undefined) expect(rating).to.be.oneOf([1, 2, 3, 4, 5]);
  expect(text).to.be.a('string');
  expect(author).to.be.a('string');
  if (published !== undefined) expect(published).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/);
  for (const { src } of images) expect(src).to.match(/^https?:\/\//);
}

async function allItems<T>(ask: (query: { first: number; after?: string }) => Promise<Page<T>>, first: number) {
  const all: T[] = [];
  let after: string | undefined;
  do {
    const { items, next }: Page<T> = await ask({ first, ...(after !== undefined && { after }) });
    all.push(...items);
    after = next;
    if (all.length > 500) throw new Error('The pages do not end.');
  } while (after !== undefined);
  return all;
}
