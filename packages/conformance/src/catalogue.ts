import { able, type CatalogService, type ProductRef } from '@shuk/core';
import { expect } from 'chai';
import { NOWHERE } from './fixture.js';
import { allPages, byId, expectCode, expectSound, openIn, productOf, type Suite } from './support.js';

export function keepsTheCatalogue(suite: Suite): void {
  const { open, shop, it, beforeEach } = suite;
  let catalog: CatalogService;
  beforeEach(async () => {
    catalog = openIn(await open(), shop.market).catalog;
  });

  it('finds a product by id', async () => {
    const found = await productOf(catalog, shop.product.id);
    expect(found.id).to.equal(shop.product.id);
    expect(found.title).to.equal(shop.product.title);
    const variant = found.variants.find(({ id }) => id === shop.product.variantId);
    expect(variant?.price?.current).to.deep.equal(shop.product.price);
  });

  it('answers many in the order asked, with null for a miss', async () => {
    const ids = [shop.other.id, NOWHERE, shop.product.id, shop.other.id];
    const found = await catalog.products(ids.map(byId));
    expect(found.map((each) => each?.id ?? null)).to.deep.equal([shop.other.id, null, shop.product.id, shop.other.id]);
  });

  it('answers nothing with nothing', async () => {
    expect(await catalog.products([])).to.deep.equal([]);
  });

  for (const value of ['', ' ', '__proto__', 'constructor', 'a/../b?c#d', '"\\\n', '\uD800', 'x'.repeat(5_000)]) {
    it(`takes ${JSON.stringify(value.slice(0, 12))} for an id that nobody has`, async () => {
      expect(await catalog.products([byId(value)])).to.deep.equal([null]);
    });
  }

  for (const by of ['handle', 'sku'] as const) {
    const value = shop.product[by];
    it(`finds by ${by}, or says that it cannot`, async () => {
      const asked = catalog.products([
        { by, value: value ?? NOWHERE },
        { by, value: NOWHERE },
      ]);
      if (!able(catalog.abilities[by])) return expectCode(asked, 'unsupported');
      const found = await asked;
      expect(found[1]).to.equal(null);
      if (value !== undefined) expect(found[0]?.id).to.equal(shop.product.id);
    });
  }

  it('finds by id and otherwise in one call', async () => {
    const { handle } = shop.product;
    if (handle === undefined || !able(catalog.abilities.handle)) return;
    const refs: ProductRef[] = [byId(shop.other.id), { by: 'handle', value: handle }, byId(NOWHERE)];
    const found = await catalog.products(refs);
    expect(found.map((each) => each?.id)).to.deep.equal([shop.other.id, shop.product.id, undefined]);
  });

  it('gives only sound products', async () => {
    for (const found of await catalog.products([shop.product.id, shop.other.id].map(byId))) {
      if (found) expectSound(found);
    }
  });

  const { withOptions, soldOut, unpriced } = shop;
  if (withOptions) {
    it('lists options, and for each variant its value of each', async () => {
      const found = await productOf(catalog, withOptions.id);
      expect(found.options.map(({ name }) => name)).to.deep.equal(withOptions.options);
      expect(found.variants).to.have.length(withOptions.variants);
      expectSound(found);
      const combinations = found.variants.map(({ values }) => JSON.stringify(values));
      expect(new Set(combinations).size).to.equal(combinations.length);
    });
  }
  if (soldOut) {
    it('says what is sold out', async () => {
      const { variants } = await productOf(catalog, soldOut.id);
      const variant = variants.find(({ id }) => id === soldOut.variantId);
      expect(variant?.availability.state).to.equal('sold-out');
    });
  }
  if (unpriced) {
    it('shows no price where there is none for the market', async () => {
      const { variants } = await productOf(catalog, unpriced.id);
      expect(variants.find(({ id }) => id === unpriced.variantId)?.price).to.equal(undefined);
    });
  }

  it('searches, or says that it cannot', async () => {
    const asked = catalog.search({ text: shop.search?.text ?? NOWHERE });
    if (!able(catalog.abilities.search)) return expectCode(asked, 'unsupported');
    const { items } = await asked;
    if (shop.search) expect(items.map(({ id }) => id)).to.include(shop.search.id);
    items.forEach(expectSound);
  });

  it('finds nothing for words that nothing has', async () => {
    if (!able(catalog.abilities.search)) return;
    const { items, next } = await catalog.search({ text: NOWHERE });
    expect(items).to.deep.equal([]);
    expect(next).to.equal(undefined);
  });

  it('pages through a search to its end, each product once', async () => {
    if (!able(catalog.abilities.search)) return;
    const ids = await allPages((query) => catalog.search(query), 2);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids).to.include(shop.product.id);
    expect(ids).to.include(shop.other.id);
  });

  it('refuses the cursor of another query', async () => {
    if (!able(catalog.abilities.search)) return;
    const { next } = await catalog.search({ first: 1 });
    expect(next).to.be.a('string');
    await expectCode(catalog.search({ first: 1, after: next, text: 'something else' }), 'rejected');
  });

  it('refuses a cursor that is none', async () => {
    if (!able(catalog.abilities.search)) return;
    for (const after of ['', 'x', '[]', '{"__proto__":1}', '\uD800']) {
      await expectCode(catalog.search({ first: 1, after }), 'rejected');
    }
  });

  const { collection } = shop;
  if (collection) {
    it('pages through a collection to its end', async () => {
      const ids = await allPages(async (query) => {
        const page = await catalog.collection(collection.handle, query);
        if (!page) throw new Error('The collection is unknown.');
        return page;
      }, 1);
      expect([...ids].sort()).to.deep.equal([...collection.ids].sort());
    });
  }
  it('answers null for an unknown collection, or says that it knows none', async () => {
    const asked = catalog.collection(NOWHERE, {});
    if (!able(catalog.abilities.collection)) return expectCode(asked, 'unsupported');
    expect(await asked).to.equal(null);
  });
}
