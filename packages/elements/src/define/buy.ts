import { Buy } from '../buy/buy.js';
import { define } from '../internal/define.js';

define('shuk-buy', Buy);

declare global {
  interface HTMLElementTagNameMap {
    'shuk-buy': Buy;
  }
}
