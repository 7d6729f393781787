/** What the Storefront API says of carts, and of what became of a change. */
import {
  fields,
  integer,
  list,
  malformed,
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
import { cash, loose, nodes, toAvailability, toImage, toPlan, toPrice, toRule, toValues } from './wire.js';

/** A refusal. `index`: of which of the lines that were sent; `undefined` where it is of none in particular. */
export interface UserError {
  readonly code: CommerceErrorCode;
  readonly native: string | undefined;
  readonly index: number | undefined;
}

/** What was done, but not as asked. `target` is the id of a line, where it is of one. */
export interface Warning {
  readonly native: string | undefined;
  readonly target: string | undefined;
}

export interface Change {
  /** `undefined` where the shop made none. */
  readonly cart: Cart | undefined;
  readonly errors: readonly UserError[];
  readonly warnings: readonly Warning[];
  /** The ids of variants and lines that the cart has none of left. */
  readonly soldOut: readonly string[];
}

/** Shopify's `CartErrorCode` and `CartWarningCode`. Both grow with every version; what is not here has no code of ours. */
export const CODES = new Map<string | undefined, CommerceErrorCode>([
  ['INVALID_MERCHANDISE_LINE', 'line-gone'],
  ['LESS_THAN', 'quantity-rule'],
  ['INVALID_INCREMENT', 'quantity-rule'],
  ['MINIMUM_NOT_MET', 'quantity-rule'],
  ['MAXIMUM_EXCEEDED', 'quantity-rule'],
  ['VARIANT_REQUIRES_SELLING_PLAN', 'option-required'],
  ['SERVICE_UNAVAILABLE', 'unavailable'],
  ['MERCHANDISE_OUT_OF_STOCK', 'out-of-stock'],
  ['MERCHANDISE_NOT_ENOUGH_STOCK', 'insufficient-stock'],
  ['DISCOUNT_NOT_FOUND', 'code-unknown'],
  ['DISCOUNT_CURRENTLY_INACTIVE', 'code-expired'],
]);

/** The payload of a mutation of a cart. */
export function toChange(payload: unknown): Change {
  const { cart, userErrors, warnings } = fields(payload, 'answer to the change');
  return {
    cart: cart === null || cart === undefined ? undefined : toCart(cart),
    errors: list(userErrors).map(toUserError),
    warnings: list(warnings).map((warning) => {
      const { code, target } = loose(warning);
      return { native: text(code, 100), target: text(target) };
    }),
    soldOut: nodes(loose(cart).lines).flatMap((item) => {
      const { id, quantity, merchandise } = loose(item);
      return quantity === 0 ? [text(id) ?? '', text(loose(merchandise).id) ?? ''] : [];
    }),
  };
}

function toUserError(error: unknown): UserError {
  const { code, field } = loose(error);
  const native = text(code, 100);
  const path = list(field, 10);
  const [at] = path.filter((step) => typeof step === 'string' && /^\d{1,3}$/.test(step));
  const gone = native === 'INVALID' && path.includes('cartId');
  return {
    code: gone ? 'cart-gone' : (CODES.get(native) ?? 'rejected'),
    native,
    index: at === undefined ? undefined : Number(at),
  };
}

/** Shopify keeps a line of what it cannot sell, with the quantity 0: that is none. */
export function toCart(value: unknown): Cart {
  const cart = fields(value, 'cart');
  const cost = loose(cart.cost);
  const total = cash(cost.totalAmount) ?? raise('total');
  const { currency } = total;
  return {
    token: requiredText(cart.id, 'id of the cart'),
    currency,
    lines: nodes(cart.lines).flatMap((line) => toLine(loose(line), currency)),
    subtotal: among(currency, cost.subtotalAmount) ?? raise('subtotal'),
    discount: toDiscount(list(cart.discountAllocations), currency),
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
export const toCheckout = (cart: unknown): string | undefined => webUrl(fields(cart, 'cart').checkoutUrl);

function raise(what: string): never {
  throw malformed(what);
}

const among = (currency: string, value: unknown): Money | undefined => {
  const money = cash(value);
  return money?.currency === currency ? money : undefined;
};

/**
 * What is taken off the whole cart. Shopify says it for each discount and has no field for all; what it takes off
 * single lines is in their totals, and in the subtotal, already.
 */
function toDiscount(allocations: readonly unknown[], currency: string): Money | undefined {
  const amounts = allocations.flatMap((allocation) => {
    const { targetType, discountedAmount } = loose(allocation);
    return targetType === 'SHIPPING_LINE' ? [] : (among(currency, discountedAmount)?.amount ?? []);
  });
  const amount = integer(
    amounts.reduce((sum, one) => sum + one, 0),
    1,
  );
  return amount ? { amount, currency } : undefined;
}

function toAttributes(value: unknown): Attribute[] {
  return list(value).flatMap((item): Attribute[] => {
    const { key, value } = loose(item);
    const name = text(key);
    return name ? [{ name, value: text(value) ?? '' }] : [];
  });
}

function toLine(line: Fields, currency: string): CartLine[] {
  const quantity = integer(line.quantity, 0) ?? raise('quantity of a line');
  if (!quantity) return [];
  const variant = fields(line.merchandise, 'merchandise of a line');
  const product = fields(variant.product, 'product of a line');
  const cost = loose(line.cost);
  return [
    {
      id: requiredText(line.id, 'id of a line'),
      productId: requiredText(product.id, 'product of a line'),
      variantId: requiredText(variant.id, 'variant of a line'),
      title: requiredText(product.title, 'title of a line'),
      values: [...toValues(variant.selectedOptions).values()],
      quantity,
      price: toPrice(cost.amountPerQuantity, cost.compareAtAmountPerQuantity, currency) ?? raise('price of a line'),
      total: among(currency, cost.totalAmount) ?? raise('total of a line'),
      image: toImage(variant.image),
      url: webUrl(product.onlineStoreUrl),
      availability: toAvailability(variant),
      rule: toRule(variant.quantityRule),
      attributes: toAttributes(line.attributes),
      plan: toPlan(loose(line.sellingPlanAllocation).sellingPlan),
    },
  ];
}
