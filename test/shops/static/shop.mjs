/** The embedded shop: no server, so nothing to start and no wire to stand a proxy before. */
import { staticBackend } from '@shuk/backend-static';
import { makeFixture, makeGoods } from '../goods.mjs';

export const name = 'static';
export const isReal = true;
export const lacking = () => undefined;

/** Pictures and pages of the goods are given by relative addresses. */
const base = 'https://shop.example/';

export async function start() {
  const catalog = { name: 'goods', ...(await makeGoods()) };
  const variantOf = (sku) =>
    catalog.products.flatMap(({ variants }) => variants).find((variant) => variant.sku === sku);
  const idsOf = (handle, values) => {
    const { id, variants } = catalog.products.find((product) => product.handle === handle);
    const variant = variants.find((each) => (each.values ?? []).join() === values.join());
    return Promise.resolve({ id, variantId: variant.id });
  };
  return {
    attributes: { backend: name, src: '/catalog.json' },
    origin: undefined,
    open: () => staticBackend({ catalog, base }),
    fixture: await makeFixture(idsOf),
    setStock: async (sku, stock) => void (variantOf(sku).stock = stock),
    setPrice: async (sku, amount) => void (variantOf(sku).price = (amount / 100).toFixed(2)),
    stop: async () => {},
  };
}
