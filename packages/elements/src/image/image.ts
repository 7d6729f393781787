import { webUrl } from '@shuk/core';
import { TagOpenEvent } from '../events.js';
import { booleanAttribute } from '../internal/attributes.js';
import { LocaleController } from '../internal/locale-controller.js';
import { PlainElement, property } from '../internal/plain-element.js';
import { ShopController } from '../internal/shop-controller.js';
import { base } from '../internal/styles.js';
import { warnOnce } from '../internal/warn.js';
import { image as words } from '../locales/en/image.js';
import { TAG_SET, type Tag } from '../tag/tag.js';
import { adopt } from './adopt.js';
import { styles } from './image.styles.js';
import { Scene, set } from './scene.js';
import type { Popover } from './tag-panel.js';

/** A pin or a region, which know their tag, or the button of the look. */
type Target = Element & { tag?: Tag };

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
 * @csspart product-image - The picture of the product in the popover.
 * @csspart product-title - Its title.
 * @csspart product-price - Its price.
 * @csspart buy-button - The button that adds it.
 * @csspart look-title - The heading of the list of the look.
 * @csspart look-list - The list.
 * @csspart look-item - One product in it.
 * @csspart look-variant - The list of its variants.
 * @csspart look-outcome - What became of it.
 * @csspart look-add - The button that adds all that are ticked.
 * @csspart look-status - What became of them together.
 * @csspart look-undo - The button that takes them out again.
 *
 * @cssproperty [--shuk-image-pin-size=1.5rem] - Diameter of a pin. The area to press is never below 24 px, for fingers 44 px.
 * @cssproperty [--shuk-image-pin-color=#fff] - Colour of a pin.
 * @cssproperty [--shuk-image-pin-dot=#1a1a1a] - Colour of the dot, plus or number in it.
 * @cssproperty [--shuk-image-region-color=rgb(255 255 255 / 0.3)] - Fill of a region that is pointed at.
 * @cssproperty [--shuk-image-popover-size=22rem] - Width of the popover.
 * @cssproperty --shuk-image-focus - The focal point as an `object-position`; set by the element for what is inside.
 */
export class Image extends PlainElement {
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
  #scene: Scene = new Scene(this, this.#shop, this.#locale);
  #popover: Promise<Popover> | undefined;
  #turn = 0;
  #wasOpen = false;
  #message: Element | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    void this.hide();
  }

  /** Opens the popover of a tag, or without one the list of all products, as a press on their buttons does. */
  async show(tag?: Tag): Promise<void> {
    const intent = tag && new TagOpenEvent(tag.product);
    if (intent && !tag.dispatchEvent(intent)) return;
    const turn = ++this.#turn;
    const pin = tag && this.#scene.pins.get(tag);
    this.#message?.remove();
    pin?.part.add('pin-busy');
    try {
      const popover = await this.#get();
      if (turn === this.#turn && this.isConnected) await popover.show(tag, intent);
    } catch (thrown) {
      warnOnce(`<shuk-image> could not open: ${String(thrown)}`);
      if (turn === this.#turn) this.#fallBack(tag);
    }
    pin?.part.remove('pin-busy');
  }

  /** Closes what is open. */
  async hide(): Promise<void> {
    this.#turn++;
    await this.#popover?.then(
      (popover) => popover.hide(),
      () => undefined,
    );
  }

  /** Loads what opens; nothing of it is needed before. */
  protected load(): Promise<typeof import('./tag-panel.js')> {
    return import('./tag-panel.js');
  }

  protected override begin(): void {
    const root = (this.#scene.root = this.attachShadow({ mode: 'open' }));
    adopt(root, base, styles);
    const overlay = document.createElement('div');
    overlay.part.add('overlay');
    overlay.setAttribute('role', 'group');
    overlay.hidden = true;
    overlay.addEventListener('click', this.#press);
    overlay.addEventListener('pointerdown', this.#down);
    overlay.addEventListener('pointerover', this.#near);
    overlay.addEventListener('focusin', this.#near);
    const slot = document.createElement('slot');
    slot.addEventListener('slotchange', this.#scene.refresh);
    slot.addEventListener(TAG_SET, this.#scene.refresh);
    slot.addEventListener('load', () => this.requestUpdate(), true); // the picture has its size
    root.append(overlay, slot);
  }

  protected override updated(): void {
    const { overlay } = this.#scene;
    set(overlay, 'class', this.pin);
    set(overlay, 'aria-label', this.label || this.#locale.term('products'));
  }

  #near = (): void => {
    this.#get().catch(() => undefined);
  };

  /** A pointer closes what is open before its click arrives. */
  #down = ({ target }: Event): void => {
    this.#wasOpen = this.#isOpen(target as Target);
  };

  #press = (event: MouseEvent): void => {
    event.preventDefault(); // a link around the picture is not meant
    const target = event.target as Target;
    if (event.detail ? this.#wasOpen : this.#isOpen(target)) void this.hide();
    else if (target !== event.currentTarget) void this.show(target.tag);
  };

  #isOpen(target: Target): boolean {
    const button = target.tag ? this.#scene.pins.get(target.tag) : target;
    return button?.getAttribute('aria-expanded') === 'true';
  }

  #get(): Promise<Popover> {
    if (!this.#popover) {
      this.#popover = this.load().then(({ Popover }) => new Popover(this.#scene));
      this.#popover.catch(() => (this.#popover = undefined)); // the next press tries again
    }
    return this.#popover;
  }

  /** Offline, or no popovers in this browser: the link of the tag still leads to the product. */
  #fallBack(tag: Tag | undefined): void {
    const url = webUrl(tag?.querySelector<HTMLAnchorElement>('a[href]')?.href);
    if (url) {
      location.assign(url);
      return;
    }
    const message = (this.#message = document.createElement('p'));
    message.part.add('message');
    message.setAttribute('role', 'alert');
    message.textContent = this.#locale.term('failed');
    this.#scene.overlay.append(message);
  }
}
