/** The JSON Schema of catalogues: takes what the tests and the backend take, and refuses what the backend would drop. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { catalogModule, shopJson } from '../support/catalogs/shop-json.mjs';

const require = createRequire(new URL('../../packages/cli/package.json', import.meta.url));
const { Ajv2020 } = require('ajv/dist/2020.js');
const addFormats = require('ajv-formats');
const schema = require('@shuk/backend-static/catalog.schema.json');

const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
addFormats.default(ajv);
const validate = ajv.compile(schema);

const { catalog, lamp, coffee } = await catalogModule();
const accepts = (value) => assert.ok(validate(value), ajv.errorsText(validate.errors));
const refuses = (value) => assert.ok(!validate(value), 'this should not be valid');

/** The shop with other fields at its head, or in its first product, or in the first variant of that. */
const shop = (fields) => ({ ...catalog, ...fields });
const product = (fields) => shop({ products: [{ ...lamp, ...fields }] });
const variant = (fields) => product({ variants: [{ ...lamp.variants[0], ...fields }, lamp.variants[1]] });
const without = (object, name) => Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));

describe('catalogue schema', () => {
  it('is a valid schema of its draft', () => {
    assert.ok(ajv.validateSchema(schema), ajv.errorsText(ajv.errors));
  });

  it('describes every field', () => {
    const bare = [];
    const visit = (node, path) => {
      if (typeof node !== 'object' || node === null) return;
      for (const [name, field] of Object.entries(node.properties ?? {})) {
        const target = field.$ref ? schema.$defs[field.$ref.split('/').at(-1)] : field;
        if (!field.description && !target.description) bare.push(`${path}/${name}`);
      }
      for (const [name, inner] of Object.entries(node)) visit(inner, `${path}/${name}`);
    };
    visit(schema, '');
    assert.deepEqual(bare, []);
  });

  it('is closed: every object names its fields', () => {
    const open = [];
    const visit = (node, path) => {
      if (typeof node !== 'object' || node === null) return;
      const closed = 'additionalProperties' in node || 'unevaluatedProperties' in node || path.endsWith('priceFields');
      if (node.properties && path.match(/\/(\$defs\/\w+|items)$|^$/) && !closed) open.push(path);
      for (const [name, inner] of Object.entries(node)) visit(inner, `${path}/${name}`);
    };
    visit(schema, '');
    assert.deepEqual(open, []);
  });

  it('takes the shop of the tests', () => accepts(catalog));

  for (const each of catalog.products) {
    it(`takes ${each.id}`, () => accepts(shop({ products: [each] })));
  }

  it('takes the least that a catalogue can be', () => accepts({ version: 1, currency: 'EUR', products: [] }));

  const good = {
    'a field of one’s own': [
      shop({ 'x-origin': { any: ['thing'] } }),
      product({ 'x-id': 7 }),
      variant({ 'x-bin': 'A3' }),
    ],
    'the address of the schema': [shop({ $schema: './catalog.schema.json' })],
    'a web address': [product({ url: 'https://shop.example/p?a=b#c' }), product({ url: '../p/מנורה 1' })],
    'an empty alternative text': [product({ images: [{ src: 'a.jpg', alt: '' }] })],
    'a price for a country only': [variant({ prices: [{ country: 'CH', price: '51' }] })],
    WhatsApp: [shop({ checkout: { whatsapp: '972501234567' } })],
    Messenger: [shop({ checkout: { messenger: 'noor.home' } })],
    'e-mail': [shop({ checkout: { email: "o'neil+orders@example.co.il" } })],
    'a link of one’s own site': [shop({ checkout: { url: '/checkout?cart={lines}' } })],
    'a discount by date and time': [
      shop({ discounts: [{ code: 'A', percent: 12.5, starts: '2026-11-27T09:00:00+02:00' }] }),
    ],
  };
  for (const [what, catalogs] of Object.entries(good)) {
    it(`takes ${what}`, () => catalogs.forEach(accepts));
  }

  const plan = coffee.variants[0].plans[0];
  const bad = {
    'what is no object': [null, [], 'x', 1],
    'another version': [shop({ version: 2 }), shop({ version: '1' }), without(catalog, 'version')],
    'a currency that is none': [shop({ currency: 'eur' }), shop({ currency: '€' }), without(catalog, 'currency')],
    'products that are no list': [shop({ products: {} }), without(catalog, 'products')],
    'a language that is none': [shop({ language: 'e' }), product({ translations: { 'he IL': {} } })],
    'a misspelt field': [shop({ curency: 'EUR' }), product({ titel: 'x' }), variant({ Price: '1.00' })],
    'a misspelt field inside': [
      product({ images: [{ src: 'a.jpg', with: 3 }] }),
      variant({ prices: [{ currency: 'ILS', price: '1', compareat: '2' }] }),
      variant({ plans: [{ ...plan, cost: '1' }] }),
      variant({ unitPrice: { price: '1', quantity: 1, unit: 'l', per: 1 } }),
    ],
    'a product without id, title or variants': ['id', 'title', 'variants'].map((name) =>
      shop({ products: [without(lamp, name)] }),
    ),
    'a product that nobody can buy': [product({ variants: [] })],
    'an empty or padded id': [product({ id: '' }), product({ id: ' a' }), product({ id: 'a\n' }), product({ id: 7 })],
    'a blank title': [product({ title: '' }), product({ title: ' \n' })],
    'a price that is no decimal text': ['49,00', '€49', '', '-1', '1e3', '.5', '1.', ' 1', 49, null].map((price) =>
      variant({ price }),
    ),
    'a reduction of nothing': [shop({ products: [{ ...lamp, variants: [{ id: 'a', compareAt: '9.00' }] }] })],
    'a price for nowhere': [variant({ prices: [{ price: '9.00' }] }), variant({ prices: [{ country: 'IL' }] })],
    'a country or currency in small letters': [
      variant({ prices: [{ country: 'il', price: '1' }] }),
      variant({ prices: [{ currency: 'ils', price: '1' }] }),
    ],
    'a dangerous address': [
      'javascript:alert(1)',
      'JaVaScRiPt:1',
      'data:text/html,x',
      'ftp://x/y',
      'mailto:a@b',
    ].flatMap((url) => [product({ url }), product({ images: [{ src: url }] }), shop({ checkout: { url } })]),
    'a colour that is none': ['red', '#12', '#12345g', 'url(x)'].map((color) =>
      product({ options: [{ name: 'Color', values: [{ name: 'Red', color }] }] }),
    ),
    'a number of pieces that is none': [0, -1, 1.5, '2'].flatMap((value) =>
      ['minimum', 'maximum', 'step'].map((name) => variant({ [name]: value })),
    ),
    'stock that is none': [variant({ stock: -1 }), variant({ stock: 1.5 }), variant({ stock: '5' })],
    'an availability that is none': [
      variant({ availability: 'soon' }),
      variant({ from: '24.12.2026' }),
      variant({ from: '2026-13-01' }),
    ],
    'a picture by name': [variant({ image: 'lamp.jpg' }), variant({ image: -1 })],
    'a plan without a name or with a strange interval': [
      variant({ plans: [without(plan, 'name')] }),
      variant({ plans: [{ ...plan, interval: { unit: 'months', count: 1 } }] }),
      variant({ plans: [{ ...plan, interval: { unit: 'month', count: 0 } }] }),
    ],
    'a discount of nothing, or of two kinds': [
      { code: 'A' },
      { code: 'A', percent: 10, amount: '5.00' },
      { code: 'A', percent: 0 },
      { code: 'A', percent: 101 },
      { code: 'A', percent: '10' },
      { code: '', percent: 10 },
      { code: 'A', percent: 10, expires: 'tomorrow' },
      { code: 'A', percent: 10, products: [] },
    ].map((discount) => shop({ discounts: [discount] })),
    'two ways to check out': [shop({ checkout: { url: '/c', whatsapp: '972501234567' } }), shop({ checkout: {} })],
    'a number that WhatsApp does not take': ['+972501234567', '0501234567', '972-50', ''].map((whatsapp) =>
      shop({ checkout: { whatsapp } }),
    ),
    'an address that is more than one': ['a@b.c,d@e.f', 'a@b.c?bcc=x@y.z', 'a@b.c\nBcc: x', 'a b@c.d', '@'].map(
      (email) => shop({ checkout: { email } }),
    ),
    'a page that is a path': [shop({ checkout: { messenger: 'a/b' } }), shop({ checkout: { messenger: '' } })],
  };
  for (const [what, catalogs] of Object.entries(bad)) {
    it(`refuses ${what}`, () => catalogs.forEach(refuses));
  }
});

describe('shop.json', () => {
  it('is the shop of catalog.ts', async () => {
    const written = readFileSync(new URL('../support/catalogs/shop.json', import.meta.url), 'utf8');
    assert.deepEqual(JSON.parse(written), JSON.parse(await shopJson()), 'run node test/support/catalogs/write.mjs');
  });
});
