/**
 * The shop's own cart. It loses changes that are under way at the same time, so there is one request after the other:
 * one operation is one request, more of them one `batch`, which the shop performs in order.
 */
import {
  CommerceError,
  fillUrl,
  integer,
  list,
  loose,
  malformed,
  own,
  refusalOf,
  text,
  toJson,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartOutcome,
  type Checkout,
  type Fields,
  type JsonAnswer,
} from '@shuk/core';
import { empty, findParents, gone, unknown } from './both.js';
import type { Signal, Store } from './store.js';
import { crossSells, toCart } from './wire-cart.js';
import { isId, toError } from './wire.js';

/** The most that the shop takes in one batch. */
const BATCH = 25;
const DONE: CartOutcome = { status: 'done' };

interface Step {
  readonly operation: CartOperation;
  outcome: CartOutcome | undefined;
}

interface Answer extends JsonAnswer {
  readonly token: string | undefined;
}

/** Whatever an operation of the kinds that are sent may have. */
type Parts = Partial<Record<'variantId' | 'lineId' | 'code', string> & { quantity: number }>;

export const shop = { read, apply, checkout };

async function read(store: Store, token: string, signal: Signal): Promise<Cart | null> {
  const sent = await fetchCart(store, token, signal);
  return sent ? present(store, sent.cart, signal) : null;
}

/** Whole products, as the shop sends them; none for a cart that is gone. */
export async function soldAlong(store: Store, token: string, signal: Signal): Promise<Fields[]> {
  return crossSells((await fetchCart(store, token, signal))?.body);
}

async function apply(
  store: Store,
  token: string | undefined,
  operations: readonly CartOperation[],
  signal: Signal,
): Promise<CartAnswer> {
  if (token !== undefined && !isJwt(token)) throw gone();
  // Where there is no token yet, it comes with an empty cart. What the shop's currency is, any answer says.
  const isKnown = token !== undefined && (!store.market.currency || store.currency !== undefined);
  let cart = isKnown ? undefined : await begun(store, token, signal);
  let latest = cart?.token ?? token ?? '';

  const steps = operations.map((given): Step => {
    const operation = own(given) as CartOperation;
    const error = refused(store, operation);
    return { operation, outcome: error && { status: 'refused', error } };
  });
  const sent = steps.filter(({ outcome }) => !outcome);
  for (let at = 0; at < sent.length; at += BATCH) {
    for (const [step, answer] of await perform(store, sent.slice(at, at + BATCH), latest, signal)) {
      latest = answer.token ?? latest;
      // A refusal may be the second answer to what was sent once: browsers repeat requests.
      cart = answer.ok ? toCart(answer.body, latest) : undefined;
      step.outcome = cart ? outcomeIn(cart, step.operation) : { status: 'refused', error: refusalIn(answer) };
    }
  }
  const final = await present(store, cart ?? (await begun(store, latest, signal)), signal);
  return { cart: final, outcomes: steps.map((step) => settled(step, final)) };
}

async function checkout(store: Store, token: string, signal: Signal): Promise<Checkout> {
  const cart = await begun(store, token, signal);
  if (!cart.lines.length) throw empty();
  const url = fillUrl(store.checkoutUrl, { token: cart.token }, `${store.root}/`);
  if (!url) throw new CommerceError('unsupported', 'checkoutUrl is no web address.', { native: 'checkout-url' });
  return { url, carries: /[?&]session=\{token\}/.test(store.checkoutUrl) ? ['lines', 'codes'] : [] };
}

/** `undefined` where the shop answers with another cart: it gives a new one to every bad token. */
async function fetchCart(
  store: Store,
  token: string | undefined,
  signal: Signal,
): Promise<{ readonly cart: Cart; readonly body: unknown } | undefined> {
  if (token !== undefined && !isJwt(token)) return undefined;
  const answer = await send(store, '/cart', token, signal);
  if (!answer.ok) throw toError(answer);
  const { body, token: fresh } = answer;
  if (!fresh) throw new CommerceError('unauthorized', 'The shop gives no Cart-Token.');
  if (token !== undefined && ownerOf(token) !== ownerOf(fresh)) return undefined;
  const cart = toCart(body, fresh);
  store.currency = cart.currency;
  return { cart, body };
}

async function begun(store: Store, token: string | undefined, signal: Signal): Promise<Cart> {
  const sent = await fetchCart(store, token, signal);
  if (!sent) throw gone();
  return sent.cart;
}

async function send(
  store: Store,
  path: string,
  token: string | undefined,
  signal: Signal,
  body?: object,
): Promise<Answer> {
  const answer = await store.send(path, signal, {
    cache: 'no-store',
    redirect: 'error',
    headers: { ...(token && { 'Cart-Token': token }), ...(body && { 'Content-Type': 'application/json' }) },
    ...(body && { method: 'POST', body: toJson(body) }),
  });
  const fresh = answer.headers.get('cart-token') ?? undefined;
  if (fresh && store.place === 'unknown') store.place = 'api';
  return { ...answer, token: fresh };
}

