/**
 * Medusa's Store API. A cart is a `cart_…` of Medusa, and its id the token: whoever knows it can read and change the
 * cart, so it is a secret. Prices are those of a region, which is found by the session's country.
 */
import { fillUrl, own, type Backend, type CartService, type Fetch, type Market } from '@shuk/core';
import { products } from './catalog.js';
import { connect } from './shop.js';

export interface MedusaBackendOptions {
  /** Address of the Medusa server, e.g. `https://shop.example`; a relative one is resolved against `base`. */
  readonly endpoint?: string | undefined;
  /** A publishable API key (`pk_…`). No secret. */
  readonly token?: string | undefined;
  /** The id of a region (`reg_…`). Without it the region is looked up by the country, once per session. */
  readonly region?: string | undefined;
  /** The page of a product, with `{handle}`, `{id}`, `{language}`, `{country}` or `{currency}` where it names them. */
  readonly productUrl?: string | undefined;
  /**
   * Where the storefront takes a cart over, with `{token}` (and `{language}`, `{country}`, `{currency}`):
   * `https://shop.example/checkout#cart={token}`. Medusa has no checkout page of its own.
   */
  readonly checkoutUrl?: string | undefined;
  /** For tests, and for hosts that need their own transport. */
  readonly fetch?: Fetch | undefined;
  /** What relative addresses are relative to. Default: the page. */
  readonly base?: string | undefined;
}

const CHECKOUT = { setup: 'Give checkoutUrl: the page of your storefront that takes over the cart {token}.' };
const LANGUAGE = { setup: 'Switch on the translation module of Medusa, and translate the products.' };

/** Opens a Medusa shop. */
export function medusaBackend(options: MedusaBackendOptions): Backend {
  const settings = own(options);
  const { checkoutUrl } = settings;
  const { base, name, open } = connect(settings);
  const abilities: CartService['abilities'] = {
    codes: 'native',
    note: 'emulated',
    attributes: 'emulated',
    'line-attributes': 'emulated',
    plans: 'none',
    checkout: fillUrl(checkoutUrl, {}, base) ? 'native' : CHECKOUT,
    idempotency: 'none',
    revision: 'none',
  };

  return {
    name: 'medusa',
    shop: name,
    open(asked) {
      const { country, currency, language } = own(asked);
      const market: Market = { country, currency, language };
      const shop = open(market);
      return {
        market,
        catalog: {
          abilities: {
            handle: 'native',
            sku: 'native',
            search: 'native',
            collection: 'native',
            country: 'native',
            currency: 'native',
            language: LANGUAGE,
          },
          products: (refs, options) => products(shop, refs, own(options).signal),
          search: async (query, options) => (await import('./search.js')).search(shop, query, own(options).signal),
          collection: async (handle, query, options) =>
            (await import('./search.js')).collection(shop, handle, query, own(options).signal),
        },
        cart: {
          abilities,
          read: async (token, options) => (await import('./cart.js')).read(shop, token, own(options).signal),
          apply: async (token, operations, options) =>
            (await import('./cart.js')).apply(shop, abilities, token, operations, own(options).signal),
          checkout: async (token, options) =>
            (await import('./cart.js')).checkout(shop, abilities, token, checkoutUrl, own(options).signal),
        },
      };
    },
  };
}
