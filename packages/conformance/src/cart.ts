import { able, type CartOperation } from '@shuk/core';
import { expect } from 'chai';
import { NOWHERE } from './fixture.js';
import { cartHelpers, contentsOf, expectCode, expectRefused, expectSoundCart, type Suite } from './support.js';

export function keepsTheCart(suite: Suite): void {
  const { it, shop } = suite;
  const { cart, add, apply, begun, pieces, lineOf } = cartHelpers(suite);

  const { code } = shop;
  it('takes a discount code, or says that it takes none', async () => {
    const first = await begun();
    const answer = await apply(first.token, { type: 'add-code', code: code ?? NOWHERE });
    if (!able(cart().abilities.codes)) {
      expectRefused(answer, 0, ['unsupported']);
      return;
    }
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

    it('takes it for the same code in other letters, or refuses it', async () => {
      const { token } = await begun();
      const once = await apply(token, { type: 'add-code', code });
      const other = code === code.toLowerCase() ? code.toUpperCase() : code.toLowerCase();
      const twice = await apply(once.cart.token, { type: 'add-code', code: other });
      expect(twice.cart.codes.map((it) => it.code.toLowerCase())).to.deep.equal([code.toLowerCase()]);
      expect(twice.cart.total).to.deep.equal(once.cart.total);
      const back = await apply(twice.cart.token, { type: 'remove-code', code: other });
      if (back.outcomes[0]?.status === 'done') expect(back.cart.codes).to.deep.equal([]);
      else expectRefused(back, 0, ['code-unknown', 'code-not-applicable', 'rejected']);
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
      expect(more.discount?.amount).to.be.at.least(coded.discount?.amount ?? NaN);
    });
  }
  for (const refused of [NOWHERE, ...(shop.refusedCodes ?? [])]) {
    it(`refuses the code ${refused}`, async () => {
      if (!able(cart().abilities.codes)) return;
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
    if (!able(cart().abilities.note)) {
      expectRefused(answer, 0, ['unsupported']);
      return;
    }
    expect(answer.cart.note).to.equal('Ring twice\nשלום');
    expect((await cart().read(answer.cart.token))?.note).to.equal('Ring twice\nשלום');
    const { cart: bare } = await apply(answer.cart.token, { type: 'note', text: '' });
    expect(bare.note ?? '').to.equal('');
  });

  it('keeps attributes of the cart, or says that it cannot', async () => {
    const attributes = [{ name: 'Gift wrap', value: 'yes, "please" & <soon>' }];
    const { token } = await begun();
    const answer = await apply(token, { type: 'attributes', attributes });
    if (!able(cart().abilities.attributes)) {
      expectRefused(answer, 0, ['unsupported']);
      return;
    }
    expect(answer.cart.attributes).to.deep.equal(attributes);
    expect((await cart().read(answer.cart.token))?.attributes).to.deep.equal(attributes);
  });

  it('keeps attributes of a line apart, or says that it cannot', async () => {
    const engraving = [{ name: 'Engraving', value: 'For Dana' }];
    const { token } = await begun();
    const answer = await apply(token, { ...add(shop.product), type: 'add', attributes: engraving } as CartOperation);
    if (!able(cart().abilities['line-attributes'])) {
      expectRefused(answer, 0, ['unsupported']);
      return;
    }
    expect(answer.cart.lines.map(({ attributes }) => attributes)).to.have.deep.members([[], engraving]);
    const ids = answer.cart.lines.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(2);
  });

  it('changes attributes of a line', async () => {
    if (!able(cart().abilities['line-attributes'])) return;
    const first = await begun(2);
    const attributes = [{ name: 'Engraving', value: 'For Noa' }];
    const answer = await apply(first.token, { type: 'line-attributes', lineId: lineOf(first).id, attributes });
    expect(answer.outcomes).to.deep.equal([{ status: 'done' }]);
    expect(pieces(answer.cart)).to.deep.equal([[shop.product.variantId, 2]]);
    expect(lineOf(answer.cart).attributes).to.deep.equal(attributes);
  });

  for (const token of ['', NOWHERE, '1.', '1.AAAA', '\uD800', 'x'.repeat(300_000)]) {
    it(`knows no cart behind the token ${JSON.stringify(token.slice(0, 16))}`, async () => {
      expect(await cart().read(token)).to.equal(null);
      await expectCode(apply(token, add(shop.product)), 'cart-gone');
    });
  }

  it('leads to the checkout, or says that it cannot', async () => {
    const { token } = await begun();
    const asked = cart().checkout(token);
    if (!able(cart().abilities.checkout)) return expectCode(asked, 'unsupported');
    const { url, carries } = await asked;
    expect(url).to.match(/^(?:https?|mailto):/);
    for (const part of carries) expect(part).to.be.oneOf(['lines', 'codes', 'note', 'attributes', 'market']);
  });

  it('does not check out a cart that is gone', async () => {
    if (!able(cart().abilities.checkout)) return;
    await expectCode(cart().checkout(NOWHERE), 'cart-gone');
  });
}
