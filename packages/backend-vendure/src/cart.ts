/** The cart service. Loaded at its first use. */
import {
  CommerceError,
  refusalOf,
  type Attribute,
  type CallOptions,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartOutcome,
  type CartService,
  type Checkout,
  type CommerceErrorCode,
} from '@shuk/core';
import { products } from './catalog.js';
import { graphError, type Answer, type GraphError, type Request, type Shop } from './shop.js';
import { orderFields, readAttributes, readCart, readRefusal, writeAttributes } from './wire-cart.js';

/** The most that a request can say; no shop sells so many. */
const MAX_INT = 2_147_483_647;
const DONE: CartOutcome = { status: 'done' };
const REFUSAL = '{...on ErrorResult{errorCode}}';
const LINE_REFUSAL =
  '{...on ErrorResult{errorCode}...on OrderLimitError{maxItems}...on InsufficientStockError{quantityAvailable}}';

/** `null` for a token whose session has ended, or whose order is placed. */
export async function read(shop: Shop, token: string, options?: CallOptions): Promise<Cart | null> {
  if (!/^[!-~]{1,512}$/.test(token)) return null;
  return cartOf(shop, await shop.request(options, token).send(`{cart:activeOrder{${orderFields(shop)}}}`), token);
}

/** As `read`, but rejects with `cart-gone`. */
async function readLive(shop: Shop, token: string, options?: CallOptions): Promise<Cart> {
  const cart = await read(shop, token, options);
  if (!cart) throw new CommerceError('cart-gone', 'There is no such cart.');
  return cart;
}

export async function apply(
  shop: Shop,
  abilities: CartService['abilities'],
  given: string | undefined,
  operations: readonly CartOperation[],
  options?: CallOptions,
): Promise<CartAnswer> {
  const outcomes = operations.map((operation) => toOutcome(refusalOf(operation, abilities)));
  const refuse = (at: number, code: CommerceErrorCode, message: string): string => {
    outcomes[at] = toOutcome(new CommerceError(code, message));
    return '';
  };
  const added = operations.map((operation, at) => {
    const value = (operation.type === 'add' && outcomes[at] === DONE && operation.productId) || '';
    return { by: 'id', value } as const;
  });
  const [found, begun] = await Promise.all([
    products(shop, added, options, ['name', '']),
    given === undefined ? begin(shop, options) : readLive(shop, given, options),
  ]);
  const { token } = begun;
  let cart = begun;
  let next = 0;
  while (next < operations.length) next = await send(next);
  await dropCodes();
  return { cart, outcomes };

  /** Sends operations from one on, as many as may go together, and resolves to the next one. */
  async function send(from: number): Promise<number> {
    const request = shop.request(options, token);
    const quantities = new Map(cart.lines.map(({ id, quantity }) => [id, quantity]));
    const sent: (readonly [number, CartOperation])[] = [];
    let parts = '';
    let next = from;
    for (const operation of operations.slice(from)) {
      // It repeats the quantity, which what goes before may change.
      if (operation.type === 'line-attributes' && sent.length) break;
      const at = next++;
      const part = outcomes[at] === DONE ? toPart(at, operation, request.put, quantities) : '';
      if (!part) continue;
      sent.push([at, operation]);
      parts += `o${at}:${part}`;
    }
    const [first] = sent;
    if (!first) return next;
    const [at, operation] = first;
    const answer = await change(shop, request, parts, ({ path }) => path.length > 0);
    const [failure] = answer.errors;
    if (failure) {
      const error = graphError(failure);
      if (error.code !== 'rejected' && error.code !== 'unsupported') throw error;
      // Nothing after it was done. What was done before it, nobody tells: the cart has to be read.
      if (failure.path[0] !== `o${at}`) throw lost(error);
      outcomes[at] = toOutcome(error);
      if ('lineId' in operation && failure.code === 'USER_INPUT_ERROR') refuse(at, 'line-gone', NO_LINE);
      return at + 1;
    }
    cart = existing(cartOf(shop, answer, token));
    for (const [at, operation] of sent) outcomes[at] = readOutcome(operation, answer.data[`o${at}`]);
    return next;
  }

  /** What an operation is sent as; `''` for one that is not. */
  function toPart(at: number, operation: CartOperation, put: Request['put'], quantities: Map<string, number>): string {
    const field = (name: string, value: string | null) => ` customFields:{${name}:${put(value, 'String')}}`;
    const attributes = (given: readonly Attribute[]) => field('shukAttributes', writeAttributes(given));
    switch (operation.type) {
      case 'add': {
        const { variantId, quantity, attributes: given = [] } = operation;
        const variant = found[at]?.variants.find(({ id }) => id === variantId);
        if (!variant) return refuse(at, 'rejected', 'There is no such variant.');
        // At no price the shop would put it into the cart for nothing.
        if (variant.price?.current.currency !== cart.currency) {
          return refuse(at, 'price-missing', `No price in ${cart.currency}.`);
        }
        const id = `productVariantId:${put(variantId, 'ID!')}`;
        return `addItemToOrder(${id} ${amount(quantity)}${given.length ? attributes(given) : ''})${LINE_REFUSAL}`;
      }
      case 'set':
      case 'remove':
      case 'line-attributes': {
        const { lineId, type } = operation;
        const quantity = type === 'set' ? operation.quantity : type === 'remove' ? 0 : quantities.get(lineId);
        if (!quantities.has(lineId)) return quantity === 0 ? '' : refuse(at, 'line-gone', NO_LINE);
        if (!quantity) quantities.delete(lineId);
        const own = type === 'line-attributes' ? attributes(operation.attributes) : '';
        return `adjustOrderLine(orderLineId:${put(lineId, 'ID!')} ${amount(quantity)}${own})${LINE_REFUSAL}`;
      }
      case 'add-code':
        return `applyCouponCode(couponCode:${put(operation.code)})${REFUSAL}`;
      case 'remove-code':
        return `removeCouponCode(couponCode:${put(operation.code)}){id}`;
      case 'note':
        return `setOrderCustomFields(input:{${field('shukNote', operation.text || null)}})${REFUSAL}`;
      case 'attributes':
        return `setOrderCustomFields(input:{${attributes(operation.attributes)}})${REFUSAL}`;
    }
  }

  function readOutcome(operation: CartOperation, value: unknown): CartOutcome {
    // The line that it is about.
    const held = cart.lines.find(({ id, variantId, attributes }) =>
      operation.type === 'add'
        ? variantId === operation.variantId &&
          writeAttributes(attributes) === writeAttributes(readAttributes(writeAttributes(operation.attributes)))
        : 'lineId' in operation && id === operation.lineId,
    );
    const quantity = held?.quantity ?? 0;
    const refusal = readRefusal(value, quantity);
    if (!refusal) return DONE;
    const { error, added } = refusal;
    if (error.code.startsWith('cart-')) throw error;
    // A line that was set beyond what is left is set to that, or goes.
    const isShort = error.code.endsWith('-stock') && (operation.type !== 'add' || added);
    return isShort ? { status: 'clamped', quantity, error } : toOutcome(error);
  }

  /** The shop takes codes whose conditions are not met, and says nothing. They are given back. */
  async function dropCodes(): Promise<void> {
    const request = shop.request(options, token);
    let parts = '';
    for (const [at, operation] of operations.entries()) {
      if (operation.type !== 'add-code' || outcomes[at] !== DONE) continue;
      const kept = cart.codes.find(({ code }) => code.toLowerCase() === operation.code.trim().toLowerCase());
      if (kept?.applied) continue;
      refuse(at, 'code-not-applicable', 'It takes nothing off.');
      if (kept) parts += `d${at}:removeCouponCode(couponCode:${request.put(kept.code)}){id}`;
    }
    if (parts) cart = cartOf(shop, await change(shop, request, parts), token) ?? cart;
  }
}

