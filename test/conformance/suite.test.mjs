/** The suite itself: a shop that keeps every promise passes, and one that breaks a promise fails by the check for it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { staticBackend } from '@shuk/backend-static';
import { keepsTheBackendContract } from '@shuk/conformance';
import { CommerceError, fromCursor, toCursor } from '@shuk/core';

const shekels = { country: 'IL', currency: 'ILS', price: '180.00' };
const catalog = {
  ...{ version: 1, name: 'suite', currency: 'EUR', language: 'en' },
  products: ['lamp', 'cup', 'pot'].map((id, at) => ({
    ...{ id, handle: `${id}-handle`, title: `The ${id}`, url: `https://shop.example/${id}`, collections: ['all'] },
    variants: [{ id: `${id}-1`, sku: `SKU-${id}`, price: '49.00', stock: at === 2 ? 0 : 20, prices: [shekels] }],
    translations: { he: { title: `ה-${id}` } },
  })),
  collections: [{ handle: 'all', title: 'All' }],
  discounts: [{ code: 'TEN', percent: 10 }],
  checkout: { url: 'https://shop.example/checkout?cart={lines}&country={country}&currency={currency}' },
};
const fixture = {
  market: { country: 'DE', currency: 'EUR', language: 'en' },
  otherMarket: {
    market: { country: 'IL', currency: 'ILS', language: 'he' },
    price: { amount: 18000, currency: 'ILS' },
    title: 'ה-lamp',
  },
  product: {
    ...{ id: 'lamp', variantId: 'lamp-1', handle: 'lamp-handle', sku: 'SKU-lamp', title: 'The lamp' },
    price: { amount: 4900, currency: 'EUR' },
  },
  other: { id: 'cup', variantId: 'cup-1' },
  soldOut: { id: 'pot', variantId: 'pot-1' },
  collection: { handle: 'all', ids: ['lamp', 'cup', 'pot'] },
  search: { text: 'lamp', id: 'lamp' },
  code: 'TEN',
  reviewed: { id: 'lamp', count: 3 },
  recommended: ['cup'],
};

const aborted = (options) => {
  if (options?.signal?.aborted) throw options.signal.reason;
};
/** A moment in which the caller may leave. */
const moment = async (options) => {
  aborted(options);
  await new Promise((resolve) => setImmediate(resolve));
  aborted(options);
};

function reviewsService() {
  const all = [3, 5, 4].map((rating, at) => ({
    ...{ id: `r${at}`, productId: 'lamp', rating, text: 'Good.', author: 'Noor', images: [] },
    published: `2026-01-0${3 - at}T10:00:00Z`,
  }));
  const sorts = {
    newest: (one, other) => other.published.localeCompare(one.published),
    highest: (one, other) => other.rating - one.rating,
    lowest: (one, other) => one.rating - other.rating,
  };
  const known = ['lamp', 'cup', 'pot'];
  return {
    abilities: { summary: 'native', page: 'native', submit: 'none', vote: 'none', report: 'none' },
    async summaries(ids, options) {
      await moment(options);
      const of = (id) => (id === 'lamp' ? { count: 3, average: 4, stars: [0, 0, 1, 1, 1] } : { count: 0 });
      return ids.map((id) => (known.includes(id) ? of(id) : null));
    },
    async page({ product, sort = 'newest', rating, first = 10, after }, options) {
      await moment(options);
      const query = [product, sort, rating];
      const start = Number(fromCursor(after, query) ?? 0);
      const wanted = all.filter((it) => it.productId === product && (!rating || it.rating === rating));
      const items = wanted.sort(sorts[sort]).slice(start, start + first);
      return { items, ...(start + first < wanted.length && { next: toCursor(start + first, query) }) };
    },
  };
}

function recommendationsService(catalog) {
  return {
    abilities: { product: 'native', cart: 'native', visitor: 'none' },
    async products(subject, options) {
      await moment(options);
      if (subject.for === 'visitor') throw new CommerceError('unsupported', 'no');
      if (subject.for === 'product' && subject.id !== 'lamp') return [];
      if (subject.for === 'cart' && !subject.token.startsWith('1.')) return [];
      const found = await catalog.products(['cup', 'pot'].map((value) => ({ by: 'id', value })));
      return found.slice(0, options?.first ?? 12);
    },
  };
}

