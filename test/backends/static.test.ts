import { staticBackend } from '@shuk/backend-static';
import { expect } from '@open-wc/testing';
import { keepsTheBackendContract, type ShopFixture } from '@shuk/conformance';
import { catalog } from '../support/catalog.js';

const shop: ShopFixture = {
  market: { country: 'DE', currency: 'EUR', language: 'en' },
  product: {
    id: 'lamp-01',
    variantId: 'lamp-01-red',
    handle: 'reading-lamp',
    sku: 'L1R',
    title: 'Reading lamp',
    price: { amount: 4900, currency: 'EUR' },
  },
  other: { id: 'oil-07', variantId: 'oil-07-250' },
  withOptions: { id: 'shirt-20', options: ['Color', 'Size'], variants: 7 },
  soldOut: { id: 'vase-02', variantId: 'vase-02-one' },
  scarce: { id: 'mug-03', variantId: 'mug-03-one', left: 3 },
  unpriced: { id: 'candle-11', variantId: 'candle-11-one' },
  plan: { id: 'coffee-09', variantId: 'coffee-09-beans', planId: 'monthly' },
  collection: { handle: 'kitchen', ids: ['mug-03', 'oil-07', 'coffee-09'] },
  search: { text: 'reading lamp', id: 'lamp-01' },
  code: 'TEN',
  refusedCodes: ['SUMMER', 'BIGCART'],
};

describe('static backend, from an object', () => {
  keepsTheBackendContract(() => staticBackend({ catalog }), shop);
});

describe('static backend, from an address', () => {
  keepsTheBackendContract(() => staticBackend({ src: '/test/support/catalogs/shop.json' }), shop);

  it('is named by its absolute address', () => {
    const { shop } = staticBackend({ src: '/test/support/catalogs/shop.json' });
    expect(shop).to.equal(`static:${location.origin}/test/support/catalogs/shop.json`);
  });
});
