import { toJson, type Session } from '@shuk/core';
import { cartOf, type CartStore } from '@shuk/stores';
import { html, LitElement, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { CartClosedEvent, CartOpenedEvent } from '../events.js';
import { PriceLocaleController } from '../internal/price-locale-controller.js';
import { ShopController } from '../internal/shop-controller.js';
import { StoreController } from '../internal/store-controller.js';
import { buttons, surface } from '../internal/controls.js';
import { base } from '../internal/styles.js';
import { warnOnce } from '../internal/warn.js';
import { cart as words } from '../locales/en/cart.js';
import { failure } from '../locales/en/failure.js';
import { styles } from './cart.styles.js';
import { CartChanges } from './changes.js';
import { errorText, noticeText, renderDrawer, type Drawn } from './drawer.js';
import { keepFocus } from './focus.js';
import { hearRequests } from './requests.js';
import { rowsOf, type Row } from './rows.js';

/**
 * The shopper's cart as a drawer at the end of the page's line (right, or left in Hebrew).
 *
 * ```html
 * <shuk-cart id="cart"><a href="/cart">Cart</a></shuk-cart>
 * <button commandfor="cart" command="--show">Cart</button>
 * ```
 *
 * Any `<button commandfor>` opens it (`--show`, `--close`, `--toggle`), and so do a `<shuk-cart-button>` and a
 * `shuk-cart-open` event from anywhere on the page. What is inside the tag is shown with scripts off only.
 *
 * @tag shuk-cart
 * @status experimental
 *
 * @slot heading - Takes the place of the heading's text.
 * @slot empty - Takes the place of what an empty cart says.
 * @slot upsell - More to buy, below the lines.
 * @slot footer - Between the totals and the checkout: a promise, the means of payment.
 *
 * @event {CartOpenEvent} shuk-cart-open - Before it opens by a press or an addition. Cancelable.
 * @event {CartOpenedEvent} shuk-cart-opened - It is open.
 * @event {CartClosedEvent} shuk-cart-closed - It is closed again.
 * @event {CartChangeEvent} shuk-cart-change - Before a quantity, a code or the note changes, or a line goes. Cancelable.
 * @event {CartChangedEvent} shuk-cart-changed - The shop has made the change.
 * @event {CartAddEvent} shuk-cart-add - Before a removed line is put back. Cancelable.
 * @event {CartAddedEvent} shuk-cart-added - The line is back.
 * @event {CheckoutEvent} shuk-checkout - Before the shopper is sent to the checkout. Cancelable.
 * @event {FailureEvent} shuk-failure - The shop did not do what was asked.
 *
 * @csspart dialog - The drawer.
 * @csspart header - Heading and close button.
 * @csspart heading - The heading.
 * @csspart close - The button that closes it.
 * @csspart body - What scrolls.
 * @csspart notice - The note that an expired cart was filled again, or that the cart could not be read.
 * @csspart dismiss - The button that takes the notice away.
 * @csspart retry - The button that reads the cart again.
 * @csspart loading - Stands in while the cart is read for the first time.
 * @csspart empty - What an empty cart says.
 * @csspart continue - The button of an empty cart that leads back to the page.
 * @csspart lines - The list.
 * @csspart line - One line.
 * @csspart pending - Also on a line that the shop has not confirmed yet.
 * @csspart removed - The place of a line that was removed.
 * @csspart undo - The button that puts it back.
 * @csspart picture - The box of a line's picture.
 * @csspart title - The title of a line: a link where the product has a page.
 * @csspart values - The chosen options of a line.
 * @csspart plan - The subscription of a line.
 * @csspart attribute - A field of a line, such as a gift note.
 * @csspart price - What one piece costs.
 * @csspart was - What it cost before the reduction.
 * @csspart lowest - The lowest price of the last 30 days, beside a reduction.
 * @csspart stock - The note that a line is sold out.
 * @csspart line-total - What a line costs.
 * @csspart quantity - The quantity with its two buttons.
 * @csspart decrease - The button for fewer.
 * @csspart input - The field of the quantity.
 * @csspart increase - The button for more.
 * @csspart remove - The button that removes a line.
 * @csspart message - Why something was not done, where it was asked.
 * @csspart codes - Discount codes.
 * @csspart code - A code that was entered.
 * @csspart remove-code - The button that removes a code.
 * @csspart apply - The button that enters a code.
 * @csspart note - The note to the shop.
 * @csspart field - The fields of the code and of the note.
 * @csspart summary - Totals and checkout.
 * @csspart totals - The list of totals.
 * @csspart subtotal - The sum of the lines.
 * @csspart discount - What is taken off.
 * @csspart total - What is to pay.
 * @csspart handover - What is said before an order is handed over to WhatsApp or the like.
 * @csspart order - The text of the order, to copy.
 * @csspart copy - The button that copies it.
 * @csspart checkout - The way to the checkout.
 *
 * @cssproperty [--shuk-cart-width=27rem] - Width of the drawer; phones show it at full width.
 * @cssproperty [--shuk-cart-gap=1.25rem] - Space between its edge and what is in it.
 * @cssproperty [--shuk-cart-picture=5rem] - Width of the pictures.
 * @cssproperty [--shuk-cart-ratio=1] - Aspect ratio of the pictures.
 * @cssproperty [--shuk-backdrop=rgb(0 0 0 / 0.45)] - What covers the page behind it.
 * @cssproperty [--shuk-surface=Canvas] - Background.
 * @cssproperty [--shuk-text=CanvasText] - Text.
 * @cssproperty [--shuk-border] - Lines between its parts.
 * @cssproperty [--shuk-accent=CanvasText] - The main button.
 * @cssproperty [--shuk-accent-text=Canvas] - Text of the main button.
 * @cssproperty [--shuk-error] - Text that says why something was not done.
 * @cssproperty [--shuk-radius=0.5rem] - Roundness of buttons and pictures.
 */
export class Cart extends LitElement {
  static override styles = [base, buttons, surface, styles];

  /** Whether it opens when something was added: never, always, or when that was the first thing in the cart. */
  @property({ attribute: 'open-on-add' }) openOnAdd: 'never' | 'always' | 'first' = 'never';

  #shop = new ShopController(this);
  #words = new PriceLocaleController(this, this.#shop, 'cart', words);
  #failures = new PriceLocaleController(this, this.#shop, 'failure', failure);
  #view = new StoreController(this, () => (this.#open ? this.#store?.$view : undefined));
  #notice = new StoreController(this, () => (this.#open ? this.#store?.$notice : undefined));
  #changes: CartChanges = new CartChanges(this, this.#words, this.#failures, () => this.#store);
  #rows: readonly Row[] = [];
  #open = false;
  #openers: readonly EventTarget[] = [];
  #pressed: EventTarget | null = null;

  constructor() {
    super();
    hearRequests(this, () => this.#shop.value);
  }

  /** True while the drawer is open. */
  get open(): boolean {
    return !!this.#dialog?.open;
  }

  /**
   * Opens the drawer, or the page's own cart where the page has one. On closing, the focus goes back to where it
   * was, or where nothing had it, to the first of `openers` that takes it.
   */
  show(openers: readonly EventTarget[] = []): void {
    const service = this.#session?.cart;
    if (service?.open) service.open();
    else if (this.#session && !service) warnOnce('<shuk-cart> stays closed: this shop has no cart.');
    else if (this.isConnected && !this.open) {
      this.#openers = openers;
      this.#changes.reset();
      this.#open = true;
      this.requestUpdate();
      this.performUpdate();
      this.#dialog?.showModal();
      this.#heading?.focus();
      this.dispatchEvent(new CartOpenedEvent());
    }
  }

  /** Closes the drawer. */
  close(): void {
    this.#leaveField();
    this.#dialog?.close();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  // Closed, it shows nothing: the page may change its cart a hundred times.
  protected override shouldUpdate(): boolean {
    return this.#open || !this.hasUpdated;
  }

  protected override update(changed: Map<PropertyKey, unknown>): void {
    const changes = this.#changes;
    const { handover } = changes;
    const notice = this.#notice.value;
    const view = this.#view.value;
    // The order that was written for WhatsApp or the like is of the cart as it was.
    if (handover && (view?.pending || !same(view?.cart, handover.cart))) changes.handover = undefined;
    if (view) this.#rows = rowsOf(view, changes.removed);
    if (notice) changes.tell(notice, noticeText(changes, notice));
    if (view?.error) changes.tell(view.error, errorText(changes, view));
    keepFocus(
      this.shadowRoot,
      () => super.update(changed),
      () => this.#heading,
    );
  }

  protected override render() {
    const drawn: Drawn = {
      view: this.#view.value,
      rows: this.#rows,
      notice: this.#notice.value,
      service: this.#session?.cart,
      market: this.#session?.market ?? {},
      close: () => this.close(),
    };
    // A dialog closes by Escape of itself.
    /* eslint-disable lit-a11y/click-events-have-key-events */
    return html`
      <dialog
        part="dialog"
        class="surface"
        aria-labelledby="heading"
        @cancel=${this.#leaveField}
        @close=${this.#closed}
        @pointerdown=${(event: Event) => (this.#pressed = event.target)}
        @click=${this.#clicked}
      >
        ${this.#open ? renderDrawer(this.#changes, drawn) : nothing}
      </dialog>
    `;
  }

  get #dialog() {
    return this.shadowRoot?.querySelector('dialog');
  }

  get #heading() {
    return this.shadowRoot?.querySelector<HTMLElement>('#heading');
  }

  get #session(): Session | undefined {
    return this.#shop.value?.$session.get();
  }

  get #store(): CartStore | undefined {
    return this.#session?.cart && this.#shop.value && cartOf(this.#shop.value);
  }

  // So that a note that was just written is saved: WebKit forgets to say that it has changed.
  #leaveField = (): void => {
    const focused = this.shadowRoot?.activeElement;
    if (focused instanceof HTMLElement) focused.blur();
  };

  // The dialog itself is only its backdrop. A press that began inside, to select text, does not count.
  #clicked = ({ target, currentTarget }: Event): void => {
    if (target === currentTarget && this.#pressed === target) this.close();
  };

  #closed = (): void => {
    if (this.open) return; // again, meanwhile
    this.#open = false;
    // Engines give the focus back to what had it; a button that was pressed in WebKit never had it.
    for (const opener of this.#openers) {
      if (document.activeElement !== document.body && !this.shadowRoot?.activeElement) break;
      if (opener instanceof HTMLElement) opener.focus();
    }
    this.dispatchEvent(new CartClosedEvent());
  };
}

const same = (one: unknown, other: unknown): boolean => toJson(one) === toJson(other);
