/** Our own small shop that speaks our own protocol: whoever implements it is as real as this one. */
import { httpBackend } from '@shuk/backend-http';
import { startHttpShop } from '../../support/http/server.mjs';
import { makeFixture, makeGoods } from '../goods.mjs';

export const name = 'http';
export const isReal = false;
export const lacking = () => undefined;

/** `settings` of the server. */
export async function start(settings) {
  const goods = await makeGoods();
  const shop = await startHttpShop({ goods, ...settings });
  const { origin, endpoint } = shop;
  const idsOf = async (handle, values) => {
    const { id, variants } = goods.products.find((product) => product.handle === handle);
    const variant = variants.find((each) => (each.values ?? []).join() === values.join());
    return { id, variantId: variant.id };
  };
  const tripod = goods.products.find(({ handle }) => handle === 'tripod');
  const beside = ({ id, collections }) => id !== tripod.id && collections.some((it) => tripod.collections.includes(it));
  const at = goods.products.indexOf(tripod);
  return {
    attributes: { backend: name, endpoint },
    origin,
    endpoint,
    /** `fetch`: a test's own. */
    open: (by = origin, fetch = undefined) => httpBackend({ endpoint: endpoint.replace(origin, by), fetch }),
    fixture: await makeFixture(idsOf, {
      recommended: [goods.products.find(beside).id],
      reviewed: { id: tripod.id, count: at % 2 ? 2 : 3 },
    }),
    order: (token) => shop.order(token),
    expire: async (token) => shop.expire(token),
    setStock: async (sku, stock) => shop.setStock(sku, stock),
    setPrice: async (sku, amount) => shop.setPrice(sku, amount),
    stop: () => shop.stop(),
  };
}
