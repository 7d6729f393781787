import { able } from '@shuk/core';
import { expect } from 'chai';
import { cartHelpers, contentsOf, deepFreeze, expectCode, expectText, type Suite } from './support.js';

/** What the stores count on when they repeat a change: keys and revisions, where the shop has them. */
export function keepsItsKeys(suite: Suite): void {
  const { it, shop } = suite;
  const { cart, add, apply, begun, kept, pieces, lineOf } = cartHelpers(suite);
  const keyed = (key: string) => deepFreeze({ idempotencyKey: key });

  it('acts once on a change with the same key', async () => {
    if (!able(cart().abilities.idempotency)) return;
    const { token } = await begun();
    const more = deepFreeze([add(shop.product, 2), add(shop.other)]);
    const once = await cart().apply(token, more, keyed('0b9a6c1e-7a4b-4b71-9f0c-000000000001'));
    const twice = await cart().apply(once.cart.token, more, keyed('0b9a6c1e-7a4b-4b71-9f0c-000000000001'));
    expect(twice.outcomes).to.deep.equal(once.outcomes);
    expect(contentsOf(twice.cart)).to.deep.equal(contentsOf(once.cart));
    expect(pieces(await kept(twice.cart.token))).to.have.deep.members([
      [shop.product.variantId, 3],
      [shop.other.variantId, 1],
    ]);
  });

  it('begins one cart for the same key', async () => {
    if (!able(cart().abilities.idempotency)) return;
    const first = deepFreeze([add(shop.product, 2)]);
    const once = await cart().apply(undefined, first, keyed('0b9a6c1e-7a4b-4b71-9f0c-000000000002'));
    const twice = await cart().apply(undefined, first, keyed('0b9a6c1e-7a4b-4b71-9f0c-000000000002'));
    expect(contentsOf(twice.cart)).to.deep.equal(contentsOf(once.cart));
    expect(pieces(await kept(twice.cart.token))).to.deep.equal([[shop.product.variantId, 2]]);
  });

  it('acts again on a change with another key', async () => {
    if (!able(cart().abilities.idempotency)) return;
    const { token } = await begun();
    const once = await cart().apply(token, [add(shop.product)], keyed('0b9a6c1e-7a4b-4b71-9f0c-000000000003'));
    const { cart: more } = await cart().apply(
      once.cart.token,
      [add(shop.product)],
      keyed('0b9a6c1e-7a4b-4b71-9f0c-000000000004'),
    );
    expect(pieces(more)).to.deep.equal([[shop.product.variantId, 3]]);
  });

  it('counts the revisions of a cart', async () => {
    if (!able(cart().abilities.revision)) return;
    const first = await begun();
    const { cart: more } = await apply(first.token, add(shop.product));
    expectText(first.revision);
    expectText(more.revision);
    expect(more.revision).to.not.equal(first.revision);
    expect((await kept(more.token)).revision).to.equal(more.revision);
  });

  it('refuses a change that was made on another revision', async () => {
    if (!able(cart().abilities.revision)) return;
    const first = await begun();
    const { cart: more } = await apply(first.token, add(shop.product));
    const { revision } = first;
    const late = [{ type: 'set', lineId: lineOf(more).id, quantity: 5 }] as const;
    await expectCode(cart().apply(more.token, deepFreeze(late), deepFreeze({ revision })), 'conflict');
    expect(pieces(await kept(more.token))).to.deep.equal([[shop.product.variantId, 2]]);
    const answer = await cart().apply(more.token, late, deepFreeze({ revision: more.revision }));
    expect(answer.outcomes).to.deep.equal([{ status: 'done' }]);
  });
}