/** Why it is not even sent. */
function refused({ abilities, market, currency }: Store, operation: CartOperation): CommerceError | undefined {
  const refusal = refusalOf(operation, abilities());
  if (refusal || operation.type !== 'add') return refusal;
  if (!isId(operation.variantId)) return unknown();
  const isForeign = market.currency && market.currency !== currency;
  return isForeign ? new CommerceError('price-missing', `This shop sells in ${currency} only.`) : undefined;
}

function toRequest({ operation }: Step): readonly [route: string, body: object] {
  const { variantId, lineId, code, quantity } = operation as Parts;
  switch (operation.type) {
    case 'add':
      return ['add-item', { id: Number(variantId), quantity }];
    case 'add-code':
      return ['apply-coupon', { code: text(code) }];
    case 'remove-code':
      return ['remove-coupon', { code: text(code) }];
    default:
      return quantity ? ['update-item', { key: text(lineId), quantity }] : ['remove-item', { key: text(lineId) }];
  }
}

/** One answer for each step. Rejects where it is open whether the shop acted, and where none of them can be. */
async function perform(
  store: Store,
  steps: readonly Step[],
  token: string,
  signal: Signal,
): Promise<(readonly [Step, Answer])[]> {
  const [first] = steps;
  if (first && steps.length === 1) {
    const [route, body] = toRequest(first);
    return [[first, await send(store, `/cart/${route}`, token, signal, body)]];
  }
  const requests = steps.map(toRequest).map(([route, body]) => {
    return { path: `/wc/store/v1/cart/${route}`, method: 'POST', headers: { 'Cart-Token': token }, body };
  });
  const answer = await send(store, '/batch', token, signal, { requests });
  if (!answer.ok) throw toError(answer);
  const responses = list(loose(answer.body).responses);
  return steps.map((step, index) => {
    const { status: code, body, headers } = loose(responses[index]);
    const status = integer(code);
    if (!status) throw malformed('number of answers');
    return [step, { ...answer, ok: status < 300, status, body, token: text(loose(headers)['Cart-Token']) }];
  });
}

/** A refusal of one operation. What is none rejects: the cart is gone, the shop is down, it was too often. */
function refusalIn(answer: Answer): CommerceError {
  const error = toError(answer);
  if (/^(?:cart-gone|conflict|rate-limited|timeout|unauthorized|unavailable)$/.test(error.code)) throw error;
  return error;
}

/**
 * A new line is brought into its limits without a word: to fewer, or up to the least. It was new where taking away what
 * was asked leaves less than a line may have.
 */
function outcomeIn({ lines }: Cart, operation: CartOperation): CartOutcome {
  const { variantId, quantity: asked = 0 } = operation as Parts;
  const { quantity = asked, rule } = lines.find((line) => line.variantId === variantId) ?? {};
  const before = quantity - asked;
  if (!before || !rule || before >= rule.min) return DONE;
  const error = new CommerceError('quantity-rule', 'The shop sells another quantity.', { available: quantity });
  return { status: 'clamped', quantity, error };
}

/** What a refusal comes to, seen from the cart: a code that is in it already, or no longer, is as was wanted. */
function settled({ operation, outcome = DONE }: Step, { lines, codes }: Cart): CartOutcome {
  const { code: asked, variantId, lineId } = operation as Parts;
  if (outcome.status !== 'refused') return outcome;
  const { code, message, native, status } = outcome.error;
  if (asked !== undefined && code === 'code-not-applicable') {
    const isIn = codes.some(({ code }) => code.toLowerCase() === text(asked)?.toLowerCase());
    return isIn === (operation.type === 'add-code') ? DONE : outcome;
  }
  const line = lines.find((line) => line.id === lineId || line.variantId === variantId);
  if (!line || !status || !/^(?:quantity-rule|insufficient-stock)$/.test(code)) return outcome;
  const { left } = line.availability;
  const known = left === undefined ? code : 'insufficient-stock';
  const error = new CommerceError(known, message, { native, status, available: left ?? line.rule.max });
  return { status: 'refused', error };
}

/** With the products that the shop does not tell; the cart is good without them. */
async function present(store: Store, cart: Cart, signal: Signal): Promise<Cart> {
  const variations = cart.lines.filter(({ values }) => values.length).map(({ variantId }) => variantId);
  await findParents(store, variations, signal).catch(() => undefined);
  const productIdOf = (id: string) => store.parents.get(id) ?? id;
  return { ...cart, lines: cart.lines.map((line) => ({ ...line, productId: productIdOf(line.variantId) })) };
}

/** The shop's token is a JSON web token: three parts. */
export const isJwt = (token: string): boolean => /^[\w-]{1,500}\.[\w-]{1,3000}\.[\w-]{1,500}$/.test(token);

/** Whose cart it is. The token is another one in each answer, and this stays. */
export function ownerOf(token: string): unknown {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    return loose(JSON.parse(atob(payload))).user_id;
  } catch {
    return undefined;
  }
}
