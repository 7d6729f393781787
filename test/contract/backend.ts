/**
 * The promises of `packages/core/src/contract.ts`, run against an adapter and a shop that has what a fixture names.
 * What a shop lacks is left out of the fixture, or declared as the ability `none`: then it has to say so properly.
 */
import {
  CommerceError,
  isCurrency,
  type Ability,
  type Backend,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartService,
  type CatalogService,
  type Market,
  type Money,
  type Page,
  type Product,
  type ProductQuery,
  type ProductRef,
} from '@shuk/core';
import { expect } from '@open-wc/testing';

interface Buyable {
  readonly id: string;
  readonly variantId: string;
}

/** What the shop behind `open` has. All of it holds in `market`. */
export interface ShopFixture {
  readonly market: Market;
  /** Can be added six times. `handle` and `sku` where the shop has such abilities; the SKU is that of `variantId`. */
  readonly product: Buyable & {
    readonly title: string;
    readonly price: Money;
    readonly handle?: string;
    readonly sku?: string;
  };
  /** Another one that can be added twice. */
  readonly other: Buyable;
  /** The names of its options in order, and how many variants there are. */
  readonly withOptions?: { readonly id: string; readonly options: readonly string[]; readonly variants: number };
  readonly soldOut?: Buyable;
  /** Has so many and not more. */
  readonly scarce?: Buyable & { readonly left: number };
  /** Has no price in `market`. */
  readonly unpriced?: Buyable;
  readonly plan?: Buyable & { readonly planId: string };
  /** At least two products. */
  readonly collection?: { readonly handle: string; readonly ids: readonly string[] };
  /** Finds `id`, and not everything. */
  readonly search?: { readonly text: string; readonly id: string };
  /** Takes something off a cart with `product`. */
  readonly code?: string;
  /** Refused for a cart with `product`, now at least. */
  readonly refusedCodes?: readonly string[];
}

/** What nobody has. */
const NOWHERE = 'no-such-thing-0';

