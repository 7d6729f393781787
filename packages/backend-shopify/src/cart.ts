/**
 * The cart service. Loaded at its first use. Operations of one kind that follow each other go in one request; where the
 * shop refuses that as a whole, they go again one by one.
 */
import { CommerceError, malformed, refusalOf, type CallOptions, type Cart, type CartService } from '@shuk/core';
import { throwIfAborted, type Context } from './graph.js';
import { ADD, CREATE, NOTE, READ_CART, SET_CODES } from './operations-cart.js';
import { DONE, isGlobalId, outcomeOf, refused, toStep, type Step } from './steps.js';
import { toCart, toChange, toCheckout, type Change } from './wire-cart.js';

const gone = () => new CommerceError('cart-gone', 'There is no such cart.');

/** `country`: for which a cart is begun. `hosts`: where a checkout may be; all by `https:` if absent. */
export function cartOf(
  context: Context,
  abilities: CartService['abilities'],
  country: string | undefined,
  home: string,
  hosts: readonly (string | undefined)[] | undefined,
): Pick<CartService, 'read' | 'apply' | 'checkout'> {
  /** The cart as the shop answers it; nothing where there is none. */
  async function ask(token: string, options?: CallOptions): Promise<unknown> {
    throwIfAborted(options);
    return isGlobalId('Cart', token) ? (await context.ask(READ_CART, { id: token }, options)).cart : null;
  }

  async function read(token: string, options?: CallOptions): Promise<Cart | null> {
    const cart = await ask(token, options);
    return cart ? toCart(cart) : null;
  }

  return {
    read,

    /** Shopify's own address, which has a secret of the cart in it. */
    async checkout(token, options) {
      const cart = await ask(token, options);
      if (!cart) throw gone();
      const url = toCheckout(cart);
      if (!url) throw malformed('checkout address');
      const [protocol = '', , host] = url.split('/');
      // Beside the shop's own, in a test by `http:`, every safe one is trusted that the shop itself names.
      const allowed = hosts
        ? hosts.some((it) => it?.toLowerCase() === host)
        : protocol === 'https:' || home.startsWith(`${protocol}//${host}/`);
      if (!allowed) throw new CommerceError('rejected', `Not an allowed host: ${host}`, { native: 'host' });
      return { url, carries: ['lines', 'codes', 'note', 'attributes', 'market'] };
    },

    async apply(token, operations, options) {
      if (token !== undefined && !isGlobalId('Cart', token)) throw gone();
      let cart: Cart | undefined;
      const waiting: Step[] = [];
      const outcomes = operations.map(() => DONE);

      /** Where there is no cart yet, lines to add begin one. */
      async function send(text: string, value: unknown): Promise<Change> {
        const id = cart?.token ?? token;
        const begun = { lines: value, buyerIdentity: country && { countryCode: country } };
        const variables = id ? { id, value } : { value: begun };
        const change = toChange((await context.ask(id ? text : CREATE, variables, options)).done);
        const fatal = change.errors.find(({ code }) => code === 'cart-gone' || code === 'unavailable');
        if (fatal) throw new CommerceError(fatal.code, 'The cart cannot be changed.', fatal);
        if (!change.cart && !change.errors.length) throw id ? gone() : malformed('cart');
        cart = change.cart ?? cart;
        return change;
      }

      /** The cart as it is now; a new one where there is none yet. */
      async function current(): Promise<Cart> {
        if (!cart && token) cart = (await read(token, options)) ?? undefined;
        else if (!cart) await send(ADD, []);
        if (!cart) throw gone();
        return cart;
      }

      async function flush(steps: readonly Step[] = waiting.splice(0)): Promise<void> {
        const [first, ...more] = steps;
        if (!first) return;
        const { text } = first;
        if (!token && text !== ADD) await current();
        const change = await send(text, text === NOTE ? first.value : steps.flatMap(({ value }) => value));
        const [error] = change.errors;
        if (error && more.length) for (const step of steps) await flush([step]);
        else for (const step of steps) outcomes[step.index] = error ? refused(error) : outcomeOf(step, change);
      }

      async function setCodes(index: number, adds: boolean, code: string): Promise<void> {
        const same = (other: { readonly code: string }) => other.code.toLowerCase() === code.trim().toLowerCase();
        const { codes } = await current();
        const others = codes.filter((it) => !same(it)).map((it) => it.code);
        const isNew = others.length === codes.length;
        if (adds) {
          const { warnings, errors } = await send(SET_CODES, [...others, code]);
          if (!errors.length && cart?.codes.some((it) => same(it) && it.applied)) return;
          const why = warnings.find(({ code }) => code.startsWith('code-'));
          outcomes[index] = refused(why ?? { code: 'code-not-applicable', native: errors[0]?.native });
        }
        if (adds !== isNew) return;
        const { errors } = await send(SET_CODES, others); // Shopify keeps also what it does not apply
        if (!adds && errors[0]) outcomes[index] = refused(errors[0]);
      }

      for (const [index, operation] of operations.entries()) {
        const step = refusalOf(operation, abilities) ?? toStep(index, operation);
        if (step instanceof CommerceError) {
          outcomes[index] = { status: 'refused', error: step };
        } else if (step) {
          const { text, lineId } = step;
          const adds = text === ADD;
          const { currency } = context;
          if (adds && currency && currency !== (context.sells ?? (await current()).currency)) {
            outcomes[index] = refused({ code: 'price-missing' });
            continue;
          }
          // One request takes lines of one kind, and each line once.
          if (!waiting.every((it) => it.text === text && (adds || it.lineId !== lineId))) await flush();
          waiting.push(step);
        } else if ('code' in operation) {
          await flush();
          await setCodes(index, operation.type === 'add-code', operation.code);
        }
      }
      await flush();
      return { cart: await current(), outcomes };
    },
  };
}
