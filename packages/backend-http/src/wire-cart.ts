/** The part of the wire that only carts and failures need. */
import {
  CommerceError,
  integer,
  loose,
  malformed,
  oneOf,
  retryAfter,
  statusError,
  text as plain,
  toJson,
  type Attribute,
  type Cart,
  type CartLine,
  type CartOperation,
  type CartOutcome,
  type Checkout,
  type CommerceErrorCode,
  type CommerceErrorDetail,
  type JsonAnswer,
} from '@shuk/core';
import {
  amount,
  count,
  among,
  flag,
  like,
  link,
  many,
  need,
  shape,
  size,
  some,
  text,
  word,
  words,
  type Reader,
} from './shape.js';
import { toAvailability, toImage, toPlan, toPrice, toRule } from './wire.js';

const TOKEN = /^[\w.~+/=-]{1,512}$/;

/** What does not have this form is no token, and could not be a header. */
export const isToken = (token: string): boolean => TOKEN.test(token);

const attributes = many(shape<Attribute>({ name: word, value: words }));

const readCart = shape<Cart>({
  token: need(like(TOKEN)),
  revision: need(like(/^[!#-~]{1,128}$/)),
  currency: word,
  lines: many(
    shape<CartLine>({
      id: word,
      productId: word,
      variantId: word,
      title: word,
      values: many(words),
      quantity: need(size),
      price: need(toPrice),
      total: need(amount),
      image: toImage,
      url: link,
      availability: toAvailability,
      rule: toRule,
      attributes,
      plan: toPlan,
    }),
  ),
  subtotal: need(amount),
  discount: amount,
  total: need(amount),
  codes: many(shape({ code: word, applied: flag })),
  note: text,
  attributes,
});

export const toCart: Reader<Cart> = (value, reading, what) => {
  const { currency, lines } = loose(value) as { readonly currency?: string; readonly lines?: readonly unknown[] };
  const cart = readCart(value, { ...reading, currency }, what);
  if (new Set(cart.lines.map(({ id }) => id)).size !== lines?.length) throw malformed(`${what}.lines`);
  return cart;
};

const toOutcome: Reader<CartOutcome> = (value, reading, what) => {
  const { status, quantity, error } = loose(value);
  if (status === 'done') return { status };
  const why = toError(error, 'rejected');
  if (status === 'refused') return { status, error: why };
  if (status !== 'clamped') throw malformed(`${what}.status`);
  return { status, quantity: need(count)(quantity, reading, `${what}.quantity`), error: why };
};

export const toAnswer = shape({ cart: toCart, outcomes: many(toOutcome) });

export const toCheckout = shape<Checkout>({
  url: need(link),
  carries: some(among('lines', 'codes', 'note', 'attributes', 'market')),
});

/** What a server may say of itself; the other codes a browser finds out. */
const CODES = [
  'unavailable',
  'rate-limited',
  'unauthorized',
  'unsupported',
  'rejected',
  'conflict',
  'cart-gone',
  'cart-closed',
  'line-gone',
  'option-required',
  'price-missing',
  'out-of-stock',
  'insufficient-stock',
  'quantity-rule',
  'code-unknown',
  'code-expired',
  'code-not-applicable',
] as const;

/** Why a request was refused, by the problem's code, or else by the status. */
export function toProblem(answer: JsonAnswer): CommerceError {
  const { status, headers, body } = answer;
  const otherwise = [404, 405, 501].includes(status) ? 'unsupported' : statusError(answer).code;
  return toError(body, otherwise, { status, retryAfter: retryAfter(headers) });
}

function toError(body: unknown, otherwise: CommerceErrorCode, beside?: CommerceErrorDetail): CommerceError {
  const { code, native, available, detail } = loose(body);
  const known = oneOf(code, CODES) ?? otherwise;
  return new CommerceError(known, plain(detail) ?? `The shop says ${known}.`, {
    ...beside,
    native: plain(native, 255) ?? (code === known ? undefined : plain(code, 255)),
    available: integer(available),
  });
}

/** Operations as they are sent. A lone surrogate is no Unicode, and many servers refuse the whole body for it. */
export function fromOperations(operations: readonly CartOperation[]): string {
  return toJson({ operations }).replace(/\\(u[dD].{3}|.)/g, (escape, of: string) => (of[1] ? '\\ufffd' : escape));
}
