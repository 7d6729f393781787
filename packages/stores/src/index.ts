/** State and rules over any backend: products and the cart. */
export { cartOf } from './cart.js';
export type * from './cart-types.js';
export * from './host-cart.js';
export type { Loadable } from './loadable.js';
export { createShop, type Shop } from './shop.js';
