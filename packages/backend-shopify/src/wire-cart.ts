/** What the Storefront API says of carts, and of what became of a change. */
import {
  fields,
  integer,
  list,
  malformed,
  money,
  requiredText,
  text,
  webUrl,
  type Attribute,
  type Cart,
  type CartLine,
  type CommerceErrorCode,
  type DiscountCode,
  type Fields,
  type Money,
} from '@shuk/core';
import { cash, loose, meaningOf, nodes, toOffer, toPlan, toPrice, toValues, type Meanings } from './wire.js';

/** What the shop says of a change: why it is refused, or what was not done as asked. */
export interface Notice {
  readonly code: CommerceErrorCode;
  readonly native: string | undefined;
  /** The id of what it is said of. */
  readonly target: string | undefined;
}

export interface Change {
  /** `undefined` where the shop made none. */
  readonly cart: Cart | undefined;
  /** Shopify keeps a line of what it cannot sell, with the quantity 0: those as well. */
  readonly lines: readonly CartLine[];
  readonly errors: readonly Notice[];
  readonly warnings: readonly Notice[];
}

/** Shopify's `CartErrorCode` and `CartWarningCode`, which grow with every version. */
const MEANINGS: Meanings = [
  [/^INVALID_MERCHANDISE_LINE$/, 'line-gone'],
  [/LESS_THAN|INCREMENT|MINIMUM_|MAXIMUM_/, 'quantity-rule'],
  [/REQUIRES_SELLING_PLAN/, 'option-required'],
  [/SERVICE_UNAVAILABLE/, 'unavailable'],
  [/OUT_OF_STOCK/, 'out-of-stock'],
  [/ENOUGH_STOCK/, 'insufficient-stock'],
  [/DISCOUNT_NOT_FOUND/, 'code-unknown'],
  [/CURRENTLY_INACTIVE/, 'code-expired'],
  [/DISCOUNT/, 'code-not-applicable'],
];

/** The payload of a mutation of a cart. */
export function toChange(payload: unknown): Change {
  const { cart: its, userErrors, warnings } = fields(payload, 'change');
  const cart = its ? toCart(its) : undefined;
  return {
    cart,
    lines: cart ? toLines(its, cart.currency) : [],
    errors: list(userErrors).map(toNotice),
    warnings: list(warnings).map(toNotice),
  };
}

function toNotice(notice: unknown): Notice {
  const { code, field, target } = loose(notice);
  const native = text(code, 100);
  const gone = native === 'INVALID' && list(field).includes('cartId');
  return {
    code: gone ? 'cart-gone' : (meaningOf(native ?? '', MEANINGS) ?? 'rejected'),
    native,
    target: text(target),
  };
}

export function toCart(value: unknown): Cart {
  const cart = fields(value, 'cart');
  const cost = loose(cart.cost);
  const total = required(cash(cost.totalAmount), 'total');
  const { currency } = total;
  return {
    token: requiredText(cart.id, 'id'),
    currency,
    lines: toLines(cart, currency).filter(({ quantity }) => quantity),
    subtotal: required(cash(cost.subtotalAmount, currency), 'subtotal'),
    discount: toDiscount(cart.discountAllocations, currency),
    total,
    codes: list(cart.discountCodes).flatMap((item): DiscountCode[] => {
      const { code: rawCode, applicable } = loose(item);
      const code = text(rawCode);
      return code ? [{ code, applied: applicable === true }] : [];
    }),
    note: text(cart.note, 10_000),
    attributes: toAttributes(cart.attributes),
  };
}

/** Where the checkout of a cart is; `undefined` for what is no web address. */
export const toCheckout = (cart: unknown): string | undefined => webUrl(loose(cart).checkoutUrl);

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw malformed(what);
  return value;
}

/**
 * What is taken off the whole cart. Shopify says it for each discount and has no field for all; what it takes off
 * single lines is in their totals, and in the subtotal, already.
 */
function toDiscount(allocations: unknown, currency: string): Money | undefined {
  let off = 0;
  for (const allocation of list(allocations)) {
    const { targetType, discountedAmount } = loose(allocation);
    if (targetType !== 'SHIPPING_LINE') off += cash(discountedAmount, currency)?.amount ?? 0;
  }
  return off ? money(off, currency) : undefined;
}

function toAttributes(value: unknown): Attribute[] {
  return list(value).flatMap((item): Attribute[] => {
    const { key, value } = loose(item);
    const name = text(key);
    return name ? [{ name, value: text(value) ?? '' }] : [];
  });
}

const toLines = (cart: unknown, currency: string): CartLine[] =>
  nodes(loose(cart).lines).map((line) => toLine(loose(line), currency));

function toLine(line: Fields, currency: string): CartLine {
  const variant = fields(line.merchandise, 'merchandise');
  const product = fields(variant.product, 'product');
  const { amountPerQuantity: price, compareAtAmountPerQuantity: compareAtPrice, totalAmount } = loose(line.cost);
  return {
    id: requiredText(line.id, 'id'),
    productId: requiredText(product.id, 'product'),
    variantId: requiredText(variant.id, 'variant'),
    title: requiredText(product.title, 'title'),
    values: [...toValues(variant.selectedOptions).values()],
    quantity: required(integer(line.quantity), 'quantity'),
    price: required(toPrice({ price, compareAtPrice }, currency), 'price'),
    total: required(cash(totalAmount, currency), 'total'),
    url: webUrl(product.onlineStoreUrl),
    ...toOffer(variant),
    attributes: toAttributes(line.attributes),
    plan: toPlan(line.sellingPlanAllocation),
  };
}
