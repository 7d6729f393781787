/**
 * A shop that speaks our own protocol (`openapi.json`): for every shop that has no adapter. Every cart change carries
 * an idempotency key and the revision it was made on.
 */
import { own, webUrl, type Backend, type CommerceError, type Fetch, type Market } from '@shuk/core';
import { caller } from './call.js';
import { cartService } from './cart.js';
import { catalogService } from './catalog.js';
import { recommendationsService, reviewsService } from './more.js';

export interface HttpBackendOptions {
  /** Where the protocol is spoken, e.g. `https://shop.example/shuk`. A relative address is resolved against `base`. */
  readonly endpoint: string;
  /** Which storefront it is, where the shop has several; sent as `Shuk-Key`. Public: every visitor can read it. */
  readonly token?: string | undefined;
  /** For tests, and for hosts that need their own transport. */
  readonly fetch?: Fetch | undefined;
  /** What `endpoint` is relative to. Default: the page. */
  readonly base?: string | undefined;
}

const page = globalThis as { readonly location?: Location }; // Node has none

/** Opens a shop by its endpoint. Nothing is asked for until something is wanted. */
export function httpBackend(options: HttpBackendOptions): Backend {
  const { endpoint, token, fetch: send, base = page.location?.href } = own(options);
  const root = webUrl(endpoint, base)
    ?.replace(/[?#].*/, '')
    .replace(/\/+$/, '');
  const callIn = caller(root, token, send);
  let warned = false;

  function skip(error: CommerceError): void {
    if (!warned) console.warn('Shuk leaves out something.', error);
    warned = true;
  }

  return {
    name: 'http',
    shop: `http:${root ?? ''}${token ? `#${token}` : ''}`,
    open(asked) {
      const market: Market = own(asked);
      const call = callIn(market, { base: `${root ?? ''}/`, currency: market.currency, skip });
      return {
        market,
        catalog: catalogService(call, skip),
        cart: cartService(call),
        reviews: reviewsService(call),
        recommendations: recommendationsService(call),
      };
    },
  };
}
