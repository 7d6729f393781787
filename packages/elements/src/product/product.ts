import { webUrl, type Availability, type Product as ProductData, type Variant } from '@shuk/core';
import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { VariantChangedEvent } from '../events.js';
import { formatDate } from '../internal/date.js';
import { PriceLocaleController } from '../internal/price-locale-controller.js';
import { priceView, reduction, type PriceView } from '../internal/price-view.js';
import { ProductController } from '../internal/product-controller.js';
import { productStyles, renderState } from '../internal/product-state.js';
import { ShopController } from '../internal/shop-controller.js';
import { buttons } from '../internal/controls.js';
import { base } from '../internal/styles.js';
import { namedVariant, stockView } from '../internal/variants.js';
import { product as words } from '../locales/en/product.js';
import { styles } from './product.styles.js';

/**
 * One product: picture, title, price and stock, always as the shop says it now.
 *
 * ```html
 * <shuk-product product="lamp-01"><a slot="fallback" href="/p/lamp-01">Reading lamp</a></shuk-product>
 * ```
 *
 * It may contain a `<shuk-buy>`, and then shows the price and the picture of what is chosen there:
 *
 * ```html
 * <shuk-product product="lamp-01" layout="row"><shuk-buy product="lamp-01"></shuk-buy></shuk-product>
 * ```
 *
 * @tag shuk-product
 * @status experimental
 *
 * @slot - More content, below: a `<shuk-buy>`, a text of your own.
 * @slot fallback - A plain link. Shown with scripts off, while the product loads, and when it cannot be shown.
 * @slot missing - Takes the place of the note that the product is no longer there.
 *
 * @csspart picture - The box of the picture; it is there before the picture is.
 * @csspart image - The picture.
 * @csspart title - The title: a link where the product has a page.
 * @csspart prices - The row of the prices.
 * @csspart price - What it costs now.
 * @csspart was - What it cost before the reduction.
 * @csspart off - The reduction in percent.
 * @csspart lowest - The lowest price of the last 30 days, beside a reduction.
 * @csspart unit - The price of a measure.
 * @csspart stock - Whether it can be had; also a part by the state: `in-stock`, `low-stock`, `backorder`, `preorder`, `sold-out`.
 * @csspart stale - The note that price and stock could not be read again.
 * @csspart message - The note that the product is missing or could not be loaded.
 * @csspart retry - The button that loads it again.
 * @csspart skeleton - The placeholder while it loads.
 *
 * @cssproperty [--shuk-product-min-height=0] - Least height of the whole element, to reserve it exactly.
 * @cssproperty [--shuk-product-ratio=1] - Aspect ratio of the picture.
 * @cssproperty [--shuk-product-fit=cover] - How the picture fills its box (`object-fit`).
 * @cssproperty [--shuk-product-picture=6rem] - Width of the picture in the layout `row`.
 * @cssproperty [--shuk-product-gap=0.75rem] - Space between picture, text and content.
 * @cssproperty [--shuk-sale=currentColor] - Colour of a reduced price.
 * @cssproperty [--shuk-radius=0.5rem] - Roundness of the picture's corners.
 */
export class Product extends LitElement {
  static override styles = [base, buttons, productStyles, styles];

  /** Which product: the backend's id, `handle:…`, or `sku:…`, which also names the variant. */
  @property() product = '';

  /** Which variant: the backend's id or `sku:…`. Without one the product's lowest price is shown. */
  @property() variant = '';

  /** `card`: picture above the text. `row`: beside it. */
  @property() layout: 'card' | 'row' = 'card';

  /** The id that was chosen in a `<shuk-buy>` inside; `null`: the choice is not complete. */
  @state() private chosen: string | null | undefined;

  #shop = new ShopController(this);
  #locale = new PriceLocaleController(this, this.#shop, 'product', words);
  #product: ProductController = new ProductController(this, this.#shop);

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('product') || changed.has('variant')) this.chosen = undefined;
  }

  protected override render() {
    if (!this.product) return html`<slot name="fallback"></slot><slot></slot>`;
    const product = this.#product.value?.value;
    const variant = product && this.#variant(product);
    const image = variant?.image ?? product?.images[0];
    return html`
      <div class="box ${this.layout === 'row' ? 'row' : ''}">
        <div part="picture">
          ${image && html`<img part="image" src=${image.src} alt=${image.alt ?? ''} loading="lazy" />`}
        </div>
        <div class="text">
          ${product ? this.#renderProduct(product, variant) : renderState(this.#product, this.#locale)}
        </div>
        <slot @shuk-variant-changed=${this.#follow}></slot>
      </div>
    `;
  }

  #renderProduct(product: ProductData, variant: Variant | undefined) {
    const url = webUrl(product.url, location.href);
    const title = html`<bdi>${product.title}</bdi>`;
    const view = priceView(product, variant);
    return html`
      ${url ? html`<a part="title" href=${url}>${title}</a>` : html`<span part="title">${title}</span>`}
      ${view ? this.#renderPrice(view) : note('message', this.#locale.term('notSold'))}
      ${view && this.#renderStock(stockView(product, variant))}
      ${this.#product.error && note('stale', this.#locale.term('stale'))}
    `;
  }

  #renderPrice({ price, from }: PriceView) {
    const { unit } = price;
    const locale = this.#locale;
    const current = locale.price(price.current);
    const reduced = reduction(price, this.#shop.value?.$session.get().market.country);
    return html`
      <div part="prices">
        <span part="price" class=${reduced ? 'sale' : ''}
          >${from ? locale.term('from', { price: current }) : current}</span
        >
        ${
          reduced &&
          html`<s part="was"
            ><span class="visually-hidden">${locale.term('was')} </span>${locale.price(reduced.was)}</s
          >`
        }
        ${reduced?.percent && html`<small part="off">${locale.term('off', { percent: reduced.percent })}</small>`}
      </div>
      ${reduced?.lowest && note('lowest', locale.term('lowest', { price: locale.price(reduced.lowest) }))}
      ${unit && note('unit', locale.term(unit.quantity === 1 ? 'unit' : 'units', { ...unit, price: locale.price(unit.price) }))}
    `;
  }

  #renderStock(stock: Availability | undefined) {
    if (!stock) return nothing;
    const { state, left } = stock;
    const date = formatDate(stock.from, this.#locale.language);
    if (state === 'low-stock' && left) return note(`stock ${state}`, this.#locale.term('left', { count: left }));
    const later = date && (state === 'backorder' || state === 'preorder');
    return note(`stock ${state}`, this.#locale.term(later ? `${state}From` : state, { date }));
  }

  #variant(product: ProductData): Variant | undefined {
    if (this.chosen === undefined) return namedVariant(product, this.product, this.variant);
    return product.variants.find(({ id }) => id === this.chosen);
  }

  #follow({ productId, variantId }: VariantChangedEvent): void {
    if (productId === this.#product.value?.value?.id) this.chosen = variantId ?? null;
  }
}

const note = (part: string, text: string) => html`<small part=${part}>${text}</small>`;
