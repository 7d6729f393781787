import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { createMemory, NOTHING, type Kept } from '../../packages/stores/src/cart-memory.js';
import { createSlot } from '../../packages/stores/src/storage.js';
import { cartOf, createShop } from '@shuk/stores';
import { fakeShop } from '../support/fake-shop.js';
import { germany } from '../support/fake-site.js';

/** A storage of its own for each test. */
function area(overrides: Partial<Storage> = {}) {
  const items = new Map<string, string>();
  const storage = {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
    ...overrides,
  } as Storage;
  return { items, storage };
}
const fail = (): never => {
  throw new DOMException('no', 'SecurityError');
};

describe('storage', () => {
  it('keeps a record, and removes it', () => {
    const { items, storage } = area();
    const slot = createSlot('a', () => storage);
    expect(slot.load()).to.equal(null);
    slot.save({ b: [1, 'two', null] });
    expect(slot.load()).to.deep.equal({ b: [1, 'two', null] });
    slot.save(undefined);
    expect(items.size).to.equal(0);
    expect(slot.load()).to.equal(null);
  });

  it('reads what another page wrote', () => {
    const { storage } = area();
    createSlot('a', () => storage).save(1);
    expect(createSlot('a', () => storage).load()).to.equal(1);
  });

  const refusals: [string, () => Storage | undefined][] = [
    ['is absent', () => undefined],
    ['throws at the first touch', fail],
    ['throws at every use', () => area({ getItem: fail, setItem: fail, removeItem: fail }).storage],
  ];
  for (const [what, storage] of refusals) {
    it(`remembers for the visit where it ${what}`, () => {
      const slot = createSlot('a', storage);
      expect(slot.load()).to.equal(null);
      slot.save({ b: 1 });
      expect(slot.load()).to.deep.equal({ b: 1 });
      slot.save(undefined);
      expect(slot.load()).to.equal(null);
    });
  }

  it('goes on in memory once it is full, and does not go back to what is old', () => {
    let full = false;
    const { items, storage } = area();
    const { setItem } = storage;
    const limited = { ...storage, setItem: (name: string, value: string) => (full ? fail() : setItem(name, value)) };
    const slot = createSlot('a', () => limited as Storage);
    slot.save('old');
    full = true;
    slot.save('new');
    expect(slot.load()).to.equal('new');
    expect(items.get('a')).to.equal('"old"');
  });

  for (const broken of ['', '{', 'undefined', '[object Object]', '\u0000']) {
    it(`reads ${JSON.stringify(broken)} as nothing`, () => {
      const { items, storage } = area();
      items.set('a', broken);
      expect(createSlot('a', () => storage).load()).to.equal(null);
    });
  }

  it('writes plain JSON beside a library that patched toJSON', () => {
    const arrays = Array.prototype as { toJSON?: () => string };
    const objects = Object.prototype as { toJSON?: () => string };
    arrays.toJSON = objects.toJSON = () => '"patched"';
    const { storage } = area();
    try {
      createSlot('a', () => storage).save({ b: [1, { c: 'd' }] });
    } finally {
      delete arrays.toJSON;
      delete objects.toJSON;
    }
    expect(createSlot('a', () => storage).load()).to.deep.equal({ b: [1, { c: 'd' }] });
  });
});

describe('what is kept of a cart', () => {
  const open = (raw?: string) => {
    const { items, storage } = area();
    if (raw !== undefined) items.set('a', raw);
    return { items, memory: createMemory('a', () => storage) };
  };
  const kept: Kept = {
    ...{ token: 't', revision: '1', stamp: 's', left: 0, codes: ['TEN'], intents: [] },
    lines: [
      {
        ...{ id: 'l', productId: 'p', variantId: 'v', title: 'Lamp', values: ['Red'], quantity: 2, planId: 'm' },
        ...{ attributes: [{ name: 'Gift note', value: 'For Noor' }], pending: false },
        ...{ price: { current: { amount: 1, currency: 'EUR' } }, total: { amount: 2, currency: 'EUR' } },
        ...{ image: undefined, url: undefined, availability: { state: 'in-stock' }, rule: { min: 1, step: 1 } },
      },
    ],
  };

  it('is enough to add the lines again, without prices', () => {
    const { memory, items } = open();
    memory.save(kept);
    const [line] = memory.load().lines;
    expect(line).to.deep.equal({ ...kept.lines[0], price: undefined, total: undefined });
    expect(memory.load()).to.deep.equal({ ...kept, lines: [line] });
    expect(items.get('a')).not.to.include('EUR');
  });

  it('has the changes without an answer', () => {
    const { memory } = open();
    const [line] = kept.lines;
    const intent = { key: 'k', type: 'add' as const, at: 7, lines: [line!], base: [] };
    memory.save({ ...kept, intents: [intent, { ...intent, key: 'later', base: undefined }] });
    const [sent, unsent] = memory.load().intents;
    expect(sent).to.deep.include({ key: 'k', type: 'add', at: 7, base: [] });
    expect(sent!.lines[0]).to.deep.include({ variantId: 'v', quantity: 2 });
    expect(unsent!.base).to.equal(undefined);
  });

  it('is nothing at first', () => {
    const { memory } = open();
    expect(memory.load()).to.deep.equal({ ...NOTHING, token: undefined, revision: undefined, stamp: undefined });
  });

  const hostile: [string, unknown][] = [
    ['a list', [1]],
    ['a text', 'cart'],
    ['null', null],
    ['wrong types', { token: {}, revision: [], stamp: 1, at: 'x', left: -1, lines: 'x', codes: {}, intents: 5 }],
    ['wrong lines', { lines: [null, 5, {}, { id: 'a' }, { id: {}, variantId: 'v' }] }],
    ['wrong intents', { intents: [null, {}, { key: {} }, [], { type: 'add' }] }],
  ];
  for (const [what, value] of hostile) {
    it(`reads ${what} as nothing`, () => {
      const { token, lines, codes, intents, left } = open(JSON.stringify(value)).memory.load();
      expect({ token, lines, codes, intents, left }).to.deep.equal({ token: undefined, ...NOTHING });
    });
  }

  it('has only plain text and whole numbers, whatever stands in the storage', () => {
    const flat = (value: unknown): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value).flatMap(flat) : [value];
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, key) => {
        const line = { id: 'a', variantId: 'v', [key]: value, title: value, attributes: value, values: [value] };
        const raw = {
          token: value,
          lines: [line, value],
          codes: value,
          intents: [{ key: 'k', lines: [line], base: value }],
        };
        for (const leaf of flat(open(JSON.stringify(raw)).memory.load())) {
          expect(leaf).to.satisfy((it: unknown) => it === undefined || /^(?:string|number|boolean)$/.test(typeof it));
          if (typeof leaf === 'number') expect(Number.isSafeInteger(leaf)).to.equal(true);
        }
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(({} as { polluted?: unknown }).polluted).to.equal(undefined);
  });

  it('does not stop a shop from opening, nor a cart from filling', async () => {
    const backend = fakeShop();
    const shop = createShop(backend, germany);
    const { items, storage } = area();
    items.set('shuk:cart:fake:1:DE:EUR', '{"token":"<img>","lines":[{"id":1,"variantId":{}}],"intents":[{}]}');
    shop.part('browser', () => ({
      ...{ storage: () => storage, locks: () => undefined, channel: () => undefined },
      ...{ online: () => true, leaving: () => () => {} },
    }));
    const answer = await cartOf(shop).add([backend.item('lamp')]);
    expect(answer.outcomes).to.deep.equal([{ status: 'done' }]);
    expect(answer.cart.lines).to.have.length(1);
  });
});
