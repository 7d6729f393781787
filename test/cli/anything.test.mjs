/** Whatever a file says, an import ends in a good catalogue, in none, or in a refusal of the file. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { checkCatalog, importCatalog } from 'shuk';
import { csv, now } from './support.mjs';

const headers = {
  shopify:
    'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,Variant Compare At Price,Image Src,Image Position,Image Alt Text,Variant Image,Status,Unit Price Total Measure,Unit Price Total Measure Unit,Unit Price Base Measure,Unit Price Base Measure Unit',
  woocommerce:
    'ID,Type,SKU,Name,Published,Visibility in catalog,Short description,Description,Date sale price starts,Date sale price ends,In stock?,Stock,Low stock amount,Backorders allowed?,Sold individually?,Sale price,Regular price,Categories,Tags,Brands,Images,Parent,External URL,Position,Attribute 1 name,Attribute 1 value(s),Attribute 2 name,Attribute 2 value(s)',
  vendure:
    'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets',
  google:
    'id,title,description,link,image_link,additional_image_link,availability,availability_date,price,sale_price,sale_price_effective_date,item_group_id,color,size,brand,product_type,unit_pricing_measure,unit_pricing_base_measure,expiration_date,inventory',
};

/** Cells that make it past the first checks, and cells that should not. */
const likely = [
  '',
  '1',
  '0',
  '-1',
  '10.50',
  '1,299',
  '19.99 USD',
  'x',
  'Red',
  'S',
  'true',
  'simple',
  'variable',
  'variation',
  'external',
  'id:1',
  'deny',
  'continue',
  'shopify',
  'in stock',
  'preorder',
  '2026-12-24',
  'https://x.example/a.jpg',
  'a b.jpg',
  'javascript:alert(1)',
  'a|b',
  'a, b',
  'a > b',
  '<p>x</p>',
  '__proto__',
  '750 ml',
  'א',
  'category:x|brand:y',
  '/a?b#c#d',
  '//x.example/[|]{}%',
];
const cell = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...likely) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
);

/** Imports and demands that the result is good. */
function demandGood(content, options) {
  let result;
  try {
    result = importCatalog([{ name: 'file', content }], { currency: 'USD', now, ...options });
  } catch (thrown) {
    assert.ok(['UnreadableFile', 'CurrencyMissing'].includes(thrown.name), thrown.stack);
    return undefined;
  }
  const { catalog, problems } = result;
  for (const { reason, row } of problems) assert.ok(reason && row >= 1);
  if (!catalog) return undefined;
  const text = JSON.stringify(catalog);
  const errors = checkCatalog(JSON.parse(text)).filter(({ severity }) => severity === 'error');
  assert.deepEqual(errors, [], text);
  return catalog;
}

/** A good row of each format; the cells that are not named stay empty. */
const good = {
  shopify: {
    Handle: 'a',
    Title: 'A',
    Published: 'true',
    'Option1 Name': 'Size',
    'Option1 Value': 'S',
    'Variant Price': '10',
  },
  woocommerce: {
    ID: '1',
    Type: 'simple',
    SKU: 'A',
    Name: 'A',
    Published: '1',
    'In stock?': '1',
    'Regular price': '10',
  },
  vendure: { name: 'A', slug: 'a', sku: 'A', price: '10', stockOnHand: '1' },
  google: { id: 'A', title: 'A', availability: 'in stock', price: '10 USD' },
};

describe('any table', () => {
  for (const [format, header] of Object.entries(headers)) {
    it(`of ${format} ends well`, () => {
      let products = 0;
      const names = header.split(',');
      const row = fc.tuple(...names.map((name) => fc.option(cell, { nil: good[format][name] ?? '', freq: 1 })));
      fc.assert(
        fc.property(
          fc.array(row, { minLength: 1, maxLength: 8 }),
          fc.constantFrom('USD', 'JPY', 'KWD'),
          (rows, currency) => {
            const catalog = demandGood(csv(header, ...rows), { currency, baseUrl: 'https://x.example/shop' });
            products += catalog?.products.length ?? 0;
          },
        ),
        { numRuns: 400, seed: 7 },
      );
      assert.ok(products > 50, `only ${products} products came of it`);
    });
  }

  it('of any bytes ends well', () => {
    const bytes = fc.uint8Array({ maxLength: 200 });
    const begin = fc.constantFrom(
      '',
      'Handle,Title,Option1 Name,Option1 Value,Variant Price\n',
      '<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>1</g:id>',
      '\ufeff',
    );
    fc.assert(
      fc.property(begin, bytes, (head, tail) => void demandGood(Buffer.concat([Buffer.from(head), tail]))),
      { numRuns: 1_000, seed: 7 },
    );
  });
});

describe('every public payload', () => {
  const corpus = createRequire(import.meta.url).resolve('../support/corpora/corpus.jsonl');

  it('in every text and address of an export ends as text or is left out', async () => {
    const lines = createInterface({ input: createReadStream(corpus), crlfDelay: Infinity });
    const payloads = [];
    for await (const line of lines) payloads.push(JSON.parse(line).payload.replaceAll('\0', ''));
    assert.ok(payloads.length > 9_000);
    const rows = payloads.map((payload, index) => [
      `p-${index}`,
      payload,
      payload,
      payload,
      payload,
      `${payload}, x`,
      'true',
      payload,
      payload,
      payload,
      '10',
      payload,
      '1',
      payload,
    ]);
    const catalog = demandGood(
      csv(
        'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src,Image Position,Image Alt Text',
        ...rows,
      ),
    );
    assert.ok(catalog.products.length > 8_000);
    for (const { url, images = [] } of catalog.products) {
      for (const address of [url, ...images.map(({ src }) => src)]) {
        if (address === undefined) continue;
        const { protocol } = new URL(address, 'https://catalogue.invalid/');
        assert.ok(['http:', 'https:'].includes(protocol), address);
      }
    }
  });
});
