import type { Attribute, CartService } from '@shuk/core';

/** What the host page's `get` returns. Checked like everything that comes from outside. */
export interface HostCartData {
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  readonly lines: readonly HostCartLine[];
  /** Decimal text or number in major units (`"19.90"`), or `{ amount, currency }` in minor units. */
  readonly subtotal?: HostMoney | undefined;
  readonly discount?: HostMoney | undefined;
  readonly total?: HostMoney | undefined;
  readonly codes?: readonly (string | { readonly code: string; readonly applied?: boolean | undefined })[] | undefined;
}

export type HostMoney = string | number | { readonly amount: number; readonly currency: string };

export interface HostCartLine {
  readonly id: string | number;
  readonly productId: string | number;
  readonly variantId: string | number;
  readonly title: string;
  readonly quantity: number;
  /** Of one piece. */
  readonly price: HostMoney;
  /** Of the line. */
  readonly total?: HostMoney | undefined;
  readonly values?: readonly string[] | undefined;
  readonly image?: string | undefined;
  readonly url?: string | undefined;
  readonly attributes?: readonly Attribute[] | undefined;
}

/** The host page's own cart as callbacks. Each may be asynchronous. */
export interface HostCart {
  get(): HostCartData | Promise<HostCartData>;
  add(item: {
    readonly variantId: string;
    readonly productId: string | undefined;
    readonly quantity: number;
    readonly planId: string | undefined;
    readonly attributes: readonly Attribute[];
  }): unknown;
  /** The quantity is absolute. */
  update(lineId: string, quantity: number): unknown;
  remove(lineId: string): unknown;
  open?(): unknown;
  addCode?(code: string): unknown;
  removeCode?(code: string): unknown;
  /** The address of the checkout. */
  checkout?(): string | Promise<string>;
}

/** A cart service over the page's own cart: `shop.setServices({ cart: hostCart({ get, add, update, remove }) })`. */
export function hostCart(host: HostCart): CartService {
  void host;
  throw new Error('not yet');
}
