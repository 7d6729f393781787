import type { CartStore } from './cart-types.js';
import type { Shop } from './shop.js';

/** The cart of a shop. One for each shop, also where several copies of this module are loaded. */
export function cartOf(shop: Shop): CartStore {
  return shop.part('cart', () => {
    throw new Error('not yet');
  });
}