export function keepsTheBackendContract(open: () => Backend | Promise<Backend>, shop: ShopFixture): void {
  let backend: Backend;
  let catalog: CatalogService;

  const openIn = (market: Market) => backend.open(deepFreeze({ ...market }));

  beforeEach(async () => {
    backend = await open();
    catalog = openIn(shop.market).catalog;
  });

  const byId = (value: string): ProductRef => ({ by: 'id', value });
  const product = async (id: string): Promise<Product> => {
    const [found] = await catalog.products([byId(id)]);
    if (!found) throw new Error(`The shop of the fixture has no product ${id}.`);
    return found;
  };

  describe('session', () => {
    it('is of a shop that names itself the same each time', async () => {
      expect(backend.name).to.match(/^[a-z][a-z0-9-]*$/);
      expect(backend.shop).to.be.a('string').that.is.not.empty;
      expect((await open()).shop).to.equal(backend.shop);
    });

    it('keeps its market', () => {
      const { country, currency, language } = openIn(shop.market).market;
      expect({ country, currency, language }).to.deep.equal({
        country: shop.market.country,
        currency: shop.market.currency,
        language: shop.market.language,
      });
    });

    it('declares every ability in the agreed words', () => {
      const { cart } = openIn(shop.market);
      for (const ability of Object.values({ ...catalog.abilities, ...cart?.abilities })) {
        if (typeof ability === 'string') expect(ability).to.be.oneOf(['native', 'emulated', 'none']);
        else expect(ability.setup).to.be.a('string').that.is.not.empty;
      }
    });
  });

  describe('catalogue', () => {
    it('finds a product by id', async () => {
      const found = await product(shop.product.id);
      expect(found.id).to.equal(shop.product.id);
      expect(found.title).to.equal(shop.product.title);
      const variant = found.variants.find(({ id }) => id === shop.product.variantId);
      expect(variant?.price?.current).to.deep.equal(shop.product.price);
    });

    it('answers many in the order asked, with null for a miss', async () => {
      const ids = [shop.other.id, NOWHERE, shop.product.id, shop.other.id];
      const found = await catalog.products(ids.map(byId));
      expect(found.map((each) => each?.id ?? null)).to.deep.equal([
        shop.other.id,
        null,
        shop.product.id,
        shop.other.id,
      ]);
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
        if (!has(catalog.abilities[by])) return expectCode(asked, 'unsupported');
        const found = await asked;
        expect(found[1]).to.equal(null);
        if (value !== undefined) expect(found[0]?.id).to.equal(shop.product.id);
      });
    }

    it('finds by id and otherwise in one call', async () => {
      const { handle } = shop.product;
      if (handle === undefined || !has(catalog.abilities.handle)) return;
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
        const found = await product(withOptions.id);
        expect(found.options.map(({ name }) => name)).to.deep.equal(withOptions.options);
        expect(found.variants).to.have.length(withOptions.variants);
        expectSound(found);
        const combinations = found.variants.map(({ values }) => JSON.stringify(values));
        expect(new Set(combinations).size).to.equal(combinations.length);
      });
    }
    if (soldOut) {
      it('says what is sold out', async () => {
        const { variants } = await product(soldOut.id);
        const variant = variants.find(({ id }) => id === soldOut.variantId);
        expect(variant?.availability.state).to.equal('sold-out');
      });
    }
    if (unpriced) {
      it('shows no price where there is none for the market', async () => {
        const { variants } = await product(unpriced.id);
        expect(variants.find(({ id }) => id === unpriced.variantId)?.price).to.equal(undefined);
      });
    }

    it('searches, or says that it cannot', async () => {
      const asked = catalog.search({ text: shop.search?.text ?? NOWHERE });
      if (!has(catalog.abilities.search)) return expectCode(asked, 'unsupported');
      const { items } = await asked;
      if (shop.search) expect(items.map(({ id }) => id)).to.include(shop.search.id);
      items.forEach(expectSound);
    });

    it('finds nothing for words that nothing has', async () => {
      if (!has(catalog.abilities.search)) return;
      const { items, next } = await catalog.search({ text: NOWHERE });
      expect(items).to.deep.equal([]);
      expect(next).to.equal(undefined);
    });

    it('pages through a search to its end, each product once', async () => {
      if (!has(catalog.abilities.search)) return;
      const ids = await allPages((query) => catalog.search(query), 2);
      expect(new Set(ids).size).to.equal(ids.length);
      expect(ids).to.include(shop.product.id);
      expect(ids).to.include(shop.other.id);
    });

    it('refuses the cursor of another query', async () => {
      if (!has(catalog.abilities.search)) return;
      const { next } = await catalog.search({ first: 1 });
      expect(next).to.be.a('string');
      await expectCode(catalog.search({ first: 1, after: next, text: 'something else' }), 'rejected');
    });

    it('refuses a cursor that is none', async () => {
      if (!has(catalog.abilities.search)) return;
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
      if (!has(catalog.abilities.collection)) return expectCode(asked, 'unsupported');
      expect(await asked).to.equal(null);
    });
  });

  describe('cart', () => {
    let cart: CartService;
    beforeEach(() => {
      const service = openIn(shop.market).cart;
      if (!service) throw new Error('This shop has no cart.');
      cart = service;
    });

    const add = ({ id, variantId }: Buyable, quantity = 1): CartOperation => ({
      type: 'add',
      productId: id,
      variantId,
      quantity,
    });
    const apply = (token: string | undefined, ...operations: readonly CartOperation[]): Promise<CartAnswer> =>
      cart.apply(token, deepFreeze(operations));
    /** A cart with so many of `product`. */
    const begun = async (quantity = 1): Promise<Cart> => (await apply(undefined, add(shop.product, quantity))).cart;
    const pieces = ({ lines }: Cart) => lines.map(({ variantId, quantity }) => [variantId, quantity]);
    const lineOf = ({ lines }: Cart) => {
      const line = lines.find(({ variantId }) => variantId === shop.product.variantId);
      if (!line) throw new Error('The line is gone.');
      return line;
    };

    it('begins with the first change', async () => {
      const { cart: first, outcomes } = await apply(undefined, add(shop.product, 2));
      expect(outcomes).to.deep.equal([{ status: 'done' }]);
      expect(first.token).to.be.a('string').that.is.not.empty;
      expect(pieces(first)).to.deep.equal([[shop.product.variantId, 2]]);
      expect(lineOf(first)).to.include({ productId: shop.product.id, title: shop.product.title });
      expectSoundCart(first);
    });

    it('gives each beginner a cart of their own', async () => {
      const first = await begun();
      const second = (await apply(undefined, add(shop.other))).cart;
      expect(pieces(second)).to.deep.equal([[shop.other.variantId, 1]]);
      expect(pieces((await cart.read(first.token))!)).to.deep.equal([[shop.product.variantId, 1]]);
    });

    it('takes many at once', async () => {
      const { cart: both, outcomes } = await apply(undefined, add(shop.product, 2), add(shop.other));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['done', 'done']);
      expect(pieces(both)).to.have.deep.members([
        [shop.product.variantId, 2],
        [shop.other.variantId, 1],
      ]);
    });

    it('puts the same thing into the line it already has', async () => {
      const { token } = await begun(2);
      const { cart: more } = await apply(token, add(shop.product));
      expect(pieces(more)).to.deep.equal([[shop.product.variantId, 3]]);
    });

    it('answers with the whole cart', async () => {
      const { token } = await begun(2);
      const { cart: both } = await apply(token, add(shop.other));
      expect(both.lines).to.have.length(2);
      expectSoundCart(both);
    });

    it('reads what was answered', async () => {
      const { cart: both } = await apply(undefined, add(shop.product), add(shop.other, 2));
      expect(contentsOf((await cart.read(both.token))!)).to.deep.equal(contentsOf(both));
    });

    it('sets a quantity, however often it is told', async () => {
      const first = await begun(2);
      const set: CartOperation = { type: 'set', lineId: lineOf(first).id, quantity: 5 };
      const once = await apply(first.token, set);
      const twice = await apply(once.cart.token, set);
      expect(once.outcomes).to.deep.equal([{ status: 'done' }]);
      expect(twice.outcomes).to.deep.equal([{ status: 'done' }]);
      expect(pieces(once.cart)).to.deep.equal([[shop.product.variantId, 5]]);
      expect(contentsOf(twice.cart)).to.deep.equal(contentsOf(once.cart));
    });

    it('removes a line that is set to nothing', async () => {
      const first = await begun(2);
      const { cart: empty, outcomes } = await apply(first.token, {
        type: 'set',
        lineId: lineOf(first).id,
        quantity: 0,
      });
      expect(outcomes).to.deep.equal([{ status: 'done' }]);
      expect(empty.lines).to.deep.equal([]);
      expectSoundCart(empty);
    });

    it('removes a line, and bears to be told twice', async () => {
      const { cart: both } = await apply(undefined, add(shop.product), add(shop.other));
      const remove: CartOperation = { type: 'remove', lineId: lineOf(both).id };
      const once = await apply(both.token, remove);
      expect(once.outcomes).to.deep.equal([{ status: 'done' }]);
      expect(pieces(once.cart)).to.deep.equal([[shop.other.variantId, 1]]);
      const twice = await apply(once.cart.token, remove);
      expect(pieces(twice.cart)).to.deep.equal([[shop.other.variantId, 1]]);
      if (twice.outcomes[0]?.status !== 'done') expectRefused(twice, 0, ['line-gone']);
    });

    it('says that a line to be set is gone', async () => {
      const first = await begun();
      const answer = await apply(first.token, { type: 'set', lineId: NOWHERE, quantity: 2 });
      expectRefused(answer, 0, ['line-gone']);
      expect(pieces(answer.cart)).to.deep.equal([[shop.product.variantId, 1]]);
    });

    it('gives one outcome for each operation, and a refused one does not stop the rest', async () => {
      const nobodys = { id: NOWHERE, variantId: NOWHERE };
      const answer = await apply(undefined, add(shop.product), add(nobodys), add(shop.other));
      expect(answer.outcomes).to.have.length(3);
      expect(answer.outcomes.map(({ status }) => status)).to.deep.equal(['done', 'refused', 'done']);
      expectRefused(answer, 1, ['rejected', 'out-of-stock', 'unsupported']);
      expect(answer.cart.lines).to.have.length(2);
    });

    for (const quantity of [0, -1, 1.5, NaN, Infinity]) {
      it(`refuses to add ${quantity}`, async () => {
        const { token } = await begun();
        const answer = await apply(token, add(shop.other, quantity));
        expectRefused(answer, 0, ['quantity-rule']);
        expect(answer.cart.lines).to.have.length(1);
      });
    }

    for (const quantity of [-1, 1.5, NaN]) {
      it(`refuses to set ${quantity}`, async () => {
        const first = await begun(2);
        const answer = await apply(first.token, { type: 'set', lineId: lineOf(first).id, quantity });
        expectRefused(answer, 0, ['quantity-rule']);
        expect(pieces(answer.cart)).to.deep.equal([[shop.product.variantId, 2]]);
      });
    }

    const { soldOut, scarce, unpriced, plan } = shop;
    if (soldOut) {
      it('refuses what is sold out', async () => {
        const answer = await apply(undefined, add(shop.product), add(soldOut));
        expectRefused(answer, 1, ['out-of-stock']);
        expect(answer.cart.lines).to.have.length(1);
      });
    }
    if (scarce) {
      it('sells no more than there are, and says how many', async () => {
        const answer = await apply(undefined, add(shop.product), add(scarce, scarce.left + 1));
        const [, outcome] = answer.outcomes;
        expect(outcome?.status).to.be.oneOf(['clamped', 'refused']);
        if (outcome?.status === 'done') return;
        expect(outcome?.error.code).to.equal('insufficient-stock');
        const line = answer.cart.lines.find(({ variantId }) => variantId === scarce.variantId);
        expect(line?.quantity).to.equal(outcome?.status === 'clamped' ? scarce.left : undefined);
        if (outcome?.status === 'clamped') expect(outcome.quantity).to.equal(scarce.left);
      });

      it('sells all there are', async () => {
        const answer = await apply(undefined, add(scarce, scarce.left));
        expect(answer.outcomes).to.deep.equal([{ status: 'done' }]);
        expect(pieces(answer.cart)).to.deep.equal([[scarce.variantId, scarce.left]]);
      });
    }
    if (unpriced) {
      it('refuses what has no price in the market', async () => {
        const answer = await apply(undefined, add(shop.product), add(unpriced));
        expectRefused(answer, 1, ['price-missing']);
        expect(answer.cart.lines).to.have.length(1);
      });
    }
    if (plan) {
      it('keeps the plan of a line, apart from the same thing bought once', async () => {
        const answer = await apply(undefined, add(plan), {
          ...add(plan),
          type: 'add',
          planId: plan.planId,
        } as CartOperation);
        expect(answer.outcomes.map(({ status }) => status)).to.deep.equal(['done', 'done']);
        expect(answer.cart.lines.map((line) => line.plan?.id)).to.have.members([undefined, plan.planId]);
      });
    }

    const { code } = shop;
    it('takes a discount code, or says that it takes none', async () => {
      const first = await begun();
      const answer = await apply(first.token, { type: 'add-code', code: code ?? NOWHERE });
      if (!has(cart.abilities.codes)) return expectRefused(answer, 0, ['unsupported']);
      if (!code) return;
      expect(answer.outcomes).to.deep.equal([{ status: 'done' }]);
      expect(answer.cart.codes).to.deep.equal([{ code, applied: true }]);
      expect(answer.cart.discount?.amount).to.be.greaterThan(0);
      expect(answer.cart.total.amount).to.be.lessThan(first.total.amount);
      expectSoundCart(answer.cart);
    });
    if (code) {
      it('takes a discount code once', async () => {
        const { token } = await begun();
        const once = await apply(token, { type: 'add-code', code });
        const twice = await apply(once.cart.token, { type: 'add-code', code });
        expect(contentsOf(twice.cart)).to.deep.equal(contentsOf(once.cart));
      });

      it('gives a discount code back', async () => {
        const first = await begun();
        const { cart: coded } = await apply(first.token, { type: 'add-code', code });
        const answer = await apply(coded.token, { type: 'remove-code', code });
        expect(answer.outcomes).to.deep.equal([{ status: 'done' }]);
        expect(contentsOf(answer.cart)).to.deep.equal(contentsOf(first));
      });

      it('keeps the code while the cart changes', async () => {
        const { token } = await begun();
        const { cart: coded } = await apply(token, { type: 'add-code', code });
        const { cart: more } = await apply(coded.token, add(shop.product));
        expect(more.codes).to.deep.equal([{ code, applied: true }]);
        expect(more.discount!.amount).to.be.at.least(coded.discount!.amount);
      });
    }
    for (const refused of [NOWHERE, ...(shop.refusedCodes ?? [])]) {
      it(`refuses the code ${refused}`, async () => {
        if (!has(cart.abilities.codes)) return;
        const first = await begun();
        const answer = await apply(first.token, { type: 'add-code', code: refused });
        expectRefused(answer, 0, ['code-unknown', 'code-expired', 'code-not-applicable']);
        expect(answer.cart.codes.filter(({ applied }) => applied)).to.deep.equal([]);
        expect(answer.cart.total).to.deep.equal(first.total);
      });
    }

    it('keeps a note, or says that it cannot', async () => {
      const { token } = await begun();
      const answer = await apply(token, { type: 'note', text: 'Ring twice\nשלום' });
      if (!has(cart.abilities.note)) return expectRefused(answer, 0, ['unsupported']);
      expect(answer.cart.note).to.equal('Ring twice\nשלום');
      expect((await cart.read(answer.cart.token))?.note).to.equal('Ring twice\nשלום');
      const { cart: bare } = await apply(answer.cart.token, { type: 'note', text: '' });
      expect(bare.note ?? '').to.equal('');
    });

    it('keeps attributes of the cart, or says that it cannot', async () => {
      const attributes = [{ name: 'Gift wrap', value: 'yes, "please" & <soon>' }];
      const { token } = await begun();
      const answer = await apply(token, { type: 'attributes', attributes });
      if (!has(cart.abilities.attributes)) return expectRefused(answer, 0, ['unsupported']);
      expect(answer.cart.attributes).to.deep.equal(attributes);
      expect((await cart.read(answer.cart.token))?.attributes).to.deep.equal(attributes);
    });

    it('keeps attributes of a line apart, or says that it cannot', async () => {
      const engraving = [{ name: 'Engraving', value: 'For Dana' }];
      const { token } = await begun();
      const answer = await apply(token, { ...add(shop.product), type: 'add', attributes: engraving } as CartOperation);
      if (!has(cart.abilities['line-attributes'])) return expectRefused(answer, 0, ['unsupported']);
      expect(answer.cart.lines.map(({ attributes }) => attributes)).to.have.deep.members([[], engraving]);
      const ids = answer.cart.lines.map(({ id }) => id);
      expect(new Set(ids).size).to.equal(2);
    });

    it('changes attributes of a line', async () => {
      if (!has(cart.abilities['line-attributes'])) return;
      const first = await begun(2);
      const attributes = [{ name: 'Engraving', value: 'For Noa' }];
      const answer = await apply(first.token, { type: 'line-attributes', lineId: lineOf(first).id, attributes });
      expect(answer.outcomes).to.deep.equal([{ status: 'done' }]);
      expect(pieces(answer.cart)).to.deep.equal([[shop.product.variantId, 2]]);
      expect(lineOf(answer.cart).attributes).to.deep.equal(attributes);
    });

    for (const token of ['', NOWHERE, '1.', '1.AAAA', '\uD800', 'x'.repeat(300_000)]) {
      it(`knows no cart behind the token ${JSON.stringify(token.slice(0, 16))}`, async () => {
        expect(await cart.read(token)).to.equal(null);
        await expectCode(apply(token, add(shop.product)), 'cart-gone');
      });
    }

    it('leads to the checkout, or says that it cannot', async () => {
      const { token } = await begun();
      const asked = cart.checkout(token);
      if (!has(cart.abilities.checkout)) return expectCode(asked, 'unsupported');
      const { url, carries } = await asked;
      expect(url).to.match(/^(?:https?|mailto):/);
      for (const part of carries) expect(part).to.be.oneOf(['lines', 'codes', 'note', 'attributes', 'market']);
    });

    it('does not check out a cart that is gone', async () => {
      if (!has(cart.abilities.checkout)) return;
      await expectCode(cart.checkout(NOWHERE), 'cart-gone');
    });
  });

  describe('manners', () => {
    /** Every call there is, of a session that has a cart. */
    async function calls(): Promise<[string, (signal?: AbortSignal) => Promise<unknown>][]> {
      const session = openIn(shop.market);
      const { cart } = session;
      const added: CartOperation = {
        type: 'add',
        productId: shop.product.id,
        variantId: shop.product.variantId,
        quantity: 1,
      };
      const token = (await cart?.apply(undefined, [added]))?.cart.token ?? '';
      const handle = shop.collection?.handle ?? NOWHERE;
      return [
        ['products', (signal) => session.catalog.products([byId(shop.product.id)], { signal })],
        ['search', (signal) => session.catalog.search({ first: 1 }, { signal })],
        ['collection', (signal) => session.catalog.collection(handle, {}, { signal })],
        ...(cart
          ? ([
              ['read', (signal) => cart.read(token, { signal })],
              ['apply', (signal) => cart.apply(token, [added], { signal })],
              ['checkout', (signal) => cart.checkout(token, { signal })],
            ] as [string, (signal?: AbortSignal) => Promise<unknown>][])
          : []),
      ];
    }

    it('rejects with the reason of a signal that is aborted already', async () => {
      for (const [name, call] of await calls()) {
        const reason = new Error('left the page');
        expect(await thrown(call(AbortSignal.abort(reason))), name).to.equal(reason);
      }
    });

    it('rejects with the reason of a signal that is aborted meanwhile', async () => {
      for (const [name, call] of await calls()) {
        const controller = new AbortController();
        const pending = call(controller.signal);
        const reason = { name };
        controller.abort(reason);
        expect(await thrown(pending), name).to.equal(reason);
      }
    });

    it('works again after an abort', async () => {
      for (const [, call] of await calls()) {
        const controller = new AbortController();
        const pending = call(controller.signal);
        controller.abort();
        await thrown(pending);
      }
      expect((await product(shop.product.id)).id).to.equal(shop.product.id);
    });

    it('writes to nothing it is given', async () => {
      const refs = deepFreeze([byId(shop.product.id), byId(NOWHERE)]);
      expect(await catalog.products(refs, deepFreeze({}))).to.have.length(2);
      if (has(catalog.abilities.search)) await catalog.search(deepFreeze({ first: 1 }), deepFreeze({}));
      // The operations of all cart tests are frozen as well.
    });

    it('bears a polluted Object.prototype', async () => {
      const { cart } = openIn(shop.market);
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
          const session = openIn(shop.market);
          return [
            await session.catalog.products([byId(shop.product.id)]),
            await session.cart?.apply(undefined, [{ ...added, productId: shop.product.id }]),
          ] as const;
        },
      );
      expect(found).to.deep.equal(before);
      if (cart) expect(answer?.cart.lines).to.have.length(1);
    });
  });
}

