import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkCatalog } from 'shuk';
import { folder, sample, shuk } from './support.mjs';

/** A catalogue with one product; `change` gets both to spoil them. */
function catalog(change = () => {}) {
  const lamp = {
    id: 'lamp',
    handle: 'reading-lamp',
    title: 'Lamp',
    url: '/p/lamp',
    images: [{ src: 'lamp.jpg', alt: 'A lamp' }],
    collections: ['lighting'],
    options: [{ name: 'Color', kind: 'swatch', values: [{ name: 'Red', color: '#c00' }, 'Blue'] }],
    variants: [
      {
        id: 'lamp-red',
        sku: 'L1',
        values: ['Red'],
        price: '49.00',
        compareAt: '59.00',
        lowest30Days: '47.00',
        image: 0,
      },
      { id: 'lamp-blue', sku: 'L2', values: ['Blue'], price: '49.00', prices: [{ currency: 'ILS', price: '189.00' }] },
    ],
  };
  const file = {
    version: 1,
    currency: 'EUR',
    language: 'en',
    products: [lamp],
    collections: [{ handle: 'lighting', title: 'Lighting' }],
  };
  change(lamp, file);
  return file;
}

/** Findings as `severity pointer: message`. */
const found = (change) =>
  checkCatalog(catalog(change)).map(({ severity, pointer, message }) => `${severity} ${pointer}: ${message}`);

