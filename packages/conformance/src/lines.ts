import { able, type CartOperation } from '@shuk/core';
import { expect } from 'chai';
import { NOWHERE } from './fixture.js';
import { cartHelpers, contentsOf, expectRefused, expectSoundCart, expectText, type Suite } from './support.js';

export function keepsTheLines(suite: Suite): void {
  const { it, shop } = suite;
  const { cart, add, apply, begun, kept, pieces, lineOf } = cartHelpers(suite);

  it('begins with the first change', async () => {
    const { cart: first, outcomes } = await apply(undefined, add(shop.product, 2));
    expect(outcomes).to.deep.equal([{ status: 'done' }]);
    expectText(first.token);
    expect(pieces(first)).to.deep.equal([[shop.product.variantId, 2]]);
    expect(lineOf(first)).to.include({ productId: shop.product.id, title: shop.product.title });
    expectSoundCart(first);
  });

  it('gives each beginner a cart of their own', async () => {
    const first = await begun();
    const second = (await apply(undefined, add(shop.other))).cart;
    expect(pieces(second)).to.deep.equal([[shop.other.variantId, 1]]);
    expect(pieces(await kept(first.token))).to.deep.equal([[shop.product.variantId, 1]]);
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
    expect(contentsOf(await kept(both.token))).to.deep.equal(contentsOf(both));
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

  it('keeps the order of what it is told', async () => {
    const first = await begun();
    const line = lineOf(first);
    const nobodys = { id: NOWHERE, variantId: NOWHERE };
    const { cart: last, outcomes } = await apply(
      first.token,
      { type: 'set', lineId: line.id, quantity: 3 },
      add(shop.other),
      { type: 'set', lineId: NOWHERE, quantity: 2 },
      add(nobodys),
      { type: 'remove', lineId: line.id },
    );
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['done', 'done', 'refused', 'refused', 'done']);
    expect(pieces(last)).to.deep.equal([[shop.other.variantId, 1]]);
  });

  it('sells nothing by a plan where it knows none', async () => {
    if (able(cart().abilities.plans)) return;
    const answer = await apply(undefined, add(shop.other), { ...add(shop.product), planId: NOWHERE } as CartOperation);
    expectRefused(answer, 1, ['unsupported']);
    expect(answer.cart.lines).to.have.length(1);
  });

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
}
