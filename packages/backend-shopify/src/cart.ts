/**
 * The cart service. Loaded at its first use. Operations of one kind that follow each other go in one request; where the
 * shop refuses that as a whole, what it names is refused, and the rest goes again.
 */
import {
  CommerceError,
  refusalOf,
  type ApplyOptions,
  type Attribute,
  type CallOptions,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartOutcome,
  type CartService,
  type Checkout,
  type CommerceErrorCode,
  type Fields,
} from '@shuk/core';
import { throwIfAborted, type Context } from './graph.js';
import { isGlobalId } from './ids.js';
import { ATTRIBUTES, CODES, CREATE, LOCALIZATION, NOTE, READ_CART } from './operations.js';
import { outcomeOf, toInputs, toStep, type Step } from './steps.js';
import { toCart, toChange, toCheckout, WARNING_CODES, type Change } from './wire-cart.js';

/** A cart is never taken from a cache. */
const FRESH: RequestInit = { cache: 'no-store' };

/** What the cart service needs of its session. */
export interface CartContext extends Context {
  readonly abilities: CartService['abilities'];
  /** For whom a cart is begun. */
  readonly country: string | undefined;
  readonly allowsCheckout: (url: string) => boolean;
}

const gone = () => new CommerceError('cart-gone', 'There is no such cart.');

/** The cart as the shop answers it; `null` where there is none. */
async function ask({ ask }: CartContext, token: string, options?: CallOptions): Promise<unknown> {
  throwIfAborted(options);
  return isGlobalId('Cart', token) ? (await ask(READ_CART, { id: token }, options, FRESH)).cart : null;
}

export async function read(context: CartContext, token: string, options?: CallOptions): Promise<Cart | null> {
  const cart = await ask(context, token, options);
  return cart === null || cart === undefined ? null : toCart(cart);
}

/** Shopify's own address, which has a secret of the cart in it. */
export async function checkout(context: CartContext, token: string, options?: CallOptions): Promise<Checkout> {
  const cart = await ask(context, token, options);
  if (cart === null || cart === undefined) throw gone();
  const url = toCheckout(cart);
  if (!url) throw new CommerceError('malformed', "The shop's answer has no usable checkout address.");
  if (!context.allowsCheckout(url)) {
    throw new CommerceError('rejected', 'The checkout is on a host that is not allowed.', { native: 'host' });
  }
  return { url, carries: ['lines', 'codes', 'note', 'attributes', 'market'] };
}