/** `setup` means that the shop of this fixture does not have it yet. */
function has(ability: Ability): boolean {
  return ability === 'native' || ability === 'emulated';
}

async function thrown(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error('This should have been rejected.');
}

/** The call rejects with a `CommerceError` of this code. */
export async function expectCode(promise: Promise<unknown>, code: CommerceError['code']): Promise<void> {
  const error = await thrown(promise);
  expect(error).to.be.instanceOf(CommerceError);
  expect((error as CommerceError).code).to.equal(code);
}

function expectRefused({ outcomes }: CartAnswer, index: number, codes: readonly CommerceError['code'][]): void {
  const outcome = outcomes[index];
  expect(outcome?.status).to.equal('refused');
  if (outcome?.status !== 'refused') return;
  expect(outcome.error).to.be.instanceOf(CommerceError);
  expect(outcome.error.code).to.be.oneOf([...codes]);
}

async function allPages(ask: (query: ProductQuery) => Promise<Page<Product>>, first: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const { items, next }: Page<Product> = await ask({ first, after });
    expect(items.length).to.be.at.most(first);
    ids.push(...items.map(({ id }) => id));
    if (next !== undefined) expect(next).to.not.equal(after);
    after = next;
    if (ids.length > 500) throw new Error('The pages do not end.');
  } while (after !== undefined);
  return ids;
}

