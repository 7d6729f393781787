import {
  color,
  CommerceError,
  fields,
  integer,
  list,
  malformed,
  MAX_LIST,
  MAX_TEXT,
  money,
  oneOf,
  requiredText,
  text,
} from '@shuk/core';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';

const isMalformed = (work: () => unknown) => {
  expect(work).to.throw(CommerceError).with.property('code', 'malformed');
};

describe('fields', () => {
  it('reads the own fields of an object', () => {
    expect({ ...fields({ a: 1, b: null }, 'thing') }).to.deep.equal({ a: 1, b: null });
  });

  it('has nothing that was not written there', () => {
    const read = fields(JSON.parse('{"__proto__":{"evil":1}}'), 'thing');
    expect(read.toString).to.equal(undefined);
    expect(read.evil).to.equal(undefined);
    expect(Object.getPrototypeOf(read)).to.equal(null);
    expect(({} as Record<string, unknown>).evil).to.equal(undefined);
  });

  for (const value of [null, undefined, 1, 'x', true, [], [{}]]) {
    it(`calls ${JSON.stringify(value)} malformed`, () => isMalformed(() => fields(value, 'thing')));
  }
});

describe('list', () => {
  it('reads an array', () => expect(list([1, 'x'])).to.deep.equal([1, 'x']));
  it('caps it', () => {
    expect(list(Array(1_000).fill(0))).to.have.length(MAX_LIST);
    expect(list([1, 2, 3], 2)).to.deep.equal([1, 2]);
  });
  for (const value of [undefined, null, 'abc', { length: 3 }, 7]) {
    it(`reads ${JSON.stringify(value)} as empty`, () => expect(list(value)).to.deep.equal([]));
  }
});

describe('text', () => {
  const cases: [unknown, string | undefined][] = [
    ['Lamp', 'Lamp'],
    ['  Lamp \n', 'Lamp'],
    ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
    ['nul\0and\x1bescape\x7f', 'nul and escape'],
    ['<b>not markup</b>', '<b>not markup</b>'],
    ['שלום', 'שלום'],
    ['👨‍👩‍👧', '👨‍👩‍👧'],
    ['lone \uD800 surrogate', 'lone \uFFFD surrogate'],
    ['\uDC00\uD800', '\uFFFD\uFFFD'],
    [42, '42'],
    [-1.5, '-1.5'],
    ['', undefined],
    ['   ', undefined],
    ['\0', undefined],
    [NaN, undefined],
    [Infinity, undefined],
    [true, undefined],
    [null, undefined],
    [undefined, undefined],
    [['x'], undefined],
    [{ toString: () => 'x' }, undefined],
  ];
  for (const [value, read] of cases) {
    it(`reads ${JSON.stringify(value)} as ${JSON.stringify(read)}`, () => expect(text(value)).to.equal(read));
  }

  it('cuts what is too long', () => {
    expect(text('x'.repeat(MAX_TEXT + 1))).to.have.length(MAX_TEXT);
    expect(text('xyz', 2)).to.equal('xy');
  });

  it('does not leave half a character behind where it cuts', () => {
    expect(text('a😀', 2)).to.equal('a\uFFFD');
  });

  it('always gives well-formed, trimmed text that it leaves alone the second time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.anything()), (value) => {
        const read = text(value);
        if (read === undefined) return;
        expect(() => encodeURIComponent(read)).to.not.throw();
        expect(read).to.equal(read.trim());
        expect(text(read)).to.equal(read);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('requiredText', () => {
  it('reads text', () => expect(requiredText(' x ', 'id')).to.equal('x'));
  for (const value of ['', ' ', null, undefined, {}]) {
    it(`calls ${JSON.stringify(value)} malformed`, () => isMalformed(() => requiredText(value, 'id')));
  }
});

describe('integer', () => {
  it('reads a whole number within its bounds', () => {
    expect(integer(0)).to.equal(0);
    expect(integer(7, 7, 7)).to.equal(7);
    expect(integer(-3, -5)).to.equal(-3);
  });
  for (const value of [-1, 1.5, NaN, Infinity, 2 ** 53, '7', null, undefined, [7], true]) {
    it(`reads no number from ${String(value)}`, () => expect(integer(value)).to.equal(undefined));
  }
  it('reads none out of bounds', () => {
    expect(integer(4, 5)).to.equal(undefined);
    expect(integer(6, 1, 5)).to.equal(undefined);
  });
});

describe('money', () => {
  it('reads minor units and a currency', () => {
    expect(money(1999, 'EUR')).to.deep.equal({ amount: 1999, currency: 'EUR' });
    expect(money(0, 'JPY')).to.deep.equal({ amount: 0, currency: 'JPY' });
  });
  for (const [amount, currency] of [
    [-1, 'EUR'],
    [19.99, 'EUR'],
    ['1999', 'EUR'],
    [NaN, 'EUR'],
    [1999, 'eur'],
    [1999, undefined],
    [undefined, 'EUR'],
  ]) {
    it(`reads none from ${String(amount)} ${String(currency)}`, () =>
      expect(money(amount, currency)).to.equal(undefined));
  }
});

describe('color', () => {
  for (const value of ['#c00', '#CC0000', '#a1B2c3']) it(`takes ${value}`, () => expect(color(value)).to.equal(value));
  for (const value of [
    'red',
    '#12',
    '#1234',
    '#12345',
    '#1234567',
    'url(//x)',
    '#ggg',
    '#c00;x',
    ' #c00',
    '#c00\n',
    0,
    null,
  ]) {
    it(`refuses ${JSON.stringify(value)}`, () => expect(color(value)).to.equal(undefined));
  }
});

describe('oneOf', () => {
  it('reads one of the words', () => expect(oneOf('b', ['a', 'b'])).to.equal('b'));
  for (const value of ['c', 'A', '', null, ['a'], 'toString', '__proto__']) {
    it(`reads none from ${JSON.stringify(value)}`, () => expect(oneOf(value, ['a', 'b'])).to.equal(undefined));
  }
});

describe('malformed', () => {
  it('names what could not be read', () => expect(malformed('title').message).to.contain('title'));
});
