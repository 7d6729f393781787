/**
 * A WooCommerce shop by its Store API (`/wp-json/wc/store/v1`), which needs no key. The cart is the shop's own, found
 * again by a `Cart-Token`; where a page of another origin may not have one, it travels in a checkout link (`links.ts`).
 */
import {
  adviser,
  CommerceError,
  own,
  requestJson,
  webUrl,
  type Backend,
  type CallOptions,
  type CartService,
  type Fetch,
  type Market,
} from '@shuk/core';
import { products } from './catalog.js';
import type { Signal, Store } from './store.js';
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
   * shop. Without `session={token}` in its query no cart goes along.
   */
  readonly checkoutUrl?: string | undefined;
  /** For tests, and for hosts that need their own transport. */
  readonly fetch?: Fetch | undefined;
  /** What `endpoint` is relative to. Default: the page. */
  readonly base?: string | undefined;
}

/** Of the shop's own cart. Notes are written at its checkout; attributes it has none of. */
const SHOP: CartService['abilities'] = {
  codes: 'native',
  note: 'none',
  attributes: 'none',
  'line-attributes': 'none',
  plans: 'none',
  checkout: 'native',
  idempotency: 'none',
  revision: 'none',
};

/** Of the cart in the browser. A code would go along unchecked, so none is taken before the shop's own checkout. */
const LINKS: CartService['abilities'] = {
  ...SHOP,
  codes: { setup: 'Add the origin of this page to allowed_http_origins: docs/woocommerce.md.' },
};

/** Opens a WooCommerce shop. Nothing is asked before the first call. */
export function wooCommerceBackend(options: WooCommerceBackendOptions): Backend {
  const { location } = globalThis as { readonly location?: Location }; // Node has none
  const {
    endpoint,
    cart = 'auto',
    checkoutUrl = 'checkout/?session={token}',
    fetch: fetchOf,
    base = location?.href,
  } = own(options);
  const root = webUrl(endpoint, base)?.replace(/\/*(?:\/wp-json(?:\/.*)?)?(?:[?#].*)?$/, '') ?? '';
  const api = `${root}/wp-json/wc/store/v1`;
  const { say } = adviser('woocommerce', advice(root, location?.origin), fetchOf);

  const send: Store['send'] = async (path, signal, init) => {
    if (!root) throw new CommerceError('unsupported', 'endpoint is no web address.', { native: 'endpoint' });
    return requestJson(fetchOf, api + path, { ...init, signal: signal ?? null });
  };

  const read: Store['read'] = async (path, query, signal) => {
    const values = Object.entries(query).filter(([, value]) => value !== undefined) as string[][];
    const asked = `${path}?${new URLSearchParams(values).toString()}`;
    try {
      const answer = await send(asked, signal);
      if (!answer.ok) throw toError(answer);
      return answer;
    } catch (thrown) {
      if (!signal?.aborted) void say(CommerceError.from(thrown), api + asked);
      throw thrown;
    }
  };

  const isShut: Store['isShut'] = async (error, token) =>
    (await say(error, `${api}/cart`, token ? { 'Cart-Token': token } : undefined)) || error.code === 'unauthorized';

  return {
    name: 'woocommerce',
    shop: `woocommerce:${root}`,
    open(asked) {
      const market: Market = own(asked);
      const store: Store = {
        root,
        checkoutUrl,
        market,
        send,
        read,
        isShut,
        place: cart === 'links' ? cart : 'unknown',
        mayMove: cart === 'auto',
        currency: undefined,
        parents: new Map(),
        abilities: () => (store.place === 'links' ? LINKS : SHOP),
      };
      return {
        market,
        catalog: {
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
          search: (query, options) => withMore(options, (it, signal) => it.search(store, query, signal)),
          collection: (handle, query, options) =>
            withMore(options, (it, signal) => it.collection(store, handle, query, signal)),
        },
        cart: {
          get abilities() {
            return store.abilities();
          },
          read: (token, options) => withCart(options, (it, signal) => it.read(store, token, signal)),
          apply: (token, operations, options) =>
            withCart(options, (it, signal) => it.apply(store, token, operations, signal)),
          checkout: (token, options) => withCart(options, (it, signal) => it.checkout(store, token, signal)),
        },
        reviews: {
          abilities: { summary: 'native', page: 'native', submit: 'none', vote: 'none', report: 'none' },
          summaries: (ids, options) => withMore(options, (it, signal) => it.summaries(store, ids, signal)),
          page: (query, options) => withMore(options, (it, signal) => it.reviews(store, query, signal)),
        },
        recommendations: {
          get abilities() {
            return { product: 'native', cart: store.place === 'links' ? 'none' : 'native', visitor: 'none' } as const;
          },
          products: (subject, options) =>
            withMore(options, (it, signal) => it.related(store, subject, own(options).first, signal)),
        },
      };
    },
  };
}

/** Runs with a part that is loaded at its first use. */
const lazily =
  <Part>(load: () => Promise<Part>) =>
  <T>(options: CallOptions | undefined, work: (part: Part, signal: Signal) => Promise<T>) =>
    run(options, async (signal) => work(await load(), signal));

const withCart = lazily(() => import('./cart.js'));
const withMore = lazily(() => import('./more.js'));

/** An abort rejects with its reason whatever is under way, everything else with a `CommerceError`. */
async function run<T>(options: CallOptions | undefined, work: (signal: Signal) => Promise<T>): Promise<T> {
  const { signal } = own(options);
  signal?.throwIfAborted();
  try {
    return await work(signal);
  } catch (thrown) {
    throw CommerceError.from(thrown);
  } finally {
    signal?.throwIfAborted();
  }
}

const advice = (root: string, here = '(its origin)') => ({
  origin:
    `${root} may not be read by pages of ${here}. In wp-content/mu-plugins/shuk.php: ` +
    `<?php add_filter('allowed_http_origins', fn($o) => [...$o, '${here}']); See docs/woocommerce.md.`,
  key: `${root} must let /wp-json/wc/store/v1 and its header Cart-Token through. See docs/woocommerce.md.`,
});
