import { CommerceError, type Product, type Variant } from '@shuk/core';
import { html, LitElement, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { FailureEvent, VariantChangedEvent } from '../events.js';
import { booleanAttribute, numberAttribute } from '../internal/attributes.js';
import type { Parameters } from '../internal/locale-controller.js';
import { PriceLocaleController } from '../internal/price-locale-controller.js';
import { ProductController } from '../internal/product-controller.js';
import { productStyles, renderState } from '../internal/product-state.js';
import { ShopController } from '../internal/shop-controller.js';
import { buttons } from '../internal/controls.js';
import { base } from '../internal/styles.js';
import { namedVariant } from '../internal/variants.js';
import { warnOnce } from '../internal/warn.js';
import { buy as words } from '../locales/en/buy.js';
import { loadAdd, renderButton, renderLink } from './button.js';
import { styles } from './buy.styles.js';
import { groupsOf, renderGroup } from './groups.js';
import { select, type Selection, type Wish } from './selection.js';

/** A press within this many milliseconds of the one before is the same intent. */
const SAME_PRESS = 400;
/** How long the button says that it worked, in milliseconds. */
const PRAISE = 2500;

const loadStepper = () => import('../internal/stepper.js');

/** What the shopper is told: on the button, or in words beside an option (its index, plans last) or the button (`-1`). */
export type Note = { readonly at: 'adding' | 'added' } | { readonly at: number; readonly text: () => string };

/**
 * Chooses a variant and puts it into the cart.
 *
 * ```html
 * <shuk-buy product="shirt-20">
 *   <a slot="fallback" href="/p/shirt-20">See it in the shop</a>
 *   <label>Gift note <textarea name="Gift note"></textarea></label>
 * </shuk-buy>
 * ```
 *
 * Every named form field inside travels with the line: a gift note, an engraving, a hidden campaign.
 *
 * @tag shuk-buy
 * @status experimental
 *
 * @attr {boolean} without-quantity - Shows no quantity; `quantity` pieces are added.
 *
 * @slot - Form fields that travel with the line, and anything else above the button.
 * @slot fallback - A plain link. Shown with scripts off, while the product loads, and when it cannot be bought here.
 * @slot label - Other words for "Add to cart".
 * @slot missing - Takes the place of the note that the product is no longer there.
 *
 * @event {VariantChangedEvent} shuk-variant-changed - The shopper chose another variant, or the choice became incomplete.
 * @event {CartAddEvent} shuk-cart-add - Before the product goes into the cart. Cancelable.
 * @event {CartAddedEvent} shuk-cart-added - The shop has put it into the cart, all or some of it.
 * @event {FailureEvent} shuk-failure - The shop did not add it.
 *
 * @csspart option - The group of one option, or of the purchase plans.
 * @csspart label - The name of a group.
 * @csspart value - One value: a radio with its face.
 * @csspart swatch - The colour or picture of a value.
 * @csspart list - The list of an option with many values.
 * @csspart quantity - The quantity with its buttons.
 * @csspart decrease - The button for fewer.
 * @csspart input - The field of the quantity.
 * @csspart increase - The button for more.
 * @csspart button - The button; also the link of a product that is sold elsewhere.
 * @csspart message - What went wrong.
 * @csspart retry - The button that loads the product again.
 * @csspart skeleton - The placeholder while the product loads.
 *
 * @cssproperty [--shuk-buy-min-height=2.75rem] - Least height of the whole element, to reserve it exactly.
 * @cssproperty [--shuk-buy-gap=1rem] - Space between the rows.
 * @cssproperty [--shuk-accent=CanvasText] - Colour of the button and of what is chosen.
 * @cssproperty [--shuk-accent-text=Canvas] - Colour of the words on the button.
 * @cssproperty [--shuk-error=currentColor] - Colour of what went wrong.
 * @cssproperty [--shuk-radius=0.5rem] - Roundness of buttons and fields.
 */
export class Buy extends LitElement {
  static override styles = [base, buttons, productStyles, styles];

  /** Which product: the backend's id, `handle:…`, or `sku:…`, which also chooses the variant. */
  @property() product = '';

  /** Which variant is chosen at first: the backend's id or `sku:…`. */
  @property() variant = '';

  /** How many at first; fitted to what the shop accepts. */
  @property({ converter: numberAttribute }) quantity: number | undefined;

  /** Shows no quantity. */
  @property({ attribute: 'without-quantity', converter: booleanAttribute }) withoutQuantity = false;

  @state() private wish: Wish = {};
  @state() private note: Note | undefined;
  /** `null`: could not be loaded, and the button works without it. */
  @state() private stepper: Awaited<ReturnType<typeof loadStepper>> | null | undefined;

  #shop = new ShopController(this);
  #locale = new PriceLocaleController(this, this.#shop, 'buy', words);
  #product: ProductController = new ProductController(this, this.#shop);
  #pressed = -SAME_PRESS;

  /** The variant that a press would add; `undefined` while the choice is not complete. */
  get selectedVariant(): Variant | undefined {
    const product = this.#product.value?.value;
    return product && this.#select(product).variant;
  }

  /** Puts the chosen variant into the cart, as a press on the button does; asks for what is not chosen yet. */
  async addToCart(): Promise<void> {
    const shop = this.#shop.value;
    const product = this.#product.value?.value;
    if (!shop?.$session.get().cart || !product || product.external || this.note?.at === 'adding') return;
    const { choice, variant, plan, price, quantity, obstacle } = this.#select(product);
    if (obstacle) return;
    if (!variant || plan === undefined)
      return this.#askFor(variant ? choice.length : choice.indexOf(undefined), product);
    const adding: Note = (this.note = { at: 'adding' });
    const item = { product, variant, quantity, planId: plan || undefined };
    let note: Note | undefined;
    try {
      const { add } = await loadAdd();
      note = await add(this, this.#shop, this.#locale, { shop, item, price, ref: this.product });
    } catch (thrown) {
      this.dispatchEvent(new FailureEvent(CommerceError.from(thrown)));
      note = this.#say(-1, 'offline');
    }
    // Another note: meanwhile another product is shown.
    if (this.note !== adding) return;
    this.note = note;
    if (note?.at === 'added') setTimeout(() => this.note === note && (this.note = undefined), PRAISE);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (!this.withoutQuantity && this.stepper === undefined) {
      loadStepper().then(
        (stepper) => (this.stepper = stepper),
        () => (this.stepper = null),
      );
    }
    if (changed.has('quantity')) this.wish = { ...this.wish, quantity: this.quantity };
    if (!changed.has('product') && !changed.has('variant')) return;
    this.wish = { quantity: this.quantity };
    this.note = undefined;
  }

  protected override render() {
    const product = this.#product.value?.value;
    const session = this.#shop.value?.$session.get();
    if (!this.product || (session && !session.cart && !product?.external)) {
      if (product) warnOnce('<shuk-buy> shows nothing: this shop has no cart.');
      return html`<slot name="fallback"></slot>`;
    }
    const ready = this.withoutQuantity || this.stepper !== undefined || product?.external;
    return html`
      <div class="box">
        ${
          product && ready
            ? this.#renderProduct(product)
            : [renderState(this.#product, this.#locale, this.closest('shuk-product')), html`<slot></slot>`]
        }
      </div>
    `;
  }

  #renderProduct(product: Product) {
    const locale = this.#locale;
    if (product.external) return renderLink(product.url, locale.term('external'));
    const selection = this.#select(product);
    const { variant, obstacle } = selection;
    const at = this.note?.at;
    const offer = variant?.availability.state === 'preorder' ? 'preorder' : 'add';
    const term = typeof at === 'string' ? at : (obstacle ?? offer);
    return html`
      ${groupsOf(product, selection, locale).map((group, index) =>
        renderGroup(group, index, locale, this.#renderNote(index), (value) => this.#pick(product, index, value)),
      )}
      <slot></slot>
      <div class="row">
        ${
          this.withoutQuantity || obstacle
            ? nothing
            : this.stepper?.renderStepper(selection, locale, (quantity, problem, count) => {
                this.wish = { ...this.wish, quantity };
                this.#tell(problem && this.#say(-1, problem, { count }));
              })
        }
        ${renderButton({ term, text: locale.term(term), off: at === 'adding' || !!obstacle, press: this.#press })}
      </div>
      ${this.#renderNote(-1)}
      <slot name="fallback" ?hidden=${obstacle !== 'notSold'}></slot>
      <span class="visually-hidden" role="status">
        ${at === 'added' ? locale.term('addedToCart', { title: product.title }) : nothing}
      </span>
    `;
  }

  #renderNote(at: number) {
    const { note } = this;
    return note && 'text' in note && note.at === at
      ? html`<div part="message" role="alert">${note.text()}</div>`
      : nothing;
  }

  #select(product: Product): Selection {
    return select(product, namedVariant(product, this.product, this.variant), this.wish);
  }

  #pick(product: Product, index: number, value: number): void {
    const before = this.#select(product);
    if (index < before.choice.length) this.wish = { ...this.wish, picked: before.places.with(index, value) };
    else this.wish = { ...this.wish, plan: before.plans[value]?.id };
    this.#tell(undefined);
    const { variant } = this.#select(product);
    if (variant !== before.variant) this.dispatchEvent(new VariantChangedEvent(product.id, variant?.id));
  }

  async #askFor(at: number, { options }: Product): Promise<void> {
    this.note = this.#say(at, 'choose', { option: options[at]?.name ?? this.#locale.term('plan') });
    await this.updateComplete;
    this.renderRoot.querySelectorAll('fieldset')[at]?.querySelector<HTMLElement>('input:enabled, select')?.focus();
  }

  #press = ({ timeStamp }: Event): void => {
    const again = timeStamp - this.#pressed < SAME_PRESS;
    this.#pressed = timeStamp;
    if (!again) void this.addToCart();
  };

  #say(at: number, term: keyof typeof words, parameters?: Parameters): Note {
    return { at, text: () => this.#locale.term(term, parameters) };
  }

  /** What is being added stays said until it is settled. */
  #tell(note: Note | undefined): void {
    if (this.note?.at !== 'adding') this.note = note;
  }
}
