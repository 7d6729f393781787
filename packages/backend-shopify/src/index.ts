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

/** What a page may ask of any shop. */
const PROBE: RequestInit = { method: 'POST', body: '{"query":"{__typename}"}' };

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
    throw new CommerceError('unsupported', `version must be ${OLDEST} or newer.`);
  }
  const home = /^[\w.:-]+$/.test(domain ?? '') && `https://${domain}/api/${version}/graphql.json`;
  const url = webUrl(endpoint ?? home, base);
  if (!url) throw new CommerceError('unsupported', 'write domain="your-shop.myshopify.com".');

  const name = 'shopify';
  const scopes = ['read_product_listings', 'read_checkouts', 'write_checkouts'];
  if (plans) scopes.push('read_selling_plans');
  if (stock) scopes.push('read_product_inventory');
  const advice = adviser(
    name,
    {
      origin: `this page may not read ${url} (CORS): write domain="your-shop.myshopify.com".`,
      key:
        'token must be a public access token that allows ' +
        `unauthenticated_${scopes.join(', unauthenticated_')}: see docs/shopify.md.`,
    },
    send,
  );
  const headers = {
    'content-type': 'application/json',
    ...(token && { 'x-shopify-storefront-access-token': token }),
  };

  return {
    name,
    shop: `${name}:${(domain ?? url).toLowerCase()}`,
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
      const context = connect(url, headers, send, currency, variables, (error) => {
        void advice.say(error, url, headers, PROBE);
      });
      const hosts = checkoutHosts && [...checkoutHosts, domain];
      const cart = async () => (await import('./cart.js')).cartOf(context, abilities, variables.country, url, hosts);
      const lists = async () => (await import('./search.js')).listsOf(context, market);
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
          search: async (query, options) => (await lists()).search(query, options),
          collection: async (handle, query, options) => (await lists()).collection(handle, query, options),
        },
        cart: {
          abilities,
          read: async (token, options) => (await cart()).read(token, options),
          apply: async (token, operations, options) => (await cart()).apply(token, operations, options),
          checkout: async (token, options) => (await cart()).checkout(token, options),
        },
        recommendations: {
          abilities: { product: 'native', cart: 'none', visitor: 'none' },
          products: async (subject, options) => (await lists()).recommend(subject, options),
        },
      };
    },
  };
}

/** Where Shopify has another name for it: its territories are provinces there. */
const COUNTRIES = new Map<string | undefined, string>([
  ['UK', 'GB'],
  ['EL', 'GR'],
  ...['AS', 'GU', 'MP', 'PR', 'VI'].map((code) => [code, 'US'] as const),
]);
const LANGUAGES = new Map<string | undefined, string>([
  ['IW', 'HE'],
  ['IN', 'ID'],
  ['TL', 'FIL'],
]);

/** What ISO 3166 and ISO 639 have, and Shopify's enumerations have not: one of these would spoil every request. */
const STRANGE = {
  countries: 'AQ FM MH PW',
  languages:
    'AA AB AE AN AV AY BA BH BI CH CO CR CV DV FJ GN HO HT HZ IE IK IO IU KG KJ KR KV LI MH NA NG NR NV NY OC OJ PI SM SS ST ' +
    'TN TS TW TY VE WA ZA',
};

/** As Shopify's enumeration has it; `undefined` for what it cannot have. */
function toCountry(country = ''): string | undefined {
  const [code] = /^[A-Z]{2}$/.exec(country.toUpperCase()) ?? [];
  return COUNTRIES.get(code) ?? (code && STRANGE.countries.includes(code) ? undefined : code);
}

/** Shopify knows languages without their regions, but for Portuguese and Chinese. */
function toLanguage(language = ''): string | undefined {
  const tag = language.replaceAll('-', '_').toUpperCase();
  if (tag.startsWith('ZH_')) return /HANT|TW|HK|MO/.test(tag) ? 'ZH_TW' : 'ZH_CN';
  const [code] = /^(?:PT_BR|PT_PT|FIL|[A-Z]{2})(?![A-Z])/.exec(tag) ?? [];
  return LANGUAGES.get(code) ?? (code && STRANGE.languages.includes(code) ? undefined : code);
}