export async function apply(
  context: CartContext,
  token: string | undefined,
  operations: readonly CartOperation[],
  options?: ApplyOptions,
): Promise<CartAnswer> {
  throwIfAborted(options);
  if (token !== undefined && !isGlobalId('Cart', token)) throw gone();
  let id = token;
  let cart: Cart | undefined;
  const outcomes: CartOutcome[] = [];

  const refuse = (index: number, code: CommerceErrorCode, message: string, native?: string) => {
    outcomes[index] = { status: 'refused', error: new CommerceError(code, message, { native }) };
  };

  async function send(text: string, variables: Fields): Promise<Change> {
    const change = toChange((await context.ask(text, { id, ...variables }, options, FRESH)).done);
    const dead = change.errors.find(({ code }) => code === 'cart-gone' || code === 'unavailable');
    if (dead) throw new CommerceError(dead.code, 'The shop could not change the cart.', { native: dead.native });
    if (change.cart) {
      cart = change.cart;
      id = cart.token;
    } else if (!change.errors.length) {
      throw id ? gone() : new CommerceError('malformed', "The shop's answer has no cart.");
    }
    return change;
  }

  const { country } = context;
  const create = (lines: readonly Fields[]) =>
    send(CREATE, { input: { lines, ...(country && { buyerIdentity: { countryCode: country } }) } });

  /** The cart as it is now, for what depends on it; a new one where there is none yet. */
  async function current(): Promise<Cart> {
    if (!cart && id) cart = (await read(context, id, options)) ?? undefined;
    if (!cart && !id) await create([]);
    if (!cart) throw gone();
    return cart;
  }

  async function sendSteps(steps: readonly Step[]): Promise<void> {
    const [first] = steps;
    if (!first) return;
    const lines = steps.map(({ input }) => input);
    const creates = !id && first.kind.adds;
    if (!id && !creates) await current();
    const change = creates ? await create(lines as Fields[]) : await send(first.kind.text, { lines });
    const { cart, errors } = change;
    if (cart && !errors.length) {
      for (const step of steps) outcomes[step.index] = outcomeOf(step, cart, change);
      return;
    }
    const named = new Map(errors.map((error) => [steps.length > 1 ? error.index : 0, error]));
    const rest = steps.filter((step, at) => {
      const error = named.get(at);
      if (error) refuse(step.index, error.code, 'The shop refused the line.', error.native);
      return !error;
    });
    if (rest.length < steps.length) return sendSteps(rest);
    for (const step of steps) await sendSteps([step]); // it is of none in particular
  }

  async function setCodes(index: number, { type, code }: CartOperation & { readonly code: string }): Promise<void> {
    const same = (other: { readonly code: string }) => other.code.toLowerCase() === code.trim().toLowerCase();
    const before = (await current()).codes;
    const others = before.filter((it) => !same(it)).map((it) => it.code);
    const isNew = others.length === before.length;
    if (type === 'remove-code') {
      if (!isNew) await send(CODES, { codes: others });
      return;
    }
    const { warnings, errors } = await send(CODES, { codes: [...others, code] });
    if (!errors.length && cart?.codes.some((it) => same(it) && it.applied)) return;
    const warning = warnings.find(({ native }) => WARNING_CODES.get(native)?.startsWith('code-')) ?? warnings[0];
    const why = WARNING_CODES.get(warning?.native);
    const reason = why?.startsWith('code-') ? why : 'code-not-applicable';
    refuse(index, reason, 'The shop did not apply the code.', warning?.native ?? errors[0]?.native);
    if (isNew) await send(CODES, { codes: others }); // Shopify keeps also what it does not apply
  }

  /** Whether the shop sells in the currency of the session. Asked once, where no products have told it. */
  async function isPriced(): Promise<boolean> {
    if (!context.currency) return true;
    if (!context.sells) await context.ask(LOCALIZATION, {}, options);
    return !context.sells || context.sells === context.currency;
  }

  let waiting: Step[] = [];
  const flush = async () => {
    const steps = waiting;
    waiting = [];
    await sendSteps(steps);
  };

  for (const [index, operation] of operations.entries()) {
    outcomes[index] = { status: 'done' };
    const refusal = refusalOf(operation, context.abilities);
    const step = refusal ?? toStep(index, operation);
    if (step instanceof CommerceError) {
      outcomes[index] = { status: 'refused', error: step };
    } else if (step) {
      if (step.kind.adds && !(await isPriced())) refuse(index, 'price-missing', 'There is no price in this market.');
      else {
        const [first] = waiting;
        if (first && (first.kind !== step.kind || waiting.some((it) => it.lineId && it.lineId === step.lineId))) {
          await flush();
        }
        waiting.push(step);
      }
    } else {
      await flush();
      if (operation.type === 'add-code' || operation.type === 'remove-code') await setCodes(index, operation);
      else {
        if (!id) await current();
        const { errors } =
          operation.type === 'note'
            ? await send(NOTE, { note: operation.text })
            : await send(ATTRIBUTES, {
                attributes: toInputs((operation as { readonly attributes: readonly Attribute[] }).attributes),
              });
        const [error] = errors;
        if (error) refuse(index, error.code, 'The shop refused the change.', error.native);
      }
    }
  }
  await flush();
  return { cart: cart ?? (await current()), outcomes };
}
