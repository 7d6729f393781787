/** The classes of all elements, and what a page or a plugin can set. Nothing here registers a tag: see `define/`. */
export * from './events.js';
export { define } from './internal/define.js';
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
export { Shop } from './shop/shop.js';
