/**
 * What every shop of the tests sells: the catalogue of the demo, in the form of a catalogue file, and one thing more
 * that has no price in dollars. So the demo can be pointed at each of them, and one fixture holds for all.
 */
import { makeCatalogue } from '../../demo/catalogue.mjs';

const candle = {
  ...{ id: 'local-candle', handle: 'local-candle', title: 'Local candle', vendor: 'Pina' },
  ...{ collections: ['home-garden'], images: [{ src: '/vendure/abel-y-costa-716024-unsplash.jpg' }] },
  variants: [
    { id: 'CANDLE-1', sku: 'CANDLE-1', stock: 100, prices: [{ country: 'IL', currency: 'ILS', price: '49.00' }] },
  ],
};

/** `currency` is that of `price`; other prices stand in `prices`. Discounts: a percentage, or an amount off a minimum. */
export async function makeGoods() {
  const { catalogue } = await makeCatalogue();
  const products = [...catalogue.products, candle];
  // Also some that a cart in the fixture cannot use: too small, and expired.
  const discounts = [...catalogue.discounts, { code: 'SUMMER', percent: 30, expires: '2020-08-31' }];
  return { ...catalogue, products, discounts };
}

/** The market of the fixture. */
export const market = { country: 'US', currency: 'USD', language: 'en' };

/** The other one of the demo. */
export const otherMarket = {
  market: { country: 'IL', currency: 'ILS', language: 'he' },
  price: { amount: 5490, currency: 'ILS' },
  title: 'חצובה',
};

/**
 * The fixture of the contract for a shop that sells these goods. `idsOf(handle, values)` gives the shop's own
 * `{ id, variantId }` for a product and the values of one of its variants. `changes` replaces what is otherwise here:
 * `{ unpriced: undefined }`.
 */
export async function makeFixture(idsOf, changes = {}) {
  const footwear = (await makeGoods()).products.filter(({ collections }) => collections.includes('footwear'));
  const ids = footwear.map(async ({ handle, variants }) => (await idsOf(handle, variants[0].values)).id);
  return {
    market,
    otherMarket,
    product: {
      ...(await idsOf('tripod', [])),
      ...{ title: 'Tripod', handle: 'tripod', sku: 'B00XI87KV8', price: { amount: 1498, currency: 'USD' } },
    },
    other: await idsOf('football', []),
    withOptions: { id: (await idsOf('laptop', ['13 inch', '8GB'])).id, options: ['Screen', 'Memory'], variants: 4 },
    soldOut: await idsOf('vintage-folding-camera', []),
    scarce: { ...(await idsOf('bonsai-tree', [])), left: 2 },
    unpriced: await idsOf('local-candle', []),
    collection: { handle: 'footwear', ids: await Promise.all(ids) },
    search: { text: 'bonsai', id: (await idsOf('bonsai-tree', [])).id },
    code: 'WELCOME10',
    refusedCodes: ['FIVE', 'SUMMER'],
    ...changes,
  };
}
