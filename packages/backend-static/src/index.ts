/**
 * The embedded default: a shop that is one catalogue file (`catalog.schema.json`), or the same as an object. No server
 * of its own, and nothing is stored here: a cart travels whole in its token (see `token.ts`).
 */
import {
  CommerceError,
  loose,
  own,
  requestJson,
  statusError,
  text,
  webUrl,
  type Backend,
  type CallOptions,
  type Fetch,
  type Market,
  type Product,
} from '@shuk/core';
import { productReader, readCatalog, type Catalog } from './wire.js';

export interface StaticBackendOptions {
  /** Address of the catalogue file; a relative one is resolved against `base`. */
  readonly src?: string | undefined;
  /** The catalogue itself, in place of an address. Its `name` tells its carts from those of other catalogues. */
  readonly catalog?: unknown;
  /** For tests, and for hosts that need their own transport. */
  readonly fetch?: Fetch | undefined;
  /** What `src`, and the addresses in a `catalog` given as an object, are relative to. Default: the page. */
  readonly base?: string | undefined;
  /** The time in milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
}

/** The shop as one call sees it: the same file from beginning to end. */
export interface Shelf {
  readonly catalog: Catalog;
  readonly market: Market;
  readonly now: () => number;
  /** Reads an entry of `catalog.products`; `null` for none and for one that cannot be used. */
  readonly product: (entry: unknown) => Product | null;
}

const page = globalThis as { readonly location?: Location }; // Node has none

/** How long the file is taken as it is. After that, the next call asks its server whether it has changed. */
const FRESH = 60_000;

/**
 * Opens a catalogue as a shop. The file is loaded at the first call, once for all sessions, and kept: it *is* the shop.
 * Where that fails, the calls that wait for it reject with a `CommerceError`, and the next one tries again.
 */
export function staticBackend(options: StaticBackendOptions): Backend {
  const { src, catalog, fetch: send, base = page.location?.href, now = Date.now } = own(options);
  const address = catalog === undefined ? webUrl(src, base) : undefined;
  let file: Promise<Catalog> | undefined;
  let stop: AbortController;
  let waiting: number;
  let loadedAt: number; // NaN: it is under way
  let known = false;
  let warned = false;

  async function load(mine: AbortController): Promise<Catalog> {
    stop = mine;
    waiting = 0;
    loadedAt = NaN;
    try {
      if (catalog !== undefined) return readCatalog(catalog, base);
      if (!address) throw new CommerceError('unsupported', `Not a web address: ${src}`);
      const init: RequestInit = { signal: mine.signal, cache: known ? 'no-cache' : 'default' };
      const answer = await requestJson(send, address, init);
      if (!answer.ok) throw statusError(answer);
      const read = readCatalog(answer.body, address);
      loadedAt = now();
      known = true;
      return read;
    } catch (thrown) {
      if (stop === mine) file = undefined;
      throw thrown;
    }
  }

  return {
    name: 'static',
    shop: `static:${address ?? `inline:${text(loose(catalog).name) ?? ''}`}`,
    open(asked) {
      const { country, currency, language } = own(asked);
      const market: Market = { country, currency, language };

      /** Runs `work` on the shop as it is now. An abort rejects at once, whatever is under way. */
      function run<T>(options: CallOptions | undefined, work: (shelf: Shelf) => T | Promise<T>): Promise<T> {
        const { signal } = own(options);
        return new Promise((resolve, reject) => {
          if (signal?.aborted) {
            reject(signal.reason as Error);
            return;
          }
          if (!file || Math.abs(now() - loadedAt) > FRESH) file = load(new AbortController());
          const mine = file;
          waiting++;
          const leave = () => {
            reject(signal?.reason as Error);
            if (mine !== file || --waiting) return;
            stop.abort(); // nobody waits for it, and one that hangs must not hold up the next call
            file = undefined;
          };
          signal?.addEventListener('abort', leave);
          mine
            .then((catalog) => work(shelf(catalog)))
            .then(resolve, (thrown: unknown) => reject(CommerceError.from(thrown)))
            .finally(() => signal?.removeEventListener('abort', leave));
        });
      }

      function shelf(catalog: Catalog): Shelf {
        const toProduct = productReader(catalog, market);
        return {
          catalog,
          market,
          now,
          product(entry) {
            try {
              return entry === undefined ? null : toProduct(entry);
            } catch (thrown) {
              if (!warned) console.warn('Shuk leaves out a product.', thrown);
              warned = true;
              return null;
            }
          },
        };
      }

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
            language: 'native',
          },
          products: (refs, options) =>
            run(options, ({ catalog, product }) => refs.map((ref) => product(catalog.find(ref)))),
          search: (query, options) => run(options, async (shelf) => (await import('./search.js')).search(shelf, query)),
          collection: (handle, query, options) =>
            run(options, async (shelf) => (await import('./search.js')).collection(shelf, handle, query)),
        },
        cart: {
          abilities: {
            codes: 'native',
            note: 'native',
            attributes: 'native',
            'line-attributes': 'native',
            plans: 'native',
            checkout: 'native',
            idempotency: 'none',
            revision: 'none',
          },
          read: (token, options) => run(options, async (shelf) => (await import('./cart.js')).read(shelf, token)),
          apply: (token, operations, options) =>
            run(options, async (shelf) => (await import('./cart.js')).apply(shelf, token, operations)),
          checkout: (token, options) =>
            run(options, async (shelf) => (await import('./cart.js')).checkout(shelf, token)),
        },
      };
    },
  };
}
