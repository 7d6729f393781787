import { staticBackend } from '@shuk/backend-static';
import type { Cart, CartOperation, CartOutcome, CartService, Market } from '@shuk/core';
import { expect } from '@open-wc/testing';
import { catalog, catalogWith, lamp } from '../support/catalog.js';
import { expectCode } from '@shuk/conformance';

const euro: Market = { country: 'DE', currency: 'EUR', language: 'en' };
const open = (body: unknown = catalog, market: Market = euro): CartService =>
  staticBackend({ catalog: body }).open(market).cart!;

const add = (productId: string | undefined, variantId: string, quantity = 1, more: object = {}) =>
  ({ type: 'add', productId, variantId, quantity, ...more }) as CartOperation;
const red = (quantity = 1, more?: object) => add('lamp-01', 'lamp-01-red', quantity, more);

/** Applies to a new cart, or to one that was before. */
async function apply(operations: readonly CartOperation[], cart = open(), token?: string) {
  const answer = await cart.apply(token, operations);
  return {
    ...answer,
    quantities: answer.cart.lines.map(({ quantity }) => quantity),
    outcomes: answer.outcomes.map(told),
  };
}
const told = (outcome: CartOutcome): string => {
  if (outcome.status === 'done') return 'done';
  const { code, native, available } = outcome.error;
  const quantity = outcome.status === 'clamped' ? `to ${outcome.quantity} ` : '';
  return [`${outcome.status} ${quantity}${code}`, native, available].filter((part) => part !== undefined).join(' ');
};
const set = (cart: Cart, quantity: number, index = 0): CartOperation => ({
  type: 'set',
  lineId: cart.lines[index]!.id,
  quantity,
});
/** A shop with one product that has one variant. */
const oneOf = (variant: object, product: object = {}) =>
  open(
    catalogWith({
      products: [{ id: 'a', title: 'A', variants: [{ id: 'v', price: '2.50', ...variant }], ...product }],
    }),
  );
const one = (quantity = 1, more?: object) => add('a', 'v', quantity, more);

