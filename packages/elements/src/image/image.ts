import { webUrl } from '@shuk/core';
import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { TagOpenEvent, TagOpenedEvent } from '../events.js';
import { booleanAttribute } from '../internal/attributes.js';
import { LocaleController } from '../internal/locale-controller.js';
import { ShopController } from '../internal/shop-controller.js';
import { base } from '../internal/styles.js';
import { image as words } from '../locales/en/image.js';
import { placeOf, readPoint, type Place } from '../tag/place.js';
import type { Tag } from '../tag/tag.js';
import { styles } from './image.styles.js';
import { Opener, type Opening } from './opener.js';
import { measure, placePins, set, type Picture } from './overlay.js';
import type { View } from './panel.js';
import { pinOf, renderPin, renderRegion, type Pin } from './pin.js';
import { ProductsController } from './products-controller.js';

/** Tags that are used. */
const MAX_TAGS = 1_000;
/** From here on pins keep still. */
const MANY = 60;

/** A pin or a region, which know their tag. */
type Target = HTMLElement & { tag?: Tag };

/**
 * A picture whose products can be bought: a pin for each `<shuk-tag>`, and behind it price, stock and a button.
 *
 * ```html
 * <shuk-image>
 *   <img src="/living-room.jpg" alt="A living room" width="1200" height="800">
 *   <shuk-tag product="lamp-01" x="0.32" y="0.41"><a href="/p/lamp-01">Reading lamp</a></shuk-tag>
 *   <shuk-tag product="sofa-07" x="0.60" y="0.72"><a href="/p/sofa-07">Sofa</a></shuk-tag>
 * </shuk-image>
 * ```
 *
 * The picture, an `<img>` or a `<picture>`, also inside of a link, and the tags stay where the page has them: nothing
 * moves. Pins stand at fractions of the whole picture and follow it through `object-fit` and `object-position`. For a
 * `<picture>` write the focal point into your own styles:
 * `shuk-image picture img { object-position: var(--shuk-image-focus) }`.
 *
 * @tag shuk-image
 * @status experimental
 *
 * @slot - The picture, and the tags.
 *
 * @event {TagOpenEvent} shuk-tag-open - Before the popover of a tag opens. Cancel it to show your own.
 * @event {TagOpenedEvent} shuk-tag-opened - The popover of a tag is open.
 * @event {CartAddEvent} shuk-cart-add - Before products go into the cart, from a popover or from the look. Cancelable.
 * @event {CartAddedEvent} shuk-cart-added - The shop has put them into the cart.
 * @event {FailureEvent} shuk-failure - The shop did not.
 *
 * @csspart overlay - The area of the picture, on which the pins stand.
 * @csspart pin - The button of a tag; with it `pin-sold-out` and, while it loads what opens, `pin-busy`.
 * @csspart region - The area of a tag that has `points`.
 * @csspart look-button - The button that opens the list of all products.
 * @csspart message - Said where something could not be opened.
 * @csspart popover - What opens from a pin or from the look's button: beside it, or from the foot of a small screen.
 * @csspart close - The button that closes it.
 *
 * @cssproperty [--shuk-image-pin-size=1.5rem] - Diameter of a pin. The area to press is never below 24 px, for fingers 44 px.
 * @cssproperty [--shuk-image-pin-color=#fff] - Colour of a pin.
 * @cssproperty [--shuk-image-pin-dot=#1a1a1a] - Colour of the dot, plus or number in it.
 * @cssproperty [--shuk-image-region-color=rgb(255 255 255 / 0.3)] - Fill of a region that is pointed at.
 * @cssproperty [--shuk-image-popover-size=22rem] - Width of the popover.
 * @cssproperty --shuk-image-focus - The focal point as an `object-position`; set by the element for what is inside.
 */
export class Image extends LitElement {
  static override styles = [base, styles];

  /** The point that stays in view under `object-fit: cover`, as fractions of the picture: `0.5 0.4`. */
  @property({ attribute: 'focus' }) focalPoint = '';