/** Keys and revisions over the carts of the static shop. */
function keyedCart(cart) {
  const answers = new Map();
  const hash = (token) => `r${token.length}-${[...token].reduce((sum, it) => (sum * 31 + it.charCodeAt(0)) >>> 0, 7)}`;
  const numbered = (it) => it && { ...it, revision: hash(it.token) };
  return {
    ...cart,
    abilities: { ...cart.abilities, idempotency: 'native', revision: 'native' },
    read: async (token, options) => numbered(await cart.read(token, options)),
    async apply(token, operations, options) {
      const { idempotencyKey: key, revision } = { __proto__: null, ...options };
      if (key && answers.has(key)) return answers.get(key);
      if (revision && revision !== hash(token)) throw new CommerceError('conflict', 'Another revision.');
      const answer = await cart.apply(token, operations, options);
      const own = { ...answer, cart: numbered(answer.cart) };
      if (key) answers.set(key, own);
      return own;
    },
  };
}

/** The shop of the fixture; `change(session)` breaks something. */
function shopWith(change = (session) => session) {
  const backend = staticBackend({ catalog });
  return {
    ...backend,
    open(market) {
      const session = backend.open(market);
      const { catalog: goods } = session;
      const whole = { reviews: reviewsService(), recommendations: recommendationsService(goods) };
      return change({ ...session, ...whole, cart: keyedCart(session.cart) });
    },
  };
}

/** Runs the suite by a runner of its own; resolves to the names of the checks that failed. */
async function failuresOf(open, own = fixture, least = 80) {
  const checks = [];
  const before = [[]];
  const path = [];
  const runner = {
    describe(name, body) {
      path.push(name);
      before.push([]);
      body();
      before.pop();
      path.pop();
    },
    beforeEach: (body) => before.at(-1).push(body),
    it: (name, body) => checks.push({ name: [...path, name].join(' › '), before: [...before], body }),
  };
  keepsTheBackendContract(open, own, runner);
  const failures = [];
  for (const { name, before, body } of checks) {
    try {
      for (const each of before.flat()) await each();
      await body();
    } catch (error) {
      failures.push(`${name}: ${error.message}`);
    }
  }
  assert.ok(checks.length > least);
  return failures;
}

const service = (name, patch) => (session) => ({ ...session, [name]: { ...session[name], ...patch(session[name]) } });
const summaries = (change) =>
  service('reviews', (own) => ({ summaries: async (ids, options) => change(await own.summaries(ids, options), ids) }));
const page = (change) =>
  service('reviews', (own) => ({ page: async (query, options) => change(await own.page(query, options), query, own) }));
const recommended = (change) =>
  service('recommendations', (own) => ({
    products: async (subject, options) => change(await own.products(subject, options), subject, own),
  }));
const cartOf = (patch) => service('cart', patch);

