/**
 * Vendure's Shop API (GraphQL). A cart is the active order of an anonymous session, and its token that session's bearer
 * token: whoever knows it can read and change the cart.
 */
import { fillUrl, own, type Backend, type CartService, type Fetch, type Market } from '@shuk/core';
import { products } from './catalog.js';
import { connect } from './shop.js';

export interface VendureBackendOptions {
  /** Address of the Shop API, e.g. `https://shop.example/shop-api`; a relative one is resolved against `base`. */
  readonly endpoint?: string | undefined;
  /** The token of a channel other than the default one. No secret. */
  readonly channel?: string | undefined;
  /** The page of a product, with `{handle}`, `{id}`, `{language}`, `{country}` or `{currency}` where it names them. */
  readonly productUrl?: string | undefined;
  /**
   * Where the storefront takes a cart over, with `{token}` (and `{language}`, `{country}`, `{currency}`):
   * `https://shop.example/checkout#token={token}`. Vendure has no checkout page of its own.
   */
  readonly checkoutUrl?: string | undefined;
  /** True where the shop has the custom fields `shukAttributes` and `shukNote`. */
  readonly customFields?: boolean | undefined;
  /** How many digits amounts have, as the shop's `MoneyStrategy` says. Default: 2, whatever the currency. */
  readonly precision?: number | undefined;
  /** For tests, and for hosts that need their own transport. */
  readonly fetch?: Fetch | undefined;
  /** What relative addresses are relative to. Default: the page. */
  readonly base?: string | undefined;
}

const FIELDS = 'Add the custom fields shukAttributes and shukNote, and write custom-fields.';
const CHECKOUT = 'Write checkout-url="…#token={token}", your page that takes carts over.';

/** Opens a Vendure shop. Nothing is asked for before the first call. */
export function vendureBackend(options: VendureBackendOptions): Backend {
  const settings = own(options);
  const { name, base, open } = connect(settings);
  const free = settings.customFields ? 'native' : { setup: FIELDS };
  const abilities: CartService['abilities'] = {
    codes: 'native',
    note: free,
    attributes: free,
    'line-attributes': free,
    plans: 'none',
    checkout: settings.checkoutUrl ? 'native' : { setup: CHECKOUT },
    idempotency: 'none',
    revision: 'none',
  };

  return {
    name: 'vendure',
    shop: name,
    open(asked) {
      const { country, currency, language } = own(asked);
      const market: Market = { country, currency, language };
      const fill = (template: string | undefined, values: Readonly<Record<string, string | undefined>>) =>
        fillUrl(template, { ...market, ...values }, base);
      const shop = open(market, (product) => fill(settings.productUrl, product));
      return {
        market,
        catalog: {
          abilities: {
            handle: 'native',
            sku: 'emulated',
            search: 'native',
            collection: 'native',
            country: 'none',
            currency: 'native',
            language: 'native',
          },
          products: (refs, options) => products(shop, refs, options),
          search: async (query, options) => (await import('./search.js')).search(shop, query, options),
          collection: async (handle, query, options) =>
            (await import('./search.js')).collection(shop, handle, query, options),
        },
        cart: {
          abilities,
          read: async (token, options) => (await import('./cart.js')).read(shop, token, options),
          apply: async (token, operations, options) =>
            (await import('./cart.js')).apply(shop, abilities, token, operations, options),
          checkout: async (token, options) => {
            const template = settings.checkoutUrl;
            return (await import('./cart.js')).checkout(shop, template, fill(template, { token }), token, options);
          },
        },
      };
    },
  };
}
