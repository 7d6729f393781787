import { parseRef, refKey, type ProductRef } from '@shuk/core';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';

describe('parseRef', () => {
  const cases: [string, ProductRef][] = [
    ['lamp-01', { by: 'id', value: 'lamp-01' }],
    ['id:lamp-01', { by: 'id', value: 'lamp-01' }],
    ['handle:reading-lamp', { by: 'handle', value: 'reading-lamp' }],
    ['sku:LMP-1', { by: 'sku', value: 'LMP-1' }],
    ['sku:a:b', { by: 'sku', value: 'a:b' }],
    ['id:sku:1', { by: 'id', value: 'sku:1' }],
    ['gid://shopify/Product/1', { by: 'id', value: 'gid://shopify/Product/1' }],
    ['SKU:1', { by: 'id', value: 'SKU:1' }],
    ['handle:', { by: 'id', value: 'handle:' }],
    ['', { by: 'id', value: '' }],
  ];
  for (const [written, ref] of cases) {
    it(`reads ${JSON.stringify(written)}`, () => expect(parseRef(written)).to.deep.equal(ref));
  }
});

describe('refKey', () => {
  it('is the inverse of parseRef', () => {
    const by = fc.constantFrom<ProductRef['by'][]>('id', 'handle', 'sku');
    fc.assert(
      fc.property(by, fc.string({ minLength: 1, unit: 'binary' }), (by, value) => {
        expect(parseRef(refKey({ by, value }))).to.deep.equal({ by, value });
      }),
    );
  });

  it('is the same however a product is named by its id', () => {
    expect(refKey(parseRef('lamp-01'))).to.equal(refKey(parseRef('id:lamp-01')));
  });
});
