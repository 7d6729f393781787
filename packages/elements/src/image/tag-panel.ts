/** What opens over a picture; loaded when somebody is about to press a pin. */
import { html, type ReactiveController } from 'lit';
import { Buy } from '../buy/buy.js';
import { TagOpenedEvent, type TagOpenEvent } from '../events.js';
import { define } from '../internal/define.js';
import { PriceLocaleController } from '../internal/price-locale-controller.js';
import { priceView } from '../internal/price-view.js';
import { namedVariant } from '../internal/variants.js';
import { product as words } from '../locales/en/product.js';
import { Product } from '../product/product.js';
import type { Tag } from '../tag/tag.js';
import type { Look } from './look-panel.js';
import { Panel, type View } from './panel.js';
import type { Scene } from './scene.js';

/** Shows the product of a tag, or the look of the picture, one at a time. */
export class Popover implements ReactiveController {
  #scene: Scene;
  #panel: Panel;
  #locale: PriceLocaleController<typeof words>;
  #look: Look | undefined;
  #turn = 0;

  constructor(scene: Scene) {
    // Not before: a copy of the library that stands back from another one must not define anything by being loaded.
    define('shuk-product', Product);
    define('shuk-buy', Buy);
    const { host, shop } = scene;
    this.#scene = scene;
    this.#locale = new PriceLocaleController(host, shop, 'product', words);
    this.#panel = new Panel(scene);
    scene.describe = (tag) => this.#price(tag);
    host.addController(this);
    host.requestUpdate();
  }

  hostUpdated(): void {
    const { subject } = this.#panel;
    if (subject && subject !== this.#scene && !this.#scene.tags.includes(subject as Tag)) this.hide();
  }

  hide(): void {
    this.#turn++;
    this.#panel.hide();
  }

  /** Without a tag it is the look. Rejects where it cannot be shown. */
  async show(tag?: Tag, intent?: TagOpenEvent): Promise<void> {
    const turn = ++this.#turn;
    if (!tag) {
      const { Look } = await import('./look-panel.js');
      if (turn !== this.#turn) return;
      this.#look ??= new Look(this.#scene, this.#panel);
      this.#look.show(this.#anchor());
      return;
    }
    const { product, variant, placement, label } = tag;
    const name = this.#scene.pins.get(tag)?.getAttribute('aria-label') ?? label;
    const view: View = { subject: tag, anchor: this.#anchor(tag), placement, name };
    this.#panel.show(
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
    if (intent) tag.dispatchEvent(new TagOpenedEvent(intent));
  }

  /** Pins say it too, once somebody is near. */
  #price(tag: Tag): string {
    const product = this.#scene.product(tag)?.value;
    const view = product && priceView(product, namedVariant(product, tag.product, tag.variant));
    if (!view) return '';
    const price = this.#locale.price(view.price.current);
    return view.from ? this.#locale.term('from', { price }) : price;
  }

  /** A pin that is cropped away has no box; its region may have one. */
  #anchor(tag?: Tag): Element {
    const { overlay, host } = this.#scene;
    const targets = ['button', 'polygon'].flatMap((name) => [
      ...overlay.querySelectorAll<Element & { tag?: Tag }>(name),
    ]);
    return targets.find((target) => target.tag === tag && target.getClientRects().length) ?? host;
  }
}
