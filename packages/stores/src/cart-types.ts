import type {
  Attribute,
  Availability,
  Cart,
  CartAnswer,
  Checkout,
  CommerceError,
  Image,
  Money,
  Price,
  Product,
  QuantityRule,
  Variant,
} from '@shuk/core';
import type { ReadableAtom } from 'nanostores';

/** What goes into the cart. Product and variant are whole, so that the line can be drawn before the shop answers. */
export interface CartItem {
  readonly product: Product;
  readonly variant: Variant;
  /** A whole number from 1. */
  readonly quantity: number;
  readonly planId?: string | undefined;
  readonly attributes?: readonly Attribute[] | undefined;
}

/** What to draw: the shop's cart plus the changes it has not confirmed yet. */
export interface CartView {
  readonly status: 'loading' | 'ready' | 'failed';
  /** The last answer of the shop. `undefined` with status `ready`: none has been begun, the cart is empty. */
  readonly cart: Cart | undefined;
  readonly lines: readonly CartViewLine[];
  /** A change is under way: the totals of `cart` are about to change. */
  readonly pending: boolean;
  /** Why the last read failed; the lines are then the last ones known. */
  readonly error: CommerceError | undefined;
}

export interface CartViewLine {
  /** Of the shop's line, or `pending:…` for one that is not confirmed yet. */
  readonly id: string;
  readonly productId: string;
  readonly variantId: string;
  readonly title: string;
  readonly values: readonly string[];
  readonly quantity: number;
  /** `undefined`: the shop has not said yet. */
  readonly price: Price | undefined;
  /** `undefined`: the shop has not said yet, or not for this quantity. */
  readonly total: Money | undefined;
  readonly image: Image | undefined;
  readonly url: string | undefined;
  readonly availability: Availability;
  readonly rule: QuantityRule;
  readonly attributes: readonly Attribute[];
  readonly planId: string | undefined;
  readonly pending: boolean;
}

/** Something the shopper must be told that is not the answer to what they just did. */
export interface CartNotice {
  /** `rebuilt`: the cart had expired and was built again from its last known lines. `gone`: something is lost. */
  readonly reason: 'rebuilt' | 'gone';
  /** What could not be brought back, with the quantity that is lacking. */
  readonly lost: readonly CartViewLine[];
}

/**
 * The shopper's cart. A change shows at once in `$view`, is sent in its turn, and its promise resolves with what the
 * shop answered: also where the answer is a refusal (see `outcomes`). It rejects with a `CommerceError` only when
 * nothing could be settled.
 */
export interface CartStore {
  readonly $view: ReadableAtom<CartView>;
  /** Pieces, pending ones included; `undefined` while unknown. */
  readonly $count: ReadableAtom<number | undefined>;
  readonly $notice: ReadableAtom<CartNotice | undefined>;
  dismissNotice(): void;
  /** Many items are one change, with an outcome for each. */
  add(items: readonly CartItem[]): Promise<CartAnswer>;
  /** Absolute; `0` removes. Of several waiting for one line only the newest is sent, and it answers all of them. */
  setQuantity(lineId: string, quantity: number): Promise<CartAnswer>;
  remove(lineId: string): Promise<CartAnswer>;
  setLineAttributes(lineId: string, attributes: readonly Attribute[]): Promise<CartAnswer>;
  addCode(code: string): Promise<CartAnswer>;
  removeCode(code: string): Promise<CartAnswer>;
  setNote(text: string): Promise<CartAnswer>;
  setAttributes(attributes: readonly Attribute[]): Promise<CartAnswer>;
  /** After the changes that are under way. Rejects with `cart-gone` where there is no cart. */
  checkout(): Promise<Checkout>;
  /** Reads the cart again. Failures are told in `$view`, so this never rejects. */
  refresh(): Promise<void>;
}
