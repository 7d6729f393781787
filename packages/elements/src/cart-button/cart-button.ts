import { cartOf } from '@shuk/stores';
import { html, LitElement, nothing } from 'lit';
import { CartOpenEvent } from '../events.js';
import { LocaleController } from '../internal/locale-controller.js';
import { ShopController } from '../internal/shop-controller.js';
import { StoreController } from '../internal/store-controller.js';
import { buttons } from '../internal/controls.js';
import { base } from '../internal/styles.js';
import { warnOnce } from '../internal/warn.js';
import { cartButton as words } from '../locales/en/cart-button.js';
import { styles } from './cart-button.styles.js';

/**
 * A button that says how much is in the cart and asks for it.
 *
 * ```html
 * <shuk-cart-button><a href="/cart">Cart</a></shuk-cart-button>
 * ```
 *
 * @tag shuk-cart-button
 * @status experimental
 *
 * @slot - A plain link to the cart. Shown with scripts off, and where the shop has no cart.
 * @slot icon - Takes the place of the bag.
 * @slot label - A text beside it, such as "Bag". It becomes the name of the button.
 *
 * @event {CartOpenEvent} shuk-cart-open - It was pressed. Cancel it to show a cart of your own.
 *
 * @csspart button - The button.
 * @csspart icon - The bag.
 * @csspart count - The number of pieces; not there while the cart is empty or unknown.
 *
 * @cssproperty [--shuk-accent=CanvasText] - Background of the count.
 * @cssproperty [--shuk-accent-text=Canvas] - The count.
 * @cssproperty [--shuk-focus=currentColor] - Outline of the focused button.
 * @cssproperty [--shuk-radius=0.5rem] - Roundness of the button.
 */
export class CartButton extends LitElement {
  static override styles = [base, buttons, styles];

  #shop = new ShopController(this);
  #words = new LocaleController(this, this.#shop, 'cartButton', words);
  #count = new StoreController(this, () =>
    this.#cart && this.#shop.value ? cartOf(this.#shop.value).$count : undefined,
  );
  #known: number | undefined;
  #said = '';

  get #cart() {
    return this.#shop.value?.$session.get().cart;
  }

  protected override render() {
    if (this.#shop.value && !this.#cart) {
      warnOnce('<shuk-cart-button> is not shown: this shop has no cart.');
      return html`<slot></slot>`;
    }
    const count = this.#count.value;
    const items = count === undefined ? '' : this.#words.term('items', { count });
    const name = this.#words.term('cart') + (items && ',');
    // What was there when the page came is read with the button; only a change is news.
    if (this.#known !== undefined && count !== undefined && count !== this.#known) this.#said = `${name} ${items}`;
    this.#known = count ?? this.#known;
    return html`
      <button part="button" class="icon" type="button" aria-haspopup="dialog" @click=${this.#press}>
        <span class="picture">
          <slot name="icon">
            <svg part="icon" viewBox="0 0 24 24" aria-hidden="true">
              <path d="M5 8h14l1 13H4L5 8Zm4 3V6a3 3 0 0 1 6 0v5" />
            </svg>
          </slot>
          ${count ? html`<span part="count" aria-hidden="true">${count > 99 ? '99+' : count}</span>` : nothing}
        </span>
        <slot name="label"><span class="visually-hidden">${name}</span></slot>
        <span class="visually-hidden">${items}</span>
      </button>
      <span class="visually-hidden" role="status">${this.#said}</span>
    `;
  }

  #press = ({ currentTarget }: Event): void => this.#ask(currentTarget as Element);

  // Asked from the button itself, so that the focus finds its way back.
  #ask(button: Element): void {
    const intent = new CartOpenEvent();
    if (!button.dispatchEvent(intent) || intent.handled) return;
    if (this.#cart?.open) this.#cart.open();
    else if (!document.querySelector('shuk-cart:not(:defined)')) {
      warnOnce('<shuk-cart-button> finds no <shuk-cart> of its shop. Add one, or cancel "shuk-cart-open".');
    } else {
      // Its script is still on the way: a press is not lost.
      void customElements.whenDefined('shuk-cart').then(() => this.#ask(button));
    }
  }
}
