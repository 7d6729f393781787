/** What Medusa says of carts, read into the model, and what is kept in their `metadata`. */
import {
  fields,
  integer,
  isCurrency,
  list,
  loose,
  malformed,
  requiredText,
  text,
  webUrl,
  type Attribute,
  type Cart,
  type CartLine,
  type Fields,
  type Money,
} from '@shuk/core';
import { above, toCurrency, toMoney, type Reading } from './wire.js';

export const CART_FIELDS =
  'id,currency_code,completed_at,metadata,original_item_total,discount_total,total,promotions.code,' +
  'promotions.is_automatic,items.id,items.product_id,items.variant_id,items.title,items.product_title,' +
  'items.product_handle,items.variant_title,items.thumbnail,items.quantity,items.unit_price,' +
  'items.compare_at_unit_price,items.total,items.metadata';

/** Where attributes and the note are kept. Medusa merges metadata: what is not named stays, and `''` takes away. */
const ATTRIBUTES = 'shuk_attributes';
const NOTE = 'shuk_note';

export interface StoredCart {
  /** It has become an order, and can only be looked at. */
  readonly isClosed: boolean;
  readonly cart: Cart;
}

export function readCart(body: unknown, reading: Reading): StoredCart {
  const cart = fields(fields(body, 'answer').cart, 'cart');
  const currency = toCurrency(cart.currency_code);
  if (!isCurrency(currency)) throw malformed('currency');
  const metadata = loose(cart.metadata);
  const discount = required(cart.discount_total ?? 0, currency, 'discount');
  return {
    isClosed: cart.completed_at !== null && cart.completed_at !== undefined,
    cart: {
      token: requiredText(cart.id, 'id of a cart'),
      currency,
      lines: list(cart.items).map((item) => toLine(fields(item, 'line'), currency, reading)),
      subtotal: required(cart.original_item_total, currency, 'subtotal'),
      discount: discount.amount ? discount : undefined,
      total: required(cart.total, currency, 'total'),
      codes: list(cart.promotions).flatMap((item) => {
        const { code, is_automatic } = loose(item);
        const shown = text(code);
        return shown && is_automatic !== true ? [{ code: shown, applied: true }] : []; // else Medusa does not list it
      }),
      note: text(metadata[NOTE]),
      attributes: toAttributes(metadata),
    },
  };
}

function toLine(line: Fields, currency: string, { url, productUrl }: Reading): CartLine {
  const id = text(line.product_id) ?? '';
  const price = required(line.unit_price, currency, 'price');
  const compareAt = above(toMoney(line.compare_at_unit_price, currency), price);
  const quantity = integer(line.quantity, 1);
  if (quantity === undefined) throw malformed('quantity');
  const src = webUrl(line.thumbnail, url);
  const chosen = text(line.variant_title);
  return {
    id: requiredText(line.id, 'id of a line'),
    productId: id,
    variantId: text(line.variant_id) ?? '', // an item that the merchant put in by hand has none
    title: text(line.product_title) ?? text(line.title) ?? '–', // what has no name can still be taken out
    values: chosen && chosen !== 'Default variant' ? [chosen] : [],
    quantity,
    price: { current: price, compareAt },
    total: required(line.total, currency, 'total of a line'),
    image: src ? { src } : undefined,
    url: id ? productUrl({ id, handle: text(line.product_handle) }) : undefined,
    availability: { state: 'in-stock' },
    rule: { min: 1, step: 1 },
    attributes: toAttributes(loose(line.metadata)),
  };
}

function toAttributes(metadata: Fields): Attribute[] {
  return list(metadata[ATTRIBUTES]).flatMap((item) => {
    const { name, value } = loose(item);
    const known = text(name);
    return known ? [{ name: known, value: text(value) ?? '' }] : [];
  });
}

function required(value: unknown, currency: string, what: string): Money {
  const read = toMoney(value, currency);
  if (!read) throw malformed(what);
  return read;
}

/** Metadata that says so; the attributes as a list, because the database does not keep the order of names. */
export const attributesData = (attributes: readonly Attribute[] = []): Fields => ({
  [ATTRIBUTES]: attributes.length
    ? attributes.map(({ name, value }) => ({ name: storable(name), value: storable(value) }))
    : '',
});

export const noteData = (note: string): Fields => ({ [NOTE]: storable(note) });

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
const storable = (value: string): string => value.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
