/** Everything in one file, for those who want one: a single address, a single SRI hash. */
import { Buy, Cart, CartButton, define, Image, Product, Shop, Tag } from '@shuk/elements';
import { isFirstCopy } from './copies.js';
import { setUp } from './setup.js';
import { backends, languages } from './table.js';

if (isFirstCopy()) {
  setUp(backends, languages);
  define('shuk-shop', Shop);
  define('shuk-image', Image);
  define('shuk-tag', Tag);
  define('shuk-product', Product);
  define('shuk-buy', Buy);
  define('shuk-cart', Cart);
  define('shuk-cart-button', CartButton);
}