describe('shuk check', () => {
  it('finds nothing in a good catalogue', () => assert.deepEqual(found(), []));

  const cases = [
    ['a missing title', (lamp) => delete lamp.title, ['error /products/0: "title" is missing']],
    [
      'an unknown field',
      (lamp) => (lamp.colour = 'red'),
      ['error /products/0: "colour" is not a field that belongs here'],
    ],
    [
      'an unknown field of a variant',
      (lamp) => (lamp.variants[0].prise = '1'),
      ['error /products/0/variants/0: "prise" is not a field that belongs here'],
    ],
    ['fields of its maker', (lamp) => (lamp['x-note'] = 1), []],
    [
      'a number for a price',
      (lamp) => (lamp.variants[0].price = 49),
      ['error /products/0/variants/0/price: 49 is not a string'],
    ],
    [
      'a price that is none',
      (lamp) => (lamp.variants[1].price = '€ 49'),
      [/^error \/products\/0\/variants\/1\/price: "€ 49" is not what it must be: An amount in major units/],
    ],
    ['another version', (_, file) => (file.version = 2), ['error /version: 2 is not 1']],
    [
      'a dangerous address',
      (lamp) => (lamp.url = 'javascript:alert(1)'),
      [
        /error \/products\/0\/url: "javascript:alert\(1\)" is not what it must be/,
        /error \/products\/0\/url: .* is neither a web address/,
      ],
    ],
    [
      'an address with a password',
      (lamp) => (lamp.url = 'https://a:b@x.example/'),
      ['error /products/0/url: "https://a:b@x.example/" is neither a web address nor relative to the catalogue'],
    ],
    ['no products', (_, file) => (file.products = {}), ['error /products: {} is not an array']],
    [
      'an unknown kind of option',
      (lamp) => (lamp.options[0].kind = 'dropdown'),
      ['error /products/0/options/0/kind: "dropdown" is none of "swatch", "button", "list"'],
    ],
    [
      'an empty value of an option',
      (lamp) => (lamp.options[0].values[1] = ''),
      [/^error \/products\/0\/options\/0\/values\/1: "" is not what it must be/, /is not among the values/],
    ],
    [
      'a colour by name',
      (lamp) => (lamp.options[0].values[0].color = 'red'),
      [/^error \/products\/0\/options\/0\/values\/0\/color: "red" is not what it must be: The colour of its swatch/],
    ],
    [
      'compareAt alone',
      (lamp) => delete lamp.variants[0].price,
      [
        'error /products/0/variants/0: "compareAt" needs "price"',
        'error /products/0/variants/0: "lowest30Days" needs "price"',
        'error /products/0/variants/0: has no price, so it cannot be bought',
      ],
    ],

    [
      'an id used twice',
      (lamp, file) =>
        file.products.push({ ...lamp, handle: 'x', variants: [{ id: 'x', values: ['Red'], price: '1' }] }),
      ['error /products/1/id: the id "lamp" is used before, at /products/0/id'],
    ],
    [
      'a handle used twice',
      (lamp, file) => file.products.push({ ...lamp, id: 'x', variants: [{ id: 'x', values: ['Red'], price: '1' }] }),
      ['error /products/1/handle: the handle "reading-lamp" is used before, at /products/0/handle'],
    ],
    [
      'a variant id used twice in a product',
      (lamp) => (lamp.variants[1].id = 'lamp-red'),
      [
        'warning /products/0/variants/1/id: the variant id "lamp-red" is used before, at /products/0/variants/0/id',
        'error /products/0/variants/1/id: another variant of the product has this id',
      ],
    ],
    [
      'a SKU used twice',
      (lamp) => (lamp.variants[1].sku = 'L1'),
      ['warning /products/0/variants/1/sku: the SKU "L1" is used before, at /products/0/variants/0/sku'],
    ],
    [
      'a value that no option lists',
      (lamp) => (lamp.variants[1].values = ['Green']),
      [
        'warning /products/0/variants/1/values/0: "Green" is not among the values of the option "Color", and is shown last',
      ],
    ],
    [
      'a value too few',
      (lamp) => delete lamp.variants[1].values,
      ['error /products/0/variants/1/values: has 0 values, but the product has 1 options'],
    ],
    [
      'one choice twice',
      (lamp) => (lamp.variants[1].values = ['Red']),
      ['error /products/0/variants/1/values: the choice "["Red"]" is used before, at /products/0/variants/0/values'],
    ],
    [
      'variants without options',
      (lamp) => {
        delete lamp.options;
        lamp.variants.forEach((variant) => delete variant.values);
      },
      ['error /products/0/variants: several variants, but no options to choose them by'],
    ],
    [
      'one value listed twice',
      (lamp) => lamp.options[0].values.push('Red'),
      ['error /products/0/options/0/values/2: the value "Red" is used before, at /products/0/options/0/values/0'],
    ],
    [
      'a comparison that is no reduction',
      (lamp) => {
        lamp.variants[0].compareAt = '49.0';
        delete lamp.variants[0].lowest30Days;
      },
      ['error /products/0/variants/0/compareAt: 49.0 is not above the price 49.00'],
    ],
    [
      'a comparison that is none in another currency',
      (lamp) => (lamp.variants[1].prices[0].compareAt = '1'),
      ['error /products/0/variants/1/prices/0/compareAt: 1 is not above the price 189.00'],
    ],
    [
      'a lowest price above the former one',
      (lamp) => (lamp.variants[0].lowest30Days = '60.00'),
      ['error /products/0/variants/0/lowest30Days: 60.00 is above the price before the reduction, 59.00'],
    ],
    [
      'a lowest price without a reduction',
      (lamp) => delete lamp.variants[0].compareAt,
      ['warning /products/0/variants/0/lowest30Days: is shown beside a reduction only, and there is no "compareAt"'],
    ],
    ['no price', (lamp) => delete lamp.variants[1].price, []],
    [
      'no price at all',
      (lamp) => {
        delete lamp.variants[1].price;
        delete lamp.variants[1].prices;
      },
      ['error /products/0/variants/1: has no price, so it cannot be bought'],
    ],
    [
      'no price for what is sold elsewhere',
      (lamp) => {
        lamp.external = true;
        lamp.variants.forEach((variant) => {
          for (const name of ['price', 'compareAt', 'lowest30Days', 'prices']) delete variant[name];
        });
      },
      [],
    ],
    [
      'nowhere to go for what is sold elsewhere',
      (lamp) => {
        lamp.external = true;
        delete lamp.url;
      },
      ['error /products/0: is sold elsewhere, but has no "url" to go to'],
    ],
    [
      'more decimals than the currency has',
      (lamp) => (lamp.variants[1].prices[0] = { currency: 'JPY', price: '189.50' }),
      ['warning /products/0/variants/1/prices/0/price: 189.50 has more decimals than JPY (0) and is rounded'],
    ],
    [
      'a price of zero',
      (lamp) => (lamp.variants[1].price = '0'),
      ['warning /products/0/variants/1/price: the price is zero'],
    ],
    [
      'two prices for one market',
      (lamp) => lamp.variants[1].prices.push({ currency: 'ILS', price: '1' }),
      ['error /products/0/variants/1/prices/1: there is a price for all countries in ILS before this one'],
    ],
    [
      'an unknown currency',
      (_, file) => (file.currency = 'EUX'),
      ['error /currency: "EUX" is not a currency of ISO 4217'],
    ],
    [
      'an unknown currency of a price',
      (lamp) => (lamp.variants[1].prices[0].currency = 'NIS'),
      ['error /products/0/variants/1/prices/0/currency: "NIS" is not a currency of ISO 4217'],
    ],
    [
      'an impossible language',
      (_, file) => (file.language = 'en-u'),
      ['error /language: "en-u" is not a BCP 47 language tag'],
    ],
    [
      'an image without text',
      (lamp) => lamp.images.push({ src: 'b.jpg' }),
      ['warning /products/0/images: 1 of 2 images have no alternative text ("alt") for those who do not see'],
    ],
    ['an image that adds nothing', (lamp) => (lamp.images[0].alt = ''), []],
    [
      'an image that is not there',
      (lamp) => (lamp.variants[0].image = 1),
      ['error /products/0/variants/0/image: there is no image 1: the product has 1, counted from 0'],
    ],
    [
      'a swatch image that is not there',
      (lamp) => (lamp.options[0].values[0].image = 7),
      ['error /products/0/options/0/values/0/image: there is no image 7: the product has 1, counted from 0'],
    ],
    [
      'quantities that exclude each other',
      (lamp) => Object.assign(lamp.variants[0], { minimum: 5, maximum: 2 }),
      ['error /products/0/variants/0/minimum: 5 is above the maximum 2'],
    ],
    [
      'a date without a reason',
      (lamp) => (lamp.variants[0].from = '2026-12-24'),
      ['warning /products/0/variants/0/from: is used with the availability "backorder" or "preorder" only'],
    ],
    [
      'a plan that is required and not there',
      (lamp) => (lamp.variants[0].planRequired = true),
      ['error /products/0/variants/0/planRequired: there is no plan to choose'],
    ],
    [
      'a plan id used twice',
      (lamp) =>
        (lamp.variants[0].plans = [
          { id: 'm', name: 'Monthly' },
          { id: 'm', name: 'Yearly' },
        ]),
      ['error /products/0/variants/0/plans/1/id: the plan id "m" is used before, at /products/0/variants/0/plans/0/id'],
    ],
    [
      'words for what is not there',
      (lamp) => (lamp.translations = { he: { title: 'מנורה', options: { Size: 'מידה' }, values: { Red: 'אדום' } } }),
      ['warning /products/0/translations/he/options/Size: the product has no "Size" to translate'],
    ],
    [
      'a collection listed twice',
      (_, file) => file.collections.push({ handle: 'lighting', title: 'Lights' }),
      ['error /collections/1/handle: the handle "lighting" is used before, at /collections/0/handle'],
    ],
    [
      'a code that is neither one nor the other',
      (_, file) => (file.discounts = [{ code: 'TEN' }]),
      [/^error \/discounts\/0: .* has none of the forms that are allowed here: A discount code/],
    ],
    [
      'codes',
      (_, file) =>
        (file.discounts = [
          { code: 'TEN', percent: 10, products: ['sofa'] },
          { code: 'ten', amount: '5.001', starts: '2026-12-01', expires: '2026-11-01' },
        ]),
      [
        'error /discounts/1/code: the code "ten" is used before, at /discounts/0/code',
        'warning /discounts/0/products/0: there is no product "sofa"',
        'warning /discounts/1/amount: 5.001 has more decimals than EUR (2) and is rounded',
        'error /discounts/1/expires: it expires before it starts',
      ],
    ],
    [
      'a checkout that fits',
      (_, file) => (file.checkout = { url: 'https://x.example/?cart={lines}&lang={language}' }),
      [],
    ],
    [
      'a checkout with a place that is never filled',
      (_, file) => (file.checkout = { url: '/checkout?c={cart}' }),
      [
        'error /checkout/url: "{cart}" is never filled in',
        'warning /checkout/url: without "{lines}" the cart is not taken along',
      ],
    ],
    [
      'a wrong mail address',
      (_, file) => (file.checkout = { email: 'orders' }),
      ['error /checkout/email: "orders" is not what it must be: One address: orders@example.com.'],
    ],
    [
      'two checkouts',
      (_, file) => (file.checkout = { email: 'orders@x.example', whatsapp: '972501234567' }),
      [/^error \/checkout: .* has none of the forms/],
    ],
    [
      'a pointer with marks of its own',
      (lamp) => (lamp.translations = { he: { values: { 'a/b~c': 'x' } } }),
      ['warning /products/0/translations/he/values/a~1b~0c: the product has no "a/b~c" to translate'],
    ],
  ];
  for (const [what, change, expected] of cases) {
    it(`judges ${what}`, () => {
      const findings = found(change);
      assert.equal(findings.length, expected.length, findings.join('\n'));
      findings.forEach((finding, index) => {
        if (expected[index] instanceof RegExp) assert.match(finding, expected[index]);
        else assert.equal(finding, expected[index]);
      });
    });
  }

  it('names the product of a finding', () => {
    const [finding] = checkCatalog(
      catalog((lamp) => (lamp.variants[0].price = '1')).products &&
        catalog((lamp) => (lamp.variants[0].compareAt = '1')),
    );
    assert.deepEqual(finding, {
      severity: 'error',
      pointer: '/products/0/variants/0/compareAt',
      product: 'lamp',
      message: '1 is not above the price 49.00',
    });
  });

  it('survives anything that JSON can say', () => {
    const values = [
      null,
      1,
      '',
      'x',
      [],
      {},
      [[]],
      {
        products: [
          null,
          1,
          { variants: [null, { prices: [null], plans: [1] }], options: [null], translations: { '': null } },
        ],
        discounts: [0],
        checkout: { url: 1 },
      },
    ];
    for (const value of values)
      assert.ok(
        checkCatalog(value).some(({ severity }) => severity === 'error'),
        JSON.stringify(value),
      );
    assert.ok(checkCatalog(JSON.parse('{"__proto__":{"version":1},"products":[{"__proto__":null}]}')).length > 0);
  });
});