describe('static cart: what is bought', () => {
  it('is a whole line of the catalogue', async () => {
    const { cart } = await apply([add('shirt-20', 'shirt-20-blue-m', 2)]);
    const [line] = cart.lines;
    expect(line).to.deep.include({
      productId: 'shirt-20',
      variantId: 'shirt-20-blue-m',
      title: 'Linen shirt',
      values: ['Blue', 'M'],
      quantity: 2,
      total: { amount: 15800, currency: 'EUR' },
      url: `${location.origin}/p/shirt-20`,
      availability: { state: 'in-stock', left: 6, from: undefined },
      attributes: [],
      plan: undefined,
    });
    expect(line?.image?.src).to.contain('shirt-blue.svg');
    expect(cart).to.deep.include({
      currency: 'EUR',
      subtotal: { amount: 15800, currency: 'EUR' },
      total: { amount: 15800, currency: 'EUR' },
      discount: undefined,
      codes: [],
      note: undefined,
      attributes: [],
    });
  });

  it('is shown in the language of the session', async () => {
    const { cart } = await apply([red()]);
    const read = await open(catalog, { ...euro, language: 'he' }).read(cart.token);
    expect(read?.lines[0]).to.deep.include({ title: 'מנורת קריאה', values: ['אדום'] });
    expect(read?.token).to.equal(cart.token);
  });

  it('costs what it costs in the market', async () => {
    const { cart } = await apply([red(2)], open(catalog, { country: 'IL', currency: 'ILS' }));
    expect(cart.total).to.deep.equal({ amount: 37800, currency: 'ILS' });
    const yen = await apply([red(2)], open(catalog, { currency: 'JPY' }));
    expect(yen.cart.total).to.deep.equal({ amount: 15960, currency: 'JPY' });
    const dinar = await apply([red(2)], open(catalog, { currency: 'KWD' }));
    expect(dinar.cart.total).to.deep.equal({ amount: 32500, currency: 'KWD' });
  });

  it('is found by its variant alone, too', async () => {
    expect((await apply([add(undefined, 'lamp-01-blue')])).cart.lines[0]?.productId).to.equal('lamp-01');
  });

  it('is the only variant where none is named', async () => {
    expect((await apply([add('mug-03', '')])).cart.lines[0]?.variantId).to.equal('mug-03-one');
  });

  it('may have the same variant id in two products', async () => {
    const products = ['a', 'b'].map((id) => ({ id, title: id, variants: [{ id: 'one', price: '1.00', stock: 2 }] }));
    const { cart, outcomes } = await apply([add('a', 'one', 2), add('b', 'one', 2)], open(catalogWith({ products })));
    expect(outcomes).to.deep.equal(['done', 'done']);
    expect(cart.lines.map(({ productId }) => productId)).to.deep.equal(['a', 'b']);
  });

  const refusals: [string, CartOperation, string][] = [
    ['no variant of several', add('lamp-01', ''), 'refused option-required'],
    ['no variant at all', add(undefined, ''), 'refused rejected unknown-product'],
    ['a variant of another product', add('mug-03', 'lamp-01-red'), 'refused rejected unknown-variant'],
    ['an unknown variant', add(undefined, 'nobody'), 'refused rejected unknown-product'],
    ['an unknown product', add('nobody', 'lamp-01-red'), 'refused rejected unknown-product'],
    ['a plan that there is not', red(1, { planId: 'weekly' }), 'refused rejected unknown-plan'],
    ['no plan where one is required', add('coffee-09', 'coffee-09-box'), 'refused option-required plan'],
    ['what is sold elsewhere', add('poster-10', 'poster-10-one'), 'refused unsupported external'],
    ['what has no price here', add('candle-11', 'candle-11-one'), 'refused price-missing'],
    ['what is sold out', add('vase-02', 'vase-02-one'), 'refused out-of-stock'],
    ['an operation that there is not', { type: 'steal' } as never, 'refused unsupported'],
  ];
  for (const [what, operation, outcome] of refusals) {
    it(`is not ${what}`, async () => {
      const { outcomes, quantities } = await apply([operation, red()]);
      expect(outcomes).to.deep.equal([outcome, 'done']);
      expect(quantities).to.deep.equal([1]);
    });
  }

  it('is bought with a plan at the price of the plan', async () => {
    const { cart } = await apply([
      add('coffee-09', 'coffee-09-beans', 2, { planId: 'monthly' }),
      add('coffee-09', 'coffee-09-beans', 1, { planId: 'fortnightly' }),
      add('coffee-09', 'coffee-09-beans'),
      add('coffee-09', 'coffee-09-box', 1, { planId: 'quarterly' }),
    ]);
    expect(cart.lines.map(({ plan, price }) => [plan?.id, price.current.amount])).to.deep.equal([
      ['monthly', 1080],
      ['fortnightly', 1200],
      [undefined, 1200],
      ['quarterly', 2900],
    ]);
    expect(cart.total.amount).to.equal(2 * 1080 + 1200 + 1200 + 2900);
  });

  it('is never of two currencies', async () => {
    const products = [
      {
        id: 'a',
        title: 'A',
        variants: [{ id: 'v', price: '1.00', prices: [{ country: 'IL', currency: 'ILS', price: '4' }] }],
      },
      { id: 'b', title: 'B', variants: [{ id: 'v', price: '2.00' }] },
    ];
    const shop = open(catalogWith({ products }), { country: 'IL' });
    const { cart, outcomes } = await apply([add('a', 'v'), add('b', 'v')], shop);
    expect(outcomes).to.deep.equal(['done', 'refused price-missing']);
    expect(cart.total).to.deep.equal({ amount: 400, currency: 'ILS' });
  });
});

