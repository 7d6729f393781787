/** What a shop may send, however broken: it becomes a sound model, or `malformed`, and nothing else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, mock } from 'node:test';
import { errorCode, productReader, soldIn, toProduct } from '../../packages/backend-shopify/dist/wire.js';
import { toCart, toChange, toCheckout } from '../../packages/backend-shopify/dist/wire-cart.js';
import { toPage } from '../../packages/backend-shopify/dist/wire-page.js';
import { bearsEverything, checkCart, checkProduct, checkTree } from '../support/wire-fuzz.mjs';

const answers = JSON.parse(readFileSync(new URL('../support/shopify/answers.json', import.meta.url), 'utf8'));

function checkPage({ items, next, total }) {
  items.forEach(checkProduct);
  checkTree({ next, total });
}

const readers = {
  product: [(value) => toProduct(value, 'USD'), answers.product, checkProduct],
  'product with options': [(value) => toProduct(value, 'USD'), answers.options, checkProduct],
  found: [productReader('USD'), answers.product, checkProduct],
  page: [(value) => toPage(value, productReader('USD')), answers.page, checkPage],
  cart: [toCart, answers.cart, checkCart],
  change: [toChange, answers.change, ({ cart, ...rest }) => (cart && checkCart(cart), checkTree(rest))],
  checkout: [toCheckout, answers.cart, (url) => url === undefined || assert.match(url, /^https?:\/\/[^@]*$/)],
  errors: [errorCode, [{ message: 'x', extensions: { code: 'THROTTLED' } }], checkTree],
  market: [(data) => soldIn(Object(data)), { localization: { country: { currency: { isoCode: 'USD' } } } }, checkTree],
};

beforeEach(() => mock.method(console, 'warn', () => {}));
afterEach(() => mock.restoreAll());

bearsEverything('Shopify', readers);
