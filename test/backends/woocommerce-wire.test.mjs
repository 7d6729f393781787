/** Whatever a shop answers becomes a sound model, or `malformed`: never another exception, a bad link or a bad price. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { CommerceError, loose, text } from '@shuk/core';
import fc from 'fast-check';
import { isLinks } from '../../packages/backend-woocommerce/dist/both.js';
import { decode, encode } from '../../packages/backend-woocommerce/dist/links.js';
import { isJwt, ownerOf } from '../../packages/backend-woocommerce/dist/shop-cart.js';
import { crossSells, toCart } from '../../packages/backend-woocommerce/dist/wire-cart.js';
import { toReview, toSummary } from '../../packages/backend-woocommerce/dist/wire-reviews.js';
import * as wire from '../../packages/backend-woocommerce/dist/wire.js';
import { makeSmallGoods } from '../support/woocommerce/goods.mjs';
import { startWooCommerce } from '../support/woocommerce/server.mjs';

const RUNS = 2_000;
fc.configureGlobal({ seed: Number(process.env.FUZZ_SEED ?? 1) }); // the same cases each time

// ---------------------------------------------------------------- what a shop really answers

const reviews = [{ product: 'lamp', id: 1, rating: 4, reviewer: 'Dana', date: '2026-01-01T10:00:00', text: 'Good.' }];
const shop = await startWooCommerce(makeSmallGoods(), { delay: 0, tax: 0.17, display: 'incl', reviews });
after(() => shop.stop());
const api = `${shop.origin}/wp-json/wc/store/v1`;
const json = async (path) => (await fetch(api + path)).json();
const products = await json('/products?per_page=100');
const variations = await json('/products?type=variation&per_page=100');
const [review] = await json('/products/reviews');
const token = (await fetch(`${api}/cart`)).headers.get('cart-token');
const headers = { 'Cart-Token': token, 'Content-Type': 'application/json' };
let cart;
for (const [route, body] of [
  ['add-item', { id: shop.store.named('lamp').id, quantity: 2 }],
  ['add-item', { id: shop.store.sold('M-BLUE').id, quantity: 1 }],
  ['apply-coupon', { code: 'ten' }],
]) {
  cart = await (await fetch(`${api}/cart/${route}`, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}

// ---------------------------------------------------------------- what it might answer

const hostile = fc.constantFrom(
  ...[null, undefined, '', ' ', 'undefined', '[object Object]', 'NaN', '-1', '1e400', '0x10', '1.5', '9'.repeat(40)],
  ...['javascript:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'https://u:p@h.example/', '//h', 'http://['],
  ...['<img src=x onerror=alert(1)>', '&#0;&#x110000;&bogus;', '\uD800', '\0', '__proto__', 'constructor', '%E0%A4%A'],
  ...[NaN, -1, -0, 1.5, 1e308, 2 ** 53, Infinity, true, false],
  ...[[], {}, [[]], [null], { length: 3 }, { toString: 1, valueOf: 2 }, 'x'.repeat(5_000)],
);
const anything = fc.oneof({ weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) }, { weight: 1, arbitrary: hostile });

/** Paths to everything in a value. */
function pathsOf(value, path = []) {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}

function put(value, [key, ...rest], what) {
  if (key === undefined) return what;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (!rest.length && what === undefined && Array.isArray(copy)) copy.splice(Number(key), 1);
  else if (!rest.length && what === undefined) delete copy[key];
  else copy[key] = put(copy[key], rest, what);
  return copy;
}

/** A real answer with up to four things in it replaced or taken away. */
const like = (...real) =>
  fc.constantFrom(...real).chain((value) => {
    const change = fc.tuple(fc.constantFrom(...pathsOf(value)), fc.oneof(hostile, anything));
    return fc
      .array(change, { minLength: 1, maxLength: 4 })
      .map((changes) =>
        changes.reduce((changed, [path, what]) => (reaches(changed, path) ? put(changed, path, what) : changed), value),
      );
  });

const reaches = (value, path) =>
  path
    .slice(0, -1)
    .reduce((inner, key) => (typeof inner === 'object' && inner !== null ? inner[key] : undefined), value) !==
    undefined || path.length < 2;

// ---------------------------------------------------------------- what may come of it