describe('static cart: quantities', () => {
  it('stop at the stock', async () => {
    const { cart, outcomes } = await apply([add('mug-03', 'mug-03-one', 5)]);
    expect(outcomes).to.deep.equal(['clamped to 3 insufficient-stock 3']);
    const more = await apply([add('mug-03', 'mug-03-one'), set(cart, 9), set(cart, 2)], open(), cart.token);
    expect(more.outcomes).to.deep.equal(['refused insufficient-stock 3', 'clamped to 3 insufficient-stock 3', 'done']);
    expect(more.quantities).to.deep.equal([2]);
  });

  it('of one variant share the stock, whatever line they are in', async () => {
    const note = { attributes: [{ name: 'For', value: 'Dana' }] };
    const { outcomes, quantities } = await apply([
      add('mug-03', 'mug-03-one', 2),
      add('mug-03', 'mug-03-one', 2, note),
      add('mug-03', 'mug-03-one', 1, { attributes: [{ name: 'For', value: 'Noa' }] }),
    ]);
    expect(outcomes).to.deep.equal(['done', 'clamped to 1 insufficient-stock 1', 'refused insufficient-stock 0']);
    expect(quantities).to.deep.equal([2, 1]);
  });

  it('go beyond the stock where it is ordered later', async () => {
    const { outcomes, quantities } = await apply([add('chair-04', '', 30), add('sofa-05', '', 2)]);
    expect(outcomes).to.deep.equal(['done', 'done']);
    expect(quantities).to.deep.equal([30, 2]);
  });

  const rule = { minimum: 8, maximum: 40, step: 4, stock: 500 };
  const cases: [object, number, string, number | undefined][] = [
    [rule, 8, 'done', 8],
    [rule, 40, 'done', 40],
    [rule, 7, 'refused quantity-rule 40', undefined],
    [rule, 10, 'clamped to 8 quantity-rule 40', 8],
    [rule, 41, 'clamped to 40 quantity-rule 40', 40],
    [rule, 4000, 'clamped to 40 quantity-rule 40', 40],
    [{ ...rule, maximum: 38 }, 38, 'clamped to 36 quantity-rule 36', 36],
    [{ ...rule, stock: 17 }, 20, 'clamped to 16 insufficient-stock 16', 16],
    [{ ...rule, stock: 17 }, 16, 'done', 16],
    [{ ...rule, stock: 17 }, 17, 'clamped to 16 quantity-rule 16', 16],
    [{ ...rule, stock: 7 }, 8, 'refused out-of-stock', undefined],
    [{ ...rule, stock: 7 }, 1, 'refused out-of-stock', undefined],
    [{ maximum: 3, stock: 5 }, 9, 'clamped to 3 quantity-rule 3', 3],
    [{ maximum: 5, stock: 3 }, 9, 'clamped to 3 insufficient-stock 3', 3],
    [{ stock: 0 }, 1, 'refused out-of-stock', undefined],
    [{ stock: 5, availability: 'sold-out' }, 1, 'refused out-of-stock', undefined],
    [{}, 1_000_000, 'done', 1_000_000],
    [{}, 1_000_001, 'refused quantity-rule', undefined],
    [{}, 2 ** 60, 'refused quantity-rule', undefined],
  ];
  for (const [variant, wanted, outcome, quantity] of cases) {
    it(`of ${JSON.stringify(variant)}: ${wanted} are ${outcome}`, async () => {
      const added = await apply([one(wanted)], oneOf(variant));
      expect([added.outcomes[0], added.quantities[0]]).to.deep.equal([outcome, quantity]);
    });
  }

  it('are set by the same rules', async () => {
    const shop = oneOf(rule);
    const { cart } = await apply([one(12)], shop);
    const steps: [number, string, number][] = [
      [16, 'done', 16],
      [7, 'refused quantity-rule 40', 12],
      [15, 'clamped to 12 quantity-rule 40', 12],
      [99, 'clamped to 40 quantity-rule 40', 40],
      [12, 'done', 12],
    ];
    for (const [wanted, outcome, quantity] of steps) {
      const answer = await apply([set(cart, wanted)], shop, cart.token);
      expect([answer.outcomes[0], answer.quantities[0]]).to.deep.equal([outcome, quantity]);
    }
  });

  it('are never too large to be counted exactly', async () => {
    const shop = oneOf({ price: '50000000000000.00' });
    const { outcomes, quantities, cart } = await apply([one(1), one(1)], shop);
    expect(outcomes).to.deep.equal(['done', 'refused rejected cart-full']);
    expect(quantities).to.deep.equal([1]);
    expect(Number.isSafeInteger(cart.total.amount)).to.equal(true);
  });
});

