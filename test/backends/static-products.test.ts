import { staticBackend } from '@shuk/backend-static';
import type { Market, Product } from '@shuk/core';
import { expect } from '@open-wc/testing';
import {
  backorderChair,
  boxedTiles,
  catalogWith,
  coffee,
  externalPoster,
  lamp,
  localCandle,
  lowStockMug,
  oil,
  preorderSofa,
  reducedRug,
  shirt,
  soldOutVase,
  trousersOfThree,
} from '../support/catalog.js';

const base = 'https://shop.example/';
type Row = Readonly<Record<string, unknown>>;

/** Reads one entry; `null` where it cannot be used. */
async function read(entry: unknown, market: Market = {}, head: Row = {}): Promise<Product | null> {
  const catalog = catalogWith({ products: [entry], ...head });
  const id = (entry as Row | null)?.id;
  const { items } = await staticBackend({ catalog, base }).open(market).catalog.search({});
  const [found] = await staticBackend({ catalog, base })
    .open(market)
    .catalog.products([{ by: 'id', value: String(id) }]);
  expect(items[0] ?? null).to.deep.equal(found);
  return found ?? null;
}
const variantOf = async (row: Row, market?: Market) =>
  (await read({ id: 'a', title: 'A', variants: [{ id: 'v', price: '1.00', ...row }] }, market))!.variants[0];

describe('static backend: a product', () => {
  it('is read whole', async () => {
    const product = await read(lamp, { country: 'DE', currency: 'EUR', language: 'en' });
    expect(product).to.deep.include({
      id: 'lamp-01',
      handle: 'reading-lamp',
      title: 'Reading lamp',
      description: 'A brass lamp with a linen shade.',
      vendor: 'Noor',
      url: 'https://shop.example/p/lamp-01',
      external: false,
    });
    expect(product?.images[0]).to.deep.equal({
      src: 'https://shop.example/test/support/pictures/lamp-red.svg',
      alt: 'A red lamp on a desk',
      width: 1200,
      height: 900,
    });
    expect(product?.options).to.deep.equal([
      {
        name: 'Color',
        kind: 'swatch',
        values: [
          { name: 'Red', color: '#c00', image: undefined },
          { name: 'Blue', color: '#0044cc', image: undefined },
        ],
      },
    ]);
    expect(product?.variants[0]).to.deep.equal({
      id: 'lamp-01-red',
      sku: 'L1R',
      values: ['Red'],
      price: {
        current: { amount: 4900, currency: 'EUR' },
        compareAt: undefined,
        lowest30Days: undefined,
        unit: undefined,
      },
      availability: { state: 'in-stock', left: 12, from: undefined },
      rule: { min: 1, step: 1, max: undefined },
      image: product?.images[0],
      plans: [],
      planRequired: false,
    });
  });

  it('needs no more than an id, a title and a variant', async () => {
    const product = await read({ id: 7, title: 'Bare', variants: [{ id: 8 }] });
    expect(product?.id).to.equal('7');
    expect(product?.variants).to.have.length(1);
    expect(product?.variants[0]).to.deep.include({ id: '8', price: undefined, values: [] });
  });

  it('is external where it says so', async () => {
    expect(await read(externalPoster)).to.deep.include({ external: true, url: 'https://museum.example/poster' });
  });

  it('shows its reduction with the lowest price of 30 days', async () => {
    const price = (await read(reducedRug))?.variants[0].price;
    expect([price?.current, price?.compareAt, price?.lowest30Days].map((money) => money?.amount)).to.deep.equal([
      12900, 17900, 13900,
    ]);
  });

  it('shows no reduction that is none', async () => {
    for (const compareAt of ['1.00', '0.99', 'free', -5]) {
      expect((await variantOf({ compareAt }))?.price?.compareAt).to.equal(undefined);
    }
  });

  it('shows the price of a measure', async () => {
    expect((await read(oil))?.variants[1]?.price?.unit).to.deep.equal({
      price: { amount: 320, currency: 'EUR' },
      quantity: 100,
      unit: 'ml',
    });
  });

  it('shows no price of a measure that is not whole', async () => {
    for (const unitPrice of [{ price: '1' }, { price: '1', quantity: 0, unit: 'l' }, { quantity: 1, unit: 'l' }, 'x']) {
      expect((await variantOf({ unitPrice }))?.price?.unit).to.equal(undefined);
    }
  });

  it('has the pictures that can be shown, and variants keep theirs', async () => {
    const product = await read({
      ...lamp,
      images: [{ src: 'javascript:alert(1)' }, { src: 'a.jpg', alt: ' ', width: 0, height: 3.5 }, null, 'b.jpg'],
      variants: ['x', 0, 1, 2, 9, -1, '1', 'length', undefined].map((image, index) => ({
        ...lamp.variants[0],
        id: `v${index}`,
        image,
      })),
    });
    const only = { src: 'https://shop.example/a.jpg', alt: undefined, width: undefined, height: undefined };
    expect(product?.images).to.deep.equal([only]);
    expect(product?.variants.map(({ image }) => image?.src)).to.deep.equal([
      ...[undefined, undefined, only.src],
      ...Array<undefined>(6).fill(undefined),
    ]);
  });
});

