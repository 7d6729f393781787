/**
 * Which file brings which element and backend. A new one is one row here. The imports are spelled out, so that bundlers
 * see them.
 */
import { languages } from './languages.js';
import type { BackendLoader } from './setup.js';

/** Each backend by the name that stands in `<shuk-shop backend="…">`. */
export const backends = {
  static: () => import('./backends/static.js'),
  http: () => import('./backends/http.js'),
  shopify: () => import('./backends/shopify.js'),
  woocommerce: () => import('./backends/woocommerce.js'),
  vendure: () => import('./backends/vendure.js'),
  medusa: () => import('./backends/medusa.js'),
} satisfies Record<string, BackendLoader>;

/** Each tag, with the file that defines it. */
export const elements = new Map<string, (element: Element) => Promise<unknown>>([
  [
    'shuk-shop',
    (shop) => {
      // Asked for at once and beside each other: on a slow network a chain of files is what takes the time.
      new Map(Object.entries(backends))
        .get(shop.getAttribute('backend') ?? '')?.()
        .catch(() => undefined);
      return import('./shop.js').then(({ start }) => start(backends, languages));
    },
  ],
  ['shuk-image', () => import('@shuk/elements/define/image')],
  ['shuk-tag', () => import('@shuk/elements/define/image')],
  ['shuk-product', () => import('@shuk/elements/define/product')],
  ['shuk-buy', () => import('@shuk/elements/define/buy')],
  ['shuk-cart', () => import('@shuk/elements/define/cart')],
  ['shuk-cart-button', () => import('@shuk/elements/define/cart-button')],
]);

/** What shows nothing of its own, so that it can never come near the viewport. */
export const always = new Set(['shuk-shop', 'shuk-cart']);
