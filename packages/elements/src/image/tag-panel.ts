/** What opens from a pin; loaded when somebody is about to press one. */
import { html } from 'lit';
import { Buy } from '../buy/buy.js';
import { define } from '../internal/define.js';
import { Product } from '../product/product.js';
import { panelOf, type Panel, type View } from './panel.js';

export function open(view: View): Panel {
  // Not before: a copy of the library that stands back from another one must not define anything by being loaded.
  define('shuk-product', Product);
  define('shuk-buy', Buy);
  const { product = '', variant = '' } = view.tag ?? {};
  return panelOf(view.root).show(
    view,
    html`
      <shuk-product
        product=${product}
        variant=${variant}
        layout="row"
        exportparts="image: product-image, title: product-title, price: product-price"
      >
        <shuk-buy product=${product} variant=${variant} without-quantity exportparts="button: buy-button"></shuk-buy>
      </shuk-product>
    `,
  );
}