function expectSound(value, key = '') {
  if (typeof value === 'string') {
    assert.ok(value.isWellFormed?.() ?? true);
    if (/^(?:src|url)$/.test(key)) assert.match(value, /^https?:\/\/[^@]*$/);
    return;
  }
  if (typeof value === 'number') {
    assert.ok(Number.isFinite(value) && value >= 0, `${key} is ${value}`);
    if (key !== 'average') assert.ok(Number.isSafeInteger(value), `${key} is ${value}`);
    if (/^(?:min|step)$/.test(key)) assert.ok(value >= 1);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  if ('amount' in value) assert.match(value.currency, /^[A-Z]{3}$/);
  for (const [name, inner] of Object.entries(value)) expectSound(inner, name);
}

/** Texts of ours that mean that something was not looked at. The shop may of course write them itself. */
function expectNoAccident(model, given) {
  const written = JSON.stringify(given) ?? '';
  for (const word of ['undefined', '[object Object]', 'NaN']) {
    if (!written.includes(word)) assert.ok(!JSON.stringify(model ?? null).includes(word), word);
  }
}

function holds(name, given, reader, check = () => undefined) {
  it(name, () => {
    let models = 0;
    fc.assert(
      fc.property(given, (value) => {
        let model;
        try {
          model = reader(value);
        } catch (thrown) {
          assert.ok(thrown instanceof CommerceError, String(thrown?.stack));
          assert.equal(thrown.code, 'malformed');
          return;
        }
        models++;
        expectSound(model);
        expectNoAccident(model, value);
        check(model);
      }),
      { numRuns: RUNS },
    );
    assert.ok(models > 0, 'nothing was ever readable');
  });
}

describe('readers of products', () => {
  const rows = new Map(variations.map((row) => [String(row.id), loose(row)]));
  const sound = ({ id, title, options, variants }) => {
    assert.ok(id && title && variants.length);
    for (const { values, price } of variants) {
      assert.equal(values.length, options.length);
      values.forEach((value, index) => assert.ok(options[index].values.some(({ name }) => name === value)));
      if (price) assert.equal(price.current.currency, 'USD');
    }
  };
  const shirt = products.find(({ slug }) => slug === 'shirt');
  holds(
    'a product',
    fc.oneof(like(...products), anything),
    (value) => wire.toProduct(loose(value), rows, 'USD'),
    sound,
  );
  holds(
    'its variations',
    fc.array(like(...variations), { minLength: 1, maxLength: 3 }),
    (found) => wire.toProduct(loose(shirt), new Map(found.map(loose).map((row) => [text(row.id), row])), 'USD'),
    sound,
  );
  holds('a price', fc.oneof(like(products[0].prices), anything), (value) => wire.toPrice(loose(value)));
  holds('an amount', fc.tuple(anything, anything, anything), ([value, unit, code]) =>
    wire.cash(value, { currency_code: code, currency_minor_unit: unit, ...(unit === code && products[0].prices) }),
  );
  holds(
    'a rule',
    fc.oneof(like(products[0].add_to_cart), anything),
    (value) => wire.toRule(loose(value), 2),
    (rule) => assert.ok(rule.max === undefined || rule.max >= rule.min),
  );
  holds('pictures', fc.oneof(like(products[0].images), anything), wire.toImages);
  holds('a slug', anything, wire.toHandle);
  holds('the ids of variations', fc.oneof(like(shirt), anything), (value) => wire.variationIds(loose(value)));
  holds('whether there are variations', anything, (value) => wire.isVariable(loose(value)));
});

describe('readers of carts', () => {
  const sound = ({ lines, currency, subtotal, total }) => {
    for (const { amount } of [subtotal, total]) assert.ok(amount >= 0);
    assert.match(currency, /^[A-Z]{3}$/);
    for (const { id, variantId, title, quantity } of lines) assert.ok(id && variantId && title && quantity > 0);
  };
  holds('a cart', fc.oneof(like(cart), anything), (value) => toCart(value, token), sound);
  holds('what is sold along', fc.oneof(like(cart), anything), (value) => crossSells(value).length);
});

describe('readers of reviews', () => {
  holds(
    'a review',
    fc.oneof(like(review), anything),
    toReview,
    (it) => it && assert.ok(it.id && it.productId && it.author),
  );
  holds('what the ratings come to', fc.oneof(like(...products), anything).map(loose), toSummary, ({ count, average }) =>
    assert.ok(average === undefined || (count > 0 && average >= 1 && average <= 5)),
  );
});

describe('readers of failures', () => {
  const codes = ['woocommerce_rest_cart_coupon_error', 'rate_limit_exceeded', '__proto__', 'constructor'];
  const failure = like(
    { code: codes[0], message: 'No.', data: { status: 400 } },
    { code: codes[1] },
    { code: codes[2] },
  );
  it('a failure is a CommerceError', () => {
    const wait = fc.constantFrom('', '7', '-1', 'NaN', '1e999', 'soon');
    fc.assert(
      fc.property(fc.oneof(failure, anything), fc.integer({ min: 400, max: 599 }), wait, (body, status, after) => {
        const error = wire.toError({ status, body, headers: new Headers({ 'RateLimit-Retry-After': after }) });
        assert.ok(error instanceof CommerceError);
        assert.ok(error.retryAfter === undefined || (error.retryAfter > 0 && Number.isFinite(error.retryAfter)));
        assert.ok(error.native === undefined || typeof error.native === 'string');
      }),
      { numRuns: RUNS },
    );
  });
});

describe('readers of tokens', () => {
  const base64 = (value) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url');
  const tokens = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^L\.(?:[0-9]{1,2}-[0-9]{1,16}-[0-9]{1,5},?){0,3}$/),
  );
  it('only what was written is the lines of one', () => {
    let read = 0;
    fc.assert(
      fc.property(tokens, (value) => {
        if (!isLinks(value)) return assert.throws(() => decode(value), { name: 'CommerceError', code: 'cart-gone' });
        const lines = decode(value);
        for (const { productId, variantId, quantity } of lines) {
          assert.match(`${productId} ${variantId}`, /^[1-9]\d* [1-9]\d*$/);
          assert.ok(quantity >= 1 && quantity <= 9_999);
        }
        assert.equal(encode(lines), value);
        read += lines.length;
      }),
      { numRuns: RUNS },
    );
    assert.ok(read > 0);
  });
  holds(
    'whose one is',
    fc.oneof(
      tokens,
      anything.map((value) => `a.${base64(value)}.b`),
    ),
    (value) => {
      isJwt(value);
      ownerOf(value);
    },
  );
});
