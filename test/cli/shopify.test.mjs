import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { csv, imported, sample } from './support.mjs';

describe("shuk import of Shopify's product CSV", () => {
  it('reads the apparel sample whole', () => {
    const { products, variants, product, problems, formats, catalog } = imported(sample('shopify-apparel.csv'));
    assert.deepEqual(formats, { 'shopify-apparel.csv': 'shopify' });
    assert.equal(products.length, 20);
    assert.equal(variants.length, 22);
    assert.deepEqual(problems, []);
    assert.deepEqual(catalog.collections, [
      { handle: 'men', title: 'men' },
      { handle: 'women', title: 'women' },
    ]);
    assert.deepEqual(product('classic-varsity-top'), {
      id: 'classic-varsity-top',
      handle: 'classic-varsity-top',
      title: 'Classic Varsity Top',
      description:
        'Womens casual varsity top, This grey and black buttoned top is a sport-inspired piece complete with an embroidered letter.',
      vendor: 'partners-demo',
      images: [{ src: 'https://burst.shopifycdn.com/photos/casual-fashion-woman_925x.jpg' }],
      collections: ['women'],
      options: [{ name: 'Size', values: ['Small', 'Medium', 'Large'] }],
      variants: [
        { id: 'classic-varsity-top-small', values: ['Small'], price: '60.00' },
        { id: 'classic-varsity-top-medium', values: ['Medium'], price: '60.00' },
        { id: 'classic-varsity-top-large', values: ['Large'], price: '60.00' },
      ],
    });
    assert.deepEqual(product('ocean-blue-shirt').variants, [{ id: 'ocean-blue-shirt', price: '50.00' }]);
  });

  it('reads the home and garden sample whole', () => {
    const { products, variants, product, problems } = imported(sample('shopify-home-and-garden.csv'));
    assert.equal(products.length, 20);
    assert.equal(variants.length, 21);
    assert.deepEqual(problems, []);
    assert.deepEqual(product('copper-light').variants, [{ id: 'copper-light', price: '59.99', compareAt: '75.00' }]);
    assert.deepEqual(product('copper-light').collections, ['indoor', 'copper', 'bedroom']);
    assert.equal(product('copper-light').description, 'Stylish copper bedside light');
    assert.deepEqual(product('clay-plant-pot').images, [
      { src: 'https://burst.shopifycdn.com/photos/single-sprout-in-a-pot_925x.jpg' },
      { src: 'https://burst.shopifycdn.com/photos/pot-with-a-single-sprout_925x.jpg' },
    ]);
    // Only this one names an inventory tracker; Shopify does not count the others.
    assert.equal(product('biodegradable-cardboard-pots').variants[0].stock, 8);
    assert.equal('stock' in product('pink-armchair').variants[0], false);
  });

  const header = 'Handle,Title,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Price';
  const tee = (...rows) => imported(csv(header, ...rows));

  it('groups rows by handle wherever they stand', () => {
    const { products } = tee(
      ['tee', 'Tee', 'Color', 'Red', 'Size', 'S', 'T1', '10'],
      ['mug', 'Mug', 'Title', 'Default Title', '', '', 'M1', '5'],
      ['tee', '', '', 'Blue', '', 'M', 'T2', '12.5'],
    );
    assert.deepEqual(
      products.map(({ id, variants }) => [id, variants.map(({ id, values, price }) => [id, values, price])]),
      [
        [
          'tee',
          [
            ['T1', ['Red', 'S'], '10.00'],
            ['T2', ['Blue', 'M'], '12.50'],
          ],
        ],
        ['mug', [['M1', undefined, '5.00']]],
      ],
    );
  });

  it('reports what cannot be used with file, row, column and reason, and keeps the rest', () => {
    const { product, lines } = tee(
      ['tee', 'Tee', 'Color', 'Red', 'Size', 'S', 'T1', '10'],
      ['tee', '', '', 'Blue', '', 'S', 'T2', 'free'],
      ['tee', '', '', 'Green', '', '', 'T3', '10'],
      ['tee', '', '', 'Black', '', 'S', 'T4', ''],
      ['tee', '', '', 'Red', '', 'S', 'T5', '11'],
      ['tee', '', '', 'Gray', '', 'S', 'T6', '-1'],
      ['', 'Lost', '', '', '', '', '', '1'],
      ['nameless', '', 'Title', 'Default Title', '', '', '', '1'],
    );
    assert.deepEqual(
      product('tee').variants.map(({ id }) => id),
      ['T1'],
    );
    assert.deepEqual(product('tee').options, [
      { name: 'Color', values: ['Red'] },
      { name: 'Size', values: ['S'] },
    ]);
    assert.deepEqual(lines, [
      'file:3: column "Variant Price": "free" is not an amount',
      'file:4: column "Option2 Value": has no value for the option "Size"',
      'file:5: column "Variant Price": has no price',
      'file:6: column "Option1 Value": a variant of "tee" is "Red / S", as is file:2',
      'file:7: column "Variant Price": "-1" is negative',
      'file:8: column "Handle": is empty',
      'file:9: column "Title": the product "nameless" has no title',
    ]);
  });

  it('counts drafts, archived, unpublished and unlisted products without calling them faults', () => {
    const rows = ['draft', 'archived', 'active', 'unlisted'].map((status) => [
      status,
      'X',
      'true',
      status,
      'Title',
      'Default Title',
      '1',
    ]);
    const text = csv('Handle,Title,Published,Status,Option1 Name,Option1 Value,Variant Price', ...rows, [
      'secret',
      'X',
      'FALSE',
      'active',
      'Title',
      'Default Title',
      '1',
    ]);
    const { products, notPublished, hidden, problems } = imported(text);
    assert.deepEqual(
      products.map(({ id }) => id),
      ['active'],
    );
    assert.deepEqual([notPublished, hidden, problems.length], [3, 1, 0]);
    assert.deepEqual(
      imported(text, { withHidden: true }).products.map(({ id }) => id),
      ['active', 'unlisted'],
    );
  });

  it('takes a comparison price only where it is higher', () => {
    const row = (handle, compareAt) => [handle, 'X', 'Title', 'Default Title', '10', compareAt];
    const { variants, lines } = imported(
      csv(
        'Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Compare At Price',
        row('a', '12'),
        row('b', '10'),
        row('c', '9'),
        row('d', 'was 12'),
      ),
    );
    assert.deepEqual(
      variants.map(({ compareAt }) => compareAt),
      ['12.00', undefined, undefined, undefined],
    );
    assert.deepEqual(lines, ['file:5: column "Variant Compare At Price": warning: "was 12" is not an amount']);
  });

  it('reads stock by tracker and policy', () => {
    const row = (handle, tracker, quantity, policy) => [
      handle,
      'X',
      'Title',
      'Default Title',
      '10',
      tracker,
      quantity,
      policy,
    ];
    const { variants, lines } = imported(
      csv(
        'Handle,Title,Option1 Name,Option1 Value,Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy',
        row('untracked', '', '0', 'deny'),
        row('counted', 'shopify', '7', 'deny'),
        row('gone', 'shopify', '-2', 'deny'),
        row('beyond', 'shopify', '3', 'continue'),
        row('backorder', 'shopify', '0', 'continue'),
        row('odd', 'shopify', 'lots', 'deny'),
      ),
    );
    assert.deepEqual(variants, [
      { id: 'untracked', price: '10.00' },
      { id: 'counted', price: '10.00', stock: 7 },
      { id: 'gone', price: '10.00', stock: 0 },
      { id: 'beyond', price: '10.00' },
      { id: 'backorder', price: '10.00', availability: 'backorder' },
    ]);
    assert.deepEqual(lines, ['file:7: column "Variant Inventory Qty": "lots" is not a number of pieces']);
  });

  it('orders images by position, keeps their texts and finds those of variants', () => {
    const { product, lines } = imported(
      csv(
        'Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src,Image Position,Image Alt Text,Variant Image',
        ['tee', 'Tee', 'Color', 'Red', '10', 'https://cdn.example/2.jpg', '2', 'Back', 'https://cdn.example/1.jpg'],
        ['tee', '', '', 'Blue', '10', 'https://cdn.example/1.jpg', '1', 'Front', 'https://cdn.example/blue.jpg'],
        ['tee', '', '', '', '', 'javascript:alert(1)', '3', '', ''],
        ['tee', '', '', '', '', '//cdn.example/4.jpg', '4', '', ''],
      ),
    );
    assert.deepEqual(product('tee').images, [
      { src: 'https://cdn.example/1.jpg', alt: 'Front' },
      { src: 'https://cdn.example/2.jpg', alt: 'Back' },
      { src: 'https://cdn.example/4.jpg' },
      { src: 'https://cdn.example/blue.jpg' },
    ]);
    assert.deepEqual(
      product('tee').variants.map(({ image }) => image),
      [0, 3],
    );
    assert.deepEqual(lines, [
      'file:4: column "Image Src": warning: "javascript:alert(1)" is not the address of an image',
    ]);
  });

  it('reads the newer columns with unit prices', () => {
    const { variants, product } = imported(
      csv(
        'Title,URL handle,Description,Published on online store,Status,SKU,Option1 name,Option1 value,Price,Compare-at price,Unit price total measure,Unit price total measure unit,Unit price base measure,Unit price base measure unit,Inventory tracker,Inventory quantity,Continue selling when out of stock,Product image URL,Image position,Image alt text',
        [
          'Oil',
          'oil',
          '<p>Olive</p>',
          'TRUE',
          'Active',
          'OIL-750',
          'Title',
          'Default Title',
          '9.00',
          '12.00',
          '750',
          'ml',
          '1',
          'l',
          'shopify',
          '4',
          'FALSE',
          'https://cdn.example/oil.jpg',
          '1',
          'A bottle',
        ],
        [
          'Salt',
          'salt',
          '',
          'TRUE',
          'Active',
          'SALT',
          'Title',
          'Default Title',
          '3.00',
          '',
          '250',
          'g',
          '',
          '',
          '',
          '',
          'TRUE',
          '',
          '',
          '',
        ],
      ),
      { baseUrl: 'https://shop.example/de' },
    );
    assert.deepEqual(variants, [
      {
        id: 'OIL-750',
        sku: 'OIL-750',
        price: '9.00',
        compareAt: '12.00',
        unitPrice: { price: '12.00', quantity: 1, unit: 'l' },
        stock: 4,
      },
      { id: 'SALT', sku: 'SALT', price: '3.00', unitPrice: { price: '12.00', quantity: 1, unit: 'kg' } },
    ]);
    assert.equal(product('oil').url, 'https://shop.example/de/products/oil');
    assert.equal(product('oil').description, 'Olive');
  });

  it('makes addresses of product pages by a template', () => {
    const { products } = imported(sample('shopify-apparel.csv'), { productUrl: '/p/{handle}' });
    assert.equal(products[0].url, '/p/ocean-blue-shirt');
  });
});
