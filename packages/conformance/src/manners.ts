import { able, type Ability, type Backend, type CartOperation, type CatalogService } from '@shuk/core';
import { expect } from 'chai';
import { NOWHERE } from './fixture.js';
import { byId, deepFreeze, openIn, polluted, productOf, thrown, type Suite } from './support.js';

export function hasManners(suite: Suite): void {
  const { open, shop, it, beforeEach } = suite;
  let backend: Backend;
  let catalog: CatalogService;
  beforeEach(async () => {
    backend = await open();
    catalog = openIn(backend, shop.market).catalog;
  });

  type Call = [string, Ability | boolean | undefined, (signal?: AbortSignal) => Promise<unknown> | undefined];

  /** Every call that the shop can answer. */
  async function calls(): Promise<Call[]> {
    const { catalog, cart, reviews, recommendations } = openIn(backend, shop.market);
    const { id } = shop.product;
    const added: CartOperation = {
      type: 'add',
      productId: shop.product.id,
      variantId: shop.product.variantId,
      quantity: 1,
    };
    const token = (await cart?.apply(undefined, [added]))?.cart.token ?? '';
    const handle = shop.collection?.handle ?? NOWHERE;
    const every: Call[] = [
      ['products', true, (signal) => catalog.products([byId(id)], { signal })],
      ['search', catalog.abilities.search, (signal) => catalog.search({ first: 1 }, { signal })],
      ['collection', catalog.abilities.collection, (signal) => catalog.collection(handle, {}, { signal })],
      ['read', Boolean(cart), (signal) => cart?.read(token, { signal })],
      ['apply', Boolean(cart), (signal) => cart?.apply(token, [added], { signal })],
      ['checkout', cart?.abilities.checkout, (signal) => cart?.checkout(token, { signal })],
      ['summaries', reviews?.abilities.summary, (signal) => reviews?.summaries([id], { signal })],
      ['page', reviews?.abilities.page, (signal) => reviews?.page({ product: id }, { signal })],
      ...(['product', 'visitor'] as const).map((kind): Call => [
        `recommendations for a ${kind}`,
        recommendations?.abilities[kind],
        (signal) => recommendations?.products(kind === 'product' ? { for: kind, id } : { for: kind }, { signal }),
      ]),
    ];
    return every.filter(([, can]) => (typeof can === 'boolean' ? can : can && able(can)));
  }

  it('rejects with the reason of a signal that is aborted already', async () => {
    for (const [name, , call] of await calls()) {
      const reason = new Error('left the page');
      expect(await thrown(call(AbortSignal.abort(reason))), name).to.equal(reason);
    }
  });

  it('rejects with the reason of a signal that is aborted meanwhile', async () => {
    for (const [name, , call] of await calls()) {
      const controller = new AbortController();
      const pending = call(controller.signal);
      const reason = { name };
      controller.abort(reason);
      expect(await thrown(pending), name).to.equal(reason);
    }
  });

  it('works again after an abort', async () => {
    for (const [, , call] of await calls()) {
      const controller = new AbortController();
      const pending = call(controller.signal);
      controller.abort();
      await thrown(pending);
    }
    expect((await productOf(catalog, shop.product.id)).id).to.equal(shop.product.id);
  });

  it('writes to nothing it is given', async () => {
    const refs = deepFreeze([byId(shop.product.id), byId(NOWHERE)]);
    expect(await catalog.products(refs, deepFreeze({}))).to.have.length(2);
    if (able(catalog.abilities.search)) await catalog.search(deepFreeze({ first: 1 }), deepFreeze({}));
    // The operations of all cart tests are frozen as well.
  });

  it('bears a polluted Object.prototype', async () => {
    const { cart } = openIn(backend, shop.market);
    const before = await catalog.products([byId(shop.product.id)]);
    const added: CartOperation = { type: 'add', variantId: shop.product.variantId, quantity: 1 };
    const [found, answer] = await polluted(
      {
        signal: AbortSignal.abort(),
        currency: 'XTS',
        country: 'XX',
        language: 'xx',
        after: 'x',
        body: 'x',
        token: 'x',
      },
      async () => {
        const session = openIn(backend, shop.market);
        return [
          await session.catalog.products([byId(shop.product.id)]),
          await session.cart?.apply(undefined, [{ ...added, productId: shop.product.id }]),
        ] as const;
      },
    );
    expect(found).to.deep.equal(before);
    if (cart) expect(answer?.cart.lines).to.have.length(1);
  });
}