/** What `model.ts` promises of every product. */
export function expectSound(product: Product): void {
  expect(product.id).to.be.a('string').that.is.not.empty;
  expect(product.title).to.be.a('string').that.is.not.empty;
  expect(product.variants).to.be.an('array').that.is.not.empty;
  for (const address of [product.url, ...product.images.map(({ src }) => src)]) {
    if (address !== undefined) expect(address).to.match(/^https?:\/\//);
  }
  for (const { values, price, availability, rule, plans } of product.variants) {
    expect(values).to.have.length(product.options.length);
    values.forEach((value, index) => {
      expect(product.options[index]?.values.map(({ name }) => name)).to.include(value);
    });
    if (price) expectMoney(price.current);
    expect(availability.state).to.be.oneOf(['in-stock', 'low-stock', 'backorder', 'preorder', 'sold-out']);
    expect(rule.min).to.be.at.least(1);
    expect(rule.step).to.be.at.least(1);
    expect(plans).to.be.an('array');
  }
}

function expectSoundCart({ token, currency, lines, subtotal, discount, total, codes, attributes }: Cart): void {
  expect(token).to.be.a('string').that.is.not.empty;
  expect(isCurrency(currency)).to.equal(true);
  for (const money of [subtotal, total, ...(discount ? [discount] : []), ...lines.map((line) => line.total)]) {
    expectMoney(money);
    expect(money.currency).to.equal(currency);
  }
  expect(new Set(lines.map(({ id }) => id)).size).to.equal(lines.length);
  for (const { quantity, price } of lines) {
    expect(Number.isSafeInteger(quantity) && quantity > 0).to.equal(true);
    expectMoney(price.current);
  }
  expect(codes).to.be.an('array');
  expect(attributes).to.be.an('array');
}

function expectMoney({ amount, currency }: Money): void {
  expect(Number.isSafeInteger(amount) && amount >= 0, `${amount} ${currency}`).to.equal(true);
  expect(isCurrency(currency)).to.equal(true);
}

/** All of a cart that does not have to change with each answer. */
function contentsOf({ token: _token, revision: _revision, ...contents }: Cart): Omit<Cart, 'token' | 'revision'> {
  return contents;
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

async function polluted<T>(fields: Readonly<Record<string, unknown>>, work: () => Promise<T>): Promise<T> {
  for (const [name, value] of Object.entries(fields)) {
    Object.defineProperty(Object.prototype, name, { value, configurable: true, writable: true });
  }
  try {
    return await work();
  } finally {
    for (const name of Object.keys(fields)) delete (Object.prototype as unknown as Record<string, unknown>)[name];
  }
}
