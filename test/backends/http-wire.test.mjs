/** Whatever a server answers becomes a sound model or `malformed`: any JSON, and real answers with something wrong in them. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { CommerceError, isCurrency } from '@shuk/core';
import { toProducts, toReviews, toSummaries } from '../../packages/backend-http/dist/wire.js';
import { toAnswer, toCart, toCheckout, toProblem } from '../../packages/backend-http/dist/wire-cart.js';
import { start } from '../shops/http/shop.mjs';

const RUNS = 2_000;
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1) }); // the same cases each time
const reading = {
  base: 'https://shop.example/shuk/',
  currency: 'USD',
  skip: (error) => assert.equal(error.code, 'malformed'),
};

/** What stands in an answer in place of what should. */
const hostile = fc.oneof(
  fc.constantFrom(
    ...[null, undefined, true, false, 0, -1, 0.5, 1e308, -0, 2 ** 53, 1e21, '', ' ', '0', '-1', '1e3', '__proto__'],
    ...[
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      '//evil.example',
      'https://u:p@x.example/',
    ],
    ...['<script>', '\uD800', 'x'.repeat(10_000), [], {}, [null], [[]], [{}], { length: 3 }],
    ...[
      { toString: 'x' },
      { __proto__: null },
      { then: 1 },
      { amount: -1, currency: 'USD' },
      { amount: 1.5, currency: 'USD' },
    ],
  ),
  fc.jsonValue(),
);

/** Every place in a value: `[holder, key]`. */
function places(value, found = []) {
  if (typeof value !== 'object' || value === null) return found;
  for (const key of Object.keys(value)) {
    found.push([value, key]);
    places(value[key], found);
  }
  return found;
}

/** A recorded answer, as JSON, in which some places hold something else, or nothing, or are there twice. */
const spoiled = (recorded) =>
  fc
    .array(fc.tuple(fc.nat(), fc.constantFrom('replace', 'replace', 'delete', 'double'), hostile), {
      minLength: 1,
      maxLength: 4,
    })
    .map((changes) => {
      const value = structuredClone(recorded);
      for (const [at, kind, instead] of changes) {
        const all = places(value);
        if (!all.length) break;
        const [holder, key] = all[at % all.length];
        if (kind === 'replace') holder[key] = structuredClone(instead);
        else if (Array.isArray(holder))
          holder.splice(key, kind === 'delete' ? 1 : 0, ...(kind === 'delete' ? [] : [structuredClone(holder[key])]));
        else if (kind === 'delete') delete holder[key];
        else holder[`${key}2`] = structuredClone(holder[key]);
      }
      return JSON.parse(JSON.stringify(value));
    });

