/** What a Shop API says of carts, read into the model, and how attributes are kept in a field. */
import {
  CommerceError,
  fields,
  integer,
  isCurrency,
  list,
  malformed,
  requiredText,
  text,
  toJson,
  type Attribute,
  type Cart,
  type CartLine,
  type Fields,
  type Money,
} from '@shuk/core';
import type { Shop } from './shop.js';
import { loose, optionOf, readAvailability, readImage, readMoney, RULE } from './wire.js';

/** The fields of an order that make a cart. Of pictures no name: changes are answered without it. */
export function orderFields({ customFields }: Pick<Shop, 'customFields'>): string {
  const [ofOrder, ofLine] = customFields
    ? ['customFields{shukAttributes shukNote}', 'customFields{shukAttributes}']
    : ['', ''];
  return (
    `id currencyCode couponCodes promotions{couponCode}subTotalWithTax totalWithTax ${ofOrder} ` +
    `lines{id quantity unitPriceWithTax linePriceWithTax discountedLinePriceWithTax ${ofLine} featuredAsset{preview width height}` +
    `productVariant{id stockLevel options{id name groupId}product{id name slug optionGroups{id options{id}}}}}`
  );
}

type Reads = Pick<Shop, 'precision' | 'productUrl'>;

/** An order as a cart. What has no usable currency, sum or line is `malformed`. */
export function readCart(value: unknown, token: string, { precision, productUrl }: Reads): Cart {
  const order = fields(value, 'order');
  const currency = requiredText(order.currencyCode, 'currency');
  if (!isCurrency(currency)) throw malformed('currency');
  const cash = (amount: unknown, what: string): Money => {
    const read = readMoney(amount, currency, precision);
    if (!read) throw malformed(what);
    return read;
  };

  const rows = list(order.lines).map(loose);
  const lines = rows.map((row): CartLine => {
    const id = requiredText(row.id, 'line');
    const variant = fields(row.productVariant, `variant of line ${id}`);
    const product = fields(variant.product, `product of line ${id}`);
    const productId = requiredText(product.id, `product of line ${id}`);
    const quantity = integer(row.quantity, 1);
    if (quantity === undefined) throw malformed(`quantity of line ${id}`);
    return {
      id,
      productId,
      variantId: requiredText(variant.id, `variant of line ${id}`),
      title: requiredText(product.name, `title of line ${id}`),
      values: list(product.optionGroups).flatMap((group) => {
        const [option, name] = optionOf(variant, loose(group).id);
        return option === undefined ? [] : name;
      }),
      quantity,
      price: { current: cash(row.unitPriceWithTax, `price of line ${id}`) },
      total: cash(row.discountedLinePriceWithTax, `total of line ${id}`),
      image: readImage(row.featuredAsset),
      url: productUrl({ id: productId, handle: text(product.slug) }),
      availability: readAvailability(variant.stockLevel),
      rule: RULE,
      attributes: readAttributes(loose(row.customFields).shukAttributes),
    };
  });

  // The shop has no sum of its lines before discounts. These are its own whole numbers, rounded already.
  const gross = rows.reduce((sum, row) => sum + (integer(row.linePriceWithTax) ?? NaN), 0);
  const net = integer(order.subTotalWithTax);
  if (net === undefined || !Number.isSafeInteger(gross)) throw malformed('sums');
  const applied = new Set(list(order.promotions).map((promotion) => text(loose(promotion).couponCode)));
  const own = loose(order.customFields);
  return {
    token,
    currency,
    lines,
    subtotal: cash(Math.max(gross, net), 'subtotal'),
    discount: gross > net ? cash(gross - net, 'discount') : undefined,
    total: cash(order.totalWithTax, 'total'),
    codes: list(order.couponCodes).flatMap((item) => {
      const code = text(item);
      return code ? [{ code, applied: applied.has(code) }] : [];
    }),
    note: text(own.shukNote),
    attributes: readAttributes(own.shukAttributes),
  };
}

/** `[{"name":"Engraving","value":"For Dana"}]`, so that it can be read in the shop's admin; `null` for none. */
export const writeAttributes = (attributes: readonly Attribute[]): string | null =>
  attributes.length ? toJson(attributes.map(({ name, value }) => ({ name, value }))) : null;

const MAX_ATTRIBUTES = 100;
const MAX_FIELD = 100_000;

/** What is no such list is none: the shop may use the field for something else. */
export function readAttributes(value: unknown): Attribute[] {
  let rows: unknown;
  try {
    rows = JSON.parse(text(value, MAX_FIELD) ?? '[]');
  } catch {
    return [];
  }
  return list(rows, MAX_ATTRIBUTES).flatMap((row) => {
    const name = text(loose(row).name);
    return name ? [{ name, value: text(loose(row).value) ?? '' }] : [];
  });
}

/** What the shop's refusals mean. Everything else is `rejected`. */
const MEANINGS = new Map<string, CommerceError['code']>([
  ['INSUFFICIENT_STOCK_ERROR', 'insufficient-stock'],
  ['ORDER_LIMIT_ERROR', 'quantity-rule'],
  ['NEGATIVE_QUANTITY_ERROR', 'quantity-rule'],
  ['COUPON_CODE_INVALID_ERROR', 'code-unknown'],
  ['COUPON_CODE_EXPIRED_ERROR', 'code-expired'],
  ['COUPON_CODE_LIMIT_ERROR', 'code-not-applicable'],
  ['ORDER_MODIFICATION_ERROR', 'cart-closed'], // it is being paid
  ['NO_ACTIVE_ORDER_ERROR', 'cart-gone'],
]);

/** Why the shop did not do all of one operation; `undefined`: it did. `added`: how many came nevertheless. */
export function readRefusal(value: unknown): { error: CommerceError; added: number } | undefined {
  const { errorCode, quantityAvailable, maxItems } = loose(value);
  const native = text(errorCode);
  if (!native) return undefined;
  const error = new CommerceError(MEANINGS.get(native) ?? 'rejected', `The shop says ${native}.`, {
    native,
    available: integer(maxItems),
  });
  return { error, added: integer(quantityAvailable) ?? 0 };
}

/** The order of an answer; `undefined` where there is none. */
export const orderOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null ? loose(value) : undefined;