describe('static cart: when the catalogue changes', () => {
  const before = catalogWith({
    products: [lamp, { id: 'a', title: 'A', variants: [{ id: 'v', price: '2.50', stock: 9 }] }],
  });
  const reread = async (variant: object | undefined, product: object = {}, operations: CartOperation[] = []) => {
    const { cart } = await apply([red(), one(5)], open(before));
    const changed = { id: 'a', title: 'A', variants: [{ id: 'v', price: '2.50', ...variant }], ...product };
    const shop = open(catalogWith({ products: variant ? [lamp, changed] : [lamp] }));
    const read = (await shop.read(cart.token))!;
    const { cart: applied, outcomes } = await apply(operations, shop, cart.token);
    expect(applied.lines.map(({ id }) => id).slice(0, 1)).to.deep.equal(read.lines.map(({ id }) => id).slice(0, 1));
    return { read, applied, outcomes };
  };

  it('a new price counts', async () => {
    const { read } = await reread({ price: '3.00' });
    expect(read.lines[1]?.total.amount).to.equal(1500);
    expect(read.total.amount).to.equal(4900 + 1500);
  });

  it('a product that is gone takes its line along', async () => {
    const { read, applied } = await reread(undefined);
    expect(read.lines.map(({ productId }) => productId)).to.deep.equal(['lamp-01']);
    expect(read.total.amount).to.equal(4900);
    expect(applied).to.deep.equal(read);
  });

  const gone: [string, object, object?][] = [
    ['variant', { id: 'w' }],
    ['price', { price: undefined }],
    ['place in our shop', {}, { external: true }],
    ['soundness', {}, { title: '' }],
    ['sale without a plan', { planRequired: true, plans: [{ id: 'm', name: 'M' }] }],
  ];
  for (const [what, variant, product] of gone) {
    it(`a ${what} that is gone takes the line along`, async () => {
      const { warn } = console;
      console.warn = () => {};
      const { read } = await reread(variant, product);
      console.warn = warn;
      expect(read.lines).to.have.length(1);
    });
  }

  it('a price that can no longer be counted exactly takes the line along', async () => {
    const { read } = await reread({ price: '50000000000000.00' });
    expect(read.lines).to.have.length(1);
    expect(read.total.amount).to.equal(4900);
  });

  it('a smaller stock shows, and the line stays', async () => {
    const { read, outcomes, applied } = await reread({ stock: 2 }, {}, [one()]);
    expect(read.lines[1]).to.deep.include({
      quantity: 5,
      availability: { state: 'low-stock', left: 2, from: undefined },
    });
    expect(outcomes).to.deep.equal(['refused insufficient-stock 2']);
    expect(applied.lines[1]?.quantity).to.equal(5);
  });

  it('a line that is sold out stays until it is removed', async () => {
    const { read } = await reread({ stock: 0 });
    expect(read.lines[1]?.availability.state).to.equal('sold-out');
    const { cart, outcomes } = await apply([set(read, 3, 1), set(read, 0, 1)], oneOf({ stock: 0 }), read.token);
    expect(outcomes).to.deep.equal(['refused out-of-stock', 'done']);
    expect(cart.lines).to.deep.equal([]);
  });
});