/** What holds of every text, number and address in a model, wherever it stands. */
function assertSound(model, path = 'model') {
  if (typeof model === 'number') assert.ok(Number.isFinite(model) && model >= 0, `${path} is ${model}`);
  if (typeof model === 'string') {
    assert.doesNotMatch(model, /\bundefined\b|\[object Object\]|\bNaN\b/, path);
    assert.doesNotMatch(model, /\p{Surrogate}/u, path);
    if (/\.(?:src|url)$/.test(path)) assert.match(model, /^https?:\/\/[^@/]+\//, path);
  }
  if (typeof model !== 'object' || model === null) return;
  if ('amount' in model) {
    assert.ok(Number.isSafeInteger(model.amount), path);
    assert.ok(isCurrency(model.currency), path);
  }
  for (const [name, value] of Object.entries(model)) assertSound(value, `${path}.${name}`);
}

function assertProduct({ id, title, options, variants }) {
  assert.ok(id && title && variants.length);
  for (const { id: its, values, rule, availability, plans, price } of variants) {
    assert.ok(its && availability.state && Array.isArray(plans));
    assert.ok(rule.min >= 1 && rule.step >= 1 && (rule.max ?? rule.min) >= rule.min);
    assert.equal(values.length, options.length);
    values.forEach((value, index) => assert.ok(options[index].values.some(({ name }) => name === value)));
    if (price) assert.equal(price.current.currency, 'USD');
  }
}

function assertCart({ token, revision, currency, lines, subtotal, total, codes, attributes }) {
  assert.match(token, /^[\w.~+/=-]+$/);
  assert.match(revision, /^[!#-~]+$/);
  for (const money of [subtotal, total, ...lines.flatMap((line) => [line.total, line.price.current])]) {
    assert.equal(money.currency, currency);
  }
  assert.equal(new Set(lines.map(({ id }) => id)).size, lines.length);
  for (const { quantity, values } of lines) assert.ok(Number.isSafeInteger(quantity) && quantity > 0 && values);
  for (const { code, applied } of codes) assert.ok(code && typeof applied === 'boolean');
  for (const { name, value } of attributes) assert.ok(name && typeof value === 'string');
}

const CODES = /^[a-z]+(-[a-z]+)*$/;

const readers = {
  products: {
    read: toProducts,
    check: ({ items }) => items.filter(Boolean).forEach(assertProduct),
  },
  summaries: {
    read: toSummaries,
    check: ({ items }) => {
      for (const { count, average = 1, stars = [0, 0, 0, 0, 0] } of items.filter(Boolean)) {
        assert.ok(Number.isSafeInteger(count) && average >= 1 && average <= 5 && stars.length === 5);
      }
    },
  },
  reviews: {
    read: toReviews,
    check: ({ items }) => {
      for (const { id, author, rating = 1, published = '2026-01-01T00:00:00.000Z' } of items.filter(Boolean)) {
        assert.ok(id && author && [1, 2, 3, 4, 5].includes(rating));
        assert.match(published, /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      }
    },
  },
  cart: { read: toCart, check: assertCart },
  answer: {
    read: toAnswer,
    check: ({ cart, outcomes }) => {
      assertCart(cart);
      for (const { status, error } of outcomes) {
        assert.equal(error instanceof CommerceError, status !== 'done');
        if (error) assert.match(error.code, CODES);
      }
    },
  },
  checkout: { read: toCheckout, check: ({ url }) => assert.match(url, /^https?:/) },
};

/** True where the reader took it. */
function tried({ read, check }, value) {
  let model;
  try {
    model = read(value, reading, 'body');
  } catch (thrown) {
    assert.ok(thrown instanceof CommerceError, String(thrown?.stack));
    assert.equal(thrown.code, 'malformed');
    assert.doesNotMatch(thrown.message, /undefined|\[object/);
    return false;
  }
  check(model);
  assertSound(model);
  return true;
}

describe('every reader of the wire', () => {
  const recorded = {};
  let shop;
  before(async () => {
    shop = await start();
    const market = 'country=US&currency=USD&language=en';
    const ask = async (path, init) => (await fetch(`${shop.endpoint}${path}&${market}`, init)).json();
    const list = (...ids) => encodeURIComponent(JSON.stringify(ids));
    recorded.products = await ask(`/products?refs=${list('id:laptop', 'id:tripod', 'id:nobody', 'id:bonsai-tree')}`);
    recorded.summaries = await ask(`/reviews/summaries?products=${list('laptop', 'nobody', 'tripod')}`);
    recorded.reviews = await ask('/reviews?product=tripod');
    const operations = [
      { type: 'add', variantId: 'B00XI87KV8', quantity: 2, attributes: [{ name: 'Gift', value: 'For Noa' }] },
      { type: 'add', variantId: shop.fixture.scarce.variantId, quantity: 9 },
      { type: 'add-code', code: 'WELCOME10' },
      { type: 'add-code', code: 'NOPE' },
      { type: 'note', text: 'Ring twice' },
    ];
    const headers = { 'content-type': 'application/json', 'idempotency-key': 'k' };
    const body = JSON.stringify({ operations });
    recorded.answer = await ask('/cart?', { method: 'POST', headers, body });
    recorded.cart = recorded.answer.cart;
    const own = { ...headers, 'shuk-cart-token': recorded.cart.token };
    recorded.checkout = await ask('/cart/checkout?', { method: 'POST', headers: own, body: '{}' });
  });
  after(() => shop.stop());

  for (const [name, reader] of Object.entries(readers)) {
    it(`${name}: takes what a shop really answers`, () => {
      assert.ok(tried(reader, recorded[name]));
      assert.deepEqual(
        recorded.answer.outcomes.map(({ status }) => status),
        ['done', 'clamped', 'done', 'refused', 'done'],
      );
    });

    it(`${name}: makes a model of any JSON, or says that it is malformed`, () => {
      fc.assert(
        fc.property(fc.oneof(hostile, fc.jsonValue({ maxDepth: 5 })), (value) => void tried(reader, value)),
        { numRuns: RUNS },
      );
    });

    it(`${name}: bears whatever is wrong in a real answer`, () => {
      let taken = 0;
      let refused = 0;
      const property = fc.property(
        spoiled(recorded[name]),
        (value) => void (tried(reader, value) ? taken++ : refused++),
      );
      fc.assert(property, { numRuns: RUNS });
      assert.ok(taken > RUNS / 50 && refused > 0, `${taken} were taken, ${refused} refused`);
    });
  }

  it('failure: becomes an error of the closed set, whatever its body', () => {
    const problem = {
      type: 'about:blank',
      title: 'x',
      status: 409,
      detail: 'Only 2',
      code: 'insufficient-stock',
      available: 2,
      native: 'E1',
    };
    const bodies = fc.oneof(hostile, spoiled(problem));
    fc.assert(
      fc.property(
        bodies,
        fc.integer({ min: 300, max: 599 }),
        fc.constantFrom('', '3', '-1', 'x', '9'.repeat(400)),
        (body, status, wait) => {
          const error = toProblem({
            ok: false,
            status,
            headers: new Headers(wait ? { 'retry-after': wait } : {}),
            body,
          });
          assert.ok(error instanceof CommerceError);
          assert.match(error.code, CODES);
          assert.ok(error.available === undefined || (Number.isSafeInteger(error.available) && error.available >= 0));
          assert.ok(error.retryAfter === undefined || error.retryAfter > 0);
          assert.doesNotMatch(error.message, /undefined|\[object/);
        },
      ),
      { numRuns: RUNS },
    );
  });
});
