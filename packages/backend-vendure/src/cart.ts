/** The cart service. Loaded at its first use. */
import {
  CommerceError,
  refusalOf,
  type CallOptions,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartOutcome,
  type CartService,
  type Checkout,
  type Fields,
} from '@shuk/core';
import { fetchProducts } from './catalog.js';
import { graphError, own, type Answer, type GraphError, type Request, type Shop } from './shop.js';
import { loose, readPrices } from './wire.js';
import { orderFields, orderOf, readCart, readRefusal, writeAttributes } from './wire-cart.js';

/** What an operation is sent as, or why it is not sent. */
type Step = string | CommerceError | undefined;

const MAX_INT = 2_147_483_647;
const DONE: CartOutcome = { status: 'done' };
const LINES =
  '{__typename ...on ErrorResult{errorCode}...on OrderLimitError{maxItems}...on InsufficientStockError{quantityAvailable}}';
const REST = '{__typename ...on ErrorResult{errorCode}}';

/** `null` for a token whose session has ended, or whose order is placed. */
export async function read(shop: Shop, token: string, options?: CallOptions): Promise<Cart | null> {
  own(options).signal?.throwIfAborted();
  if (!/^[!-~]{1,512}$/.test(token)) return null;
  const answer = await shop.request(options, token).send(`{cart:activeOrder{${orderFields(shop)}}}`);
  return cartOf(shop, answer, token);
}

export async function apply(
  shop: Shop,
  abilities: CartService['abilities'],
  given: string | undefined,
  operations: readonly CartOperation[],
  options?: CallOptions,
): Promise<CartAnswer> {
  const refused = operations.map((operation) => refusalOf(operation, abilities));
  const adds = operations.filter((operation, at) => operation.type === 'add' && !refused[at]);
  const [prices, begun] = await Promise.all([
    pricesOf(shop, adds, options),
    given === undefined ? begin(shop, options) : read(shop, given, options),
  ]);
  if (!begun) throw new CommerceError('cart-gone', 'The session of this cart has ended.');
  const { token } = begun;
  let cart: Cart = begun;
  const outcomes = operations.map((_, at): CartOutcome =>
    refused[at] ? { status: 'refused', error: refused[at] } : DONE,
  );

  let next = 0;
  while (next < operations.length) next = await send(next);
  await dropCodes();
  return { cart, outcomes };

  /** Sends operations from one on, as many as may go together, and resolves to the next one. */
  async function send(first: number): Promise<number> {
    const request = shop.request(options, token);
    const lines = new Map(cart.lines.map(({ id, quantity }) => [id, quantity]));
    const sent: (readonly [number, CartOperation])[] = [];
    const parts: string[] = [];
    let next = operations.length;
    for (const [at, operation] of operations.entries()) {
      if (at < first || refused[at]) continue;
      // It repeats the quantity, which what goes before may change.
      if (operation.type === 'line-attributes' && sent.length) {
        next = at;
        break;
      }
      const step = toStep(operation, request.put, lines);
      if (typeof step === 'string') {
        sent.push([at, operation]);
        parts.push(`o${at}:${step}`);
      } else if (step) outcomes[at] = { status: 'refused', error: step };
    }
    const [one] = sent;
    if (!one) return next;
    const answer = await change(shop, request, parts, ({ path }) => path[0] === `o${one[0]}`).catch(
      (thrown: unknown) => {
        // Nothing after it was done. What was done before it, nobody tells: the cart has to be read.
        const error = thrown as CommerceError;
        throw isRefusal(error) ? lost(error) : error;
      },
    );
    const [failure] = answer.errors;
    if (failure) {
      const error = graphError(failure);
      if (!isRefusal(error)) throw error;
      const isLine = 'lineId' in one[1] && failure.code === 'USER_INPUT_ERROR';
      outcomes[one[0]] = { status: 'refused', error: isLine ? lineGone() : error };
      return one[0] + 1;
    }
    const after = cartOf(shop, answer, token);
    if (!after) throw lost();
    cart = after;
    for (const [at, operation] of sent) outcomes[at] = toOutcome(operation, answer.data[`o${at}`]);
    return next;
  }

  function toStep(
    operation: CartOperation,
    put: (type: string, value: unknown) => string,
    lines: Map<string, number>,
  ): Step {
    const fields = (name: string, value: string | null) => `customFields:{${name}:${put('String', value)}}`;
    const line = 'lineId' in operation ? lines.get(operation.lineId) : undefined;
    const id = () => `orderLineId:${put('ID!', 'lineId' in operation ? operation.lineId : '')}`;
    switch (operation.type) {
      case 'add': {
        const { variantId, productId, quantity, attributes = [] } = operation;
        if (quantity > MAX_INT) return tooMany();
        const variants = prices.get(productId ?? '');
        if (!variants?.has(variantId))
          return new CommerceError('rejected', 'The shop has no such variant of the product.');
        // At no price the shop would put it into the cart for nothing.
        if (variants.get(variantId)?.currency !== cart.currency) {
          return new CommerceError('price-missing', `This has no price in ${cart.currency}.`);
        }
        const own = attributes.length ? `,${fields('shukAttributes', writeAttributes(attributes))}` : '';
        return `addItemToOrder(productVariantId:${put('ID!', variantId)},quantity:${quantity}${own})${LINES}`;
      }
      case 'set':
      case 'remove': {
        const quantity = operation.type === 'set' ? operation.quantity : 0;
        if (quantity > MAX_INT) return tooMany();
        if (line === undefined) return operation.type === 'set' && quantity ? lineGone() : undefined;
        if (quantity) return `adjustOrderLine(${id()},quantity:${quantity})${LINES}`;
        lines.delete(operation.lineId);
        return `removeOrderLine(${id()})${REST}`;
      }
      case 'line-attributes': {
        if (line === undefined) return lineGone();
        const own = fields('shukAttributes', writeAttributes(operation.attributes));
        return `adjustOrderLine(${id()},quantity:${line},${own})${LINES}`;
      }
      case 'add-code':
        return `applyCouponCode(couponCode:${put('String!', operation.code)})${REST}`;
      case 'remove-code':
        return `removeCouponCode(couponCode:${put('String!', operation.code)}){id}`;
      case 'note':
        return `setOrderCustomFields(input:{${fields('shukNote', operation.text || null)}})${REST}`;
      case 'attributes': {
        const own = fields('shukAttributes', writeAttributes(operation.attributes));
        return `setOrderCustomFields(input:{${own}})${REST}`;
      }
    }
  }

  function toOutcome(operation: CartOperation, value: unknown): CartOutcome {
    const refusal = readRefusal(value);
    if (!refusal) return DONE;
    const { error, added } = refusal;
    if (error.code.startsWith('cart-')) throw error;
    if (error.code !== 'insufficient-stock') return { status: 'refused', error };
    const quantity = heldBy(operation);
    const short = new CommerceError(quantity ? 'insufficient-stock' : 'out-of-stock', 'The shop has fewer.', {
      native: error.native,
      available: quantity,
    });
    // A line that was set beyond what is left is set to that, or goes.
    if (operation.type !== 'add' || added) return { status: 'clamped', quantity, error: short };
    return { status: 'refused', error: short };
  }

  /** How many the cart has of the line that an operation is about. */
  function heldBy(operation: CartOperation): number {
    const wanted = writeAttributes(operation.type === 'add' ? (operation.attributes ?? []) : []);
    const held = cart.lines.find((line) =>
      operation.type === 'add'
        ? line.variantId === operation.variantId && writeAttributes(line.attributes) === wanted
        : 'lineId' in operation && line.id === operation.lineId,
    );
    return held?.quantity ?? 0;
  }

  /** The shop takes codes whose conditions are not met, and says nothing. They are given back. */
  async function dropCodes(): Promise<void> {
    const request = shop.request(options, token);
    const parts = operations.flatMap((operation, at) => {
      if (operation.type !== 'add-code' || outcomes[at] !== DONE) return [];
      const kept = cart.codes.find(({ code }) => code.toLowerCase() === operation.code.trim().toLowerCase());
      if (kept?.applied) return [];
      const error = new CommerceError('code-not-applicable', 'The code takes nothing off this cart.');
      outcomes[at] = { status: 'refused', error };
      return kept ? `d${at}:removeCouponCode(couponCode:${request.put('String!', kept.code)}){id}` : [];
    });
    if (!parts.length) return;
    cart = cartOf(shop, await change(shop, request, parts), token) ?? cart;
  }
}

