import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { staticBackend } from '@shuk/backend-static';
import { checkCatalog } from 'shuk';
import { csv, imported, read, sample } from './support.mjs';

const header = 'Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Tags';
const row = (handle, cells = {}) => [
  handle,
  cells.title ?? 'Thing',
  'Size',
  cells.size ?? 'S',
  cells.sku ?? '',
  '1',
  cells.image ?? '',
  cells.tags ?? '',
];
const errors = ({ catalog }) => checkCatalog(catalog).filter(({ severity }) => severity === 'error');
const many = (count, make) => Array.from({ length: count }, (_, index) => make(index));

describe('what is too much for a catalogue', () => {
  it('is left out and reported: long ids and SKUs', () => {
    const long = 'x'.repeat(256);
    const result = imported(
      csv(header, row(long), row('a', { sku: long }), row('b'.repeat(255), { size: 'M'.repeat(255) })),
    );
    assert.deepEqual(
      result.products.map(({ id }) => id.length),
      [1, 255],
    );
    assert.deepEqual(
      result.variants.map(({ id, sku }) => [id.length, sku]),
      [
        [3, undefined],
        [245, undefined],
      ],
    );
    assert.deepEqual(result.lines, [
      `file:2: column "Handle": "${'x'.repeat(59)}…" is longer than 255 characters`,
      `file:3: column "Variant SKU": warning: "${'x'.repeat(59)}…" is longer than 255 characters`,
    ]);
    assert.deepEqual(errors(result), []);
  });

  it('is left out and reported: variants, images and collections', () => {
    const rows = many(2_050, (index) =>
      row('a', {
        title: index ? '' : 'A',
        size: `S${index}`,
        image: `${index}.jpg`,
        tags: index ? '' : many(501, (tag) => `t${tag}`).join(),
      }),
    );
    const result = imported(csv(header, ...rows));
    const [{ variants, images, collections, options }] = result.products;
    assert.deepEqual(
      [variants.length, images.length, collections.length, options[0].values.length],
      [2_048, 500, 500, 500],
    );
    assert.deepEqual(result.lines, [
      'file:2: warning: has more than 500 images',
      'file:2: warning: is in more than 500 collections',
      'file:2050: is variant 2049 of its product, and a catalogue holds 2048',
      'file:2051: is variant 2050 of its product, and a catalogue holds 2048',
    ]);
    assert.deepEqual(errors(result), []);
  });

  it('is left out and reported: a product with more options than can be shown', () => {
    const numbers = many(11, (index) => index + 1);
    const attributes = (value) => numbers.flatMap((number) => [`Attribute ${number}`, value]);
    const result = imported(
      csv(
        `ID,Type,SKU,Name,Published,Regular price,Parent,${numbers.map((number) => `Attribute ${number} name,Attribute ${number} value(s)`)}`,
        ['1', 'variable', 'A', 'A', '1', '', '', ...attributes('x')],
        ['2', 'variation', '', '', '1', '1', 'A', ...attributes('x')],
      ),
    );
    assert.equal(result.catalog, undefined);
    assert.deepEqual(result.lines, ['file:2: has 11 options, and a catalogue holds 10']);
  });

  it('lists the first 500 collections; products may be in more', () => {
    const result = imported(csv(header, ...many(501, (index) => row(`p${index}`, { tags: `t${index}` }))));
    assert.equal(result.catalog.collections.length, 500);
    assert.deepEqual(result.product('p500').collections, ['t500']);
    assert.deepEqual(errors(result), []);
  });
});

describe('ids', () => {
  it('do not depend on what else is imported', () => {
    const files = (...names) =>
      names.map((name) => ({ name, content: csv(header, row(name), row(`${name}-x`, { sku: name })) }));
    const ids = ({ variants }) => variants.map(({ id }) => id);
    assert.deepEqual(ids(read(files('a', 'b'))).sort(), [...ids(read(files('b'))), ...ids(read(files('a')))].sort());
  });

  it('that several variants claim go to none of them', () => {
    const { variants, lines } = imported(
      csv(header, row('a', { sku: 'same' }), row('b', { sku: 'same' }), row('c', { sku: 'b-s' })),
    );
    assert.deepEqual(
      variants.map(({ id, sku }) => [id, sku]),
      [
        ['a-s', 'same'],
        ['b-s', 'same'],
        ['b-s-2', 'b-s'],
      ],
    );
    assert.deepEqual(lines, [
      'file:2: column "Variant SKU": warning: "same" names several variants; this one has the id "a-s"',
      'file:3: column "Variant SKU": warning: "same" names several variants; this one has the id "b-s"',
      'file:4: column "Variant SKU": warning: "b-s" names several variants; this one has the id "b-s-2"',
    ]);
  });

  it('made from names are numbered where they meet', () => {
    const names = ['name', 'slug', 'description', 'assets', 'facets', 'optionGroups', 'optionValues', 'sku', 'price'];
    const lamp = (slug, sku) => ['Lamp', slug, '', '', '', '', '', sku, '1'];
    const { products, lines } = imported(
      csv(names.join(), lamp('', '1'), lamp('', '2'), lamp('desk', '3'), lamp('desk', '4')),
    );
    assert.deepEqual(
      products.map(({ id }) => id),
      ['lamp', 'lamp-2', 'desk'],
    );
    assert.deepEqual(lines, [
      'file:3: column "name": warning: the id "lamp" is taken; it is "lamp-2" now',
      'file:5: column "slug": "desk" is in the catalogue already, from file:4',
    ]);
  });
});

describe('an imported catalogue', () => {
  for (const name of ['shopify-home-and-garden.csv', 'woocommerce-sample.csv', 'google-home.rss.xml']) {
    it(`from ${name} is a shop that sells every product`, async () => {
      const { catalog } = imported(sample(name));
      const { catalog: shelf } = staticBackend({ catalog, base: 'https://x.example/catalog.json' }).open({});
      const sold = await shelf.products(catalog.products.map(({ id }) => ({ by: 'id', value: id })));
      sold.forEach((product, index) => {
        const written = catalog.products[index];
        assert.equal(product.title, written.title);
        assert.equal(product.images.length, written.images?.length ?? 0);
        assert.deepEqual(
          product.options.map(({ name, values }) => ({ name, values: values.map((value) => value.name) })),
          written.options ?? [],
        );
        assert.deepEqual(
          product.variants.map(({ id }) => id),
          written.variants.map(({ id }) => id),
        );
        for (const [place, { price }] of product.variants.entries()) {
          const { price: amount } = written.variants[place];
          assert.equal(price?.current.amount, amount === undefined ? undefined : Math.round(Number(amount) * 100));
        }
      });
    });
  }
});