/** Where the storefront takes the cart over. Rejects with `cart-gone` for a dead token. */
export async function checkout(
  shop: Shop,
  template: string | undefined,
  url: string | undefined,
  token: string,
  options?: CallOptions,
): Promise<Checkout> {
  if (!template || !url) throw new CommerceError('unsupported', 'checkout-url makes no web address.');
  await readLive(shop, token, options);
  const carries: Checkout['carries'][number][] = ['lines', 'codes'];
  if (shop.customFields) carries.push('note', 'attributes');
  if (/\{(?:country|currency|language)\}/.test(template)) carries.push('market');
  return { url, carries: template.includes('{token}') ? carries : [] };
}

/**
 * Sends changes. What comes last gives back a code that no order has: that changes nothing, and answers with the order,
 * begun where there is none.
 */
const change = (shop: Shop, { send }: Request, parts: string, bears?: (error: GraphError) => boolean) =>
  send(`mutation{${parts}cart:removeCouponCode(couponCode:""){${orderFields(shop)}}}`, bears);

/** The order of a new session. Two adds at once would begin one each, even in one request. */
async function begin(shop: Shop, options?: CallOptions): Promise<Cart> {
  const answer = await change(shop, shop.request(options), '');
  if (!answer.token) throw shop.tokenMissing();
  return existing(cartOf(shop, answer, answer.token));
}

function cartOf(shop: Shop, { data, token: its = '' }: Answer, token: string): Cart | null {
  // For a dead token the shop silently begins a new session.
  return data.cart && (its || token) === token ? readCart(data.cart, token, shop) : null;
}

const NO_LINE = 'There is no such line.';
const amount = (quantity = 0) => `quantity:${Math.min(quantity, MAX_INT)}`;
const toOutcome = (error?: CommerceError): CartOutcome => (error ? { status: 'refused', error } : DONE);
function existing(cart: Cart | null): Cart {
  if (!cart) throw lost();
  return cart;
}

const lost = (cause?: CommerceError) =>
  new CommerceError('unavailable', 'The shop did not finish.', { native: cause?.native, cause });
