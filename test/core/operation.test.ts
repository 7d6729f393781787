import { able, refusalOf, type CartOperation, type CartService } from '@shuk/core';
import { expect } from '@open-wc/testing';

const all: CartService['abilities'] = {
  ...{ codes: 'native', note: 'native', attributes: 'emulated', 'line-attributes': 'native', plans: 'native' },
  ...{ checkout: 'native', idempotency: 'none', revision: 'none' },
};
const setup = { setup: 'Add the custom fields.' };
const bare: CartService['abilities'] = {
  ...{ codes: 'none', note: setup, attributes: setup, 'line-attributes': setup, plans: 'none' },
  ...{ checkout: 'native', idempotency: 'none', revision: 'none' },
};
const attributes = [{ name: 'Engraving', value: 'Dana' }];

const operations: CartOperation[] = [
  { type: 'add', variantId: '1', quantity: 1, planId: 'monthly' },
  { type: 'add', variantId: '1', quantity: 1, attributes },
  { type: 'line-attributes', lineId: '1', attributes },
  { type: 'add-code', code: 'TEN' },
  { type: 'remove-code', code: 'TEN' },
  { type: 'note', text: 'Ring' },
  { type: 'attributes', attributes },
];

describe('refusalOf', () => {
  for (const operation of operations) {
    const words = JSON.stringify(operation);
    it(`lets a shop that can be asked to ${words}`, () => {
      expect(refusalOf(operation, all)).to.equal(undefined);
    });

    it(`refuses for a shop that cannot, or not yet, ${words}`, () => {
      expect(refusalOf(operation, bare)?.code).to.equal('unsupported');
    });
  }

  it('needs nothing of a shop for plain lines', () => {
    const plain: CartOperation[] = [
      { type: 'add', variantId: '1', quantity: 3, attributes: [] },
      { type: 'set', lineId: '1', quantity: 0 },
      { type: 'remove', lineId: '1' },
    ];
    expect(plain.map((operation) => refusalOf(operation, bare))).to.deep.equal([undefined, undefined, undefined]);
  });

  for (const quantity of [0, -1, 1.5, NaN, Infinity, 2 ** 53, '1' as unknown as number]) {
    it(`refuses to add ${quantity}`, () => {
      expect(refusalOf({ type: 'add', variantId: '1', quantity }, all)?.code).to.equal('quantity-rule');
    });
  }

  it('takes a setting to nothing for a removal', () => {
    expect(refusalOf({ type: 'set', lineId: '1', quantity: 0 }, all)).to.equal(undefined);
    expect(refusalOf({ type: 'set', lineId: '1', quantity: -1 }, all)?.code).to.equal('quantity-rule');
  });
});

describe('able', () => {
  it('is what the shop or the adapter does now', () => {
    expect(['native', 'emulated', 'none', setup].map((it) => able(it as 'native'))).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });
});