  /** Shows a button that lists all products of the picture, to add the whole look. */
  @property({ converter: booleanAttribute }) look = false;

  /** The accessible name of the group of pins. */
  @property() label = '';

  /** What is in a pin: a dot, a plus, or the number of its tag. */
  @property() pin: 'dot' | 'plus' | 'number' = 'dot';

  /** Shows no pins; the list and the look stay. */
  @property({ attribute: 'without-pins', converter: booleanAttribute }) withoutPins = false;

  #shop = new ShopController(this);
  #locale = new LocaleController(this, this.#shop, 'image', words);
  #products = new ProductsController(this);
  #places: ReadonlyMap<Tag, Place | undefined> = new Map();
  #pins: readonly Pin[] = [];
  #stale = true;
  #img: HTMLImageElement | undefined;
  #picture: Picture | undefined;
  #opener: Opener = new Opener(this);

  // The host is observed too: what stands above the picture pushes it about.
  #boxes = new ResizeObserver(() => this.#measure());
  #children = new MutationObserver(() => this.#refresh());
  #loaded = { handleEvent: () => this.#measure(), capture: true };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#boxes.observe(this);
    this.#children.observe(this, { childList: true, subtree: true });
    this.#refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#boxes.disconnect();
    this.#children.disconnect();
    this.#img = undefined;
    this.hide();
  }

  /** Opens the popover of a tag, as a press on its pin does. */
  async show(tag: Tag): Promise<void> {
    const intent = new TagOpenEvent(tag.product);
    if (!tag.dispatchEvent(intent)) return;
    const name = this.#pins.find((pin) => pin.tag === tag)?.name ?? tag.label;
    if (await this.#open(tag, name)) tag.dispatchEvent(new TagOpenedEvent(intent));
  }

  /** Opens the list of all products, as a press on its button does. */
  async showLook(): Promise<void> {
    await this.#open(undefined, this.#locale.term('looks'));
  }

  /** Closes what is open. */
  hide(): void {
    this.#opener.hide();
  }

  /** Loads what opens; nothing of it is needed before. */
  protected load(look: boolean): Promise<Opening> {
    return look ? import('./look-panel.js') : import('./tag-panel.js');
  }

  protected override willUpdate(): void {
    if (this.#stale) {
      this.#stale = false;
      const tags = this.#find<Tag>('shuk-tag').filter((tag) => 'mark' in tag);
      this.#places = new Map(tags.slice(0, MAX_TAGS).map((tag) => [tag, placeOf(tag)]));
    }
    const tags = [...this.#places.keys()];
    this.#products.watch(
      this.isConnected ? this.#shop.value : undefined,
      tags.map(({ product }) => product),
    );
    this.#pins = tags.flatMap((tag, index) => {
      const known = this.#products.get(tag.product);
      return pinOf(tag, `${index + 1}`, this.#places.get(tag), known, this.#locale) ?? [];
    });
    if (this.withoutPins) this.#pins = [];
  }

  protected override render() {
    const { busy, subject, failed } = this.#opener;
    const pins = this.#pins;
    /* eslint-disable lit-a11y/click-events-have-key-events -- the clicks are those of the buttons inside */
    return html`
      <div
        part="overlay"
        class="${this.pin} ${pins.length > MANY ? 'still' : ''}"
        role="group"
        aria-label=${this.label || this.#locale.term('products')}
        @click=${this.#press}
        @pointerdown=${this.#opener.down}
        @pointerover=${this.#prefetch}
        @focusin=${this.#prefetch}
      >
        <svg aria-hidden="true" preserveAspectRatio="none">
          ${pins.map((pin) => renderRegion(pin, subject === pin.tag))}
        </svg>
        ${repeat(
          pins,
          ({ tag }) => tag,
          (pin) => renderPin(pin, subject === pin.tag, busy === pin.tag),
        )}
        ${this.#renderLook()}
        <p part="message" role="status">${failed ? this.#locale.term('failed') : ''}</p>
      </div>
      <slot @slotchange=${this.#refresh} @shuk-tag-set=${this.#refresh} @load=${this.#loaded}></slot>
    `;
    /* eslint-enable */
  }

  protected override updated(changed: Map<PropertyKey, unknown>): void {
    const img = this.#find<HTMLImageElement>('img').find((one) => !one.closest('shuk-tag'));
    if (img !== this.#img && this.isConnected) {
      if (this.#img) this.#boxes.unobserve(this.#img);
      if (img) this.#boxes.observe(img);
      this.#img = img;
    }
    if (changed.has('focalPoint')) {
      const focus = readPoint(this.focalPoint);
      set(
        this.renderRoot.querySelector('slot'),
        '--shuk-image-focus',
        focus ? `${focus.x * 100}% ${focus.y * 100}%` : '',
      );
      this.#measure();
    } else this.#place();
    const { subject } = this.#opener;
    if (subject && subject !== this && !this.#places.has(subject as Tag)) this.hide();
  }

  #renderLook() {
    const count = new Set(this.#lookTags().map(({ product }) => product)).size;
    if (!this.look || !count || !this.#shop.value?.$session.get().cart) return nothing;
    return html`
      <button
        part="look-button"
        type="button"
        aria-haspopup="dialog"
        aria-expanded=${this.#opener.subject === this}
        aria-busy=${this.#opener.busy === this}
      >
        ${this.#locale.term('look', { count })}
      </button>
    `;
  }

  #refresh = (): void => {
    this.#stale = true;
    this.requestUpdate();
  };

  #prefetch = ({ target }: Event): void => {
    this.load(!(target as Target).tag).catch(() => undefined);
  };

  #press = (event: MouseEvent): void => {
    const target = (event.target as Element).closest<Target>('button, polygon');
    if (!target) return;
    event.preventDefault(); // a link around the picture is not meant
    const { tag } = target;
    if (this.#opener.isOpen(tag ?? this, event)) this.hide();
    else void (tag ? this.show(tag) : this.showLook());
  };

  async #open(tag: Tag | undefined, name: string): Promise<boolean> {
    const subject = tag ?? this;
    // A pin that is cropped away has no box; its region may have one.
    const isAnchor = (target: Target) => target.tag === tag && target.getClientRects().length;
    const view = (): View => ({
      image: this,
      root: this.renderRoot as ShadowRoot,
      shop: this.#shop,
      products: this.#products,
      subject,
      tag,
      tags: this.#lookTags,
      anchor: [...this.renderRoot.querySelectorAll<Target>('button, polygon')].find(isAnchor) ?? this,
      name,
      close: this.#locale.term('close'),
      changed: () => this.requestUpdate(),
    });
    try {
      return await this.#opener.open(subject, this.load(!tag), view);
    } catch {
      // Offline, or no popovers in this browser: the link of the tag still leads to the product.
      const url = webUrl(tag?.querySelector<HTMLAnchorElement>('a[href]')?.href);
      if (url) location.assign(url);
      else this.#opener.fail();
      return false;
    }
  }

  /** Tags whose product the shop has, or has not answered for yet. */
  #lookTags = (): readonly Tag[] =>
    [...this.#places.keys()].filter(({ product }) => {
      const known = this.#products.get(product);
      return known && known.status !== 'missing';
    });

  #measure(): void {
    this.#picture = this.#img && measure(this.#img, this);
    this.#place();
  }

  #place(): void {
    const overlay = this.renderRoot.querySelector<HTMLElement>('[part="overlay"]');
    if (overlay) placePins(overlay, this.#pins, this.#picture);
  }

  /** In the light DOM, also where another element has passed it on through a slot of its own. */
  #find<T extends Element>(selector: string): T[] {
    const content = this.renderRoot.querySelector('slot')?.assignedElements({ flatten: true }) ?? [];
    return content.flatMap(
      (one) => [...(one.matches(selector) ? [one] : []), ...one.querySelectorAll(selector)] as T[],
    );
  }
}
