import { combine, newId, toJson, type CartService, type CatalogService, type Session } from '@shuk/core';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';

describe('combine', () => {
  const catalog = {} as CatalogService;
  const cart = {} as CartService;
  const session: Session = { market: { country: 'IL' }, catalog, cart };

  it('joins the services of another backend', () => {
    const other = {} as CartService;
    const joined = combine(session, { cart: other });
    expect(joined.cart).to.equal(other);
    expect(joined.catalog).to.equal(catalog);
    expect(joined.market).to.deep.equal({ country: 'IL' });
  });

  it('leaves the session as it was', () => {
    combine(session, { cart: undefined });
    expect(session.cart).to.equal(cart);
  });

  it('takes a service away that is given as undefined, but never the catalogue', () => {
    const joined = combine(session, { cart: undefined, catalog: undefined } as never);
    expect(joined.cart).to.equal(undefined);
    expect(joined.catalog).to.equal(catalog);
  });
});

describe('newId', () => {
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

  it('is a UUID, and another one each time', () => {
    const ids = Array.from({ length: 100 }, newId);
    ids.forEach((id) => expect(id).to.match(uuid));
    expect(new Set(ids).size).to.equal(100);
  });

  it('is one on a page without https, too', () => {
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    try {
      const ids = Array.from({ length: 100 }, newId);
      ids.forEach((id) => expect(id).to.match(uuid));
      expect(new Set(ids).size).to.equal(100);
    } finally {
      delete (crypto as { randomUUID?: unknown }).randomUUID; // the one of the prototype shows again
    }
  });
});

describe('toJson', () => {
  it('is what JSON.stringify gives for plain data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(toJson(value))).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('leaves out undefined fields, and keeps the place of an undefined item', () => {
    expect(toJson({ a: undefined, b: [undefined, 1] })).to.equal('{"b":[null,1]}');
  });

  it('does not ask a toJSON that an old library has put on the prototypes', () => {
    const patch = { value: () => 'broken', configurable: true };
    for (const { prototype } of [Array, Object, String]) Object.defineProperty(prototype, 'toJSON', patch);
    try {
      expect(toJson({ list: ['a', 1, null, true] })).to.equal('{"list":["a",1,null,true]}');
    } finally {
      for (const { prototype } of [Array, Object, String]) delete (prototype as { toJSON?: unknown }).toJSON;
    }
  });
});
