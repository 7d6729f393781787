import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { csv, imported, sample } from './support.mjs';

const header =
  'ID,Type,SKU,Name,Published,Visibility in catalog,Description,Date sale price starts,Date sale price ends,In stock?,Stock,Low stock amount,Backorders allowed?,Sold individually?,Sale price,Regular price,Categories,Tags,Brands,Images,Parent,External URL,Position,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)';
const names = header.split(',');
/** A row from its cells by name. */
const row = (cells) =>
  names.map((name) => cells[name] ?? { Type: 'simple', Name: 'Thing', Published: '1', 'In stock?': '1' }[name] ?? '');
const imports = (cells, options) => imported(csv(header, ...cells.map(row)), options);

describe("shuk import of WooCommerce's product CSV", () => {
  it('reads the sample whole', () => {
    const { products, variants, product, lines, hidden, notPublished, catalog } = imported(
      sample('woocommerce-sample.csv'),
    );
    assert.equal(products.length, 16);
    assert.equal(variants.length, 27);
    assert.deepEqual([hidden, notPublished], [1, 0]); // the hoodie with pocket
    assert.deepEqual(lines, [
      'woocommerce-sample.csv:24: column "Type": "logo-collection" is a group without a price of its own; its parts are sold one by one (woo-hoodie-with-logo, woo-tshirt, woo-beanie)',
    ]);
    assert.deepEqual(
      catalog.collections.map(({ handle, title }) => `${handle}=${title}`),
      [
        'clothing=Clothing',
        'clothing-tshirts=Tshirts',
        'clothing-hoodies=Hoodies',
        'clothing-accessories=Accessories',
        'music=Music',
        'decor=Decor',
      ],
    );

    const hoodie = product('woo-hoodie');
    assert.deepEqual(hoodie.options, [
      { name: 'Color', values: ['Blue', 'Green', 'Red'] },
      { name: 'Logo', values: ['Yes', 'No'] },
    ]);
    assert.deepEqual(hoodie.variants, [
      { id: 'woo-hoodie-blue-logo', sku: 'woo-hoodie-blue-logo', values: ['Blue', 'Yes'], price: '45.00', image: 3 },
      {
        id: 'woo-hoodie-red',
        sku: 'woo-hoodie-red',
        values: ['Red', 'No'],
        price: '42.00',
        compareAt: '45.00',
        image: 0,
      },
      { id: 'woo-hoodie-green', sku: 'woo-hoodie-green', values: ['Green', 'No'], price: '45.00', image: 2 },
      { id: 'woo-hoodie-blue', sku: 'woo-hoodie-blue', values: ['Blue', 'No'], price: '45.00', image: 1 },
    ]);
    assert.equal(hoodie.images.length, 4);

    // The tee's variations leave the size open: each stands for all three.
    assert.deepEqual(
      product('woo-vneck-tee')
        .variants.map(({ id, sku, price }) => [id, sku, price])
        .slice(5, 7),
      [
        ['woo-vneck-tee-green-small', 'woo-vneck-tee-green', '20.00'],
        ['woo-vneck-tee-blue-large', 'woo-vneck-tee-blue', '15.00'],
      ],
    );
    assert.deepEqual(product('woo-album').variants, [{ id: 'woo-album', sku: 'woo-album', price: '15.00' }]);
    assert.equal(product('wp-pennant').external, true);
    assert.equal(product('wp-pennant').url, 'https://mercantile.wordpress.org/product/wordpress-pennant/');
    assert.equal(product('logo-collection'), undefined);
    assert.equal(product('woo-hoodie-with-pocket'), undefined);
  });

  it('takes hidden products where asked to', () => {
    const { product, hidden } = imported(sample('woocommerce-sample.csv'), { withHidden: true });
    assert.equal(product('woo-hoodie-with-pocket').title, 'Hoodie with Pocket');
    assert.equal(hidden, 0);
  });

  it('keeps products that are found only in search or only in the shop', () => {
    const { products } = imports([
      { ID: '1', 'Visibility in catalog': 'search', 'Regular price': '1' },
      { ID: '2', 'Visibility in catalog': 'catalog', 'Regular price': '1' },
    ]);
    assert.deepEqual(
      products.map(({ id }) => id),
      ['1', '2'],
    );
  });

  it('counts drafts, private and pending products, and variations switched off', () => {
    const { products, notPublished, problems } = imports([
      { ID: '1', Published: '-1', 'Regular price': '1' },
      { ID: '2', Published: "'-1", 'Regular price': '1' },
      { ID: '3', Published: '0', 'Regular price': '1' },
      { ID: '4', Published: '2', 'Regular price': '1' },
      { ID: '5', Type: 'variable', Published: '0' },
      {
        ID: '6',
        Type: 'variation',
        Parent: 'id:5',
        'Regular price': '1',
        'Attribute 1 name': 'Size',
        'Attribute 1 value(s)': 'S',
      },
      { ID: '7', Type: 'variable' },
      {
        ID: '8',
        Type: 'variation',
        Parent: 'id:7',
        'Regular price': '1',
        'Attribute 1 name': 'Size',
        'Attribute 1 value(s)': 'S',
      },
      {
        ID: '9',
        Type: 'variation',
        Parent: 'id:7',
        Published: '0',
        'Regular price': '1',
        'Attribute 1 name': 'Size',
        'Attribute 1 value(s)': 'M',
      },
    ]);
    assert.deepEqual(
      products.map(({ id, variants }) => [id, variants.map(({ id }) => id)]),
      [['7', ['8']]],
    );
    assert.deepEqual([notPublished, problems.length], [6, 0]);
  });

  it('counts a sale only between its dates and below the regular price', () => {
    const sale = (id, starts, ends, price = '8') => ({
      ID: id,
      'Regular price': '10',
      'Sale price': price,
      'Date sale price starts': starts,
      'Date sale price ends': ends,
    });
    const { variants, lines } = imports([
      sale('1', '', ''),
      sale('2', '2026-11-15', ''),
      sale('3', '2026-11-16', ''),
      sale('4', '', '2026-11-14'),
      sale('5', '', '2026-11-15'), // the last day counts
      sale('6', '2026-11-01T00:00:00+00:00', '2026-11-30 23:59:59'),
      sale('7', '', '', '10'),
      sale('8', 'next week', ''),
    ]);
    const current = ['8.00', '8.00', '10.00', '10.00', '8.00', '8.00', '10.00', '10.00'];
    assert.deepEqual(
      variants.map(({ price }) => price),
      current,
    );
    assert.deepEqual(
      variants.map(({ compareAt }) => compareAt),
      current.map((price) => (price === '8.00' ? '10.00' : undefined)),
    );
    assert.deepEqual(lines, [
      'file:9: column "Date sale price starts": warning: the dates of the sale cannot be read; it does not count',
    ]);
  });

  it('reads stock, backorders and limits', () => {
    const { variants, lines } = imports([
      { ID: '1', Stock: '5', 'Regular price': '1' },
      { ID: '2', Stock: '5', 'Low stock amount': '6', 'Regular price': '1' },
      { ID: '3', Stock: '2', 'Low stock amount': '1', 'Regular price': '1' },
      { ID: '4', Stock: '0', 'Backorders allowed?': 'notify', 'Regular price': '1' },
      { ID: '5', Stock: "'-3", 'Regular price': '1' },
      { ID: '6', 'In stock?': '0', 'Regular price': '1' },
      { ID: '7', 'In stock?': 'backorder', 'Regular price': '1' },
      { ID: '8', 'Sold individually?': '1', 'Regular price': '1' },
      { ID: '9', Stock: 'many', 'Regular price': '1' },
    ]);
    assert.deepEqual(variants, [
      { id: '1', price: '1.00', stock: 5 },
      { id: '2', price: '1.00', stock: 5, availability: 'low-stock' },
      { id: '3', price: '1.00', stock: 2, availability: 'in-stock' },
      { id: '4', price: '1.00', availability: 'backorder' },
      { id: '5', price: '1.00', stock: 0 },
      { id: '6', price: '1.00', availability: 'sold-out' },
      { id: '7', price: '1.00', availability: 'backorder' },
      { id: '8', price: '1.00', maximum: 1 },
    ]);
    assert.deepEqual(lines, ['file:10: column "Stock": "many" is not a number of pieces']);
  });

  it("joins variations by SKU or number, in the shop's order, with the stock of their product", () => {
    const size = (value) => ({
      Type: 'variation',
      'Attribute 1 name': 'size',
      'Attribute 1 value(s)': value,
      'Regular price': '1',
    });
    const { product, lines } = imports([
      { ...size('M'), ID: '12', Parent: 'TEE', Position: '2', Stock: 'parent' },
      { ...size('S'), ID: '11', Parent: 'id:10', Position: '1' },
      {
        ID: '10',
        Type: 'variable',
        SKU: 'TEE',
        Name: 'Tee',
        Stock: '4',
        'Sold individually?': '1',
        'Attribute 1 name': 'Size',
        'Attribute 1 value(s)': 'S, M, L',
        'Attribute 2 name': 'Fabric',
        'Attribute 2 value(s)': 'Linen',
      },
      { ...size('L'), ID: '13', Parent: 'GONE' },
      { ...size('L'), ID: '14' },
    ]);
    assert.deepEqual(product('TEE').options, [{ name: 'Size', values: ['S', 'M'] }]); // the fabric only informs
    assert.deepEqual(product('TEE').variants, [
      { id: '11', values: ['S'], price: '1.00', maximum: 1 },
      { id: '12', values: ['M'], price: '1.00', stock: 4, maximum: 1 },
    ]);
    assert.deepEqual(lines, [
      'file:5: column "Parent": its product "GONE" is not in this file',
      'file:6: column "Parent": is empty',
    ]);
  });

  it('reads values with commas, entities and formula marks', () => {
    const { product } = imports([
      {
        ID: '1',
        Type: 'variable',
        SKU: 'F',
        Name: 'Salt &amp; <em>Pepper</em>',
        Categories: 'Home &amp; Garden > Kitchen\\, small, Sale',
        Tags: 'new',
        Brands: 'Noor',
        'Attribute 1 name': 'Length',
        'Attribute 1 value(s)': '10\\,5 cm, 12 cm',
      },
      {
        ID: '2',
        Type: 'variation',
        Parent: 'F',
        'Regular price': '1',
        'Attribute 1 name': 'Length',
        'Attribute 1 value(s)': '10\\,5 cm',
      },
      {
        ID: '3',
        Type: 'variation',
        Parent: 'F',
        SKU: "'=1+1",
        'Regular price': '1',
        'Attribute 1 name': 'Length',
        'Attribute 1 value(s)': '12 cm',
      },
    ]);
    assert.equal(product('F').title, 'Salt & Pepper');
    assert.equal(product('F').vendor, 'Noor');
    assert.deepEqual(product('F').collections, ['home-garden', 'home-garden-kitchen-small', 'sale', 'new']);
    assert.deepEqual(product('F').options, [{ name: 'Length', values: ['10,5 cm', '12 cm'] }]);
    assert.equal(product('F').variants[1].sku, '=1+1');
  });

  it('keeps the line breaks of descriptions, which are exported as \\n', () => {
    const [{ description }] = imports([
      { ID: '1', 'Regular price': '1', Description: 'One<br>two\\nthree\\n\\nC:\\\\new' },
    ]).products;
    assert.equal(description, 'One\ntwo\nthree\n\nC:\\new');
  });

  it('reads decimal commas, as European shops export them', () => {
    const { variants } = imports([
      { ID: '1', 'Regular price': '19,99' },
      { ID: '2', 'Regular price': '1.299', 'Sale price': '999,5' },
    ]);
    assert.deepEqual(
      variants.map(({ price, compareAt }) => [price, compareAt]),
      [
        ['19.99', undefined],
        ['999.50', '1299.00'],
      ],
    );
  });

  it('leaves out what cannot be sold, and says why', () => {
    const { products, lines } = imports([
      { ID: '1', Type: 'external', 'External URL': 'https://else.example/x' },
      { ID: '2', Type: 'external', 'External URL': 'javascript:alert(1)', 'Regular price': '1' },
      { ID: '3', Type: 'external', 'Regular price': '1' },
      { ID: '4', Type: 'subscription', SKU: 'SUB', 'Regular price': '1' },
      { ID: '5', Type: 'variable', SKU: 'EMPTY' },
      { ID: '6', Name: '', 'Regular price': '1' },
      { ID: '7', Type: 'variable', SKU: 'UNNAMED', Name: '' },
      {
        ID: '8',
        Type: 'variation',
        Parent: 'UNNAMED',
        'Regular price': '1',
        'Attribute 1 name': 'Size',
        'Attribute 1 value(s)': 'S',
      },
      { ID: '9' },
    ]);
    assert.deepEqual(
      products.map(({ id, url, variants }) => [id, url, variants]),
      [['1', 'https://else.example/x', [{ id: '1' }]]],
    );
    assert.deepEqual(lines, [
      'file:3: column "External URL": "javascript:alert(1)" is not a web address',
      'file:4: column "External URL": is empty',
      'file:5: column "Type": "SUB" is a "subscription" product, which a catalogue cannot sell',
      'file:6: column "Type": no variation of "EMPTY" can be used',
      'file:7: column "Name": is empty',
      'file:8: column "Name": is empty',
      'file:9: column "Parent": its product, row 8, was left out',
      'file:10: column "Regular price": has no price',
    ]);
  });

  it('lets an open variation fill what no other names, but not without end', () => {
    const many = Array.from({ length: 50 }, (_, index) => `v${index}`).join(', ');
    const { product, lines } = imports([
      { ID: '1', Type: 'variable', SKU: 'A', 'Attribute 1 name': 'Size', 'Attribute 1 value(s)': 'S, M' },
      {
        ID: '2',
        Type: 'variation',
        SKU: 'A-S',
        Parent: 'A',
        'Regular price': '1',
        'Attribute 1 name': 'Size',
        'Attribute 1 value(s)': 'S',
      },
      { ID: '3', Type: 'variation', SKU: 'A-ANY', Parent: 'A', 'Regular price': '2', 'Attribute 1 name': 'Size' },
      {
        ID: '4',
        Type: 'variable',
        SKU: 'B',
        'Attribute 1 name': 'X',
        'Attribute 1 value(s)': many,
        'Attribute 2 name': 'Y',
        'Attribute 2 value(s)': many,
      },
      {
        ID: '5',
        Type: 'variation',
        SKU: 'B-ANY',
        Parent: 'B',
        'Regular price': '2',
        'Attribute 1 name': 'X',
        'Attribute 2 name': 'Y',
      },
    ]);
    assert.deepEqual(
      product('A').variants.map(({ id, price }) => [id, price]),
      [
        ['A-S', '1.00'],
        ['A-ANY-m', '2.00'],
      ],
    );
    assert.deepEqual(lines, [
      'file:5: column "Type": no variation of "B" can be used',
      'file:6: its open attributes make more than 2000 variants',
    ]);
  });

  it('names products by SKU, by number where the SKU is shared, and links them by number', () => {
    const { products } = imports(
      [
        { ID: '1', SKU: 'A', 'Regular price': '1' },
        { ID: '2', SKU: 'B', 'Regular price': '1' },
        { ID: '3', SKU: 'B', 'Regular price': '1' },
      ],
      { baseUrl: 'https://shop.example/store' },
    );
    assert.deepEqual(
      products.map(({ id, handle, url }) => [id, handle, url]),
      [
        ['A', 'thing', 'https://shop.example/store/?p=1'],
        ['2', 'thing-2', 'https://shop.example/store/?p=2'],
        ['3', 'thing-3', 'https://shop.example/store/?p=3'],
      ],
    );
  });
});
