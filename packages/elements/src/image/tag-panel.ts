/** What opens from a pin; loaded when somebody is about to press one. */
import '../define/buy.js';
import '../define/product.js';

import { html } from 'lit';
import { panelOf, type Panel, type View } from './panel.js';

export function open(view: View): Panel {
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
