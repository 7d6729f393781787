import { staticBackend } from '@shuk/backend-static';
import type { Cart, CartOperation, CartService, Market } from '@shuk/core';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { catalogWith } from '../support/catalog.js';

const products = [
  ['ten', '10.00'],
  ['penny', '0.01'],
  ['odd', '3.33'],
  ['free', '0'],
  ['dear', '100.00'],
].map(([id, price]) => ({ id, title: id, variants: [{ id, price, prices: [{ currency: 'ILS', price: '40.00' }] }] }));

const now = Date.parse('2026-11-22T12:00:00Z');
const open = (discounts: unknown, market: Market = { currency: 'EUR' }): CartService =>
  staticBackend({ catalog: catalogWith({ products, discounts }), now: () => now }).open(market).cart!;

const add = (id: string, quantity = 1): CartOperation => ({ type: 'add', productId: id, variantId: id, quantity });
const code = (code: string): CartOperation => ({ type: 'add-code', code });

async function apply(cart: CartService, operations: readonly CartOperation[], token?: string) {
  const answer = await cart.apply(token, operations);
  const outcomes = answer.outcomes.map((outcome) => (outcome.status === 'done' ? 'done' : outcome.error.code));
  return { cart: answer.cart, outcomes };
}
/** What comes off, as amounts: subtotal, discount, total. */
const sums = ({ subtotal, discount, total }: Cart) => [subtotal.amount, discount?.amount, total.amount];

describe('static discounts: how much', () => {
  const cases: [string, object, CartOperation[], (number | undefined)[]][] = [
    ['a percentage', { percent: 10 }, [add('ten', 3)], [3000, 300, 2700]],
    ['a part of a percent', { percent: 12.5 }, [add('ten')], [1000, 125, 875]],
    ['a percentage as text', { percent: '12.50' }, [add('ten')], [1000, 125, 875]],
    ['half a cent, rounded up', { percent: 50 }, [add('penny')], [1, 1, 0]],
    ['less than half a cent, rounded down', { percent: 49 }, [add('penny')], [1, undefined, 1]],
    ['a percentage rounded once, not for each line', { percent: 10 }, [add('odd'), add('ten', 3)], [3333, 333, 3000]],
    ['all', { percent: 100 }, [add('ten'), add('odd')], [1333, 1333, 0]],
    ['an amount', { amount: '5.00' }, [add('ten')], [1000, 500, 500]],
    ['an amount, but no more than there is', { amount: '50.00' }, [add('ten')], [1000, 1000, 0]],
    ['a percentage of one product', { percent: 50, products: ['odd'] }, [add('odd', 2), add('ten')], [1666, 333, 1333]],
    [
      'an amount off one product only',
      { amount: '5.00', products: ['odd'] },
      [add('odd'), add('ten')],
      [1333, 333, 1000],
    ],
    ['nothing off nothing', { percent: 10 }, [add('free', 3)], [0, undefined, 0]],
  ];
  for (const [what, discount, operations, expected] of cases) {
    it(`is ${what}`, async () => {
      const { cart } = await apply(open([{ code: 'A', ...discount }]), [...operations, code('A')]);
      expect(sums(cart)).to.deep.equal(expected);
      expect(cart.codes).to.deep.equal([{ code: 'A', applied: expected[1] !== undefined }]);
    });
  }

  it('follows the cart', async () => {
    const shop = open([{ code: 'A', percent: 10 }]);
    const { cart } = await apply(shop, [add('ten'), code('A')]);
    const more = await apply(shop, [add('dear')], cart.token);
    expect(sums(more.cart)).to.deep.equal([11000, 1100, 9900]);
    expect(await shop.read(more.cart.token)).to.deep.equal(more.cart);
  });

  it('is exact where numbers are large', async () => {
    const dear = [{ id: 'x', title: 'X', variants: [{ id: 'x', price: '90000000000000.01' }] }];
    const shop = staticBackend({
      catalog: catalogWith({ products: dear, discounts: [{ code: 'A', percent: 33.33 }] }),
    });
    const { cart } = await apply(shop.open({ currency: 'EUR' }).cart!, [add('x'), code('A')]);
    expect(sums(cart)).to.deep.equal([9000000000000001, 2999700000000000, 6000300000000001]);
  });
});

