import { CommerceError, orderUrl, type Cart, type CartAnswer, type Checkout, type CommerceErrorCode } from '@shuk/core';
import type { CartStore, CartViewLine } from '@shuk/stores';
import type { LitElement } from 'lit';
import {
  CartAddedEvent,
  CartAddEvent,
  CartChangedEvent,
  CartChangeEvent,
  CheckoutEvent,
  FailureEvent,
  type CartChange,
  type EventItem,
} from '../events.js';
import { eventItem } from '../internal/event-item.js';
import type { PriceLocaleController } from '../internal/price-locale-controller.js';
import type { QuantityProblem } from '../internal/stepper.js';
import type { cart as cartWords } from '../locales/en/cart.js';
import type { failure as failureWords } from '../locales/en/failure.js';
import { isForShopper, type Removed, type Row } from './rows.js';

/** An order that has to be explained before the shopper is sent away. */
export interface Handover {
  readonly checkout: Checkout;
  readonly cart: Cart;
  /** The message is in the clipboard. */
  copied?: boolean;
}

/**
 * What the shopper does in the drawer, and what is said about it. Each action has its intent, its fact or failure,
 * one announcement, and on failure a message that stays at its place: a line (by key), `code`, `note`, `checkout`.
 */
export class CartChanges {
  readonly host: LitElement;
  readonly words: PriceLocaleController<typeof cartWords>;
  readonly failures: PriceLocaleController<typeof failureWords>;
  readonly store: () => CartStore | undefined;

  readonly messages = new Map<string, string>();
  readonly removed = new Map<string, Removed>();
  /** The newest announcements, oldest first. */
  said: readonly { readonly text: string }[] = [];
  handover: Handover | undefined;
  leaving = false;
  /** The newest action at each place: of several changes of a quantity only the newest has something to say. */
  #newest = new Map<string, unknown>();
  #told = new WeakSet();

  constructor(
    host: LitElement,
    words: PriceLocaleController<typeof cartWords>,
    failures: PriceLocaleController<typeof failureWords>,
    store: () => CartStore | undefined,
  ) {
    this.host = host;
    this.words = words;
    this.failures = failures;
    this.store = store;
  }

  /** Forgets what belongs to one visit of the drawer. */
  reset(): void {
    this.messages.clear();
    this.removed.clear();
    this.said = [];
    this.handover = undefined;
  }

  say(text: string): void {
    this.said = [...this.said.slice(-4), { text }];
    this.host.requestUpdate();
  }

  /** Says something about a thing once, however often it is drawn. */
  tell(thing: object, text: string): void {
    if (this.#told.has(thing)) return;
    this.#told.add(thing);
    this.say(text);
  }

  reason(code: CommerceErrorCode, count = 0): string {
    // "Only 0 are available" is no way to say it.
    return this.failures.term(code === 'insufficient-stock' && !count ? 'out-of-stock' : code, { count });
  }

  /** `problem`: why it is not the quantity that was wanted. */
  setQuantity({ key, line }: Row, quantity: number, problem: QuantityProblem | undefined, count: number): void {
    const { id: lineId, title } = line;
    if (quantity !== line.quantity) {
      void this.#change(
        key,
        { type: 'quantity', lineId, quantity, item: itemOf(line, quantity) },
        (store) => store.setQuantity(lineId, quantity),
        () => this.words.term('changed', { title, count: quantity }),
      );
    }
    if (problem) this.#message(key, this.reason(problem === 'atMost' ? 'insufficient-stock' : 'quantity-rule', count));
  }

