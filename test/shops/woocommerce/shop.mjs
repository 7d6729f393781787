/**
 * WooCommerce. It cannot be installed here, so a server of our own stands for it that answers as the Store API does,
 * see `test/support/woocommerce`.
 *
 * The same suite runs against a real site: `WOO_SITE=https://shop.example WOO_FIXTURE=fixture.json`. The file holds a
 * `ShopFixture` of `@shuk/conformance` as JSON, with the ids that the site gave its products:
 *
 *   { "market": { "country": "US", "currency": "USD", "language": "en" },
 *     "product": { "id": "14", "variantId": "14", "title": "…", "handle": "…", "sku": "…",
 *                  "price": { "amount": 1498, "currency": "USD" } },
 *     "other": { "id": "15", "variantId": "15" }, … }
 *
 * WooCommerce keeps codes in lower case, so write `code` in lower case. Carts are begun there, and nothing is ordered.
 */
import { readFile } from 'node:fs/promises';
import { wooCommerceBackend } from '@shuk/backend-woocommerce';
import { photographs } from '../../../demo/catalogue.mjs';
import { startWooCommerce } from '../../support/woocommerce/server.mjs';
import { makeFixture, makeGoods } from '../goods.mjs';

const { WOO_SITE: site, WOO_FIXTURE: file } = process.env;

export const name = 'woocommerce';
export const isReal = Boolean(site);

export function lacking() {
  if (site && !file) return 'WOO_SITE is set, but WOO_FIXTURE (a file that says what the site sells) is not.';
  if (!site) console.log('Left out: a real WooCommerce site. None is named by WOO_SITE; our own server stands for it.');
  return undefined;
}

const opened = (endpoint) => wooCommerceBackend({ endpoint });
const attributesOf = (endpoint) => ({ backend: name, endpoint });

export const start = () => (site ? visit() : startOurs());

async function visit() {
  return {
    attributes: attributesOf(site),
    origin: new URL(site).origin,
    open: (origin = site) => opened(origin),
    fixture: JSON.parse(await readFile(file, 'utf8')),
    stop: async () => {},
  };
}

/** The goods, and what WooCommerce knows of them besides: reviews, and what is sold along. */
async function startOurs() {
  const goods = structuredClone(await makeGoods());
  const tripod = goods.products.find(({ handle }) => handle === 'tripod');
  tripod.woo = { crossSells: ['instant-camera', 'laptop'] };
  const shop = await startWooCommerce(goods, { pictures: photographs, reviews });
  const { origin, store } = shop;
  const idsOf = (handle, values) => {
    const post = store.named(handle);
    const isMeant = ({ chosen }) => chosen.map(({ term }) => term.name).join() === values.join();
    const variant = post.children.map(store.get).find(isMeant) ?? post;
    return Promise.resolve({ id: String(post.id), variantId: String(variant.id) });
  };
  return {
    attributes: attributesOf(origin),
    origin,
    open: (other = origin) => opened(other),
    fixture: await makeFixture(idsOf, {
      otherMarket: undefined, // it has one currency
      code: 'welcome10', // as WooCommerce keeps it
      reviewed: { id: (await idsOf('tripod', [])).id, count: 3 },
      recommended: [(await idsOf('instant-camera', [])).id],
    }),
    expire: async (token) => shop.expire(token),
    setStock: async (sku, stock) => shop.setStock(sku, stock),
    setPrice: async (sku, amount) => shop.setPrice(sku, amount),
    stop: shop.stop,
  };
}

const reviews = [
  ...[
    { id: 901, rating: 5, date: '2026-03-01T10:00:00', reviewer: 'Dana', text: "Steady, it's light.", verified: true },
  ],
  ...[{ id: 902, rating: 3, date: '2026-04-01T10:00:00', reviewer: 'Noa & Co', text: 'The feet slip.' }],
  ...[{ id: 903, rating: 5, date: '2026-05-01T10:00:00', reviewer: 'Lev', text: 'Came late.' }],
  ...[{ id: 904, product: 'football', date: '2026-05-02T10:00:00', reviewer: 'Lev', text: 'Round.' }],
].map((review) => ({ product: 'tripod', ...review }));
