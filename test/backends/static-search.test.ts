import { staticBackend } from '@shuk/backend-static';
import type { CatalogService, Market, ProductQuery } from '@shuk/core';
import { expect } from '@open-wc/testing';
import { catalog, catalogWith, lamp } from '../support/catalog.js';
import { expectCode } from '@shuk/conformance';

const open = (body: unknown = catalog, market: Market = { currency: 'EUR' }): CatalogService =>
  staticBackend({ catalog: body }).open(market).catalog;
const ids = async (query: ProductQuery, shop = open()) => (await shop.search(query)).items.map(({ id }) => id);
const row = (id: string, fields: object = {}) => ({ id, title: id, variants: [{ id: `${id}-v` }], ...fields });

describe('static backend: search', () => {
  it('finds everything where nothing is asked', async () => {
    const { items, total, next } = await open().search({});
    expect(items).to.have.length(catalog.products.length);
    expect(total).to.equal(catalog.products.length);
    expect(next).to.equal(undefined);
  });

  const cases: [string, string[]][] = [
    ['lamp', ['lamp-01']],
    ['LAMP reading', ['lamp-01']],
    ['  linen  ', ['sofa-05', 'shirt-20', 'lamp-01']],
    ['linen shirt', ['shirt-20']],
    ['brass', ['lamp-01']],
    ['noor', ['lamp-01', 'shirt-20']],
    ['L1B', ['lamp-01']],
    ['reading-lamp', ['lamp-01']],
    ['מנורת', ['lamp-01']],
    ['lamp shirt', []],
  ];
  for (const [text, found] of cases) {
    it(`finds ${found.join(', ') || 'nothing'} for "${text}"`, async () =>
      expect(await ids({ text })).to.deep.equal(found));
  }

  it('does not mind case and marks', async () => {
    const shop = open(catalogWith({ products: [row('a', { title: 'Café ÉTOILE' }), row('b', { title: 'נֵר' })] }));
    expect(await ids({ text: 'cafe étoile' }, shop)).to.deep.equal(['a']);
    expect(await ids({ text: 'CAFÉ' }, shop)).to.deep.equal(['a']);
    expect(await ids({ text: 'נר' }, shop)).to.deep.equal(['b']);
  });

  it('puts what has the words in its title first', async () => {
    const products = [row('a', { description: 'for a lamp' }), row('b', { title: 'Lamp' })];
    expect(await ids({ text: 'lamp' }, open(catalogWith({ products })))).to.deep.equal(['b', 'a']);
    expect(await ids({ text: 'lamp', sort: 'newest' }, open(catalogWith({ products })))).to.deep.equal(['a', 'b']);
  });

  it('takes a text for words, not for a pattern', async () => {
    for (const text of ['.*', '(', '[a-z]', '\\', '$']) expect(await ids({ text })).to.deep.equal([]);
  });

  describe('order', () => {
    const products = [
      row('dear', { title: 'Zoo', variants: [{ id: 'v', price: '9.00' }] }),
      row('unpriced', { title: 'ähnlich' }),
      row('cheap', {
        title: 'Apfel',
        variants: [
          { id: 'v', price: '8.00' },
          { id: 'w', price: '1.00' },
        ],
      }),
      row('free', { title: 'baum', variants: [{ id: 'v', price: '0' }] }),
    ];
    const shop = () => open(catalogWith({ products }), { currency: 'EUR', language: 'de_DE' });
    const orders: [ProductQuery['sort'], string[]][] = [
      [undefined, ['dear', 'unpriced', 'cheap', 'free']],
      ['relevance', ['dear', 'unpriced', 'cheap', 'free']],
      ['newest', ['dear', 'unpriced', 'cheap', 'free']],
      ['price-ascending', ['free', 'cheap', 'dear', 'unpriced']],
      ['price-descending', ['dear', 'cheap', 'free', 'unpriced']],
      ['title', ['unpriced', 'cheap', 'free', 'dear']],
      ['popular' as 'title', ['dear', 'unpriced', 'cheap', 'free']],
    ];
    for (const [sort, order] of orders) {
      it(`is kept by ${sort}`, async () => expect(await ids({ sort }, shop())).to.deep.equal(order));
    }

    it('bears a language that is none', async () => {
      const shop = open(catalogWith({ products }), { language: 'not a language' });
      expect(await ids({ sort: 'title' }, shop)).to.have.length(4);
    });
  });

  describe('pages', () => {
    const many = catalogWith({ products: Array.from({ length: 250 }, (_, index) => row(`p${index}`)) });

    it('have 24 products, or as many as asked, up to 100', async () => {
      const shop = open(many);
      for (const [first, length] of [
        [undefined, 24],
        [1, 1],
        [100, 100],
        [101, 24],
        [0, 24],
        [-1, 24],
        [1.5, 24],
        [NaN, 24],
      ] as const) {
        expect((await shop.search({ first })).items, String(first)).to.have.length(length);
      }
    });

    it('say how many there are in all', async () => {
      const page = await open(many).search({ first: 10 });
      expect(page.total).to.equal(250);
      expect((await open(many).search({ first: 10, after: page.next })).total).to.equal(250);
    });

    it('go on where the one before ended, even if the file has changed meanwhile', async () => {
      let body: unknown = catalogWith({ products: ['a', 'b', 'c', 'd'].map((id) => row(id)) });
      let time = 0;
      const fetch = () => Promise.resolve(Response.json(body));
      const shop = staticBackend({ src: 'https://shop.example/c.json', fetch, now: () => time }).open({}).catalog;
      const { next } = await shop.search({ first: 2 });
      body = catalogWith({ products: ['new', 'a', 'b', 'c', 'd'].map((id) => row(id)) });
      time = 61_000;
      expect(await ids({ first: 2, after: next }, shop)).to.deep.equal(['c', 'd']);
      body = catalogWith({ products: ['a', 'c', 'd'].map((id) => row(id)) });
      time = 200_000;
      expect(await ids({ first: 2, after: next }, shop)).to.deep.equal(['d']);
    });

    it('pass over what cannot be used', async () => {
      const { warn } = console;
      console.warn = () => {};
      try {
        const products = [row('a'), { id: 'bad' }, row('b'), null, row('c')];
        const shop = open(catalogWith({ products }));
        const first = await shop.search({ first: 2 });
        expect(first.items.map(({ id }) => id)).to.deep.equal(['a', 'b']);
        expect(await ids({ first: 2, after: first.next }, shop)).to.deep.equal(['c']);
        expect(await ids({ sort: 'title' }, shop)).to.deep.equal(['a', 'b', 'c']);
      } finally {
        console.warn = warn;
      }
    });

    it('are of one query, collection and market', async () => {
      const backend = staticBackend({ catalog });
      const shop = backend.open({ currency: 'EUR' }).catalog;
      const { next } = await shop.search({ first: 1, text: 'linen' });
      expect(next).to.be.a('string');
      expect(await ids({ first: 2, text: 'linen', after: next }, shop)).to.deep.equal(['shirt-20', 'lamp-01']);
      const others = [
        () => shop.search({ first: 1, after: next }),
        () => shop.search({ first: 1, text: 'linen', sort: 'title', after: next }),
        () => shop.collection('apparel', { first: 1, text: 'linen', after: next }),
        () => backend.open({ currency: 'ILS' }).catalog.search({ first: 1, text: 'linen', after: next }),
      ];
      for (const other of others) await expectCode(other(), 'rejected');
    });

    it('refuse a cursor that somebody made', async () => {
      const { next } = await open().search({ first: 1 });
      const [key] = JSON.parse(next!) as [string];
      for (const position of [-1, 1.5, '1', null, 2 ** 60]) {
        await expectCode(open().search({ after: JSON.stringify([key, position, 'x']) }), 'rejected');
      }
      expect(await ids({ after: JSON.stringify([key, 10_000, 'x']) })).to.deep.equal([]);
    });
  });
});