/** What is broken, by what, and the check that says so. */
const broken = [
  ['misses are left out', summaries((found) => found.filter(Boolean)), /sums up many/],
  ['summaries in another order', summaries((found) => [...found].reverse()), /sums up many/],
  ['no rating is zero stars', summaries((found) => found.map((it) => it && { average: 0, ...it })), /sums up many/],
  [
    'ratings are counted wrong',
    summaries((found) => found.map((it) => it && { ...it, count: it.count + 1 })),
    /counts the ratings/,
  ],
  [
    'stars by the half',
    page((it) => ({ ...it, items: it.items.map((one) => ({ ...one, rating: 3.5 })) })),
    /only sound reviews/,
  ],
  [
    'a time without a zone',
    page((it) => ({ ...it, items: it.items.map((one) => ({ ...one, published: '2026-01-01' })) })),
    /only sound reviews/,
  ],
  [
    'the same page again and again',
    page((it, query, own) => own.page({ ...query, after: undefined })),
    /pages through the reviews/,
  ],
  ['one page only', page((it) => ({ items: it.items })), /pages through the reviews/],
  ['stars are not looked at', page((it, query, own) => own.page({ ...query, rating: undefined })), /so many stars/],
  ['sorting is not looked at', page((it, query, own) => own.page({ ...query, sort: 'newest' })), /highest first/],
  [
    'the oldest first',
    page((it, query, own) => (query.sort ? it : own.page({ ...query, sort: 'lowest' }))),
    /newest first/,
  ],
  [
    'any cursor will do',
    service('reviews', (own) => ({ page: (query, options) => own.page({ ...query, after: undefined }, options) })),
    /refuses a cursor/,
  ],
  [
    'an unknown product has reviews',
    page((it, query, own) => own.page({ ...query, product: 'lamp' })),
    /that nobody has/,
  ],
  [
    'it recommends the product itself',
    recommended((found, { id }) => (id === 'lamp' ? [...found, found[0]] : found)),
    /each once/,
  ],
  ['it recommends more than asked', recommended((found, subject, own) => own.products(subject)), /no more than asked/],
  [
    'it recommends for anything',
    recommended((found, subject, own) => (subject.id ? own.products({ for: 'product', id: 'lamp' }) : found)),
    /does not know/,
  ],
  [
    'it cannot, and says nothing',
    service('recommendations', (own) => ({
      products: (subject, options) =>
        subject.for === 'visitor' ? Promise.resolve([]) : own.products(subject, options),
    })),
    /for a visitor/,
  ],
  [
    'it acts on each key twice',
    cartOf((own) => ({
      apply: (token, operations, options) => own.apply(token, operations, { ...options, idempotencyKey: undefined }),
    })),
    /acts once/,
  ],
  [
    'a key is for all changes',
    cartOf((own) => ({
      apply: (token, operations, options) =>
        own.apply(token, operations, options?.idempotencyKey ? { ...options, idempotencyKey: 'same' } : options),
    })),
    /acts again/,
  ],
  [
    'revisions do not move',
    cartOf((own) => ({
      apply: async (...values) => ({
        ...(await own.apply(...values)),
        cart: { ...(await own.apply(...values)).cart, revision: '1' },
      }),
    })),
    /counts the revisions/,
  ],
  [
    'revisions are not compared',
    cartOf((own) => ({
      apply: (token, operations, options) => own.apply(token, operations, { ...options, revision: undefined }),
    })),
    /another revision/,
  ],
  [
    'an ability in other words',
    service('reviews', (own) => ({ abilities: { ...own.abilities, vote: 'soon' } })),
    /agreed words/,
  ],
];

describe('the contract suite', () => {
  it('passes a shop that keeps every promise', async () => {
    assert.deepEqual(await failuresOf(() => shopWith()), []);
  });

  for (const [what, change, check] of broken) {
    it(`fails where ${what}`, async () => {
      const failures = await failuresOf(() => shopWith(change));
      assert.ok(
        failures.some((failure) => check.test(failure)),
        failures.join('\n') || 'nothing failed',
      );
    });
  }

  it('fails where all markets are one', async () => {
    const backend = shopWith();
    const one = { ...backend, open: (market) => ({ ...backend.open(fixture.market), market }) };
    const failures = (await failuresOf(() => one)).join('\n');
    for (const check of [
      /price of another market/,
      /language of another/,
      /market of each/,
      /begins a cart in another/,
    ]) {
      assert.match(failures, check);
    }
    assert.match(failures, /cursor of another market/);
    assert.match(failures, /checkout of its own/);
  });

  it('takes a shop that only shows', async () => {
    const open = () => shopWith((session) => ({ ...session, cart: undefined, recommendations: undefined }));
    const shows = { ...fixture, noCart: true, recommended: undefined };
    assert.deepEqual(await failuresOf(open, shows, 40), []);
    const sells = await failuresOf(() => shopWith(), { ...fixture, noCart: true }, 40);
    assert.match(sells.join(), /cart › has none/);
  });
});
