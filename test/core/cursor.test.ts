import { CommerceError, fromCursor, toCursor } from '@shuk/core';
import { expect } from '@open-wc/testing';

const query = { text: 'lamp', sort: 'newest', market: { country: 'IL' } };

function refused(cursor: string, of: unknown = query): unknown {
  try {
    fromCursor(cursor, of);
  } catch (thrown) {
    return (thrown as CommerceError).code;
  }
  return undefined;
}

describe('a cursor', () => {
  for (const position of [24, 0, 'eyJsYXN0', '', '"]\\']) {
    it(`brings back the position ${JSON.stringify(position)}`, () => {
      expect(fromCursor(toCursor(position, query), { ...query })).to.equal(position);
    });
  }

  it('is not needed for the first page', () => {
    expect(fromCursor(undefined, query)).to.equal(undefined);
  });

  it('is refused for another query', () => {
    expect(refused(toCursor(24, query), { ...query, text: 'sofa' })).to.equal('rejected');
  });

  for (const cursor of ['', 'x', '[]', 'null', '{"__proto__":1}', '[1.5,"{}"]', '[null,"{}"]', '[{},"{}"]', '\uD800']) {
    it(`is not ${JSON.stringify(cursor)}`, () => {
      expect(refused(cursor)).to.equal('rejected');
    });
  }
});