describe('static backend: collections', () => {
  const collection = async (handle: string, query: ProductQuery = {}, shop = open()) =>
    (await shop.collection(handle, query))?.items.map(({ id }) => id) ?? null;

  it('are the products that name them, in the order of the file', async () => {
    expect(await collection('lighting')).to.deep.equal(['lamp-01', 'candle-11']);
  });

  it('may be empty where the file lists them', async () => {
    expect(await collection('outdoor')).to.deep.equal([]);
  });

  it('need not be listed', async () => {
    expect(await collection('lighting', {}, open(catalogWith({ collections: undefined })))).to.have.length(2);
  });

  for (const handle of ['', 'toString', '__proto__', 'Lighting']) {
    it(`are unknown by the name ${JSON.stringify(handle)}`, async () =>
      expect(await collection(handle)).to.equal(null));
  }

  it('are searched and sorted as everything is', async () => {
    expect(await collection('decoration', { text: 'wool' })).to.deep.equal(['rug-08']);
    expect(await collection('kitchen', { sort: 'price-ascending' })).to.deep.equal(['oil-07', 'coffee-09', 'mug-03']);
  });

  it('bear lists that are none', async () => {
    const broken = catalogWith({ collections: 'lighting', products: [{ ...lamp, collections: 'lighting' }] });
    expect(await collection('lighting', {}, open(broken))).to.equal(null);
  });
});
