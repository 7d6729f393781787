import { define } from '../internal/define.js';
import { Shop } from '../shop/shop.js';

define('shuk-shop', Shop);

declare global {
  interface HTMLElementTagNameMap {
    'shuk-shop': Shop;
  }
}
