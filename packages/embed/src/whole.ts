/** Every element, in one file with the backends that are given: a single address, a single SRI hash. */
import { CommerceError } from '@shuk/core';
import {
  addBackend,
  addLocaleLoaders,
  Buy,
  Cart,
  CartButton,
  define,
  Image,
  Product,
  Shop,
  Tag,
  type BackendFactory,
} from '@shuk/elements';
import { open as openStatic } from './backends/static.js';
import { isFirstCopy } from './copies.js';
import { languages } from './languages.js';

/** The backends that have a file of their own, `shuk.all.<name>.js`. */
const OTHERS = ['http', 'shopify', 'woocommerce', 'vendure', 'medusa'];

/** Registers everything. `more`: what this file opens besides a catalogue. */
export function startWhole(more?: Readonly<Record<string, BackendFactory>>): void {
  if (!isFirstCopy()) return;
  for (const name of OTHERS) addBackend(name, () => Promise.reject(elsewhere(name)));
  for (const [name, open] of Object.entries({ static: openStatic, ...more })) addBackend(name, open);
  addLocaleLoaders(languages);
  define('shuk-shop', Shop);
  define('shuk-image', Image);
  define('shuk-tag', Tag);
  define('shuk-product', Product);
  define('shuk-buy', Buy);
  define('shuk-cart', Cart);
  define('shuk-cart-button', CartButton);
}

const elsewhere = (name: string) =>
  new CommerceError('unsupported', `this file has no "${name}". Load shuk.all.${name}.js instead, or shuk.js.`);