describe('static backend: prices of a market', () => {
  const prices = [
    { country: 'IL', currency: 'ILS', price: '189.00' },
    { country: 'CH', currency: 'EUR', price: '55.00' },
    { currency: 'ILS', price: '199.00' },
    { currency: 'JPY', price: '7980' },
    { currency: 'KWD', price: '16.250' },
    { country: 'AT', price: '50.00' },
  ];
  const cases: [Market, string | undefined][] = [
    [{ country: 'IL', currency: 'ILS' }, '18900 ILS'],
    [{ country: 'US', currency: 'ILS' }, '19900 ILS'],
    [{ currency: 'ILS' }, '19900 ILS'],
    [{ country: 'IL' }, '18900 ILS'],
    [{ country: 'CH', currency: 'EUR' }, '5500 EUR'],
    [{ country: 'CH' }, '5500 EUR'],
    [{ country: 'AT', currency: 'EUR' }, '5000 EUR'],
    [{ country: 'DE', currency: 'EUR' }, '4900 EUR'],
    [{ country: 'DE' }, '4900 EUR'],
    [{ currency: 'EUR' }, '4900 EUR'],
    [{}, '4900 EUR'],
    [{ currency: 'JPY' }, '7980 JPY'],
    [{ country: 'KW', currency: 'KWD' }, '16250 KWD'],
    [{ currency: 'USD' }, undefined],
    [{ country: 'IL', currency: 'USD' }, undefined],
    [{ currency: 'nonsense' }, undefined],
  ];
  for (const [market, price] of cases) {
    it(`gives ${JSON.stringify(market)} ${price ?? 'none'}`, async () => {
      const current = (await variantOf({ price: '49.00', prices }, market))?.price?.current;
      expect(current && `${current.amount} ${current.currency}`).to.equal(price);
    });
  }

  it('takes a price for a country by its currency where no country is known', async () => {
    const candle = await read(localCandle, { currency: 'ILS' });
    expect(candle?.variants[0].price?.current).to.deep.equal({ amount: 3800, currency: 'ILS' });
    expect((await read(localCandle, { country: 'US', currency: 'ILS' }))?.variants[0].price).to.equal(undefined);
    expect((await read(localCandle))?.variants[0].price).to.equal(undefined);
  });

  it('takes nothing of another price along', async () => {
    const row = { price: '49.00', compareAt: '59.00', unitPrice: { price: '4.90', quantity: 1, unit: 'l' } };
    const price = (await variantOf({ ...row, prices: [{ currency: 'ILS', price: '189.00' }] }, { currency: 'ILS' }))
      ?.price;
    expect(price).to.deep.equal({
      current: { amount: 18900, currency: 'ILS' },
      compareAt: undefined,
      lowest30Days: undefined,
      unit: undefined,
    });
  });

  for (const bad of [null, '', 'free', '49,00', '-1.00', -1, '1e3', NaN, {}, ['49.00'], true, '9'.repeat(40)]) {
    it(`has no price for ${JSON.stringify(bad)}`, async () => {
      expect((await variantOf({ price: bad }))?.price).to.equal(undefined);
    });
  }

  it('passes over entries that are none', async () => {
    const prices = [null, 'x', [], { currency: 'ILS', price: 'free' }, { currency: 'ils', price: '1' }, { price: {} }];
    expect((await variantOf({ prices }, { currency: 'ILS' }))?.price).to.equal(undefined);
    expect((await variantOf({ prices }))?.price?.current.amount).to.equal(100);
  });
});

