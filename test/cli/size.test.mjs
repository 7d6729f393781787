import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { csv, imported } from './support.mjs';

const header =
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Image Position,Image Alt Text,Status';

/** A Shopify export of products with three variants each. */
const shop = (products) =>
  csv(
    header,
    ...Array.from({ length: products * 3 }, (_, index) => {
      const product = Math.floor(index / 3);
      const first = index % 3 === 0;
      const head = first
        ? [
            `Product ${product}`,
            `<p>Text <b>${product}</b> &amp; more.</p>${'<li>one point</li>'.repeat(20)}`,
            'Noor',
            `Type ${product % 30}`,
            `tag ${product % 7}, new`,
            'true',
            'Color',
          ]
        : ['', '', '', '', '', '', ''];
      const image = `https://cdn.example/${index}.jpg`;
      return [
        `product-${product}`,
        ...head,
        ['Red', 'Green', 'Blue'][index % 3],
        `SKU-${index}`,
        'shopify',
        '7',
        'deny',
        '10.00',
        '12.00',
        image,
        (index % 3) + 1,
        'View',
        'active',
      ];
    }),
  );

/** Seconds of CPU that `work` took. */
function cpu(work) {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

describe('a large shop', () => {
  it('imports 10,000 products in seconds', () => {
    const text = shop(10_000);
    let result;
    const seconds = cpu(() => (result = imported(text)));
    assert.equal(result.products.length, 10_000);
    assert.equal(result.variants.length, 30_000);
    assert.deepEqual(result.problems, []);
    assert.ok(seconds < 20, `${seconds} s of CPU`);
  });

  it('takes a time in proportion to its size', () => {
    const [small, large] = [shop(2_000), shop(16_000)];
    imported(small); // warms up
    const ratio = cpu(() => imported(large)) / cpu(() => imported(small));
    assert.ok(ratio < 24, `8 times the products took ${ratio} times as long`);
  });

  it('stays quick where every name is taken', () => {
    const rows = Array.from({ length: 10_000 }, (_, index) => [
      index,
      'simple',
      'same',
      'Same name',
      '1',
      '1.00',
      'Same, Same',
    ]);
    const text = csv('ID,Type,SKU,Name,Published,Regular price,Tags', ...rows);
    let result;
    const seconds = cpu(() => (result = imported(text)));
    assert.equal(new Set(result.products.map(({ handle }) => handle)).size, 10_000);
    assert.equal(new Set(result.variants.map(({ id }) => id)).size, 10_000);
    assert.ok(seconds < 20, `${seconds} s of CPU`);
  });
});
