/**
 * A WooCommerce shop by its Store API (`/wp-json/wc/store/v1`), which needs no key. The cart is the shop's own, found
 * again by a `Cart-Token`; where a page of another origin may not have one, it travels in a checkout link (`links.ts`).
 */
import {
  adviser,
  CommerceError,
  integer,
  requestJson,
  text,
  webUrl,
  type Backend,
  type CallOptions,
  type CartService,
  type CatalogService,
  type Fetch,
  type JsonAnswer,
  type Market,
  type RecommendationsService,
  type ReviewsService,
} from '@shuk/core';
import { LINKS, SHOP } from './abilities.js';
import { products } from './catalog.js';
import { NO_TOKEN, own, type Query, type Store } from './store.js';
import { toError } from './wire.js';

export interface WooCommerceBackendOptions {
  /** Address of the shop, or of its `/wp-json`; a relative one is resolved against `base`. */
  readonly endpoint?: string | undefined;
  /**
   * Where the cart is kept: `api`, by the shop; `links`, in the browser until it becomes a checkout link; `auto`
   * (default), by the shop unless this page may not read it.
   */
  readonly cart?: 'auto' | 'api' | 'links' | undefined;
  /**
   * Address of the checkout page, where it is not `checkout/?session={token}`; a relative one is resolved against the
   * shop.
   */
  readonly checkoutUrl?: string | undefined;
  /** For tests, and for hosts that need their own transport. */
  readonly fetch?: Fetch | undefined;
  /** What `endpoint` is relative to. Default: the page. */
  readonly base?: string | undefined;
}

const page = globalThis as { readonly location?: Location }; // Node has none

/** Opens a WooCommerce shop. Nothing is asked before the first call. */
export function wooCommerceBackend(options: WooCommerceBackendOptions): Backend {
  const {
    endpoint,
    cart = 'auto',
    checkoutUrl = 'checkout/?session={token}',
    fetch: fetchOf,
    base = page.location?.href,
  } = own(options);
  const root = webUrl(endpoint, base)
    ?.replace(/[?#].*$/s, '')
    .split(/\/wp-json(?:\/|$)/)[0]
    ?.replace(/\/+$/, '');
  const api = `${root}/wp-json/wc/store/v1`;
  const { say } = adviser('woocommerce', advice(root, page.location?.origin), fetchOf);

  const readable = new Set<'products' | 'token'>();

  async function send(path: string, signal: AbortSignal | undefined, init?: RequestInit): Promise<JsonAnswer> {
    signal?.throwIfAborted();
    if (!root) throw new CommerceError('unsupported', `Not a web address: ${endpoint}`, { native: 'endpoint' });
    const answer = await requestJson(fetchOf, api + path, { ...init, signal: signal ?? null });
    if (path.startsWith('/products')) readable.add('products');
    if (answer.headers.has('cart-token')) readable.add('token');
    return answer;
  }

  async function read(path: string, query: Query, signal: AbortSignal | undefined): Promise<JsonAnswer> {
    const values = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, `${value}`]]));
    const asked = `${path}?${new URLSearchParams(values).toString()}`;
    try {
      const answer = await send(asked, signal);
      if (answer.ok) return answer;
      throw toError(answer);
    } catch (thrown) {
      const error = CommerceError.from(thrown);
      const isNew = error.code !== 'offline' || !readable.has('products');
      if (!signal?.aborted && isNew) void say(error, api + asked);
      throw thrown;
    }
  }

  /** Looks twice: on a bad line, one of two requests may get lost as well. */
  async function isShut(error: CommerceError, token: string | undefined): Promise<boolean> {
    if (error.native === NO_TOKEN) return say(new CommerceError('unauthorized', NO_TOKEN), '').then(() => true);
    const look = () => say(error, `${api}/cart`, token ? { 'Cart-Token': token } : undefined);
    return (await look()) && look();
  }

  return {
    name: 'woocommerce',
    shop: `woocommerce:${root ?? ''}`,
    open(asked) {
      const { country, currency, language } = own(asked);
      const market: Market = { country, currency, language };
      const store: Store = {
        root: root ?? '',
        checkoutUrl,
        market,
        send,
        read,
        readable,
        isShut,
        place: cart === 'links' ? 'links' : 'api',
        mayMove: cart === 'auto',
        currency: undefined,
        parents: new Map(),
      };
      const catalog: CatalogService = {
        abilities: {
          handle: 'native',
          sku: 'native',
          search: 'native',
          collection: 'native',
          country: 'none',
          currency: 'none',
          language: 'none',
        },
        products: (refs, options) => run(options, (signal) => products(store, refs, signal)),
        search: (query, options) =>
          run(options, async (signal) => (await import('./search.js')).search(store, query, signal)),
        collection: (handle, query, options) =>
          run(options, async (signal) => (await import('./search.js')).collection(store, handle, query, signal)),
      };
      const cartService: CartService = {
        get abilities() {
          return store.place === 'api' ? SHOP : LINKS;
        },
        read: (token, options) =>
          run(options, async (signal) => (await import('./cart.js')).read(store, token, signal)),
        apply: (token, operations, options) =>
          run(options, async (signal) => (await import('./cart.js')).apply(store, token, operations, signal)),
        checkout: (token, options) =>
          run(options, async (signal) => (await import('./cart.js')).checkout(store, token, signal)),
      };
      const reviews: ReviewsService = {
        abilities: { summary: 'native', page: 'native', submit: 'none', vote: 'none', report: 'none' },
        summaries: (ids, options) =>
          run(options, async (signal) => (await import('./social.js')).summaries(store, ids, signal)),
        page: (query, options) =>
          run(options, async (signal) => (await import('./social.js')).reviews(store, query, signal)),
      };
      const recommendations: RecommendationsService = {
        get abilities() {
          const forCart = store.place === 'api' ? ('native' as const) : ('none' as const);
          return { product: 'native', cart: forCart, visitor: 'none' } as const;
        },
        products(subject, options) {
          const first = integer(own(options).first, 1, 100) ?? 12;
          return run(options, async (signal) => (await import('./social.js')).related(store, subject, first, signal));
        },
      };
      return { market, catalog, cart: cartService, reviews, recommendations };
    },
  };
}

/** An abort rejects with its reason whatever is under way, everything else with a `CommerceError`. */
async function run<T>(
  options: CallOptions | undefined,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  const { signal } = own(options);
  signal?.throwIfAborted();
  try {
    const result = await work(signal);
    signal?.throwIfAborted();
    return result;
  } catch (thrown) {
    signal?.throwIfAborted();
    throw CommerceError.from(thrown);
  }
}

function advice(root: string | undefined, here = 'https://www.your-site.example') {
  const more = 'See docs/woocommerce.md.';
  return {
    origin:
      `${root} lets no page of ${here} read all that Shuk needs. In wp-content/mu-plugins/shuk.php write: ` +
      `<?php add_filter('allowed_http_origins', fn($origins) => array_merge($origins, ['${text(here)}'])); ` +
      `Until then carts become checkout links, and where not even products can be read, your own links stay. ${more}`,
    key:
      `${root} answers only who is logged in, or gives no Cart-Token. Let /wp-json/wc/store/v1 through in your ` +
      `security or maintenance plugin, and let none remove the header Cart-Token. ${more}`,
  };
}
