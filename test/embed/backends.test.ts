import type { ShopSettings } from '@shuk/elements';
import { expect } from '@open-wc/testing';
import { backends } from '../../packages/embed/src/table.js';

const nothing: ShopSettings = {
  ...{ src: undefined, endpoint: undefined, domain: undefined, token: undefined, version: undefined },
  ...{ channel: undefined, region: undefined, cart: undefined, productUrl: undefined, checkoutUrl: undefined },
  ...{ customFields: false, plans: false, stock: false },
};

/** What each backend has to be told, one after the other. */
const needed: Record<string, Partial<ShopSettings>> = {
  static: { src: 'https://shop.example/catalog.json' },
  http: { endpoint: 'https://shop.example/shuk' },
  shopify: { domain: 'brand.myshopify.com' },
  woocommerce: { endpoint: 'https://shop.example/' },
  vendure: { endpoint: 'https://shop.example/shop-api' },
  medusa: { endpoint: 'https://shop.example/', token: 'pk_1' },
};

describe('the backends of the table', () => {
  for (const [name, load] of Object.entries(backends)) {
    it(`${name}: says what to write for each attribute that is missing`, async () => {
      const { open } = await load();
      let settings = nothing;
      for (const [attribute, value] of Object.entries(needed[name]!)) {
        const thrown = (() => {
          try {
            return open(settings);
          } catch (error) {
            return error;
          }
        })();
        expect(thrown).to.include({ name: 'CommerceError', code: 'malformed' });
        expect((thrown as Error).message).to.match(new RegExp(`^write ${attribute}="[^"]+", `));
        settings = { ...settings, [attribute]: value };
      }
      const backend = await open(settings);
      expect(backend.name).to.equal(name);
      expect(backend.shop).to.match(new RegExp(`^${name}:.+`));
    });
  }

  it('shopify can be asked by another address than its domain', async () => {
    const { open } = await backends.shopify();
    const { shop } = await open({ ...nothing, endpoint: 'https://proxy.example/graphql.json' });
    expect(shop).to.include('proxy.example');
  });
});