/** Where the storefront takes the cart over. Rejects with `cart-gone` for a dead token. */
export async function checkout(
  shop: Shop,
  template: string | undefined,
  fill: (template: string | undefined, values: Readonly<Record<string, string | undefined>>) => string | undefined,
  token: string,
  options?: CallOptions,
): Promise<Checkout> {
  if (!template) throw new CommerceError('unsupported', 'Vendure has no checkout page of its own: give checkout-url.');
  if (!(await read(shop, token, options))) throw new CommerceError('cart-gone', 'The session of this cart has ended.');
  const url = fill(template, { token });
  if (!url) throw new CommerceError('unsupported', 'checkout-url is no web address.');
  return {
    url,
    carries: [
      ...(['lines', 'codes'] as const),
      ...(shop.customFields ? (['note', 'attributes'] as const) : []),
      ...(/\{(?:country|currency|language)\}/.test(template) ? (['market'] as const) : []),
    ],
  };
}

/**
 * Sends changes. What comes last gives back a code that no order has: that changes nothing, and answers with the order,
 * begun where there is none.
 */
const change = (shop: Shop, { send }: Request, parts: readonly string[], bears?: (error: GraphError) => boolean) =>
  send(`mutation{${parts.join(' ')} cart:removeCouponCode(couponCode:""){${orderFields(shop)}}}`, bears);

/** The order of a new session. Two adds at once would begin one each, even in one request. */
async function begin(shop: Shop, options?: CallOptions): Promise<Cart> {
  const answer = await change(shop, shop.request(options), []);
  if (!answer.token) throw shop.tokenMissing();
  const cart = cartOf(shop, answer, answer.token);
  if (!cart) throw lost();
  return cart;
}

function cartOf(shop: Shop, answer: Answer, token: string): Cart | null {
  const order = orderOf(answer.data.cart);
  // For a dead token the shop silently begins a new session.
  return order && (answer.token ?? token) === token ? readCart(order, token, shop) : null;
}

const isRefusal = ({ code }: CommerceError) => code === 'rejected' || code === 'unsupported';

/** Of each product, by id: what its variants cost here. */
async function pricesOf(shop: Shop, adds: readonly CartOperation[], options?: CallOptions) {
  const refs = adds.flatMap((add) =>
    add.type === 'add' && add.productId !== undefined ? [{ by: 'id', value: add.productId } as const] : [],
  );
  const found = await fetchProducts(shop, refs, ['', ''], options);
  return new Map(
    [...found.values()].map((product: Fields) => [String(loose(product).id), readPrices(product, shop)] as const),
  );
}

const lineGone = () => new CommerceError('line-gone', 'The cart has no such line.');
const tooMany = () => new CommerceError('quantity-rule', 'No shop has so many.', { available: MAX_INT });
const lost = (cause?: CommerceError) =>
  new CommerceError('unavailable', 'The shop did not finish.', { native: cause?.native, cause });