  async remove({ key, line }: Row, index: number): Promise<void> {
    const entry: Removed = { line, index, state: 'going' };
    const made = await this.#change(
      key,
      { type: 'remove', lineId: line.id, item: itemOf(line, line.quantity) },
      (store) => {
        this.removed.set(key, entry);
        return store.remove(line.id);
      },
      () => this.words.term('removed', { title: line.title }),
    );
    entry.state = 'gone';
    if (!made && this.removed.get(key) === entry) this.removed.delete(key);
    this.host.requestUpdate();
  }

  async undo(key: string, entry: Removed): Promise<void> {
    const { title, url, image, productId, variantId, quantity, planId, attributes, ...rest } = entry.line;
    const variant = { ...rest, id: variantId, plans: [] };
    const images = image ? [image] : [];
    const product = { id: productId, title, url, images, options: [], variants: [variant] } as const;
    const made = await this.#send(
      key,
      new CartAddEvent([itemOf(entry.line, quantity)], rest.price?.current.currency),
      (store) => {
        entry.state = 'coming';
        return store.add([{ product, variant, quantity, planId, attributes }]);
      },
      () => this.words.term('restored', { title }),
    );
    entry.state = 'gone';
    if (made) this.removed.delete(key);
    this.host.requestUpdate();
  }

  addCode(code: string): Promise<boolean> {
    return this.#change(
      'code',
      { type: 'add-code', code },
      (store) => store.addCode(code),
      ({ codes }) =>
        this.words.term(codes.some((it) => it.code === code && !it.applied) ? 'waiting' : 'applied', { code }),
    );
  }

  removeCode(code: string): void {
    void this.#change(
      'code',
      { type: 'remove-code', code },
      (store) => store.removeCode(code),
      () => this.words.term('removed', { title: code }),
    );
  }

  setNote(text: string): void {
    void this.#change(
      'note',
      { type: 'note' },
      (store) => store.setNote(text),
      () => this.words.term('noted'),
    );
  }

  /** Sends the shopper to the checkout, or first shows what has to be said about it. */
  async checkout(): Promise<void> {
    const store = this.store();
    if (!store || this.leaving) return;
    this.leaving = true;
    this.messages.delete('checkout');
    this.host.requestUpdate();
    try {
      const checkout = await store.checkout();
      const { cart } = store.$view.get();
      if (!cart) return;
      if (checkout.via || checkout.message || this.missing(checkout, cart)) this.handover = { checkout, cart };
      else if (this.leave(checkout.url, cart)) location.assign(orderUrl(checkout.url) ?? '');
    } catch (thrown) {
      this.#fail('checkout', CommerceError.from(thrown));
    } finally {
      this.leaving = false;
      this.host.requestUpdate();
    }
  }

  /** Asks the page. */
  leave(url: string, cart: Cart): boolean {
    return this.host.dispatchEvent(new CheckoutEvent(url, cart));
  }

  /** What neither the address of the checkout nor the message takes along; empty where nothing is lost. */
  missing({ carries, message }: Checkout, { codes, note, attributes, lines }: Cart): string {
    const has = {
      lines: true,
      codes: codes.length,
      note,
      attributes: [attributes, ...lines.map((line) => line.attributes)].flat().some(isForShopper),
    };
    return (['lines', 'codes', 'note', 'attributes'] as const)
      .filter((kind) => !message && has[kind] && !carries.includes(kind))
      .map((kind) => this.words.term(kind))
      .join(', ');
  }

  #message(place: string, text: string): void {
    this.messages.set(place, text);
    this.say(text);
  }

  #fail(place: string, error: CommerceError, eventId?: string): void {
    this.#message(place, this.reason(error.code, error.available));
    this.host.dispatchEvent(new FailureEvent(error, eventId));
  }

  #change(
    place: string,
    change: CartChange,
    call: (store: CartStore) => Promise<CartAnswer>,
    done: (cart: Cart) => string,
  ): Promise<boolean> {
    return this.#send(place, new CartChangeEvent(change), call, done);
  }

  /** True when the shop has made the change, to whatever extent. */
  async #send(
    place: string,
    intent: CartChangeEvent | CartAddEvent,
    call: (store: CartStore) => Promise<CartAnswer>,
    done: (cart: Cart) => string,
  ): Promise<boolean> {
    const { host } = this;
    const store = this.store();
    if (!store || !host.dispatchEvent(intent)) return false;
    this.messages.delete(place);
    this.handover = undefined;
    this.#newest.set(place, intent);
    const isSuperseded = () =>
      'change' in intent && intent.change.type === 'quantity' && this.#newest.get(place) !== intent;
    try {
      const answering = call(store);
      host.requestUpdate();
      const { cart, outcomes } = await answering;
      const [outcome] = outcomes;
      if (outcome?.status === 'refused') throw outcome.error;
      if (isSuperseded()) return true;
      if (outcome?.status === 'clamped') this.#message(place, this.reason(outcome.error.code, outcome.quantity));
      else this.say(done(cart));
      host.dispatchEvent(
        'change' in intent ? new CartChangedEvent(intent, cart) : new CartAddedEvent(intent, cart, outcomes),
      );
      return true;
    } catch (thrown) {
      if (!isSuperseded()) this.#fail(place, CommerceError.from(thrown), intent.eventId);
      return false;
    }
  }
}

function itemOf(line: CartViewLine, quantity: number): EventItem {
  return eventItem({ id: line.productId, title: line.title }, { ...line, id: line.variantId }, quantity);
}
