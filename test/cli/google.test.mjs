import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { imported, sample } from './support.mjs';

const feed = (...items) =>
  `<?xml version="1.0"?>\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel>\n${items.join('\n')}\n</channel></rss>`;
const item = (fields) =>
  `<item>${Object.entries(fields)
    .map(([name, value]) => `<g:${name}>${value}</g:${name}>`)
    .join('')}</item>`;
const thing = (fields) => item({ id: 'X', title: 'Thing', availability: 'in_stock', price: '10.00 USD', ...fields });

describe("shuk import of Google's product feed", () => {
  it('reads RSS, groups variants and reports what it cannot use by line', () => {
    const { products, product, lines, notPublished, catalog } = imported(sample('google-home.rss.xml'), {
      currency: undefined,
    });
    assert.equal(catalog.currency, 'USD');
    assert.deepEqual(product('TEE'), {
      id: 'TEE',
      handle: 'linen-tee',
      title: 'Linen Tee',
      description: 'Washed linen.\n\n• Made in Jaffa\n• 30 °C',
      vendor: 'Noor',
      url: 'https://noor.example/tee?color=red&size=s',
      images: [
        { src: 'https://cdn.noor.example/tee-red.jpg' },
        { src: 'https://cdn.noor.example/tee-red-back.jpg' },
        { src: 'https://cdn.noor.example/tee-fabric.jpg' },
        { src: 'https://cdn.noor.example/tee-blue.jpg' },
      ],
      collections: ['apparel', 'apparel-shirts', 'summer'],
      options: [
        { name: 'Color', values: ['Red', 'Blue'] },
        { name: 'Size', values: ['S', 'M'] },
      ],
      variants: [
        { id: 'TEE-RED-S', sku: 'TEE-RED-S', values: ['Red', 'S'], price: '19.90', compareAt: '29.90', image: 0 },
        { id: 'TEE-RED-M', sku: 'TEE-RED-M', values: ['Red', 'M'], price: '29.90', availability: 'sold-out', image: 0 },
        {
          id: 'TEE-BLUE-S',
          sku: 'TEE-BLUE-S',
          values: ['Blue', 'S'],
          price: '29.90',
          availability: 'preorder',
          from: '2026-12-24',
          image: 3,
        },
      ],
    });
    assert.equal(product('CANDLE').title, "Tom & Ada's candle <3");
    assert.equal(product('CANDLE').description, 'Two lines\nof plain text & a half-price < full price.');
    assert.deepEqual(product('CANDLE').variants, [
      { id: 'CANDLE', sku: 'CANDLE', price: '1234.50', unitPrice: { price: '493.80', quantity: 100, unit: 'g' } },
    ]);
    assert.deepEqual(product('VASE').variants, [
      {
        id: 'VASE',
        sku: 'VASE',
        prices: [{ currency: 'EUR', price: '18.00' }],
        availability: 'backorder',
        from: '2027-01-15',
      },
    ]);
    assert.equal(products.length, 3);
    assert.equal(notPublished, 1); // the calendar has expired
    assert.deepEqual(lines, [
      'google-home.rss.xml:74: column "g:link": warning: "javascript:alert(1)" is not a web address',
      'google-home.rss.xml:83: column "g:price": "free" is not an amount',
      'google-home.rss.xml:91: column "g:id": "CANDLE" is in the catalogue already, from google-home.rss.xml:61',
      'google-home.rss.xml:99: column "g:availability": "soon" is not known',
    ]);
  });

  it('reads Atom, also where another prefix than g: is bound', () => {
    const { products, lines } = imported(sample('google-home.atom.xml'));
    assert.deepEqual(products, [
      {
        id: 'STOOL',
        handle: 'stool',
        title: 'Stool',
        description: 'Three legs, no screws.',
        url: 'https://noor.example/stool',
        images: ['stool-oak', 'stool-ash', 'stool'].map((name) => ({ src: `https://cdn.noor.example/${name}.jpg` })),
        options: [{ name: 'Material', values: ['Oak', 'Ash'] }],
        variants: [
          {
            id: 'STOOL-OAK',
            sku: 'STOOL-OAK',
            values: ['Oak'],
            prices: [{ currency: 'HUF', price: '12990.00' }],
            image: 0,
          },
          {
            id: 'STOOL-ASH',
            sku: 'STOOL-ASH',
            values: ['Ash'],
            prices: [{ currency: 'HUF', price: '11990.00' }],
            image: 1,
          },
        ],
      },
    ]);
    assert.deepEqual(lines, [
      'google-home.atom.xml:28: column "base:material": is empty, though other variants of the product differ in it',
    ]);
  });

  it('reads a table without quoting', () => {
    const { products, product, lines, catalog } = imported(sample('google-home.tsv'), { currency: undefined });
    assert.equal(catalog.currency, 'ILS');
    assert.deepEqual(
      products.map(({ id, variants }) => [id, variants.length]),
      [
        ['SHELF-19', 1],
        ['OIL', 1],
        ['MUG', 2],
      ],
    );
    assert.equal(product('SHELF-19').title, 'Shelf 19" wide');
    assert.equal(product('SHELF-19').description, '"Best" shelf of the house');
    assert.equal(product('SHELF-19').images.length, 3);
    assert.deepEqual(product('SHELF-19').collections, ['home', 'home-shelves', 'sale']);
    assert.deepEqual(product('OIL').variants[0].unitPrice, { price: '48.00', quantity: 1, unit: 'l' });
    assert.equal(product('OIL').description, '=HYPERLINK("https://evil.example")');
    assert.deepEqual(lines, ['google-home.tsv:6: column "price": has no price']);
  });

  it("reads Meta's table, with a comment before the header and stock", () => {
    const { variants, lines } = imported(
      '# required | text\nid,title,description,availability,condition,link,image_link,brand,price,quantity_to_sell_on_facebook\nA,Mug,x,in stock,new,https://x.example/a,https://x.example/a.jpg,N,5.00 USD,7\nB,Bowl,x,discontinued,new,https://x.example/b,https://x.example/b.jpg,N,5.00,\nC,Cup,x,in stock,new,https://x.example/c,https://x.example/c.jpg,N,5.00,x\n',
      { currency: 'USD' },
    );
    assert.deepEqual(variants, [
      { id: 'A', sku: 'A', price: '5.00', stock: 7 },
      { id: 'B', sku: 'B', price: '5.00', availability: 'sold-out' },
    ]);
    assert.deepEqual(lines, ['file:5: column "quantity_to_sell_on_facebook": "x" is not a number of pieces']);
  });

  it('reads every way to write a price with its currency', () => {
    const prices = ['19.99 USD', '19.99USD', 'USD 19.99', '19.9900 usd', '1,299.00 USD', '19,99 USD'];
    const { variants, lines } = imported(feed(...prices.map((price, index) => thing({ id: index, price }))));
    assert.deepEqual(
      variants.map(({ price }) => price),
      ['19.99', '19.99', '19.99', '19.99', '1299.00', '19.99'],
    );
    assert.deepEqual(lines, []);
  });

  it('refuses prices that it would have to guess', () => {
    const prices = ['19.999 USD', '-5 USD', '5 XXQ', '5', '12.50 JPY', ''];
    const { lines, catalog } = imported(feed(...prices.map((price, index) => thing({ id: index, price }))), {
      currency: undefined,
    });
    assert.equal(catalog, undefined);
    assert.deepEqual(lines, [
      'file:3: column "g:price": "19.999" has more decimals than USD (2)',
      'file:4: column "g:price": "-5" is negative',
      'file:5: column "g:price": "XXQ" is not a currency',
      'file:6: column "g:price": "5" has no currency; give one with --currency',
      'file:7: column "g:price": "12.50" has more decimals than JPY (0)',
      'file:8: column "g:price": has no price',
    ]);
  });

  it('takes the currency that most prices have, unless told another', () => {
    const text = feed(
      thing({ id: 1, price: '1 EUR' }),
      thing({ id: 2, price: '2 USD' }),
      thing({ id: 3, price: '3 EUR' }),
    );
    assert.equal(imported(text, { currency: undefined }).catalog.currency, 'EUR');
    const { catalog, variants } = imported(text, { currency: 'USD' });
    assert.equal(catalog.currency, 'USD');
    assert.deepEqual(variants[0].prices, [{ currency: 'EUR', price: '1.00' }]);
    assert.equal(variants[1].price, '2.00');
  });

  it('keeps variants apart only by what they differ in', () => {
    const member = (id, fields) =>
      thing({ id, item_group_id: 'G', title: `Sock ${id}`, gender: 'unisex', age_group: 'adult', ...fields });
    const { product, lines } = imported(
      feed(member('A', { size: 'S' }), member('B', { size: 'M' }), member('C', { size: 'M' })),
    );
    assert.equal(product('G').title, 'Sock');
    assert.deepEqual(product('G').options, [{ name: 'Size', values: ['S', 'M'] }]);
    assert.deepEqual(lines, ['file:5: column "g:size": a variant of "G" is "M", as is file:4']);
  });

  it('is not taken in by an ordinary blog feed', () => {
    const blog =
      '<rss version="2.0"><channel><item><title>News</title><link>https://x.example</link></item></channel></rss>\n';
    assert.throws(() => imported(blog), { name: 'UnreadableFile', reason: /no feed of products/ });
  });
});