describe('static backend: languages', () => {
  const titleIn = async (language: string | undefined, translations: Row, written?: string) =>
    (await read({ id: 'a', title: 'base', variants: [{ id: 'v' }], translations }, { language }, { language: written }))
      ?.title;
  const table = {
    he: { title: 'he' },
    'pt-BR': { title: 'pt-BR' },
    pt: { title: 'pt' },
    zh_Hant: { title: 'zh-Hant' },
  };
  const cases: [string | undefined, string][] = [
    ['he', 'he'],
    ['he-IL', 'he'],
    ['he_IL', 'he'],
    ['HE-il', 'he'],
    ['pt-BR', 'pt-BR'],
    ['pt_br', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['zh-Hant-TW', 'zh-Hant'],
    ['zh', 'base'],
    ['hebrew', 'base'],
    ['en', 'base'],
    ['', 'base'],
    [undefined, 'base'],
    ['-', 'base'],
    ['__proto__', 'base'],
  ];
  for (const [language, title] of cases) {
    it(`reads ${JSON.stringify(language)} as ${title}`, async () => {
      expect(await titleIn(language, table)).to.equal(title);
    });
  }

  it('does not leave the language of the file for a wider one', async () => {
    expect(await titleIn('pt-PT', table, 'pt-PT')).to.equal('base');
    expect(await titleIn('pt-BR', table, 'pt')).to.equal('pt-BR');
  });

  it('falls back field by field', async () => {
    const translations = { 'de-AT': { title: 'Sackerl' }, de: { title: 'Tüte', description: 'Aus Papier' } };
    const product = await read(
      { id: 'a', title: 'Bag', vendor: 'N', variants: [{ id: 'v' }], translations },
      { language: 'de-AT' },
    );
    expect(product).to.include({ title: 'Sackerl', description: 'Aus Papier', vendor: 'N' });
  });

  it('translates everything that a shopper reads', async () => {
    const product = await read(lamp, { language: 'he-IL' });
    expect(product).to.include({
      title: 'מנורת קריאה',
      description: 'מנורת פליז עם אהיל פשתן.',
      url: 'https://shop.example/he/p/lamp-01',
    });
    expect(product?.images.map(({ alt }) => alt)).to.deep.equal(['מנורה אדומה על שולחן', 'מנורה כחולה על שולחן']);
    expect(product?.options[0]?.name).to.equal('צבע');
    expect(product?.options[0]?.values.map(({ name }) => name)).to.deep.equal(['אדום', 'כחול']);
    expect(product?.variants.map(({ values }) => values)).to.deep.equal([['אדום'], ['כחול']]);
  });

  it('keeps values apart that are translated alike', async () => {
    const product = await read(
      {
        ...lamp,
        options: [{ name: 'Color', values: ['Blue', 'Navy'] }],
        variants: ['Blue', 'Navy'].map((name) => ({ id: name, values: [name] })),
        translations: { he: { values: { Blue: 'כחול', Navy: 'כחול' } } },
      },
      { language: 'he' },
    );
    expect(product?.variants.map(({ values }) => values)).to.deep.equal([['כחול'], ['כחול (Navy)']]);
    expect(product?.options[0]?.values.map(({ name }) => name)).to.deep.equal(['כחול', 'כחול (Navy)']);
  });

  it('bears translations that are none', async () => {
    for (const he of [null, 7, 'x', [], { title: {}, options: 'x', values: [], alts: 'abc' }]) {
      expect(await titleIn('he', { he })).to.equal('base');
    }
    expect((await read({ ...lamp, translations: 'he' }, { language: 'he' }))?.title).to.equal('Reading lamp');
  });
});

describe('static backend: options', () => {
  it('come with every combination that is sold, in the order of the file', async () => {
    const product = await read(shirt);
    expect(product?.options.map(({ name }) => name)).to.deep.equal(['Color', 'Size']);
    expect(product?.options[0]?.values[1]).to.deep.equal({ name: 'Blue', color: '#24478f', image: product?.images[1] });
    expect(product?.variants.map(({ values }) => values.join(' '))).to.deep.equal([
      ...['Red S', 'Red M', 'Blue M', 'Blue L'],
      ...['Sand S', 'Sand M', 'Sand L'],
    ]);
  });

  it('may be three', async () => {
    const product = await read(trousersOfThree);
    expect(product?.options).to.have.length(3);
    expect(product?.variants).to.have.length(11);
  });

  const options = async (options: unknown, ...rows: unknown[]) => {
    const variants = rows.map((values, index) => ({ id: `v${index}`, values }));
    const product = await read({ id: 'a', title: 'A', options, variants });
    return {
      listed: product?.options.map(({ name, values }) => `${name}: ${values.map(({ name }) => name).join()}`),
      bought: product?.variants.map(({ values }) => values.join()),
    };
  };

  it('list only the values that a variant has', async () => {
    expect(await options([{ name: 'Size', values: ['S', 'M', 'L', 'M'] }], ['M'], ['S'])).to.deep.equal({
      listed: ['Size: S,M'],
      bought: ['M', 'S'],
    });
  });

  it('list the values that only a variant names, too', async () => {
    expect(await options([{ name: 'Size', values: ['S'] }], ['XL'], ['S'], ['XL'])).to.deep.equal({
      listed: ['Size: S,XL'],
      bought: ['XL', 'S', 'XL'],
    });
    expect((await options([{ name: 'Size' }], ['S'], ['M'])).listed).to.deep.equal(['Size: S,M']);
  });

  it('give a dash for the value that a variant lacks', async () => {
    expect(
      await options(
        [
          { name: 'Color', values: ['Red'] },
          { name: 'Size', values: ['S'] },
        ],
        ['Red', 'S'],
        ['Red'],
      ),
    ).to.deep.equal({
      listed: ['Color: Red', 'Size: S,–'],
      bought: ['Red,S', 'Red,–'],
    });
  });

  it('are left out where no variant has a value', async () => {
    expect(
      await options(
        [
          { name: 'Color', values: ['Red'] },
          { name: 'Size', values: ['S'] },
        ],
        ['Red'],
        ['Red'],
      ),
    ).to.deep.equal({
      listed: ['Color: Red'],
      bought: ['Red', 'Red'],
    });
    expect((await options([{ name: 'Color', values: ['Red'] }], undefined)).listed).to.deep.equal([]);
  });

  it('leave out values that belong to none', async () => {
    expect(await options([{ name: 'Size', values: ['S'] }], ['S', 'extra'])).to.deep.equal({
      listed: ['Size: S'],
      bought: ['S'],
    });
    expect(await options(undefined, ['S'])).to.deep.equal({ listed: [], bought: [''] });
  });

  it('take numbers for names, and know the names of Object for what they are', async () => {
    expect(
      await options([{ name: 7, values: [30, 'constructor', '__proto__'] }], [30], ['constructor'], ['__proto__']),
    ).to.deep.equal({
      listed: ['7: 30,constructor,__proto__'],
      bought: ['30', 'constructor', '__proto__'],
    });
  });

  it('let no colour through that is none', async () => {
    const values = [{ name: 'Red', color: 'red;background:url(//evil.example)' }];
    const product = await read({ ...lamp, options: [{ name: 'Color', kind: 'marquee', values }] });
    expect(product?.options[0]?.values[0]?.color).to.equal(undefined);
    expect(product?.options[0]?.kind).to.equal(undefined);
  });
});

describe('static backend: stock and rules', () => {
  const cases: [Row, string, number | undefined][] = [
    [{}, 'in-stock', undefined],
    [{ stock: 12 }, 'in-stock', 12],
    [{ stock: 4 }, 'in-stock', 4],
    [{ stock: 3 }, 'low-stock', 3],
    [{ stock: 1 }, 'low-stock', 1],
    [{ stock: 0 }, 'sold-out', 0],
    [{ stock: -2 }, 'sold-out', 0],
    [{ stock: null }, 'in-stock', undefined],
    [{ stock: 'many' }, 'in-stock', undefined],
    [{ stock: 2.5 }, 'in-stock', undefined],
    [{ stock: 2, availability: 'in-stock' }, 'in-stock', 2],
    [{ stock: 50, availability: 'low-stock' }, 'low-stock', 50],
    [{ stock: 0, availability: 'in-stock' }, 'sold-out', 0],
    [{ stock: 5, availability: 'sold-out' }, 'sold-out', 0],
    [{ availability: 'sold-out' }, 'sold-out', 0],
    [{ stock: 0, availability: 'backorder' }, 'backorder', undefined],
    [{ stock: 5, availability: 'preorder' }, 'preorder', undefined],
    [{ stock: 5, availability: 'soon' }, 'in-stock', 5],
  ];
  for (const [row, state, left] of cases) {
    it(`reads ${JSON.stringify(row)} as ${state}`, async () => {
      const availability = (await variantOf(row))?.availability;
      expect([availability?.state, availability?.left]).to.deep.equal([state, left]);
    });
  }

  it('says when it ships', async () => {
    expect((await read(backorderChair))?.variants[0].availability).to.deep.equal({
      state: 'backorder',
      left: undefined,
      from: '2027-02-15',
    });
    expect((await read(preorderSofa))?.variants[0].availability.from).to.equal('2027-05-01');
  });

  for (const from of ['soon', '24.12.2026', '2026-13-01', '2026-12-24T00:00', '', null, 20261224, ['2026-12-24'], {}]) {
    it(`knows no day for ${JSON.stringify(from)}`, async () => {
      expect((await variantOf({ availability: 'backorder', from }))?.availability.from).to.equal(undefined);
    });
  }

  it('knows the quantities that may be bought', async () => {
    expect((await read(boxedTiles))?.variants[0].rule).to.deep.equal({ min: 8, step: 4, max: 40 });
    expect((await read(lowStockMug))?.variants[0].rule).to.deep.equal({ min: 1, step: 1, max: undefined });
  });

  it('passes over rules that are none', async () => {
    for (const bad of [0, -1, 1.5, '4', NaN, null, {}]) {
      const variant = await variantOf({ minimum: bad, step: bad, maximum: bad });
      expect(variant?.rule).to.deep.equal({ min: 1, step: 1, max: undefined });
    }
    expect((await variantOf({ minimum: 5, maximum: 4 }))?.rule).to.deep.equal({ min: 5, step: 1, max: undefined });
  });

  it('is sold out where it says so', async () => {
    expect((await read(soldOutVase))?.variants[0].availability.state).to.equal('sold-out');
  });
});

describe('static backend: plans', () => {
  it('come with their interval and price', async () => {
    const [beans, box] = (await read(coffee))!.variants;
    expect(beans.plans[0]).to.deep.equal({
      id: 'monthly',
      name: 'Every month, save 10 %',
      interval: { unit: 'month', count: 1 },
      price: {
        current: { amount: 1080, currency: 'EUR' },
        compareAt: { amount: 1200, currency: 'EUR' },
        lowest30Days: undefined,
        unit: undefined,
      },
    });
    expect(beans.plans[1]?.price).to.equal(undefined);
    expect(beans.planRequired).to.equal(false);
    expect(box?.planRequired).to.equal(true);
  });

  it('are offered only in markets that they have a price for', async () => {
    const plansIn = async (market: Market) => (await read(coffee, market))!.variants[0].plans.map(({ id }) => id);
    expect(await plansIn({ country: 'IL', currency: 'ILS' })).to.deep.equal(['monthly', 'fortnightly']);
    expect(await plansIn({ currency: 'JPY' })).to.deep.equal(['fortnightly']);
  });

  it('leave nothing to buy where one is required and none is offered', async () => {
    const plans = [{ id: 'm', name: 'M', price: '1.00' }];
    const variant = await variantOf(
      { plans, planRequired: true, prices: [{ currency: 'ILS', price: '5' }] },
      { currency: 'ILS' },
    );
    expect(variant?.price).to.equal(undefined);
  });

  it('are left out where they have no id or name', async () => {
    const plans = [null, 'x', { id: 'a' }, { name: 'b' }, { id: 'c', name: 'C', interval: { unit: 'moon', count: 1 } }];
    expect((await variantOf({ plans }))?.plans).to.deep.equal([
      { id: 'c', name: 'C', interval: undefined, price: undefined },
    ]);
  });
});

describe('static backend: what cannot be used', () => {
  let warnings: unknown[][];
  const { warn } = console;
  beforeEach(() => {
    warnings = [];
    console.warn = (...args: unknown[]) => warnings.push(args);
  });
  afterEach(() => {
    console.warn = warn;
  });

  const bad: [string, unknown][] = [
    ['without a title', { id: 'a', variants: [{ id: 'v' }] }],
    ['without variants', { id: 'a', title: 'A' }],
    ['with no variant that has an id', { id: 'a', title: 'A', variants: [null, 'v', {}, { id: '' }, []] }],
    ['with an option that has no name', { id: 'a', title: 'A', options: [{}], variants: [{ id: 'v', values: ['x'] }] }],
  ];
  for (const [what, entry] of bad) {
    it(`is a product ${what}, and no other one suffers`, async () => {
      const shop = staticBackend({ catalog: catalogWith({ products: [entry, lamp] }) }).open({}).catalog;
      const found = await shop.products(['a', lamp.id].map((value) => ({ by: 'id', value })));
      expect(found.map((each) => each?.id)).to.deep.equal([undefined, lamp.id]);
      expect((await shop.search({})).items.map(({ id }) => id)).to.deep.equal([lamp.id]);
    });
  }

  it('is told once, by id and reason', async () => {
    const products = ['a', 'b'].map((id) => ({ id, title: id }));
    const backend = staticBackend({ catalog: catalogWith({ products }) });
    for (const language of ['en', 'he']) {
      await backend.open({ language }).catalog.products(['b', 'a'].map((value) => ({ by: 'id', value })));
    }
    expect(warnings).to.have.length(1);
    expect(warnings[0]?.map(String).join(' ')).to.match(/variant of b/);
  });

  it('is an entry that is no object', async () => {
    const catalog = catalogWith({ products: [null, 7, 'lamp-01', [lamp], lamp, undefined] });
    const shop = staticBackend({ catalog }).open({}).catalog;
    expect((await shop.search({})).items.map(({ id }) => id)).to.deep.equal([lamp.id]);
    expect((await shop.products([{ by: 'sku', value: 'L1R' }]))[0]?.id).to.equal(lamp.id);
  });

  it('is the second of two that share a name', async () => {
    const catalog = catalogWith({ products: [lamp, { ...lamp, title: 'Impostor' }] });
    const shop = staticBackend({ catalog }).open({}).catalog;
    for (const by of ['id', 'handle', 'sku'] as const) {
      const value = { id: 'lamp-01', handle: 'reading-lamp', sku: 'L1B' }[by];
      expect((await shop.products([{ by, value }]))[0]?.title).to.equal('Reading lamp');
    }
    expect(warnings).to.deep.equal([]);
  });
});