describe('static cart: lines', () => {
  const gift = { attributes: [{ name: 'Gift', value: 'yes' }] };

  it('keep their ids, in every tab and after every change', async () => {
    const first = await apply([red(), red(1, gift)]);
    const second = await apply([red(1, gift), red()]);
    const ids = first.cart.lines.map(({ id }) => id);
    expect(second.cart.lines.map(({ id }) => id)).to.deep.equal([...ids].reverse());
    const later = await apply([red(3), set(first.cart, 2, 1)], open(), first.cart.token);
    expect(later.cart.lines.map(({ id }) => id)).to.deep.equal(ids);
    expect(later.quantities).to.deep.equal([4, 2]);
  });

  it('keep their id when their attributes change, and are then another thing', async () => {
    const { cart } = await apply([red(2)]);
    const { id } = cart.lines[0]!;
    const engraved = await apply([{ type: 'line-attributes', lineId: id, ...gift }, red()], open(), cart.token);
    expect(engraved.cart.lines.map(({ quantity, attributes }) => [quantity, attributes])).to.deep.equal([
      [2, gift.attributes],
      [1, []],
    ]);
    expect(engraved.cart.lines[0]?.id).to.equal(id);
    expect(engraved.cart.lines[1]?.id).to.not.equal(id);
    const more = await apply([red(1, gift), red()], open(), engraved.cart.token);
    expect(more.quantities).to.deep.equal([3, 2]);
    expect(await open().read(more.cart.token)).to.deep.equal(more.cart);
  });

  it('are told apart by the order of their attributes and by empty values', async () => {
    const names = [['a', 'b'], ['b', 'a'], ['a']].map((names) => names.map((name) => ({ name, value: '' })));
    const { cart } = await apply(names.map((attributes) => red(1, { attributes })));
    expect(cart.lines.map(({ attributes }) => attributes)).to.deep.equal(names);
  });

  const attributes: [string, unknown, string][] = [
    ['too many', Array(51).fill({ name: 'a', value: 'b' }), 'refused rejected too-many'],
    ['nameless', [{ name: ' ', value: 'b' }], 'refused rejected nameless'],
    ['no objects', ['x'], 'refused rejected nameless'],
    ['too long', [{ name: 'a', value: 'x'.repeat(4_001) }], 'refused rejected too-long'],
    ['no list', { length: 1 }, 'done'],
    ['just as many as may be', Array(50).fill({ name: 'a', value: 'b' }), 'done'],
    ['just as long as may be', [{ name: 'a', value: 'x'.repeat(4_000) }], 'done'],
  ];
  for (const [what, value, outcome] of attributes) {
    it(`with attributes that are ${what} are ${outcome}`, async () => {
      const { outcomes, cart } = await apply([
        red(1, { attributes: value }),
        { type: 'attributes', attributes: value as never },
      ]);
      expect(outcomes).to.deep.equal([outcome, outcome]);
      expect(await open().read(cart.token)).to.deep.equal(cart);
    });
  }

  it('are at most 200', async () => {
    const products = Array.from({ length: 201 }, (_, index) => ({
      id: `p${index}`,
      title: 'P',
      variants: [{ id: 'v', price: '1' }],
    }));
    const { outcomes, cart } = await apply(
      products.map(({ id }) => add(id, 'v')),
      open(catalogWith({ products })),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).to.have.length(200);
    expect(outcomes[200]).to.equal('refused rejected cart-full');
    expect(cart.lines).to.have.length(200);
  });

  it('never make the cart larger than a browser stores', async () => {
    const long = (name: string) => ({ attributes: [{ name, value: 'ש'.repeat(4_000) }] });
    const { outcomes, cart } = await apply(
      Array.from({ length: 12 }, (_, index) => red(1, long(`n${index}`))),
      oneOf({}),
    );
    expect(outcomes.every((outcome) => outcome.startsWith('refused'))).to.equal(true);
    const kept = await apply(
      Array.from({ length: 40 }, (_, index) => one(1, long(`n${index}`))),
      oneOf({}),
      cart.token,
    );
    expect(kept.outcomes).to.include('refused rejected cart-full');
    expect(kept.cart.token.length).to.be.at.most(262_144);
    expect(await oneOf({}).read(kept.cart.token)).to.deep.equal(kept.cart);
  });
});

describe('static cart: note', () => {
  it('is refused where it is too long, and the old one stays', async () => {
    const { cart } = await apply([{ type: 'note', text: 'short' }]);
    const { outcomes, cart: after } = await apply([{ type: 'note', text: 'x'.repeat(4_001) }], open(), cart.token);
    expect(outcomes).to.deep.equal(['refused rejected too-long']);
    expect(after.note).to.equal('short');
  });
});

