/**
 * A Shopify shop, by its Storefront API, straight from the page: Shopify lets pages of every origin ask. Nothing is
 * stored here; a cart is known by its id, which holds a secret.
 */
import {
  CommerceError,
  adviser,
  webUrl,
  type Ability,
  type Backend,
  type CartService,
  type Fetch,
  type Market,
} from '@shuk/core';
import type { CartContext } from './cart.js';
import { products } from './catalog.js';
import { connect } from './graph.js';
import { loose } from './wire.js';

export interface ShopifyBackendOptions {
  /** The shop's own address, without a path: `your-shop.myshopify.com`. */
  readonly domain?: string | undefined;
  /** The *public* access token of a storefront. Without one Shopify allows fewer and simpler requests. */
  readonly token?: string | undefined;
  /** A version of the Storefront API, 2024-10 or newer. Default: 2026-04. */
  readonly version?: string | undefined;
  /** Where the API is, in place of the shop's own address: for a proxy. A relative one is resolved against `base`. */
  readonly endpoint?: string | undefined;
  /** How many variants of each product are read, 1 to 250. Default: 100. Access without a token may allow fewer. */
  readonly variants?: number | undefined;
  /** Reads subscriptions and other selling plans. The token needs the scope `unauthenticated_read_selling_plans`. */
  readonly plans?: boolean | undefined;
  /** Reads how many are left. The token needs the scope `unauthenticated_read_product_inventory`. */
  readonly stock?: boolean | undefined;
  /** Hosts that a checkout may be on, beside that of `domain`. Default: any, by `https:`, as the shop names it. */
  readonly checkoutHosts?: readonly string[] | undefined;
  /** For tests, and for hosts that need their own transport. */
  readonly fetch?: Fetch | undefined;
  /** What `endpoint` is relative to. Default: the page. */
  readonly base?: string | undefined;
}

const OLDEST = '2024-10';
const NEWEST = '2026-04';

const PLANS: Ability = {
  setup: 'Allow the storefront unauthenticated_read_selling_plans, then set plans="true".',
};

const page = globalThis as { readonly location?: Location }; // Node has none

/** Opens a shop. Throws `unsupported` for a version of the API that is too old, and for what is no address. */
export function shopifyBackend(options: ShopifyBackendOptions): Backend {
  const given = loose(options) as ShopifyBackendOptions;
  const { domain, token, version = NEWEST, endpoint, fetch: send, base = page.location?.href } = given;
  const { plans = false, stock = false, variants = 100, checkoutHosts } = given;
  if (!/^\d{4}-\d\d$/.test(version) || version < OLDEST) {
    throw new CommerceError('unsupported', `Version ${version} of the Storefront API: it takes ${OLDEST} or newer.`);
  }
  const home = /^[\w.-]+(?::\d+)?$/.test(domain ?? '') ? `https://${domain}/` : undefined;
  const url = webUrl(endpoint ?? (home && `${home}api/${version}/graphql.json`), base);
  if (!url) throw new CommerceError('unsupported', 'write domain="your-shop.myshopify.com".');

  const name = 'shopify';
  const shop = `${name}:${(domain ?? url).toLowerCase()}`;
  const advice = adviser(
    name,
    {
      origin:
        `A page of this origin cannot read the answers of ${url}. Shopify lets every origin ask, so this is not the ` +
        `shop's own address, or it leads on to another: write domain="your-shop.myshopify.com".`,
      key:
        'The shop refuses the token, or the token lacks a permission. Write token="…" with the public access token of ' +
        'the Headless channel (Shopify admin, Headless, your storefront, Storefront API), and allow there ' +
        'unauthenticated_read_product_listings, unauthenticated_read_checkouts, unauthenticated_write_checkouts' +
        `${plans ? ', unauthenticated_read_selling_plans' : ''}${stock ? ', unauthenticated_read_product_inventory' : ''}.`,
    },
    send,
  );
  const hosts = checkoutHosts && [...checkoutHosts, domain].map((host) => host?.toLowerCase());

  return {
    name,
    shop,
    open(asked) {
      const { country, currency, language } = loose(asked) as Market;
      const market: Market = { country, currency, language };
      const variables = { country: toCountry(country), language: toLanguage(language), plans, stock, variants };
      const abilities: CartService['abilities'] = {
        codes: 'native',
        note: 'native',
        attributes: 'native',
        'line-attributes': 'native',
        plans: plans ? 'native' : PLANS,
        checkout: 'native',
        idempotency: 'none',
        revision: 'none',
      };
      const context: CartContext = {
        currency,
        abilities,
        country: variables.country,
        ask: connect({
          ...{ url, token, send, variables },
          onFailure: (error, headers) => void advice.say(error, url, headers),
          onCurrency: (sells) => (context.sells = sells),
        }),
        allowsCheckout(address) {
          const [, scheme, host] = /^(https?):\/\/([^/?#]+)/.exec(address) ?? [];
          if (hosts) return hosts.includes(host);
          return scheme === 'https' || url.startsWith(`${scheme}://${host}/`);
        },
      };
      return {
        market,
        catalog: {
          abilities: {
            handle: 'native',
            sku: 'none',
            search: 'native',
            collection: 'native',
            country: 'native',
            currency: 'none',
            language: 'native',
          },
          products: (refs, options) => products(context, refs, options),
          search: async (query, options) => (await import('./search.js')).search(context, market, query, options),
          collection: async (handle, query, options) =>
            (await import('./search.js')).collection(context, market, handle, query, options),
        },
        cart: {
          abilities,
          read: async (token, options) => (await import('./cart.js')).read(context, token, options),
          apply: async (token, operations, options) =>
            (await import('./cart.js')).apply(context, token, operations, options),
          checkout: async (token, options) => (await import('./cart.js')).checkout(context, token, options),
        },
        recommendations: {
          abilities: { product: 'native', cart: 'none', visitor: 'none' },
          products: async (subject, options) => (await import('./search.js')).recommend(context, subject, options),
        },
      };
    },
  };
}

/** As Shopify's enumeration has it; `undefined` for what it cannot have. */
const toCountry = (country: string | undefined): string | undefined =>
  /^[a-z]{2}$/i.test(country ?? '') ? country?.toUpperCase() : undefined;

/** Shopify knows languages without their regions, but for Portuguese and Chinese. */
function toLanguage(language: string | undefined): string | undefined {
  const [, tag, rest = ''] = /^([a-z]{2,3})(?:[-_](.+))?$/i.exec(language ?? '') ?? [];
  const name = tag?.toUpperCase();
  if (name === 'PT' && /^(?:br|pt)$/i.test(rest)) return `PT_${rest.toUpperCase()}`;
  if (name === 'ZH' && rest) return /\b(?:hant|tw|hk|mo)\b/i.test(rest) ? 'ZH_TW' : 'ZH_CN';
  return name;
}
