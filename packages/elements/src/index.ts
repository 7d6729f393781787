/** The classes of all elements, and what a page or a plugin can set. Nothing here registers a tag: see `define/`. */
export * from './events.js';
export { define } from './internal/define.js';
export { eventItem } from './internal/event-item.js';
export { addBackend, type BackendFactory, type ShopSettings } from './internal/backends.js';
export {
  addLocale,
  addLocaleLoaders,
  type LocaleLoaders,
  type Message,
  type Section,
  type Words,
} from './internal/locale.js';
export { setDefaultShop } from './internal/shop-context.js';
export { Buy } from './buy/buy.js';
export { Cart } from './cart/cart.js';
export { CartButton } from './cart-button/cart-button.js';
export { Image } from './image/image.js';
export { Product } from './product/product.js';
export { Shop } from './shop/shop.js';
export { Tag } from './tag/tag.js';
