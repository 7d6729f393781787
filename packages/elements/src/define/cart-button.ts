import { CartButton } from '../cart-button/cart-button.js';
import { define } from '../internal/define.js';

define('shuk-cart-button', CartButton);

declare global {
  interface HTMLElementTagNameMap {
    'shuk-cart-button': CartButton;
  }
}
