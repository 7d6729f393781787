import { Cart } from '../cart/cart.js';
import { define } from '../internal/define.js';

define('shuk-cart', Cart);

declare global {
  interface HTMLElementTagNameMap {
    'shuk-cart': Cart;
  }
}