describe('shuk check as a command', () => {
  const good = JSON.stringify(catalog());

  it('exits with 0, 1 or 2', (t) => {
    const { path, write } = folder(t);
    write('good.json', `\ufeff${good}`);
    write('bad.json', good.replace('"59.00"', '"49.00"').replace('"47.00"', '"46.00"'));
    write('broken.json', good.slice(0, -5));
    write('latin.json', Buffer.from('{"a":"\xe9"}', 'latin1'));

    assert.deepEqual(shuk(['check', 'good.json'], path), {
      status: 0,
      stdout: 'good.json: good\n',
      stderr: '',
      lines: [],
    });
    const bad = shuk(['check', 'good.json', 'bad.json'], path);
    assert.equal(bad.status, 1);
    assert.equal(bad.stdout, 'good.json: good\nbad.json: 1 error\n');
    assert.deepEqual(bad.lines, [
      'bad.json: /products/0/variants/0/compareAt (product "lamp"): 49.00 is not above the price 49.00',
    ]);
    const broken = shuk(['check', 'broken.json', 'latin.json', 'none.json', 'bad.json'], path);
    assert.equal(broken.status, 2);
    assert.equal(broken.lines.length, 4);
    assert.match(broken.lines[0], /^broken\.json: is not JSON: /);
    assert.match(broken.lines[1], /^latin\.json:1: is not UTF-8 text/);
    assert.match(broken.lines[2], /^none\.json: cannot be read: /);
  });

  it('reports as JSON', (t) => {
    const { path, write } = folder(t);
    write('bad.json', good.replace('"EUR"', '"EUX"'));
    const { status, stdout, stderr } = shuk(['check', '--json', 'bad.json', 'none.json'], path);
    assert.deepEqual([status, stderr], [2, '']);
    const { files } = JSON.parse(stdout);
    assert.deepEqual(files[0], {
      file: 'bad.json',
      status: 1,
      findings: [{ severity: 'error', pointer: '/currency', message: '"EUX" is not a currency of ISO 4217' }],
    });
    assert.equal(files[1].status, 2);
  });

  it('prints the first of very many findings, and counts the rest', (t) => {
    const { path, write } = folder(t);
    const products = Array.from({ length: 1_000 }, (_, index) => ({
      id: `p${index}`,
      title: '\x1b[31mred',
      variants: [{ id: `v${index}` }],
    }));
    write('many.json', JSON.stringify({ version: 1, currency: 'EUR', products }));
    const { lines, stdout } = shuk(['check', 'many.json'], path);
    assert.equal(lines.length, 201);
    assert.equal(lines[200], 'many.json: … and 800 more');
    assert.equal(stdout, 'many.json: 1000 errors\n');
  });

  it('finds every imported catalogue good', (t) => {
    const { path } = folder(t);
    const names = [
      'shopify-apparel.csv',
      'shopify-home-and-garden.csv',
      'woocommerce-sample.csv',
      'google-home.rss.xml',
      'google-home.atom.xml',
      'google-home.tsv',
    ];
    assert.equal(
      shuk(['import', ...names.map(sample), '-o', 'o.json', '-c', 'ILS', '--date', '2026-11-15'], path).status,
      1,
    );
    const { status, stdout } = shuk(['check', 'o.json'], path);
    assert.equal(status, 0);
    assert.match(stdout, /^o\.json: good, \d+ warnings\n$/);
  });
});
