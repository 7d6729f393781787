import {
  CommerceError,
  fields,
  integer,
  isCurrency,
  list,
  malformed,
  money,
  orderUrl,
  requiredText,
  text,
  toMinor,
  webUrl,
  type Attribute,
  type Cart,
  type CartLine,
  type CartOperation,
  type CartOutcome,
  type CartService,
  type Money,
} from '@shuk/core';
import { page } from './page.js';

/** Decimal text or a number in major units (`"19.90"`), or whole minor units with their currency. */
export type HostMoney = string | number | { readonly amount: number; readonly currency: string };

/** What the host page's `get` returns. It is checked like everything that comes from outside. */
export interface HostCartData {
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  readonly lines: readonly HostCartLine[];
  /** Without it the lines are summed. */
  readonly subtotal?: HostMoney | undefined;
  readonly discount?: HostMoney | undefined;
  /** Without it: the subtotal less the discount. */
  readonly total?: HostMoney | undefined;
  readonly codes?: readonly string[] | undefined;
}

export interface HostCartLine {
  readonly id: string | number;
  readonly variantId: string | number;
  /** Without it the variant's id counts. */
  readonly productId?: string | number | undefined;
  readonly title: string;
  /** A whole number from 1. */
  readonly quantity: number;
  /** Of one piece. */
  readonly price: HostMoney;
  /** Of the line; without it the price is taken times the quantity, as the page owns both. */
  readonly total?: HostMoney | undefined;
  /** The chosen options: `['Red', 'M']`. */
  readonly values?: readonly string[] | undefined;
  /** Addresses; relative ones are of the page. */
  readonly image?: string | undefined;
  readonly url?: string | undefined;
  readonly attributes?: readonly Attribute[] | undefined;
}

/** What `add` is called with. */
export interface HostCartItem {
  readonly variantId: string;
  readonly productId: string | undefined;
  readonly quantity: number;
  readonly planId: string | undefined;
  readonly attributes: readonly Attribute[];
}

/**
 * The host page's own cart, as callbacks. Each may return a promise. One that throws has refused: with the code of a
 * `CommerceError` where it throws one. After each change the cart is asked for again by `get`, so nothing has to be
 * returned.
 */
export interface HostCart {
  get(): HostCartData | Promise<HostCartData>;
  add(item: HostCartItem): unknown;
  /** The quantity is absolute. */
  update(lineId: string, quantity: number): unknown;
  remove(lineId: string): unknown;
  /** Shows the page's own cart. */
  open?(): unknown;
  addCode?(code: string): unknown;
  removeCode?(code: string): unknown;
  /** The address of the page's checkout. */
  checkout?(): string | Promise<string>;
}

/** A cart service over the page's own cart: `shop.setServices({ cart: hostCart({ get, add, update, remove }) })`. */
export function hostCart(host: HostCart): CartService & { readonly isHosts: true } {
  const codes = host.addCode && host.removeCode ? 'native' : 'none';
  const get = async () => toCart(await host.get());

  /** The shopper is told that the page refused, and it is not tried again. */
  async function outcome(operation: CartOperation): Promise<CartOutcome> {
    try {
      await call(host, operation);
      return { status: 'done' };
    } catch (thrown) {
      const known = CommerceError.from(thrown);
      const error = known === thrown ? known : new CommerceError('rejected', 'The page refused.', { cause: thrown });
      return { status: 'refused', error };
    }
  }

  return {
    isHosts: true,
    abilities: {
      ...{ codes, note: 'none', attributes: 'none', 'line-attributes': 'native', plans: 'native' },
      ...{ checkout: host.checkout ? 'native' : 'none', idempotency: 'none', revision: 'none' },
    },
    read: get,
    async apply(_, operations) {
      const outcomes: CartOutcome[] = [];
      for (const operation of operations) outcomes.push(await outcome(operation));
      return { cart: await get(), outcomes };
    },
    async checkout() {
      const url = orderUrl(await host.checkout?.(), page.location?.href);
      if (!url) throw new CommerceError('unsupported', 'The page gives no checkout address.');
      return { url, carries: ['lines', 'codes', 'note', 'attributes', 'market'] };
    },
    ...(host.open && { open: () => void host.open?.() }),
  };
}

function call(host: HostCart, operation: CartOperation): unknown {
  switch (operation.type) {
    case 'add': {
      const { variantId, productId, quantity, planId, attributes = [] } = operation;
      return host.add({ variantId, productId, quantity, planId, attributes });
    }
    case 'set':
      return operation.quantity ? host.update(operation.lineId, operation.quantity) : host.remove(operation.lineId);
    case 'remove':
      return host.remove(operation.lineId);
    case 'add-code':
      if (host.addCode) return host.addCode(operation.code);
      break;
    case 'remove-code':
      if (host.removeCode) return host.removeCode(operation.code);
  }
  throw new CommerceError('unsupported', `The page's cart has no ${operation.type}.`);
}

function toCart(value: unknown): Cart {
  const data = fields(value, 'cart');
  const { currency } = data;
  if (!isCurrency(currency)) throw malformed('currency');
  const lines = list(data.lines).map((line) => toLine(line, currency));
  const sum = { amount: lines.reduce((all, { total }) => all + total.amount, 0), currency };
  const subtotal = toMoney(data.subtotal, currency) ?? sum;
  const discount = toMoney(data.discount, currency);
  const total = toMoney(data.total, currency) ?? { amount: subtotal.amount - (discount?.amount ?? 0), currency };
  const codes = list(data.codes).flatMap((code) => text(code) ?? []);
  return {
    ...{ token: 'host', currency, lines, subtotal, discount, total, attributes: [] },
    codes: codes.map((code) => ({ code, applied: true })),
  };
}

function toLine(value: unknown, currency: string): CartLine {
  const line = fields(value, 'cart line');
  const variantId = requiredText(line.variantId, 'variant id');
  const quantity = integer(line.quantity, 1);
  const current = toMoney(line.price, currency);
  if (!quantity || !current) throw malformed('cart line');
  const src = webUrl(line.image, page.location?.href);
  return {
    ...{ id: requiredText(line.id, 'line id'), variantId, productId: text(line.productId) ?? variantId, quantity },
    ...{ title: text(line.title) ?? variantId, values: list(line.values).flatMap((name) => text(name) ?? []) },
    price: { current },
    total: toMoney(line.total, currency) ?? { amount: current.amount * quantity, currency },
    image: src ? { src } : undefined,
    url: webUrl(line.url, page.location?.href),
    availability: { state: 'in-stock' },
    rule: { min: 1, step: 1 },
    attributes: list(line.attributes).map((attribute) => {
      const { name, value } = fields(attribute, 'attribute');
      return { name: requiredText(name, 'attribute'), value: text(value) ?? '' };
    }),
  };
}

function toMoney(value: unknown, currency: string): Money | undefined {
  if (typeof value === 'string' || typeof value === 'number') return money(toMinor(value, currency), currency);
  if (typeof value !== 'object' || value === null) return undefined;
  const { amount, currency: own } = fields(value, 'amount');
  return own === currency ? money(amount, currency) : undefined;
}
