import type { PurchasePlan } from '@shuk/core';
import { expect } from '@open-wc/testing';
import { fitQuantity, quantityBounds } from '../../packages/elements/src/internal/quantity.js';
import { select } from '../../packages/elements/src/buy/selection.js';
import { euro, productOf, productWith, variantWith } from './product-page.js';

describe('quantities', () => {
  const rule = { min: 8, step: 4, max: 42 };
  const bounds = (state: 'in-stock' | 'low-stock' | 'backorder' | 'preorder', left?: number) =>
    quantityBounds(variantWith('a', { rule, availability: { state, left } }));

  it('end on the grid of the rule', () => {
    expect(bounds('in-stock')).to.deep.equal({ min: 8, step: 4, max: 40 });
  });

  it('end with what is left, unless more can be ordered', () => {
    expect(bounds('in-stock', 23).max).to.equal(20);
    expect(bounds('low-stock', 9).max).to.equal(8);
    expect(bounds('backorder', 3).max).to.equal(40);
    expect(bounds('preorder', 0).max).to.equal(40);
  });

  it('are never below the least, so that the shop can say why not', () => {
    expect(bounds('low-stock', 3).max).to.equal(8);
    expect(bounds('low-stock', 0).max).to.equal(8);
  });

  it('have no end where the shop names none', () => {
    expect(quantityBounds(variantWith('a'))).to.deep.equal({ min: 1, step: 1 });
  });

  it('are fitted to the nearest possible one', () => {
    const fit = (wanted: number | undefined) => fitQuantity({ ...rule, max: 40 }, wanted);
    expect([undefined, -5, 0, 9, 10, 11, 40, 41, 1e15, Infinity, NaN].map(fit)).to.deep.equal([
      ...[8, 8, 8, 8, 12, 12, 40, 40, 40, 40, 8],
    ]);
    expect(fitQuantity({ min: 1, step: 1 }, 2.4)).to.equal(2);
  });
});

describe('what a press would buy', () => {
  const plan = (id: string, amount?: number): PurchasePlan => {
    return { id, name: `Plan ${id}`, ...(amount && { price: { current: euro(amount) } }) };
  };
  const planned = (plans: readonly PurchasePlan[], planRequired = false) => productWith({}, { plans, planRequired });
  const shirt = productOf({ Color: ['Red', 'Blue'], Size: ['S', 'M'] }, ['Red S', 'Red M!', 'Blue M']);

  it('is the named variant until something is picked', () => {
    const named = shirt.variants[2];
    expect(select(shirt, named, {}).variant).to.equal(named);
    expect(select(shirt, named, { picked: [0, -1] }).choice).to.deep.equal(['Red', undefined]);
  });

  it('is what was picked before, as soon as it goes together again', () => {
    const { places } = select(shirt, undefined, { picked: [0, 0] });
    const blue = select(shirt, undefined, { picked: places.with(0, 1) });
    expect(blue.choice).to.deep.equal(['Blue', 'M']);
    expect(select(shirt, undefined, { picked: blue.places.with(0, 0) }).choice).to.deep.equal(['Red', 'S']);
  });

  it('costs what the plan costs', () => {
    const product = planned([plan('a', 900), plan('b')]);
    expect(select(product, undefined, {})).to.deep.include({ plan: '', price: { current: euro(1000) } });
    expect(select(product, undefined, { plan: 'a' })).to.deep.include({ plan: 'a', price: { current: euro(900) } });
    expect(select(product, undefined, { plan: 'b' })).to.deep.include({ plan: 'b', price: { current: euro(1000) } });
  });

  it('is once where the variant has no such plan', () => {
    expect(select(planned([plan('a')]), undefined, { plan: 'gone' }).plan).to.equal('');
  });

  it('needs a plan where it is sold by plan only', () => {
    expect(select(planned([plan('a'), plan('b')], true), undefined, {}).plan).to.equal(undefined);
    expect(select(planned([plan('a')], true), undefined, {}).plan).to.equal('a');
  });

  it('cannot be bought when all is sold out, or nothing has a price', () => {
    expect(select(shirt, shirt.variants[1], {}).obstacle).to.equal('sold-out');
    expect(select(shirt, undefined, {}).obstacle).to.equal(undefined);
    expect(select(productOf({ Size: ['S', 'M'] }, ['S!', 'M!']), undefined, {}).obstacle).to.equal('sold-out');
    expect(select(productWith({}, { price: undefined }), undefined, {}).obstacle).to.equal('notSold');
  });

  it('is by plan where only plans have a price', () => {
    const bought = (...plans: PurchasePlan[]) => select(productWith({}, { price: undefined, plans }), undefined, {});
    expect(bought(plan('a', 900))).to.deep.include({ plan: 'a', obstacle: undefined, price: { current: euro(900) } });
    expect(bought(plan('a', 900), plan('b', 800))).to.deep.include({ plan: undefined, obstacle: undefined });
  });
});
