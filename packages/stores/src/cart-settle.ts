/**
 * Brings a change to its end on a shop that may lose answers, act twice or know no idempotency keys. After a failure
 * that leaves open whether the shop acted, the cart is read and compared; an add is never blindly repeated.
 */
import {
  CommerceError,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartOutcome,
  type CartService,
} from '@shuk/core';
import { CHANGE, isTransient, limited, patiently, pause, READ, sleep, type Clock } from './patience.js';

type Quantities = readonly { readonly id: string; readonly variantId: string; readonly quantity: number }[];

/** What it takes to talk to a shop about one change. */
export interface Wire {
  readonly clock: Clock;
  readonly service: CartService;
  /** Aborts when the shopper has waited long enough. */
  readonly signal: AbortSignal;
  readonly online: () => boolean;
  /** How often a change may be sent. */
  readonly tries: number;
}

interface Todo {
  readonly index: number;
  readonly operation: CartOperation;
}

const MAX_REBASES = 2;
/** How often it is looked whether the network is back, in milliseconds. */
const LOOK = 500;
export const DONE: CartOutcome = { status: 'done' };

/** True where nobody knows whether the shop acted, or where it may act a moment later. */
export const isOpen = (error: CommerceError): boolean => isTransient(error) || error.code === 'malformed';

/** Waits for the network, where that is what was lacking. */
async function isBack({ clock, signal, online }: Wire, error: CommerceError): Promise<boolean> {
  if (error.code !== 'offline' || online()) return false;
  while (!online()) await sleep(clock, LOOK, signal);
  return true;
}

/** Rejects with `cart-gone` where there is no cart behind the token any more. */
export async function readCart(wire: Wire, token: string): Promise<Cart> {
  const { clock, service } = wire;
  for (;;) {
    try {
      const cart = await patiently(clock, READ, (signal) => service.read(token, { signal }), wire.signal);
      if (cart) return cart;
      throw new CommerceError('cart-gone', 'There is no such cart.');
    } catch (thrown) {
      wire.signal.throwIfAborted();
      const error = CommerceError.from(thrown);
      if (!(await isBack(wire, error))) throw error;
    }
  }
}

/**
 * Brings operations to their end on the cart behind a token, or on a new one. `base`: the lines before them. `unsure`:
 * they may have been sent before. The outcomes are those of the operations.
 */
export async function settle(
  wire: Wire,
  operations: readonly CartOperation[],
  key: string,
  base: Quantities,
  token?: string,
  revision?: string,
  unsure?: boolean,
): Promise<CartAnswer> {
  const { clock, service, signal, tries } = wire;
  // Callbacks of a page are called once: what came more often came from the page.
  const keyed = tries === 1 || service.abilities.idempotency === 'native';
  let todo: readonly Todo[] = operations.map((operation, index) => ({ operation, index }));
  let sent = 0;
  let conflicts = 0;
  let error: CommerceError | undefined;
  const outcomes = operations.map(() => DONE);

  /** Browsers resend a request whose connection died, and a shop may act on both: one click stays one unit. */
  async function repaired(cart: Cart): Promise<Cart> {
    const sets = keyed ? [] : surplus(todo, base, cart, Math.max(sent, 1));
    if (sets.length) {
      const send = (signal: AbortSignal) =>
        service
          .apply(cart.token, sets, { signal, idempotencyKey: `${key}-2`, revision: cart.revision })
          .catch((thrown: unknown) => {
            const error = CommerceError.from(thrown);
            throw error.code === 'malformed' ? new CommerceError('unavailable', error.message) : error; // to be repeated
          });
      cart = await patiently(clock, CHANGE, send, signal).then(
        (answer) => answer.cart,
        (thrown: unknown) => {
          if (CommerceError.from(thrown).code === 'cart-gone') throw thrown;
          return cart; // shown as it is
        },
      );
    }
    return cart;
  }

  const finish = async (cart: Cart): Promise<CartAnswer> => ({ cart: await repaired(cart), outcomes });

  for (;;) {
    if (unsure && token) {
      let cart = await readCart(wire, token);
      const { rest, grown } = compare(todo, base, cart);
      const disputed = error?.code === 'conflict'; // then somebody else made it grow, unless it grew by just that much
      const ours = !disputed || !(keyed || [...grown.values()].some(({ growth, asked }) => growth > asked));
      if (!rest.length && ours) return finish(cart);
      if (!keyed && !disputed) {
        cart = await repaired(cart);
        todo = rest;
      }
      if (!keyed || disputed) base = cart.lines;
      ({ token, revision } = cart);
    }
    if (error && sent >= tries) throw error;
    try {
      sent++;
      const asked = todo.map(({ operation }) => operation);
      const send = (signal: AbortSignal) => service.apply(token, asked, { signal, idempotencyKey: key, revision });
      const answer = await limited(clock, CHANGE.timeout, send, signal);
      todo.forEach(({ index, operation }, at) => {
        const outcome = answer.outcomes[at] ?? DONE;
        outcomes[index] = outcome;
        if (outcome.status !== 'refused') return;
        if (outcome.error.code === 'line-gone' && shows(answer.cart, operation)) outcomes[index] = DONE; // as was wanted
        if (operation.type !== 'add') return;
        const { variantId, quantity } = operation;
        const has = count(answer.cart.lines, variantId);
        // The browser sent it twice, and what the first one got was too much for the second.
        const came = !keyed && isOnly(operations, variantId) ? has - count(base, variantId) : 0;
        if (came >= quantity) outcomes[index] = DONE;
        else if (came > 0 || operation !== operations[index]) {
          outcomes[index] = { ...outcome, status: 'clamped', quantity: has };
        }
      });
      return await finish(answer.cart);
    } catch (thrown) {
      signal.throwIfAborted();
      error = CommerceError.from(thrown);
      unsure = error.code !== 'rate-limited';
      if (error.code === 'conflict') {
        if (++conflicts > MAX_REBASES) throw error;
        sent--;
      } else if (await isBack(wire, error)) sent--;
      else {
        if (!isOpen(error) || (!unsure && sent >= tries)) throw error;
        await pause(clock, CHANGE, sent, error, signal);
      }
    }
  }
}

