/** The part of `wire.ts` that only carts need, and how attributes are kept in a field. */
import {
  CommerceError,
  fields,
  integer,
  list,
  loose,
  malformed,
  requiredText,
  text,
  toJson,
  type Attribute,
  type Cart,
  type CartLine,
  type Money,
} from '@shuk/core';
import { meaningOf, type Meanings, type Shop } from './shop.js';
import { NONE, readAvailability, readImage, readMoney, RULE, valueOf } from './wire.js';

/** The fields of an order that make a cart. Of pictures no name: changes are answered without it. */
export function orderFields({ customFields }: Pick<Shop, 'customFields'>): string {
  const own = (names: string) => (customFields ? `customFields{${names}}` : '');
  return (
    `currencyCode couponCodes promotions{couponCode}subTotalWithTax totalWithTax ${own('shukAttributes shukNote')}` +
    `lines{id quantity unitPriceWithTax linePriceWithTax discountedLinePriceWithTax ${own('shukAttributes')}` +
    `featuredAsset{preview width height}productVariant{id stockLevel options{id}product{id name slug optionGroups{options{id name}}}}}`
  );
}

/** An order as a cart. What has no usable currency, sum or line is `malformed`. */
export function readCart(value: unknown, token: string, shop: Pick<Shop, 'precision' | 'productUrl'>): Cart {
  const order = fields(value, 'order');
  const currency = requiredText(order.currencyCode, 'currency');
  const cash = (amount: unknown): Money => {
    const read = readMoney(amount, currency, shop.precision);
    if (!read) throw malformed('amount');
    return read;
  };

  // The shop has no sum of its lines before discounts. These are its own whole numbers, rounded already.
  let gross = 0;
  const lines = list(order.lines).map((item): CartLine => {
    const row = loose(item);
    const variant = loose(row.productVariant);
    const product = loose(variant.product);
    const productId = requiredText(product.id, 'line');
    const quantity = integer(row.quantity, 1);
    if (!quantity) throw malformed('line');
    gross += integer(row.linePriceWithTax) ?? NaN;
    return {
      id: requiredText(row.id, 'line'),
      productId,
      variantId: requiredText(variant.id, 'line'),
      title: text(product.name) ?? NONE,
      values: list(product.optionGroups).flatMap((group) => valueOf(variant, group) ?? []),
      quantity,
      price: { current: cash(row.unitPriceWithTax) },
      total: cash(row.discountedLinePriceWithTax),
      image: readImage(row.featuredAsset),
      url: shop.productUrl({ id: productId, handle: text(product.slug) }),
      availability: readAvailability(variant.stockLevel),
      rule: RULE,
      attributes: readAttributes(loose(row.customFields).shukAttributes),
    };
  });

  const net = integer(order.subTotalWithTax) ?? NaN;
  const applied = list(order.promotions).map((promotion) => text(loose(promotion).couponCode));
  const { shukNote, shukAttributes } = loose(order.customFields);
  return {
    token,
    currency,
    lines,
    subtotal: cash(Math.max(gross, net)),
    discount: gross > net ? cash(gross - net) : undefined,
    total: cash(order.totalWithTax),
    codes: list(order.couponCodes).flatMap((item) => {
      const code = text(item);
      return code ? { code, applied: applied.includes(code) } : [];
    }),
    note: text(shukNote),
    attributes: readAttributes(shukAttributes),
  };
}

/** `[{"name":"Engraving","value":"For Dana"}]`, so that it can be read in the shop's admin; `null` for none. */
export const writeAttributes = (attributes: readonly Attribute[] = []): string | null =>
  attributes.length ? toJson(attributes.map(({ name, value }) => ({ name, value }))) : null;

const MAX_ATTRIBUTES = 100;
const MAX_FIELD = 100_000;

/** What is no such list is none: the shop may use the field for something else. */
export function readAttributes(value: unknown): Attribute[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text(value, MAX_FIELD) ?? '');
  } catch {
    // none
  }
  return list(rows, MAX_ATTRIBUTES).flatMap((row) => {
    const { name, value } = loose(row);
    const known = text(name);
    return known ? { name: known, value: text(value) ?? '' } : [];
  });
}

/** What the shop's refusals mean. Everything else is `rejected`. */
const MEANINGS: Meanings = [
  [/STOCK/, 'insufficient-stock'],
  [/ORDER_LIMIT|QUANTITY/, 'quantity-rule'],
  [/CODE_INVALID/, 'code-unknown'],
  [/CODE_EXPIRED/, 'code-expired'],
  [/CODE_LIMIT/, 'code-not-applicable'],
  [/MODIFICATION/, 'cart-closed'], // it is being paid
  [/NO_ACTIVE_ORDER/, 'cart-gone'],
];

/**
 * Why the shop did not do all of one operation on a line of which the cart now has `held`; `undefined`: it did.
 * `added`: how many came nevertheless.
 */
export function readRefusal(value: unknown, held: number): { error: CommerceError; added: number } | undefined {
  const { errorCode, quantityAvailable, maxItems } = loose(value);
  const native = text(errorCode);
  if (!native) return undefined;
  let code = meaningOf(native, MEANINGS) ?? 'rejected';
  let available = integer(maxItems);
  if (code === 'insufficient-stock') {
    available = held;
    if (!held) code = 'out-of-stock';
  }
  const error = new CommerceError(code, `The shop says ${native}.`, { native, available });
  return { error, added: integer(quantityAvailable) ?? 0 };
}