describe('static discounts: several', () => {
  const stacked = async (discounts: object[], operations: CartOperation[], codes = ['A', 'B', 'C']) => {
    const named = discounts.map((discount, index) => ({ code: 'ABC'[index], ...discount }));
    const { cart } = await apply(open(named), [...operations, ...codes.slice(0, discounts.length).map(code)]);
    return [
      ...sums(cart),
      cart.codes
        .filter(({ applied }) => applied)
        .map((each) => each.code)
        .join(''),
    ];
  };

  it('each take their part of what the ones before have left', async () => {
    const ten = { percent: 10 };
    expect(await stacked([ten, ten], [add('dear')])).to.deep.equal([10000, 1900, 8100, 'AB']);
    expect(await stacked([ten, { amount: '5.00' }], [add('dear')])).to.deep.equal([10000, 1500, 8500, 'AB']);
    expect(await stacked([{ amount: '5.00' }, ten], [add('dear')])).to.deep.equal([10000, 1450, 8550, 'AB']);
  });

  it('of one product do not eat into another', async () => {
    const all = { percent: 100, products: ['ten'] };
    expect(await stacked([all, all], [add('ten'), add('dear')])).to.deep.equal([11000, 1000, 10000, 'A']);
    const most = { amount: '9.00', products: ['ten'] };
    expect(await stacked([most, most], [add('ten'), add('dear')])).to.deep.equal([11000, 1000, 10000, 'AB']);
  });

  it('are allocated in proportion, the rest to the first lines', async () => {
    // 1.00 off 3.33 + 3.33 + 10.00: 19, 19 and 60, and 2 that remain go to the first two; so 3.13 is left of `odd`.
    const operations = [
      add('odd'),
      { ...add('odd'), attributes: [{ name: 'n', value: 'v' }] },
      add('ten'),
    ] as CartOperation[];
    const rest = { percent: 100, products: ['odd'] };
    expect(await stacked([{ amount: '1.00' }, rest], operations)).to.deep.equal([1666, 100 + 313 * 2, 940, 'AB']);
  });

  it('never take more than there is, nor less than nothing', async () => {
    const discount = fc.record({
      rate: fc.oneof(
        fc.integer({ min: 1, max: 10_000 }).map((percent) => ({ percent: percent / 100 })),
        fc.integer({ min: 1, max: 9_999 }).map((amount) => ({ amount: (amount / 100).toFixed(2) })),
      ),
      products: fc.option(
        fc.subarray(
          products.map(({ id }) => id!),
          { minLength: 1 },
        ),
        { nil: undefined },
      ),
    });
    const line = fc.tuple(fc.constantFrom(...products.map(({ id }) => id!)), fc.integer({ min: 1, max: 9 }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(discount, { maxLength: 4 }),
        fc.array(line, { maxLength: 6 }),
        async (discounts, lines) => {
          const named = discounts.map(({ rate, products }, index) => ({
            code: `C${index}`,
            ...rate,
            ...(products && { products }),
          }));
          const shop = open(named);
          const operations = [
            ...lines.map(([id, quantity]) => add(id, quantity)),
            ...named.map((each) => code(each.code)),
          ];
          const { cart } = await apply(shop, operations);
          const [subtotal = 0, discount = 0, total = 0] = sums(cart);
          expect(subtotal).to.equal(
            cart.lines.reduce((sum, line) => sum + line.price.current.amount * line.quantity, 0),
          );
          expect(total).to.equal(subtotal - discount);
          for (const amount of [subtotal, discount, total])
            expect(Number.isSafeInteger(amount) && amount >= 0).to.be.true;
          expect(cart.discount === undefined).to.equal(cart.codes.every(({ applied }) => !applied));
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('static discounts: whether', () => {
  const outcome = async (discount: object, market?: Market, operations = [add('ten')]) => {
    const { outcomes, cart } = await apply(open([{ code: 'A', ...discount }], market), [...operations, code('A')]);
    return [outcomes.at(-1), cart.codes.map(({ applied }) => applied), cart.discount?.amount];
  };
  const applied = (amount: number) => ['done', [true], amount];
  const notApplicable = ['code-not-applicable', [false], undefined];
  const unknown = ['code-unknown', [], undefined];
  const expired = ['code-expired', [], undefined];

  const cases: [string, object, unknown[], Market?][] = [
    ['its minimum is met', { percent: 10, minimum: '10.00' }, applied(100)],
    ['its minimum is not met', { percent: 10, minimum: '10.01' }, notApplicable],
    ['its products are there', { percent: 10, products: ['ten', 'dear'] }, applied(100)],
    ['its products are not there', { percent: 10, products: ['dear'] }, notApplicable],
    ['it has begun', { percent: 10, starts: '2026-11-22' }, applied(100)],
    ['it has begun this second', { percent: 10, starts: '2026-11-22T14:00:00+02:00' }, applied(100)],
    ['it has not begun', { percent: 10, starts: '2026-11-22T12:00:01Z' }, notApplicable],
    ['it begins tomorrow', { percent: 10, starts: '2026-11-23' }, notApplicable],
    ['it ends today', { percent: 10, expires: '2026-11-22' }, applied(100)],
    ['it ends this second', { percent: 10, expires: '2026-11-22T12:00:00Z' }, applied(100)],
    ['it has ended', { percent: 10, expires: '2026-11-22T11:59:59Z' }, expired],
    ['it ended yesterday', { percent: 10, expires: '2026-11-21' }, expired],
    ['nobody can read when it ends', { percent: 10, expires: 'soon' }, expired],
    ['nobody can read when it begins', { percent: 10, starts: 'soon' }, notApplicable],
    ['it is of this currency', { percent: 10, currency: 'EUR' }, applied(100)],
    ['it is of another currency', { percent: 10, currency: 'ILS' }, notApplicable],
    ['a percentage meets any currency', { percent: 10 }, applied(400), { currency: 'ILS' }],
    ['an amount without currency meets another one', { amount: '5.00' }, notApplicable, { currency: 'ILS' }],
    ['a minimum without currency meets another one', { percent: 10, minimum: '1' }, notApplicable, { currency: 'ILS' }],
    ['an amount is of that currency', { amount: '5.00', currency: 'ILS' }, applied(500), { currency: 'ILS' }],
    ['it has no size', {}, unknown],
    ['it is too large', { percent: 101 }, unknown],
    ['it is less than nothing', { percent: -10 }, unknown],
    ['its amount cannot be read', { amount: 'five' }, unknown],
    ['its minimum cannot be read', { percent: 10, minimum: 'ten' }, unknown],
    ['its products cannot be read', { percent: 10, products: 'ten' }, unknown],
    ['its products are none', { percent: 10, products: [] }, notApplicable],
  ];
  for (const [when, discount, expected, market] of cases) {
    it(`is settled where ${when}`, async () => expect(await outcome(discount, market)).to.deep.equal(expected));
  }

  it('counts the minimum of the products it is for', async () => {
    const discount = { percent: 10, minimum: '20.00', products: ['ten'] };
    expect(await outcome(discount, undefined, [add('ten'), add('dear')])).to.deep.equal(notApplicable);
    expect(await outcome(discount, undefined, [add('ten', 2), add('dear')])).to.deep.equal(applied(200));
  });

  it('may change with the cart, and the code stays', async () => {
    const shop = open([{ code: 'A', percent: 10, minimum: '15.00' }]);
    const few = await apply(shop, [add('ten'), code('A')]);
    expect(few.outcomes).to.deep.equal(['done', 'code-not-applicable']);
    const enough = await apply(shop, [add('ten')], few.cart.token);
    expect([enough.outcomes, enough.cart.codes, enough.cart.discount?.amount]).to.deep.equal([
      ['done'],
      [{ code: 'A', applied: true }],
      200,
    ]);
    const again = await apply(
      shop,
      [{ type: 'set', lineId: enough.cart.lines[0]!.id, quantity: 1 }],
      enough.cart.token,
    );
    expect(again.cart.codes).to.deep.equal([{ code: 'A', applied: false }]);
    expect(again.cart.discount).to.equal(undefined);
  });

  it('does not depend on capitals or blanks', async () => {
    const shop = open([{ code: 'Summer-Şale', percent: 10 }]);
    const { cart, outcomes } = await apply(shop, [add('ten'), code('  sUMMER-şALE '), code('SUMMER-ŞALE')]);
    expect(outcomes).to.deep.equal(['done', 'done', 'done']);
    expect(cart.codes).to.deep.equal([{ code: 'Summer-Şale', applied: true }]);
    const without = await apply(shop, [{ type: 'remove-code', code: 'summer-şale' }], cart.token);
    expect(without.cart.codes).to.deep.equal([]);
  });

  for (const written of ['', ' ', '__proto__', 'toString', 'x'.repeat(10_000), '\uD800', '.*']) {
    it(`knows no code ${JSON.stringify(written.slice(0, 12))}`, async () => {
      const { outcomes } = await apply(open([{ code: 'A', percent: 10 }, null, 'x', {}]), [code(written)]);
      expect(outcomes).to.deep.equal(['code-unknown']);
    });
  }

  it('has nothing to do with a code that is gone from the catalogue', async () => {
    const { cart } = await apply(open([{ code: 'A', percent: 10 }]), [add('ten'), code('A')]);
    expect((await open([]).read(cart.token))?.codes).to.deep.equal([]);
    expect((await open('none').read(cart.token))?.total.amount).to.equal(1000);
  });

  it('ends for a code that is in the cart already', async () => {
    let time = now;
    const discounts = [{ code: 'A', percent: 10, expires: '2026-11-22' }];
    const shop = staticBackend({ catalog: catalogWith({ products, discounts }), now: () => time }).open({}).cart!;
    const { cart } = await apply(shop, [add('ten'), code('A')]);
    time += 86_400_000;
    expect((await shop.read(cart.token))?.codes).to.deep.equal([{ code: 'A', applied: false }]);
  });

  it('takes at most 20 codes', async () => {
    const discounts = Array.from({ length: 21 }, (_, index) => ({ code: `C${index}`, percent: 1 }));
    const { outcomes, cart } = await apply(open(discounts), [
      add('dear', 9),
      ...discounts.map((each) => code(each.code)),
    ]);
    expect(outcomes.filter((outcome) => outcome === 'done')).to.have.length(21);
    expect(outcomes.at(-1)).to.equal('rejected');
    expect(cart.codes).to.have.length(20);
  });
});