/** True where no other operation adds the same. */
const isOnly = (operations: readonly CartOperation[], variantId: string): boolean =>
  operations.filter((it) => it.type === 'add' && it.variantId === variantId).length === 1;

const count = (lines: Quantities, variantId: string): number =>
  lines.reduce((sum, line) => (line.variantId === variantId ? sum + line.quantity : sum), 0);

/** What the cart does not show yet, and of each variant how many were asked for and how many came. */
function compare(todo: readonly Todo[], base: Quantities, cart: Cart) {
  const grown = new Map<string, { growth: number; asked: number }>();
  const rest = todo.flatMap((it): Todo[] => {
    const { operation } = it;
    if (operation.type !== 'add') return shows(cart, operation) ? [] : [it];
    const { variantId, quantity } = operation;
    const own = grown.get(variantId) ?? { growth: count(cart.lines, variantId) - count(base, variantId), asked: 0 };
    const taken = Math.min(Math.max(own.growth - own.asked, 0), quantity);
    own.asked += quantity;
    grown.set(variantId, own);
    if (taken === quantity) return [];
    return [taken ? { ...it, operation: { ...operation, quantity: quantity - taken } } : it];
  });
  return { rest, grown };
}

/** True where the effect can be seen. What cannot be told may be repeated. */
function shows({ lines, codes }: Cart, operation: CartOperation): boolean {
  const { lineId, code } = operation as { lineId?: string; code?: string };
  const line = lines.find(({ id }) => id === lineId);
  const known = codes.some((it) => it.code.toLowerCase() === code?.toLowerCase());
  switch (operation.type) {
    case 'set':
      return (line?.quantity ?? 0) === operation.quantity;
    case 'remove':
      return !line;
    case 'add-code':
      return known;
    case 'remove-code':
      return !known;
    default:
      return false;
  }
}

/** What brings lines back that grew by a multiple of what was asked, as often as it may have been acted on. */
function surplus(todo: readonly Todo[], base: Quantities, cart: Cart, times: number): CartOperation[] {
  return [...compare(todo, base, cart).grown].flatMap(([variantId, { growth, asked }]): CartOperation[] => {
    const more = growth - asked;
    if (more <= 0 || more % asked || more > asked * times) return [];
    const before = (id: string) => base.find((it) => it.id === id)?.quantity ?? 0;
    const line = cart.lines.find((it) => it.variantId === variantId && it.quantity - before(it.id) === growth);
    return line ? [{ type: 'set', lineId: line.id, quantity: line.quantity - more }] : [];
  });
}
