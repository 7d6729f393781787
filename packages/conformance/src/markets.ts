import { able } from '@shuk/core';
import { expect } from 'chai';
import { byId, expectCode, expectSoundCart, openIn, productOf, type Suite } from './support.js';

/** Two markets of one shop. */
export function keepsTheMarkets({ open, shop, it }: Suite): void {
  const { product, market, otherMarket: other } = shop;
  const opened = async (where = market) => openIn(await open(), where);
  const added = { type: 'add', productId: product.id, variantId: product.variantId, quantity: 2 } as const;

  it('gives prices in the currency of the market only', async () => {
    const { catalog } = await opened();
    const ids = [product, shop.other, shop.soldOut, shop.scarce, shop.unpriced].flatMap((it) => it?.id ?? []);
    const found = await catalog.products(ids.map(byId));
    const prices = found.flatMap((it) => it?.variants ?? []).flatMap(({ price }) => price ?? []);
    expect(prices).to.have.lengthOf.at.least(1);
    for (const { current, compareAt } of prices) {
      expect([current.currency, compareAt?.currency ?? market.currency]).to.deep.equal([
        market.currency,
        market.currency,
      ]);
    }
  });

  if (!other) return;

  it('gives the price of another market', async () => {
    const { catalog } = await opened(other.market);
    const { variants } = await productOf(catalog, product.id);
    expect(variants.find(({ id }) => id === product.variantId)?.price?.current).to.deep.equal(other.price);
  });

  const { title } = other;
  if (title !== undefined) {
    it('speaks the language of another market', async () => {
      const { catalog, cart } = await opened(other.market);
      expect((await productOf(catalog, product.id)).title).to.equal(title);
      const answer = await cart?.apply(undefined, [added]);
      if (answer) expect(answer.cart.lines.map((line) => line.title)).to.deep.equal([title]);
    });
  }

  it('keeps the market of each of two sessions', async () => {
    const backend = await open();
    const [here, there] = [openIn(backend, market), openIn(backend, other.market)];
    const priceIn = async ({ catalog }: typeof here) =>
      (await productOf(catalog, product.id)).variants.find(({ id }) => id === product.variantId)?.price?.current;
    const both = await Promise.all([priceIn(here), priceIn(there)]);
    expect(both).to.deep.equal([product.price, other.price]);
    expect(await priceIn(here)).to.deep.equal(product.price);
  });

  it('refuses the cursor of another market', async () => {
    const [here, there] = [await opened(), await opened(other.market)];
    if (!able(here.catalog.abilities.search)) return;
    const { next } = await here.catalog.search({ first: 1 });
    await expectCode(there.catalog.search({ first: 1, after: next }), 'rejected');
  });

  it('begins a cart in another market', async () => {
    const { cart } = await opened(other.market);
    const answer = await cart?.apply(undefined, [added]);
    if (!answer) return;
    expect(answer.outcomes).to.deep.equal([{ status: 'done' }]);
    expect(answer.cart.currency).to.equal(other.price.currency);
    expect(answer.cart.lines.map(({ price }) => price.current)).to.deep.equal([other.price]);
    expectSoundCart(answer.cart);
  });

  it('leads each market to a checkout of its own, where the address carries it', async () => {
    const urls: string[] = [];
    for (const where of [market, other.market]) {
      const { cart } = await opened(where);
      if (!cart || !able(cart.abilities.checkout)) return;
      const { url, carries } = await cart.checkout((await cart.apply(undefined, [added])).cart.token);
      if (!carries.includes('market')) return;
      urls.push(url);
    }
    expect(new Set(urls).size).to.equal(2);
  });
}
