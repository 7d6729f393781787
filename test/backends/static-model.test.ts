/** Random changes of a cart, against a model of a few lines that a reader can check by eye. */
import { staticBackend } from '@shuk/backend-static';
import type { Cart, CartOperation } from '@shuk/core';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { catalogWith } from '../support/catalog.js';

interface Ware {
  readonly price: number;
  readonly stock?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly step?: number;
}
const wares: Readonly<Record<string, Ware>> = {
  plain: { price: 100 },
  scarce: { price: 250, stock: 4 },
  boxed: { price: 33, minimum: 6, maximum: 24, step: 6 },
  both: { price: 999, stock: 10, minimum: 2, step: 3 },
  gone: { price: 500, stock: 0 },
};
const gifts = [undefined, 'yes'] as const;

const cart = staticBackend({
  catalog: catalogWith({
    products: Object.entries(wares).map(([id, { price, ...ware }]) => ({
      id,
      title: id,
      variants: [{ id, price: (price / 100).toFixed(2), ...ware }],
    })),
    discounts: [{ code: 'HALF', percent: 50 }],
  }),
}).open({ currency: 'EUR' }).cart!;

interface Line {
  readonly ware: string;
  readonly gift: string | undefined;
  readonly quantity: number;
}
interface Model {
  readonly lines: readonly Line[];
  readonly half: boolean;
}

/** The quantities that a line may have, from few to many. */
function allowed({ lines }: Model, { ware, gift }: Line): number[] {
  const { stock = 60, minimum = 1, maximum = 60, step = 1 } = wares[ware]!;
  const taken = lines
    .filter((line) => line.ware === ware && line.gift !== gift)
    .reduce((sum, line) => sum + line.quantity, 0);
  const most = Math.min(maximum, stock - taken);
  return Array.from({ length: 61 }, (_, quantity) => quantity).filter(
    (quantity) => quantity >= minimum && quantity <= most && (quantity - minimum) % step === 0,
  );
}

function put(model: Model, line: Line, wanted: number): Model {
  const had = model.lines.find(({ ware, gift }) => ware === line.ware && gift === line.gift)?.quantity ?? 0;
  const quantity = allowed(model, line)
    .filter((each) => each <= wanted)
    .at(-1);
  if (quantity === undefined || (wanted > had && quantity < had && line.quantity === 0)) return model;
  const filled = { ...line, quantity };
  const known = model.lines.some(({ ware, gift }) => ware === line.ware && gift === line.gift);
  const lines = known
    ? model.lines.map((each) => (each.ware === line.ware && each.gift === line.gift ? filled : each))
    : [...model.lines, filled];
  return { ...model, lines };
}

type Change =
  | { readonly do: 'add'; readonly ware: string; readonly gift: string | undefined; readonly quantity: number }
  | { readonly do: 'set'; readonly at: number; readonly quantity: number }
  | { readonly do: 'remove'; readonly at: number }
  | { readonly do: 'code' }
  | { readonly do: 'uncode' };

const ware = fc.constantFrom(...Object.keys(wares));
const quantity = fc.integer({ min: 0, max: 14 });
const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('add' as const), ware, gift: fc.constantFrom(...gifts), quantity }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('set' as const), at: fc.nat(5), quantity }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), at: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: 'code' as const }, { do: 'uncode' as const }) },
);

function model(before: Model, change: Change): Model {
  // A code is kept even where it does not apply yet.
  if (change.do === 'code' || change.do === 'uncode') return { ...before, half: change.do === 'code' };
  if (change.do === 'add') {
    const { ware, gift, quantity } = change;
    if (quantity === 0) return before;
    const had = before.lines.find((line) => line.ware === ware && line.gift === gift)?.quantity ?? 0;
    return put(before, { ware, gift, quantity: 0 }, had + quantity);
  }
  const line = before.lines[change.at];
  if (!line) return before;
  if (change.do === 'remove' || change.quantity === 0)
    return { ...before, lines: before.lines.filter((each) => each !== line) };
  return put(before, line, change.quantity);
}

function operation(change: Change, cart: Cart | undefined): CartOperation {
  const lineId = 'at' in change ? (cart?.lines[change.at]?.id ?? 'none') : 'none';
  switch (change.do) {
    case 'add': {
      const { ware, gift, quantity } = change;
      const attributes = gift === undefined ? [] : [{ name: 'Gift', value: gift }];
      return { type: 'add', productId: ware, variantId: ware, quantity, attributes };
    }
    case 'set':
      return { type: 'set', lineId, quantity: change.quantity };
    case 'remove':
      return { type: 'remove', lineId };
    case 'code':
      return { type: 'add-code', code: 'HALF' };
    case 'uncode':
      return { type: 'remove-code', code: 'HALF' };
  }
}

describe('static cart', () => {
  it('behaves as a simple model does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
        let real: Cart | undefined;
        let expected: Model = { lines: [], half: false };
        for (const each of changes) {
          const answer = await cart.apply(real?.token, [operation(each, real)]);
          expected = model(expected, each);
          real = answer.cart;
          const lines = real.lines.map(({ variantId, attributes, quantity }) => ({
            ware: variantId,
            gift: attributes[0]?.value,
            quantity,
          }));
          expect(lines).to.deep.equal(expected.lines);
          const subtotal = expected.lines.reduce((sum, line) => sum + wares[line.ware]!.price * line.quantity, 0);
          const off = expected.half ? Math.floor((subtotal + 1) / 2) : 0;
          expect([real.subtotal.amount, real.total.amount]).to.deep.equal([subtotal, subtotal - off]);
          expect(await cart.read(real.token)).to.deep.equal(real);
          const [outcome] = answer.outcomes;
          if (outcome?.status === 'clamped')
            expect(real.lines.map(({ quantity }) => quantity)).to.include(outcome.quantity);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('ends the same whether changes come one by one or all at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 20 }), async (changes) => {
        const operations = changes.filter((each) => !('at' in each)).map((each) => operation(each, undefined));
        let single: Cart | undefined;
        for (const each of operations) single = (await cart.apply(single?.token, [each])).cart;
        const { cart: all } = await cart.apply((await cart.apply(undefined, [])).cart.token, operations);
        if (single) expect(all).to.deep.equal(single);
      }),
      { numRuns: 200 },
    );
  });
});