describe('static cart: tokens', () => {
  const encode = (value: unknown) =>
    `1.${btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
  const line = ['id', 'lamp-01', 'lamp-01-red', 2, 0, []];

  it('are base64url behind a version', async () => {
    const { cart } = await apply([red(), { type: 'note', text: 'שלום 👋 ???>>>' }]);
    expect(cart.token).to.match(/^1\.[\w-]+$/);
    expect((await open().read(cart.token))?.note).to.equal('שלום 👋 ???>>>');
  });

  it('can be read that somebody else wrote properly', async () => {
    expect((await open().read(encode([[line], [], 0, []])))?.lines[0]).to.include({ id: 'id', quantity: 2 });
  });

  it('are the same for the same cart', async () => {
    const { cart } = await apply([red(2)]);
    expect((await apply([], open(), cart.token)).cart.token).to.equal(cart.token);
    expect((await apply([set(cart, 5), set(cart, 2)], open(), cart.token)).cart.token).to.equal(cart.token);
  });

  const bad: [string, unknown][] = [
    ['nothing', undefined],
    ['an object', {}],
    ['too few parts', [[line]]],
    ['too many parts', [[line], [], 0, [], 0]],
    ['lines that are no list', [{}, [], 0, []]],
    ['too many lines', [Array(201).fill(line), [], 0, []]],
    ['two lines with one id', [[line, line], [], 0, []]],
    ['a line that is none', [[null], [], 0, []]],
    ['a line that is too short', [[line.slice(0, 5)], [], 0, []]],
    ['an empty id', [[['', ...line.slice(1)]], [], 0, []]],
    ['an id that is a number', [[[1, ...line.slice(1)]], [], 0, []]],
    ['an id that is not clean', [[['a\0', ...line.slice(1)]], [], 0, []]],
    ['an id that is too long', [[['x'.repeat(4_001), ...line.slice(1)]], [], 0, []]],
    ...[0, -1, 1.5, '2', null, 2 ** 53, 1_000_001].map((quantity): [string, unknown] => [
      `a quantity of ${JSON.stringify(quantity)}`,
      [[['id', 'lamp-01', 'lamp-01-red', quantity, 0, []]], [], 0, []],
    ]),
    ['a plan that is an object', [[['id', 'lamp-01', 'lamp-01-red', 2, {}, []]], [], 0, []]],
    ['attributes that are none', [[['id', 'lamp-01', 'lamp-01-red', 2, 0, [['a']]]], [], 0, []]],
    ['nameless attributes', [[['id', 'lamp-01', 'lamp-01-red', 2, 0, [['', 'b']]]], [], 0, []]],
    ['too many attributes', [[], [], 0, Array(51).fill(['a', 'b'])]],
    ['codes that are none', [[], [1], 0, []]],
    ['too many codes', [[], Array(21).fill('A'), 0, []]],
    ['an empty note', [[], [], '', []]],
    ['a note that is an object', [[], [], {}, []]],
  ];
  for (const [what, value] of bad) {
    it(`are no cart with ${what}`, async () => {
      const token = encode(value);
      expect(await open().read(token)).to.equal(null);
      await expectCode(open().apply(token, []), 'cart-gone');
    });
  }

  const raw: [string, unknown][] = [
    ['an older or newer version', encode([[], [], 0, []]).replace('1.', '2.')],
    ['no version', encode([[], [], 0, []]).slice(2)],
    ['characters that are not of base64url', '1.W1tdLFtdLDAsW11d='],
    ['bytes that are no text', `1.${btoa('\xff\xfe')}`],
    ['text that is no JSON', `1.${btoa('[[],[],0,').replaceAll('=', '')}`],
    ['JSON whose text is no text', `1.${btoa('[[],[],"\xff",[]]').replaceAll('=', '')}`],
    ['more characters than a cart ever has', `1.${btoa(`[[],[],0,[]${' '.repeat(200_000)}]`).replaceAll('=', '')}`],
    ['a number', 7],
    ['null', null],
  ];
  for (const [what, token] of raw) {
    it(`are no cart with ${what}`, async () => {
      expect(await open().read(token as string)).to.equal(null);
      await expectCode(open().apply(token as string, []), 'cart-gone');
    });
  }

  it('cannot make money', async () => {
    const token = encode([
      [['id', 'lamp-01', 'lamp-01-red', 1_000_000, 0, []]],
      ['TEN', 'TEN', 'ten', 'nobody'],
      0,
      [],
    ]);
    const cart = (await open().read(token))!;
    expect(cart.codes).to.deep.equal([{ code: 'TEN', applied: true }]);
    expect(cart.total.amount).to.equal((4900 * 1_000_000 * 9) / 10);
  });

  it('survive old libraries that put toJSON on the prototypes', async () => {
    const patch = { value: () => 'broken', configurable: true };
    for (const { prototype } of [Array, Object, String]) Object.defineProperty(prototype, 'toJSON', patch);
    let cart: Cart;
    try {
      ({ cart } = await apply([red(2, { attributes: [{ name: 'Gift', value: 'yes' }] })]));
    } finally {
      for (const { prototype } of [Array, Object, String]) delete (prototype as { toJSON?: unknown }).toJSON;
    }
    expect(await open().read(cart.token)).to.deep.equal(cart);
  });
});
