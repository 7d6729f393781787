import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { csv, imported } from './support.mjs';

const assets = join(dirname(createRequire(import.meta.url).resolve('@vendure/create/package.json')), 'assets');
const header =
  'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets';

describe("shuk import of Vendure's product CSV", () => {
  it('reads the sample catalogue whole', () => {
    const { products, variants, product, problems, formats } = imported(join(assets, 'products.csv'), {
      imageBase: '/vendure/',
    });
    assert.deepEqual(formats, { 'products.csv': 'vendure' });
    assert.equal(products.length, 54);
    assert.equal(variants.length, 88);
    assert.deepEqual(product('laptop').options, [
      { name: 'screen size', values: ['13 inch', '15 inch'] },
      { name: 'RAM', values: ['8GB', '16GB'] },
    ]);
    assert.deepEqual(product('laptop').variants[2], {
      id: 'L2201316',
      sku: 'L2201316',
      values: ['13 inch', '16GB'],
      price: '2199.00',
      stock: 100,
    });
    assert.equal(product('laptop').vendor, 'Apple');
    assert.deepEqual(product('laptop').collections, ['electronics', 'computers']);
    assert.deepEqual(product('laptop').images, [{ src: '/vendure/derick-david-409858-unsplash.jpg' }]);
    assert.deepEqual(product('ultraboost-running-shoe').options, [
      { name: 'size', values: ['Size 40', 'Size 42', 'Size 44', 'Size 46'] },
    ]);
    // Its three colours have one SKU, which therefore names none of them.
    assert.deepEqual(
      product('modern-cafe-chair').variants.map(({ id, sku }) => [id, sku]),
      [
        ['modern-cafe-chair-mustard', '404.038.96'],
        ['modern-cafe-chair-mint', '404.038.96'],
        ['modern-cafe-chair-pearl', '404.038.96'],
      ],
    );
    assert.deepEqual(
      problems.map(({ kind, row, column }) => [kind, row, column]),
      [
        ['warning', 87, 'sku'],
        ['warning', 88, 'sku'],
        ['warning', 89, 'sku'],
      ],
    );
  });

  it('measures images where it is told how, and reports those that are missing', () => {
    const sizes = { 'a.jpg': { width: 300, height: 200 } };
    const { products, lines } = imported(
      csv(header, ['A', 'a', '', 'a.jpg|b.jpg', '', '', '', 'A', '1', '', '1', '', '', '']),
      {
        imageSize: (name) => sizes[name],
      },
    );
    assert.deepEqual(products[0].images, [{ src: 'a.jpg', width: 300, height: 200 }, { src: 'b.jpg' }]);
    assert.deepEqual(lines, ['file:2: column "assets": warning: no image "b.jpg" was found to measure']);
  });

  it('reads stock, images of variants and faults', () => {
    const { product, lines } = imported(
      csv(
        header,
        ['', '', '', '', '', '', '', 'LOST', '1', '', '1', '', '', ''],
        [
          'Tee',
          '',
          '<p>Soft</p>',
          'tee.jpg',
          'category:Shirts|brand:Noor|odd',
          'Color:tee-color',
          'Red',
          'T1',
          '10.00',
          '',
          '5',
          '',
          'red.jpg',
          '',
        ],
        ['', '', '', '', '', '', 'Blue', 'T2', '10.00', '', '', 'false', '', ''],
        ['', '', '', '', '', '', 'Green', 'T3', '10.00', '', '', '', '', ''],
        ['', '', '', '', '', '', 'Black|XL', 'T4', '10.00', '', '1', '', '', ''],
      ),
    );
    assert.deepEqual(product('tee'), {
      id: 'tee',
      handle: 'tee',
      title: 'Tee',
      description: 'Soft',
      vendor: 'Noor',
      images: [{ src: 'tee.jpg' }, { src: 'red.jpg' }],
      collections: ['shirts'],
      options: [{ name: 'Color', values: ['Red', 'Blue', 'Green'] }],
      variants: [
        { id: 'T1', sku: 'T1', values: ['Red'], price: '10.00', stock: 5, image: 1 },
        { id: 'T2', sku: 'T2', values: ['Blue'], price: '10.00' },
        { id: 'T3', sku: 'T3', values: ['Green'], price: '10.00', stock: 0 },
      ],
    });
    assert.deepEqual(lines, [
      'file:2: column "name": is empty',
      'file:6: column "optionValues": names 2 values, and the product has 1 options',
    ]);
  });

  it('takes the texts of other languages along', () => {
    const text = csv(
      'name:en,name:he,slug:en,slug:he,description:en,description:he,assets,facets:en,facets:he,optionGroups:en,optionGroups:he,optionValues:en,optionValues:he,sku,price,taxCategory,variantAssets,variantFacets',
      [
        'Lamp',
        'מנורה',
        'lamp',
        'lamp-he',
        'Bright',
        'מאירה',
        '',
        'category:Home',
        'קטגוריה:בית',
        'Color',
        'צבע',
        'Red',
        'אדום',
        'L1',
        '10',
        '',
        '',
        '',
      ],
      ['', '', '', '', '', '', '', '', '', '', '', 'Blue', 'כחול', 'L2', '10', '', '', ''],
    );
    const [lamp] = imported(text).products;
    assert.equal(lamp.title, 'Lamp');
    assert.deepEqual(lamp.translations, {
      he: { title: 'מנורה', description: 'מאירה', options: { Color: 'צבע' }, values: { Red: 'אדום', Blue: 'כחול' } },
    });
    const [menora] = imported(text, { language: 'he' }).products;
    assert.deepEqual([menora.title, menora.handle, menora.translations.en.title], ['מנורה', 'lamp-he', 'Lamp']);
  });
});
