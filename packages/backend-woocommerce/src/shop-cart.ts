/**
 * The shop's own cart. It loses changes that are under way at the same time, so there is one request after the other:
 * one operation is one request, more of them one `batch`, which the shop performs in order.
 */
import {
  CommerceError,
  fillUrl,
  list,
  malformed,
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
import { SHOP } from './abilities.js';
import { rows } from './catalog.js';
import { learn, NO_TOKEN, type Store } from './store.js';
import { gone, isJwt, ownerOf } from './token.js';
import { toCart, variationsIn } from './wire-cart.js';
import { cash, isId, loose, toError } from './wire.js';

type Signal = AbortSignal | undefined;
type Done = Extract<CartOutcome, { status: 'done' | 'clamped' }>;

/** The most that the shop takes in one batch. */
const BATCH = 25;

/** A cart as the shop sent it. */
interface Sent {
  readonly body: unknown;
  readonly token: string;
}

interface Request {
  readonly operation: CartOperation;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function read(store: Store, token: string, signal: Signal): Promise<Cart | null> {
  try {
    return isJwt(token) ? await present(store, await fetchCart(store, token, signal), signal) : null;
  } catch (thrown) {
    if (CommerceError.from(thrown).code === 'cart-gone') return null;
    throw thrown;
  }
}

export async function apply(
  store: Store,
  token: string | undefined,
  operations: readonly CartOperation[],
  signal: Signal,
): Promise<CartAnswer> {
  if (token !== undefined && !isJwt(token)) throw gone();
  const { currency } = store.market;
  // Where there is no token yet, it comes with an empty cart. What the shop's currency is, any answer says.
  const isKnown = token !== undefined && (!currency || store.currency !== undefined);
  let sent = isKnown ? undefined : await fetchCart(store, token, signal);
  let latest = sent?.token ?? token ?? '';

  const asked = operations.map((operation) => refused(store, operation) ?? toRequest(operation));
  const requests = asked.flatMap((it) => (it instanceof CommerceError ? [] : [it]));
  const results = new Map<Request, Done | CommerceError>();
  for (let at = 0; at < requests.length; at += BATCH) {
    for (const [request, answer] of await perform(store, requests.slice(at, at + BATCH), latest, signal)) {
      const cart = cartIn(answer);
      latest = answer.headers.get('cart-token') ?? latest;
      // A refusal has none, and may be the second answer to what was sent once: browsers repeat requests.
      sent = cart && { body: cart, token: latest };
      results.set(request, answer.ok ? outcomeOf(request.operation, cart) : refusalIn(answer));
    }
  }
  sent ??= await fetchCart(store, latest, signal);
  const cart = await present(store, sent, signal);
  const outcomes = asked.map((it): CartOutcome => {
    if (it instanceof CommerceError) return { status: 'refused', error: it };
    const result = results.get(it) ?? { status: 'done' };
    return result instanceof CommerceError ? settled(it.operation, result, cart) : result;
  });
  return { cart, outcomes };
}

export async function checkout(store: Store, token: string, signal: Signal): Promise<Checkout> {
  if (!isJwt(token)) throw gone();
  const sent = await fetchCart(store, token, signal);
  if (!toCart(sent.body, sent.token, store.parents).lines.length) {
    throw new CommerceError('rejected', 'The cart is empty.', { native: 'empty' });
  }
  const url = fillUrl(store.checkoutUrl, { token: sent.token }, `${store.root}/`);
  if (!url) throw new CommerceError('unsupported', 'The checkout is not a web address.', { native: 'checkout-url' });
  return { url, carries: ['lines', 'codes'] };
}

/** Rejects with `cart-gone` where the shop answers with another cart: it gives a new one to every bad token. */
export async function fetchCart(store: Store, token: string | undefined, signal: Signal): Promise<Sent> {
  const answer = await store.send('/cart', signal, {
    ...PRIVATE,
    headers: token === undefined ? {} : { 'Cart-Token': token },
  });
  if (!answer.ok) throw toError(answer);
  const { body, headers } = answer;
  const fresh = headers.get('cart-token');
  if (!fresh) throw new CommerceError('malformed', 'The shop gives no Cart-Token.', { native: NO_TOKEN });
  if (token !== undefined && ownerOf(token) !== ownerOf(fresh)) throw gone();
  const totals = loose(loose(body).totals);
  store.currency = cash('0', totals)?.currency ?? store.currency;
  return { body, token: fresh };
}

const PRIVATE = { cache: 'no-store', redirect: 'error', credentials: 'omit' } as const;

/** Why it is not even sent. */
function refused({ market, currency }: Store, operation: CartOperation): CommerceError | undefined {
  const refusal = refusalOf(operation, SHOP);
  if (refusal || operation.type !== 'add') return refusal;
  if (!isId(operation.variantId)) {
    return new CommerceError('rejected', 'There is no such product.', { native: 'unknown-product' });
  }
  const isForeign = market.currency && currency && market.currency !== currency;
  return isForeign ? new CommerceError('price-missing', `This shop sells in ${currency} only.`) : undefined;
}

function toRequest(operation: CartOperation): Request {
  const to = (route: string, body: Request['body']): Request => ({ operation, path: `/cart/${route}`, body });
  switch (operation.type) {
    case 'add':
      return to('add-item', { id: Number(operation.variantId), quantity: operation.quantity });
    case 'set':
      return operation.quantity
        ? to('update-item', { key: text(operation.lineId), quantity: operation.quantity })
        : to('remove-item', { key: text(operation.lineId) });
    case 'remove':
      return to('remove-item', { key: text(operation.lineId) });
    case 'add-code':
      return to('apply-coupon', { code: text(operation.code) });
    case 'remove-code':
      return to('remove-coupon', { code: text(operation.code) });
    default:
      throw new CommerceError('unsupported', 'There is no such operation.');
  }
}

/** One answer for each request. Rejects where it is open whether the shop acted, and where none of them can be. */
async function perform(
  store: Store,
  requests: readonly Request[],
  token: string,
  signal: Signal,
): Promise<[Request, JsonAnswer][]> {
  const [first] = requests;
  const headers = { 'Cart-Token': token };
  const one = requests.length === 1 ? first : undefined;
  const all = requests.map(({ path, body }) => ({ path: `/wc/store/v1${path}`, method: 'POST', headers, body }));
  const answer = await store.send(one?.path ?? '/batch', signal, {
    ...PRIVATE,
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: toJson(one?.body ?? { requests: all }),
  });
  if (one) return [[one, answer]];
  if (!answer.ok) throw toError(answer);
  const { responses } = loose(answer.body);
  return requests.map((request, index) => {
    const { status, body, headers } = loose(Array.isArray(responses) ? responses[index] : undefined);
    if (typeof status !== 'number') throw new CommerceError('malformed', 'The batch has too few answers.');
    const fresh = text(loose(headers)['Cart-Token']);
    const own = new Headers(fresh && isJwt(fresh) ? { 'Cart-Token': fresh } : {});
    return [request, { ok: status < 300, status, body, headers: own }];
  });
}

/** The cart in an answer: a conflict has one as well. */
function cartIn({ ok, body }: JsonAnswer): Fields | undefined {
  const cart = ok ? loose(body) : loose(loose(loose(body).data).cart);
  if (Array.isArray(cart.items)) return cart;
  if (ok) throw malformed('cart');
  return undefined;
}

const REFUSALS =
  /^(?:rejected|unsupported|line-gone|option-required|price-missing|out-of-stock|insufficient-stock|quantity-rule|code-.*)$/;

/** A refusal of one operation. What is none rejects: the cart is gone, the shop is down, it was too often. */
function refusalIn(answer: JsonAnswer): CommerceError {
  const error = toError(answer);
  if (REFUSALS.test(error.code)) return error;
  throw error;
}

/**
 * A new line is brought into its limits without a word: to fewer, or up to the least. It was new where taking away what
 * was asked leaves less than a line may have.
 */
function outcomeOf(operation: CartOperation, { items }: Fields = loose(undefined)): Done {
  if (operation.type !== 'add') return { status: 'done' };
  const { variantId, quantity: asked } = operation;
  const item = loose(
    list(items)
      .map(loose)
      .find(({ id }) => text(id) === variantId),
  );
  const quantity = Number(item.quantity);
  const least = Number(loose(item.quantity_limits).minimum);
  if (!(quantity < asked || (quantity > asked && quantity - asked < least))) return { status: 'done' };
  const error = new CommerceError('quantity-rule', 'The shop sells another quantity of it.', { available: quantity });
  return { status: 'clamped', quantity, error };
}

/** What a refusal comes to, seen from the cart: a code that is in it already, or no longer, is as was wanted. */
function settled(operation: CartOperation, error: CommerceError, { lines, codes }: Cart): CartOutcome {
  if (operation.type === 'add-code' || operation.type === 'remove-code') {
    const isIn = codes.some(({ code }) => code.toLowerCase() === text(operation.code)?.toLowerCase());
    const isDone = error.code === 'code-not-applicable' && isIn === (operation.type === 'add-code');
    return isDone ? { status: 'done' } : { status: 'refused', error };
  }
  if (error.code !== 'quantity-rule' && error.code !== 'insufficient-stock') return { status: 'refused', error };
  const { variantId, lineId } = operation as { variantId?: string; lineId?: string };
  const line = lines.find((line) => line.id === lineId || line.variantId === variantId);
  const { left, state } = line?.availability ?? {};
  const available = left ?? line?.rule.max;
  const code = state === 'low-stock' && left !== undefined ? 'insufficient-stock' : error.code;
  const { native, status } = error;
  return { status: 'refused', error: new CommerceError(code, error.message, { native, status, available }) };
}

async function present(store: Store, { body, token }: Sent, signal: Signal): Promise<Cart> {
  const strange = variationsIn(body).filter((id) => !store.parents.has(id));
  if (strange.length) {
    try {
      const found = await rows(store, { type: 'variation', include: strange.join() }, signal);
      for (const { id, parent } of found) learn(store, text(id), text(parent));
    } catch {
      signal?.throwIfAborted(); // otherwise the cart is good without it
    }
  }
  const cart = toCart(body, token, store.parents);
  store.currency = cart.currency;
  return cart;
}
