/** What a shop may send, however broken: it becomes a sound model, or `malformed`, and nothing else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import fc from 'fast-check';
import { CommerceError } from '@shuk/core';
import { errorCode, productReader, soldIn, toProduct } from '../../packages/backend-shopify/dist/wire.js';
import { toCart, toChange, toCheckout } from '../../packages/backend-shopify/dist/wire-cart.js';
import { toPage } from '../../packages/backend-shopify/dist/wire-page.js';

const RUNS = 2_000;
const answers = JSON.parse(readFileSync(new URL('../support/shopify/answers.json', import.meta.url), 'utf8'));

const HOSTILE = [
  ...['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'https://user:key@evil.example/', '//evil'],
  ...['NaN', '-1', '1e9', '99999999999999999999', '0x10', '', ' ', '\uD800', '__proto__', '<img src=x onerror=x>'],
  ...['x'.repeat(10_000), 'USDX', 'usd', 'Default Title', 'constructor', '1.005', '-0.01', 'Infinity'],
];
const junk = fc.oneof(
  fc.constantFrom(...HOSTILE, null, true, false, 0, -1, 0.5, 1e21, Number.MAX_SAFE_INTEGER, [], {}, [null], [[]]),
  fc.constant(Array.from({ length: 600 }, () => ({ id: 'x', name: 'x', value: 'x' }))),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Every place in a value, as a path. */
function* places(value, path = []) {
  yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* places(inner, [...path, key]);
}

function changed(value, [key, ...path], change) {
  if (key === undefined) return change.value;
  const copy = Array.isArray(value) ? [...value] : { ...value };
  if (!path.length && change.drop) delete copy[key];
  else copy[key] = changed(copy[key], path, change);
  return copy;
}

/** A real answer with up to three things wrong. */
function broken(answer) {
  const all = [...places(answer)];
  const wrong = fc.record({ at: fc.nat(all.length - 1), drop: fc.boolean(), value: junk });
  return fc.array(wrong, { minLength: 1, maxLength: 3 }).map((list) =>
    list.reduce((value, { at, ...change }) => {
      try {
        return changed(value, all[at], change);
      } catch {
        return value; // that place is gone already
      }
    }, answer),
  );
}

function checkTree(value, path = '') {
  if (typeof value === 'string') {
    assert.ok(!/\[object Object\]|^undefined$|^NaN$/.test(value) || HOSTILE.includes(value), `${path}: ${value}`);
    if (/\.(?:src|url)$/.test(path)) assert.match(value, /^https?:\/\/[^@]*$/, path);
    if (/\.color$/.test(path)) assert.match(value, /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i);
    assert.ok(value.length <= 10_000, path);
  }
  if (typeof value === 'number') assert.ok(Number.isSafeInteger(value) && value >= 0, `${path}: ${value}`);
  if (typeof value !== 'object' || value === null) return;
  if ('amount' in value) assert.match(value.currency, /^[A-Z]{3}$/);
  for (const [key, inner] of Object.entries(value)) checkTree(inner, Array.isArray(value) ? path : `${path}.${key}`);
}

function checkProduct(product) {
  checkTree(product);
  assert.ok(product.id && product.title && product.variants.length);
  for (const { values, rule, id } of product.variants) {
    assert.ok(id);
    assert.equal(values.length, product.options.length);
    values.forEach((value, index) => {
      assert.ok(product.options[index].values.some(({ name }) => name === value));
    });
    assert.ok(rule.min >= 1 && rule.step >= 1 && (rule.max ?? rule.min) >= rule.min);
  }
}

function checkCart(cart) {
  checkTree(cart);
  assert.ok(cart.token && cart.total && cart.subtotal);
  for (const { quantity, price, total } of cart.lines) {
    assert.ok(quantity > 0);
    assert.ok(price.current.currency === cart.currency && total.currency === cart.currency);
  }
}

function checkPage({ items, next, total }) {
  items.forEach(checkProduct);
  checkTree({ next, total });
}

const readers = {
  product: [(value) => toProduct(value, 'USD'), answers.product, checkProduct],
  'product with options': [(value) => toProduct(value, 'USD'), answers.options, checkProduct],
  found: [productReader('USD'), answers.product, (found) => found && checkProduct(found)],
  page: [(value) => toPage(value, productReader('USD')), answers.page, checkPage],
  cart: [toCart, answers.cart, checkCart],
  change: [toChange, answers.change, ({ cart, ...rest }) => (cart && checkCart(cart), checkTree(rest))],
  checkout: [toCheckout, answers.cart, (url) => url === undefined || assert.match(url, /^https?:\/\/[^@]*$/)],
  errors: [errorCode, [{ message: 'x', extensions: { code: 'THROTTLED' } }], checkTree],
  market: [(data) => soldIn(Object(data)), { localization: { country: { currency: { isoCode: 'USD' } } } }, checkTree],
};

describe('what Shopify answers', () => {
  beforeEach(() => mock.method(console, 'warn', () => {}));
  afterEach(() => mock.restoreAll());

  for (const [name, [read, answer, check]] of Object.entries(readers)) {
    const holds = (value) => {
      let model;
      try {
        model = read(value);
      } catch (error) {
        assert.ok(error instanceof CommerceError, `${error?.stack}`);
        assert.equal(error.code, 'malformed');
        return;
      }
      check(model);
    };

    it(`is read as it is: ${name}`, () => check(read(answer)));
    it(`bears anything: ${name}`, () => {
      fc.assert(fc.property(fc.jsonValue(), holds), { numRuns: RUNS });
    });
    it(`bears a broken answer: ${name}`, () => {
      fc.assert(fc.property(broken(answer), holds), { numRuns: RUNS });
    });
  }
});
