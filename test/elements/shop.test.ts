import '@shuk/elements/define/shop';

import type { Backend, CartService, Market, Session } from '@shuk/core';
import { addBackend, addLocaleLoaders, setDefaultShop, type ShopSettings } from '@shuk/elements';
import { expect, fixture, html } from '@open-wc/testing';
import { defaultShop, ShopRequest } from '../../packages/elements/src/internal/shop-context.js';

/** A backend that only remembers how it was opened. */
function fake(settings: ShopSettings): Backend & { readonly markets: Market[] } {
  const markets: Market[] = [];
  const catalog = {
    abilities: {
      handle: 'native',
      sku: 'native',
      search: 'none',
      collection: 'none',
      country: 'native',
      currency: 'native',
      language: 'native',
    },
    products: () => Promise.resolve([]),
    search: () => Promise.resolve({ items: [] }),
    collection: () => Promise.resolve(null),
  } as const;
  return {
    name: 'fake',
    shop: settings.src ?? '',
    markets,
    open(market): Session {
      markets.push(market);
      return { market, catalog };
    },
  };
}

describe('<shuk-shop>', () => {
  let opened: ReturnType<typeof fake>[];
  let warnings: string[];
  const warn = console.warn;
  const settled = () => new Promise((done) => setTimeout(done));
  const shopOf = (asker: Element) => {
    let found: unknown;
    asker.dispatchEvent(new ShopRequest(asker, (shop) => (found = shop)));
    return found;
  };

  beforeEach(() => {
    opened = [];
    warnings = [];
    console.warn = (message: string) => warnings.push(message);
    addBackend('fake', (settings) => {
      const backend = fake(settings);
      opened.push(backend);
      return backend;
    });
  });
  afterEach(() => {
    console.warn = warn;
    setDefaultShop(undefined);
  });

  it('is the default of the page when empty', async () => {
    const element = await fixture(html`<shuk-shop backend="fake" src="/a.json"></shuk-shop>`);
    await settled();
    expect(defaultShop()).to.equal((element as HTMLElementTagNameMap['shuk-shop']).shop);
    expect(opened[0]?.shop).to.equal(`${location.origin}/a.json`);
  });

  it('is the shop of its children, and of nobody else', async () => {
    const element = await fixture(
      html`<shuk-shop backend="fake"
        ><p><b></b></p
      ></shuk-shop>`,
    );
    await settled();
    expect(shopOf(element.querySelector('b')!)).to.equal((element as HTMLElementTagNameMap['shuk-shop']).shop);
    expect(shopOf(document.body)).to.equal(undefined);
    expect(defaultShop()).to.equal(undefined);
  });

  it('opens once for many attributes, and passes a new market on without opening again', async () => {
    const element = await fixture(
      html`<shuk-shop backend="fake" country="il" currency="ils" lang="he_IL"></shuk-shop>`,
    );
    await settled();
    element.setAttribute('country', 'US');
    element.setAttribute('currency', 'USD');
    await settled();
    expect(opened).to.have.length(1);
    expect(opened[0]?.markets).to.deep.equal([
      { country: 'IL', currency: 'ILS', language: 'he-IL' },
      { country: 'US', currency: 'USD', language: 'he-IL' },
    ]);
  });

  it('opens another shop when its address changes', async () => {
    const element = await fixture(html`<shuk-shop backend="fake" src="/a.json"></shuk-shop>`);
    await settled();
    element.setAttribute('src', '/b.json');
    await settled();
    expect(opened.map(({ shop }) => shop)).to.deep.equal([`${location.origin}/a.json`, `${location.origin}/b.json`]);
  });

  describe('tells the backend', () => {
    const told: ShopSettings[] = [];
    beforeEach(() => {
      told.length = 0;
      addBackend('telling', (settings) => {
        told.push(settings);
        return fake(settings);
      });
    });
    const nothing = {
      ...{ src: undefined, endpoint: undefined, domain: undefined, token: undefined, version: undefined },
      ...{ channel: undefined, region: undefined, cart: undefined, productUrl: undefined, checkoutUrl: undefined },
      ...{ customFields: false, plans: false, stock: false },
    };

    it('nothing that was not written', async () => {
      await fixture(html`<shuk-shop backend="telling" domain="" token="  " endpoint=""></shuk-shop>`);
      await settled();
      expect(told).to.deep.equal([nothing]);
    });

    it('what each attribute says, addresses in full and texts as they stand', async () => {
      await fixture(html`
        <shuk-shop
          backend="telling"
          src="/catalog.json"
          endpoint="shop-api?x=1"
          domain=" brand.myshopify.com "
          token="pk_1"
          version="2026-04"
          channel="eu"
          region="reg_1"
          cart="links"
          product-url="/p/{handle}"
          checkout-url="/checkout#cart={token}"
          custom-fields
          plans="true"
          stock
        ></shuk-shop>
      `);
      await settled();
      expect(told).to.deep.equal([
        {
          ...{ src: `${location.origin}/catalog.json`, endpoint: new URL('shop-api?x=1', location.href).href },
          ...{ domain: 'brand.myshopify.com', token: 'pk_1', version: '2026-04', channel: 'eu', region: 'reg_1' },
          ...{ cart: 'links', productUrl: '/p/{handle}', checkoutUrl: '/checkout#cart={token}' },
          ...{ customFields: true, plans: true, stock: true },
        },
      ]);
    });

    it('that a flag is off where it says "false", as content systems write it', async () => {
      const off = html`<shuk-shop backend="telling" custom-fields="false" plans="false" stock="false"></shuk-shop>`;
      await fixture(off);
      await settled();
      expect(told).to.deep.equal([nothing]);
    });

    for (const name of [
      ...['src', 'endpoint', 'domain', 'token', 'version', 'channel', 'region', 'cart'],
      ...['product-url', 'checkout-url', 'custom-fields', 'plans', 'stock'],
    ]) {
      it(`anew when ${name} changes, and once only`, async () => {
        const element = await fixture(html`<shuk-shop backend="telling"></shuk-shop>`);
        await settled();
        element.setAttribute(name, '/x');
        await settled();
        element.setAttribute(name, '/x');
        await settled();
        const key = name.replace(/-./, ([, letter]) => letter!.toUpperCase()) as keyof ShopSettings;
        expect(told).to.have.length(2);
        expect(told[1]![key]).to.not.equal(told[0]![key]);
      });
    }
  });

  it('keeps its shop when it is moved, and gives it up when it is removed', async () => {
    const element = await fixture(html`<shuk-shop backend="fake"></shuk-shop>`);
    await settled();
    const { shop } = element as HTMLElementTagNameMap['shuk-shop'];
    document.body.append(element);
    await settled();
    expect(defaultShop()).to.equal(shop);
    element.remove();
    await settled();
    expect(defaultShop()).to.equal(undefined);
  });

  it('leaves the page to the one before when the last of two is removed', async () => {
    const both = await fixture(
      html`<div><shuk-shop backend="fake"></shuk-shop><shuk-shop backend="fake"></shuk-shop></div>`,
    );
    await settled();
    const [first, last] = [...both.children] as HTMLElementTagNameMap['shuk-shop'][];
    expect(defaultShop()).to.equal(last!.shop);
    last!.remove();
    await settled();
    expect(defaultShop()).to.equal(first!.shop);
    expect(warnings[0]).to.include('the last one counts');
  });

  it('says once what to write when the backend is unknown', async () => {
    await fixture(html`<div><shuk-shop backend="shopfy"></shuk-shop><shuk-shop backend="shopfy"></shuk-shop></div>`);
    await settled();
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('"shopfy"').and.include('fake');
  });

  it('refuses an address that is none, and says so', async () => {
    await fixture(html`<shuk-shop backend="fake" src="javascript:alert(1)"></shuk-shop>`);
    await settled();
    expect(opened[0]?.shop).to.equal('');
    expect(warnings[0]).to.include('src="javascript:alert(1)"');
  });

  it('tells when the shop cannot be opened, and tries again when it is connected anew', async () => {
    let tries = 0;
    addBackend('broken', () => (tries++ ? fake({} as ShopSettings) : Promise.reject(new TypeError('Failed to fetch'))));
    const codes: string[] = [];
    const listen = (event: HTMLElementEventMap['shuk-failure']) => codes.push(event.error.code);
    document.addEventListener('shuk-failure', listen);
    const element = await fixture<HTMLElementTagNameMap['shuk-shop']>(html`<shuk-shop backend="broken"></shuk-shop>`);
    await settled();
    expect(codes).to.deep.equal(['offline']);
    document.body.append(element);
    await settled();
    expect(element.shop).to.not.equal(undefined);
    element.remove();
    document.removeEventListener('shuk-failure', listen);
  });

  it('takes services that were set before it was defined', async () => {
    const reviews = { abilities: {} } as never;
    const element = document.createElement('shuk-shop');
    Object.defineProperty(element, 'services', {
      value: { reviews },
      configurable: true,
      writable: true,
      enumerable: true,
    });
    element.setAttribute('backend', 'fake');
    document.body.append(element);
    await settled();
    expect(element.shop?.$session.get().reviews).to.equal(reviews);
    element.remove();
  });

  it('works on the cart of the page where it is given one', async () => {
    const element = await fixture<HTMLElementTagNameMap['shuk-shop']>(html`<shuk-shop backend="fake"></shuk-shop>`);
    element.hostCart = { get: () => ({ lines: [], currency: 'EUR' }), add: () => undefined } as never;
    const cart = (): CartService | undefined => element.shop?.$session.get().cart;
    while (!cart()) await settled(); // its code is loaded only now
    expect(cart()?.read).to.be.a('function');
  });

  it('opens when the words of its language are there, or cannot be had', async () => {
    let come: (words: object) => void;
    const words = () => new Promise<never>((resolve) => (come = resolve as typeof come));
    addLocaleLoaders({ eo: words, ia: () => Promise.reject(new Error('not found')) });
    const shop = await fixture<HTMLElementTagNameMap['shuk-shop']>(
      html`<shuk-shop backend="fake" lang="eo"></shuk-shop>`,
    );
    await settled();
    expect(defaultShop()).to.equal(undefined);
    come!({});
    await settled();
    expect(shop.shop).to.be.an('object');
    shop.remove();

    const silent = await fixture<HTMLElementTagNameMap['shuk-shop']>(
      html`<shuk-shop backend="fake" lang="ia"></shuk-shop>`,
    );
    await settled();
    expect(silent.shop).to.be.an('object');
  });
});
