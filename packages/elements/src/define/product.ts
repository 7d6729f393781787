import { define } from '../internal/define.js';
import { Product } from '../product/product.js';

define('shuk-product', Product);

declare global {
  interface HTMLElementTagNameMap {
    'shuk-product': Product;
  }
}
