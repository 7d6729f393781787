/** Whatever a Shop API answers becomes a sound model, or `malformed`, and nothing else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { readAttributes, readCart, readRefusal } from '../../packages/backend-vendure/dist/wire-cart.js';
import { readPage, readSku } from '../../packages/backend-vendure/dist/wire-search.js';
import {
  readAvailability,
  readImage,
  readMoney,
  readProduct,
  valueOf,
} from '../../packages/backend-vendure/dist/wire.js';
import { bearsEverything, checkCart, checkProduct, checkTree } from '../support/wire-fuzz.mjs';

const answers = JSON.parse(readFileSync(new URL('vendure-answers.json', import.meta.url), 'utf8'));
const shop = {
  market: { currency: 'USD' },
  precision: 2,
  productUrl: ({ id, handle }) => `https://shop.example/${encodeURIComponent(handle ?? id)}`,
};

const readers = {
  product: [(value) => readProduct(value, shop), answers.product, checkProduct],
  'product without prices': [(value) => readProduct(value, shop), answers.bare, checkProduct],
  'value of an option': [
    (value) => valueOf(answers.product.variants[0], value),
    answers.product.optionGroups[0],
    checkTree,
  ],
  page: [readPage, answers.page, checkTree],
  sku: [(value) => readSku(value, 'B00XI87KV8'), answers.skus, checkTree],
  cart: [(value) => readCart(value, 'token', shop), answers.change.cart, checkCart],
  refusal: [
    (value) => readRefusal(value, 2),
    answers.change.o1,
    (refusal) => checkTree({ ...refusal?.error, added: refusal?.added }),
  ],
  attributes: [readAttributes, answers.change.cart.lines[0].customFields.shukAttributes, checkTree],
  image: [readImage, answers.product.featuredAsset, checkTree],
  availability: [readAvailability, 'LOW_STOCK', checkTree],
  money: [(value) => readMoney(value, 'USD', 2), 1498, checkTree],
};

bearsEverything('Vendure', readers);

describe('what Vendure answers', () => {
  it('is money by the digits of the shop, then of the currency', () => {
    const read = (...given) => readMoney(...given)?.amount;
    assert.equal(read(1498, 'USD', 2), 1498);
    assert.equal(read(100_000, 'JPY', 2), 1_000);
    assert.equal(read(19_995, 'USD', 3), 2_000);
    assert.equal(read(5, 'KWD', 2), 50);
    assert.equal(read(5, 'USD', 0), 500);
    assert.equal(read(Number.MAX_SAFE_INTEGER, 'KWD', 0), undefined);
    for (const bad of [1.5, -1, '1498', null]) assert.equal(read(bad, 'USD', 2), undefined);
    assert.equal(read(1498, 'usd', 2), undefined);
  });

  it('tells stock in words or in numbers', () => {
    const state = (level) => Object.values(readAvailability(level)).join();
    assert.deepEqual(['IN_STOCK', 'LOW_STOCK', 'OUT_OF_STOCK'].map(state), ['in-stock,', 'low-stock,', 'sold-out,0']);
    assert.deepEqual(['12', '3', '0', '-4', 'soon'].map(state), [
      'in-stock,12',
      'low-stock,3',
      ...['sold-out,0', 'sold-out,0', 'in-stock,'],
    ]);
  });

  it('reads a product of the real shop', () => {
    const { title, handle, options, variants, images, description } = readProduct(answers.product, shop);
    assert.deepEqual([title, handle], ['Laptop', 'laptop']);
    assert.deepEqual(
      options.map(({ name, values }) => [name, ...values.map((value) => value.name)].join()),
      ['Screen,13 inch,15 inch', 'Memory,8GB,16GB'],
    );
    assert.deepEqual(
      variants.map(({ values }) => values.join()),
      ['13 inch,8GB', '15 inch,8GB', '13 inch,16GB', '15 inch,16GB'],
    );
    assert.deepEqual(
      variants.map(({ price }) => price.current.amount),
      [129_900, 139_900, 219_900, 229_900],
    );
    assert.match(images[0].alt, /^An open laptop/);
    assert.equal(images.length, 1);
    assert.doesNotMatch(description, /</);
  });

  it('takes no price of another currency for one of the market', () => {
    const { variants } = readProduct(answers.product, { ...shop, market: { currency: 'ILS' } });
    assert.deepEqual(
      variants.map(({ price }) => price),
      [undefined, undefined, undefined, undefined],
    );
  });

  it('reads a cart of the real shop', () => {
    const cart = readCart(answers.change.cart, 'token', shop);
    assert.deepEqual([cart.subtotal.amount, cart.discount.amount, cart.total.amount], [6_994, 699, 6_295]);
    assert.deepEqual(cart.codes, [{ code: 'WELCOME10', applied: true }]);
    assert.deepEqual(cart.lines[0].attributes, [{ name: 'Gift note', value: 'For Dana' }]);
    assert.equal(cart.note, 'Ring twice');
  });

  it('reads a cart although a line has lost its name', () => {
    const { lines, ...order } = answers.change.cart;
    const [{ productVariant: variant, ...line }, ...others] = lines;
    const nameless = { ...line, productVariant: { ...variant, product: { ...variant.product, name: ' ' } } };
    const read = readCart({ ...order, lines: [nameless, ...others] }, 'token', shop);
    assert.equal(read.lines.length, lines.length);
    assert.equal(read.lines[0].title, '–');
  });

  it('says which code takes nothing off', () => {
    const order = { ...answers.change.cart, couponCodes: ['WELCOME10', 'FIVE'] };
    assert.deepEqual(readCart(order, 'token', shop).codes[1], { code: 'FIVE', applied: false });
  });
});
