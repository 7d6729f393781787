/** Which shop the demo sells from: its own catalogue file, or a shop that runs beside it (see `test/shops/shops.mjs`). */
import { able } from '@shuk/core';
import { markets } from './prices.mjs';

/** These have neither product pages nor a checkout of their own: the demo brings both. */
const HEADLESS = new Set(['vendure', 'medusa']);

const catalogue = { attributes: { backend: 'static', src: '/catalog.json' } };

/**
 * What the pages have to know of a started shop; of none: of the catalogue file. `attributes(language)` are those of
 * `<shuk-shop>`, `countries` those it has prices for, `origin` what the pages must be allowed to ask; `keepsFields`
 * says whether its lines keep form fields, such as a gift note.
 */
export function describeShop({ attributes, origin, open } = catalogue) {
  const isHeadless = HEADLESS.has(attributes.backend);
  const [country] = Object.keys(markets);
  const session = open?.().open({ country, currency: markets[country], language: 'en' });
  const can = (service, name) => !session || able(session[service].abilities[name]);
  const pages = (language) => ({
    'product-url': `/${language}/p/{handle}.html`,
    'checkout-url': `/${language}/checkout.html#cart={token}`,
  });
  return {
    isHeadless,
    origin: attributes.backend === 'static' ? undefined : origin,
    countries: can('catalog', 'currency') || can('catalog', 'country') ? Object.keys(markets) : [country],
    keepsFields: can('cart', 'line-attributes'),
    attributes: (language) => ({ ...attributes, ...(isHeadless && pages(language)) }),
  };
}
