/** A shop of its own around one story, with one thing that goes wrong. */
import { staticBackend } from '@shuk/backend-static';
import { CommerceError, type Backend, type CartService, type CatalogService, type Market } from '@shuk/core';
import { addLocale } from '@shuk/elements';
import { createShop, type Shop } from '@shuk/stores';
import { html } from 'lit';
import { buy } from '../packages/elements/src/locales/he/buy.js';
import { failure } from '../packages/elements/src/locales/he/failure.js';
import { product } from '../packages/elements/src/locales/he/product.js';
import { catalog } from '../test/support/catalog.js';

addLocale('he', { buy, failure, product });

/** What goes wrong in the shop; `normal`: nothing. */
export type Trouble = 'normal' | 'loading' | 'offline' | 'failed' | 'stale' | 'no cart' | CommerceError | 'busy';

const markets: Record<string, Market> = {
  en: { country: 'DE', currency: 'EUR', language: 'en' },
  he: { country: 'IL', currency: 'ILS', language: 'he' },
};

let serial = 0;

/** Content in a shop. In Hebrew it is the shop of Israel. */
export function inShop(content: unknown, trouble: Trouble = 'normal', language = document.documentElement.lang) {
  const shop = createShop(troubled(trouble), markets[language] ?? {});
  if (trouble === 'no cart') shop.setServices({ cart: undefined });
  if (trouble === 'stale') forget(shop);
  const answer = (event: Event & { context?: unknown; callback?: (shop: Shop) => void }) => {
    if (event.context !== Symbol.for('shuk:shop:1')) return;
    event.stopPropagation();
    event.callback?.(shop);
  };
  return html`<div lang=${language} dir=${language === 'he' ? 'rtl' : 'ltr'} @context-request=${answer}>
    ${content}
  </div>`;
}

function troubled(trouble: Trouble): Backend {
  const backend = staticBackend({ catalog: { ...catalog, name: `story ${++serial}` } });
  return {
    ...backend,
    open(market) {
      const session = backend.open(market);
      return { ...session, catalog: catalogWith(session.catalog, trouble), cart: cartWith(session.cart!, trouble) };
    },
  };
}

function catalogWith(catalog: CatalogService, trouble: Trouble): CatalogService {
  let calls = 0;
  return {
    ...catalog,
    products(refs, options) {
      if (trouble === 'loading') return new Promise(() => undefined);
      if (trouble === 'offline') return Promise.reject(new CommerceError('offline', 'No network.'));
      if (trouble === 'failed' || (trouble === 'stale' && calls++)) {
        return Promise.reject(new CommerceError('malformed', 'Not JSON.'));
      }
      return catalog.products(refs, options);
    },
  };
}

function cartWith(cart: CartService, trouble: Trouble): CartService {
  if (trouble === 'busy') return { ...cart, apply: () => new Promise(() => undefined) };
  if (trouble instanceof CommerceError) return { ...cart, apply: () => Promise.reject(trouble) };
  return cart;
}

/** Asks once more as soon as the first product is there, which fails. */
function forget(shop: Shop): void {
  for (const { id } of catalog.products) {
    const stop = shop.product(id).listen(({ status }) => {
      if (status !== 'ready') return;
      stop();
      shop.refreshProducts([id]);
    });
  }
}
