/**
 * The event catalogue. An intent comes before and can be cancelled (`shuk-cart-add`), a fact comes after
 * (`shuk-cart-added`), and `shuk-failure` says what went wrong. All bubble and cross shadow roots, carry plain data
 * only, and share one `eventId` per action, so that several sinks can tell the same action apart from another.
 */
import { newId, type Cart, type CartOutcome, type CommerceError } from '@shuk/core';

/** One product of an action, in the shape that GA4's `items` has. Source: developers.google.com/analytics/devguides/collection/ga4/reference/events */
export interface EventItem {
  readonly item_id: string;
  readonly item_name: string;
  /** The chosen values, such as `Red / S`. */
  readonly item_variant: string;
  /** Of one piece, in major units, where it is known. */
  readonly price: number | undefined;
  readonly quantity: number;
  /** The backend's id of the variant. */
  readonly variant_id: string;
}

class ShukEvent extends Event {
  /** The same for the intent, the fact and the failure of one action. */
  readonly eventId: string;

  constructor(type: string, cancelable: boolean, eventId: string = newId()) {
    super(type, { bubbles: true, composed: true, cancelable });
    this.eventId = eventId;
  }
}

/** `shuk-cart-add`: before products go into the cart. Cancel it to keep the cart as it is. */
export class CartAddEvent extends ShukEvent {
  readonly items: readonly EventItem[];
  readonly currency: string | undefined;

  constructor(items: readonly EventItem[], currency: string | undefined) {
    super('shuk-cart-add', true);
    this.items = items;
    this.currency = currency;
  }
}

/** `shuk-cart-added`: the shop has put at least one of the products into the cart. */
export class CartAddedEvent extends ShukEvent {
  readonly items: readonly EventItem[];
  readonly currency: string | undefined;
  /** The cart as the shop now sees it. */
  readonly cart: Cart;
  /** One for each of `items`: done, clamped to fewer, or refused. */
  readonly outcomes: readonly CartOutcome[];

  constructor(intent: CartAddEvent, cart: Cart, outcomes: readonly CartOutcome[]) {
    super('shuk-cart-added', false, intent.eventId);
    this.items = intent.items;
    this.currency = intent.currency;
    this.cart = cart;
    this.outcomes = outcomes;
  }
}

/** What a change of the cart other than an addition is about. */
export type CartChange =
  | { readonly type: 'quantity'; readonly lineId: string; readonly quantity: number; readonly item: EventItem }
  | { readonly type: 'remove'; readonly lineId: string; readonly item: EventItem }
  | { readonly type: 'add-code' | 'remove-code'; readonly code: string }
  | { readonly type: 'note' };

/** `shuk-cart-change`: before a quantity, a code or the note changes, or a line goes. Cancelable. */
export class CartChangeEvent extends ShukEvent {
  readonly change: CartChange;

  constructor(change: CartChange) {
    super('shuk-cart-change', true);
    this.change = change;
  }
}

/** `shuk-cart-changed`: the shop has made the change. */
export class CartChangedEvent extends ShukEvent {
  readonly change: CartChange;
  readonly cart: Cart;

  constructor(intent: CartChangeEvent, cart: Cart) {
    super('shuk-cart-changed', false, intent.eventId);
    this.change = intent.change;
    this.cart = cart;
  }
}

/** `shuk-cart-open`: somebody asks for the cart. Cancel it to show your own instead. */
export class CartOpenEvent extends ShukEvent {
  /** Set by the cart that will open, so that of two only one does and an unanswered press can be told. */
  handled = false;

  constructor() {
    super('shuk-cart-open', true);
  }
}

/** `shuk-cart-opened`: the drawer is open. */
export class CartOpenedEvent extends ShukEvent {
  constructor() {
    super('shuk-cart-opened', false);
  }
}

/** `shuk-cart-closed`: the drawer is closed again. */
export class CartClosedEvent extends ShukEvent {
  constructor() {
    super('shuk-cart-closed', false);
  }
}

/** `shuk-checkout`: before the shopper is sent to the checkout. Cancel it to go there yourself. */
export class CheckoutEvent extends ShukEvent {
  readonly url: string;
  readonly cart: Cart;

  constructor(url: string, cart: Cart) {
    super('shuk-checkout', true);
    this.url = url;
    this.cart = cart;
  }
}

/** `shuk-variant-changed`: the shopper chose other options. */
export class VariantChangedEvent extends ShukEvent {
  readonly productId: string;
  /** `undefined` while the choice is not complete. */
  readonly variantId: string | undefined;

  constructor(productId: string, variantId: string | undefined) {
    super('shuk-variant-changed', false);
    this.productId = productId;
    this.variantId = variantId;
  }
}

/** `shuk-tag-open`: before the popover of a tag opens. Cancel it to show your own. */
export class TagOpenEvent extends ShukEvent {
  /** As the tag names it: an id, `handle:…` or `sku:…`. */
  readonly product: string;

  constructor(product: string) {
    super('shuk-tag-open', true);
    this.product = product;
  }
}

/** `shuk-tag-opened`: the popover of a tag is open. */
export class TagOpenedEvent extends ShukEvent {
  readonly product: string;

  constructor(intent: TagOpenEvent) {
    super('shuk-tag-opened', false, intent.eventId);
    this.product = intent.product;
  }
}

/** `shuk-failure`: something the shopper asked for did not work. */
export class FailureEvent extends ShukEvent {
  readonly error: CommerceError;

  constructor(error: CommerceError, eventId?: string) {
    super('shuk-failure', false, eventId);
    this.error = error;
  }
}

/** Every event of the elements, by its type. */
export interface ShukEventMap {
  'shuk-cart-add': CartAddEvent;
  'shuk-cart-added': CartAddedEvent;
  'shuk-cart-change': CartChangeEvent;
  'shuk-cart-changed': CartChangedEvent;
  'shuk-cart-open': CartOpenEvent;
  'shuk-cart-opened': CartOpenedEvent;
  'shuk-cart-closed': CartClosedEvent;
  'shuk-checkout': CheckoutEvent;
  'shuk-variant-changed': VariantChangedEvent;
  'shuk-tag-open': TagOpenEvent;
  'shuk-tag-opened': TagOpenedEvent;
  'shuk-failure': FailureEvent;
}

declare global {
  interface HTMLElementEventMap extends ShukEventMap {}
  interface DocumentEventMap extends ShukEventMap {}
  interface WindowEventMap extends ShukEventMap {}
}
