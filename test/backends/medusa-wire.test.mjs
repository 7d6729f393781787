/** Whatever a Store API answers becomes a sound model, or `malformed`, and nothing else. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, it, mock } from 'node:test';
import { attributesData, noteData, readCart } from '../../packages/backend-medusa/dist/wire-cart.js';
import {
  readIds,
  readObstacle,
  readProducts,
  readRefusal,
  readRegion,
  toMoney,
} from '../../packages/backend-medusa/dist/wire.js';
import { bearsEverything, checkCart, checkProduct, checkTree } from '../support/wire-fuzz.mjs';

const answers = JSON.parse(readFileSync(new URL('medusa-answers.json', import.meta.url), 'utf8'));
const market = { country: 'US', currency: 'USD' };
const reading = {
  market,
  url: 'https://shop.example',
  productUrl: ({ id, handle }) => `https://shop.example/p/${encodeURIComponent(handle ?? id)}`,
};

function checkProducts({ items, total }) {
  checkTree(total);
  items.forEach(checkProduct);
}

const readers = {
  products: [(body) => readProducts(body, reading), answers.products, checkProducts],
  cart: [
    (body) => readCart(body, reading),
    answers.cart,
    ({ cart, isClosed }) => (checkCart(cart), assert.equal(typeof isClosed, 'boolean')),
  ],
  region: [(body) => readRegion(body, market), answers.regions, checkTree],
  ids: [(body) => readIds(body, 'products'), answers.products, checkTree],
  refusal: [readRefusal, answers.refusal, checkTree],
  obstacle: [(body) => readObstacle(body, market), answers.variants, checkTree],
  money: [(value) => toMoney(value, 'USD'), 14.98, checkTree],
};

beforeEach(() => mock.method(console, 'warn', () => {}));

bearsEverything('Medusa', readers);

describe('what Medusa answers', () => {
  it('is money in decimals, rounded to the digits of the currency', () => {
    const read = (...given) => toMoney(...given)?.amount;
    assert.equal(read(14.98, 'USD'), 1498);
    assert.equal(read(106.4693, 'USD'), 10_647);
    assert.equal(read(26.964, 'USD'), 2_696);
    assert.equal(read(1.005, 'USD'), 101);
    assert.equal(read('19.9', 'ILS'), 1_990);
    assert.equal(read(1_000, 'JPY'), 1_000);
    assert.equal(read(1.2345, 'KWD'), 1_235);
    assert.equal(read(1e-7, 'USD'), 0);
    assert.equal(read(-3e-12, 'USD'), 0);
    for (const bad of [1e21, -1, NaN, 'x', '', null, undefined, {}, '1e-7']) assert.equal(read(bad, 'USD'), undefined);
    assert.equal(read(1, 'usd'), undefined);
  });

  it('is the region of the country, and only with the currency asked for', () => {
    const idOf = (asked) => readRegion(answers.regions, asked)?.currency;
    assert.equal(idOf({ country: 'US', currency: 'USD' }), 'USD');
    assert.equal(idOf({ country: 'il' }), 'ILS');
    assert.equal(idOf({ country: 'US', currency: 'ILS' }), undefined);
    assert.equal(idOf({ country: 'FR' }), undefined);
    assert.equal(idOf({ currency: 'ILS' }), 'ILS');
    assert.equal(idOf({}), undefined); // there are two
    assert.equal(readRegion({ regions: answers.regions.regions.slice(1) }, {})?.currency, 'USD');
  });

  it('is stock that can be had, ordered, or not', () => {
    const stateOf = (fields) => {
      const body = structuredClone(answers.products);
      Object.assign(body.products[0].variants[0], fields);
      const { state, left } = readProducts(body, reading).items[0].variants[0].availability;
      return [state, left];
    };
    const counted = { manage_inventory: true, allow_backorder: false };
    assert.deepEqual(stateOf({ ...counted, inventory_quantity: 100 }), ['in-stock', 100]);
    assert.deepEqual(stateOf({ ...counted, inventory_quantity: 3 }), ['low-stock', 3]);
    assert.deepEqual(stateOf({ ...counted, inventory_quantity: 0 }), ['sold-out', 0]);
    assert.deepEqual(stateOf({ ...counted, inventory_quantity: -2 }), ['sold-out', 0]);
    assert.deepEqual(stateOf({ ...counted, allow_backorder: true, inventory_quantity: 0 }), ['backorder', undefined]);
    assert.deepEqual(stateOf({ ...counted, manage_inventory: false, inventory_quantity: 0 }), ['in-stock', undefined]);
  });

  it('has options in the order in which variants are named by them', () => {
    const body = structuredClone(answers.products);
    const namesOf = () => readProducts(body, reading).items[0].options.map(({ name }) => name);
    assert.deepEqual(namesOf(), ['Screen', 'Memory']);
    body.products[0].options.reverse();
    assert.deepEqual(namesOf(), ['Screen', 'Memory']);
    for (const variant of body.products[0].variants) variant.title = 'Something else';
    assert.deepEqual(namesOf(), ['Memory', 'Screen']);
  });

  it('is a reduction where the price on a list is lower', () => {
    const body = structuredClone(answers.products);
    const { calculated_price: price } = body.products[0].variants[0];
    Object.assign(price, { calculated_amount: 900, original_amount: 1299 });
    const [variant] = readProducts(body, reading).items[0].variants;
    assert.deepEqual(variant.price, {
      current: { amount: 90_000, currency: 'USD' },
      compareAt: { amount: 129_900, currency: 'USD' },
    });
  });

  it('gives back attributes as they were written, whatever their names', () => {
    const attributes = [
      { name: 'b', value: '1' },
      { name: 'a', value: '' },
      { name: '__proto__', value: 'x' },
      { name: 'constructor', value: 'x' },
      { name: 'b', value: 'again' },
    ];
    const body = structuredClone(answers.cart);
    Object.assign(body.cart, { metadata: { ...noteData('Ring\ntwice'), ...attributesData(attributes) } });
    const { cart } = readCart(JSON.parse(JSON.stringify(body)), reading);
    assert.deepEqual([cart.note, cart.attributes], ['Ring\ntwice', attributes]);
    assert.deepEqual({ ...attributesData([]) }, { shuk_attributes: '' });
    assert.deepEqual(attributesData([{ name: 'a\0', value: '\uD800' }]).shuk_attributes, [
      { name: 'a\uFFFD', value: '\uFFFD' },
    ]);
  });
});
