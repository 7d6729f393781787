/** Our own server, built from Shopify's published schema: real shops of Shopify run at Shopify only. */
import { shopifyBackend } from '@shuk/backend-shopify';
import { startShopify, TOKEN } from '../../support/shopify/server.mjs';
import { makeFixture, makeGoods } from '../goods.mjs';

export const name = 'shopify';
export const isReal = false;
export const lacking = () => undefined;

const DOMAIN = 'shuk-test.myshopify.com';
const plan = { id: 'gid://shopify/SellingPlan/7001', name: 'Every month, save 10 %', percent: 10, interval: 'MONTH' };

/** `version` of the API; otherwise that of the adapter. */
export async function start({ version = '2026-04' } = {}) {
  const shop = await startShopify({ goods: await makeGoods(), plans: { orchid: [plan] } });
  const endpointOf = (origin) => `${origin}/api/${version}/graphql.json`;
  const idsOf = async (handle, values) => {
    const { id, variants } = shop.shelf.entries.find(({ product }) => product.handle === handle);
    const row = variants.find(({ variant }) => (variant.values ?? []).join() === values.join());
    return { id, variantId: row.id };
  };
  const { origin } = shop;
  return {
    attributes: {
      backend: name,
      domain: DOMAIN,
      endpoint: endpointOf(origin),
      token: TOKEN,
      plans: 'true',
      stock: 'true',
    },
    origin,
    open: (at = origin) =>
      shopifyBackend({ domain: DOMAIN, endpoint: endpointOf(at), token: TOKEN, plans: true, stock: true, version }),
    // What a market does not sell is not there at all in Shopify, so nothing there lacks a price.
    fixture: await makeFixture(idsOf, {
      unpriced: undefined,
      plan: { ...(await idsOf('orchid', [])), planId: plan.id },
    }),
    expire: async (token) => shop.expire(token),
    setStock: async (sku, stock) => shop.setStock(sku, stock),
    setPrice: async (sku, amount) => shop.setPrice(sku, amount),
    stop: () => shop.stop(),
  };
}
