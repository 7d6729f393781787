/**
 * The cart service. Loaded at its first use. Operations of one kind that follow each other go in one request; where the
 * shop refuses that as a whole, what it names is refused, and the rest goes again.
 */
import {
  CommerceError,
  malformed,
  refusalOf,
  type CallOptions,
  type Cart,
  type CartOutcome,
  type CartService,
  type CommerceErrorCode,
  type Fields,
} from '@shuk/core';
import { throwIfAborted, type Context } from './graph.js';
import { isGlobalId } from './ids.js';
import { ATTRIBUTES, CREATE, LOCALIZATION, NOTE, READ_CART, SET_CODES } from './operations-cart.js';
import { outcomeOf, refused, toInputs, toStep, type Step } from './steps.js';
import { CODES, toCart, toChange, toCheckout, type Change } from './wire-cart.js';

/** A cart is never taken from a cache. */
const FRESH: RequestInit = { cache: 'no-store' };

const gone = () => new CommerceError('cart-gone', 'There is no such cart.');

/** `country`: for which a cart is begun. */
export function cartOf(
  context: Context,
  abilities: CartService['abilities'],
  country: string | undefined,
  allowsCheckout: (url: string) => boolean,
): Pick<CartService, 'read' | 'apply' | 'checkout'> {
  /** The cart as the shop answers it; nothing where there is none. */
  async function ask(token: string, options?: CallOptions): Promise<unknown> {
    throwIfAborted(options);
    return isGlobalId('Cart', token) ? (await context.ask(READ_CART, { id: token }, options, FRESH)).cart : null;
  }

  async function read(token: string, options?: CallOptions): Promise<Cart | null> {
    const cart = await ask(token, options);
    return cart ? toCart(cart) : null;
  }

  /** Whether the shop sells in the currency of the session. Asked once, where no products have told it. */
  async function isPriced(options: CallOptions | undefined): Promise<boolean> {
    const { currency } = context;
    if (currency && !context.sells) await context.ask(LOCALIZATION, {}, options);
    return !currency || !context.sells || context.sells === currency;
  }

  return {
    read,

    /** Shopify's own address, which has a secret of the cart in it. */
    async checkout(token, options) {
      const cart = await ask(token, options);
      if (!cart) throw gone();
      const url = toCheckout(cart);
      if (!url) throw malformed('checkout address');
      if (!allowsCheckout(url)) throw new CommerceError('rejected', `Not an allowed host: ${url}`, { native: 'host' });
      return { url, carries: ['lines', 'codes', 'note', 'attributes', 'market'] };
    },

    async apply(token, operations, options) {
      throwIfAborted(options);
      if (token !== undefined && !isGlobalId('Cart', token)) throw gone();
      let id = token;
      let cart: Cart | undefined;
      let waiting: Step[] = [];
      const outcomes = operations.map((): CartOutcome => ({ status: 'done' }));

      const refuse = (index: number, { code, native }: { code: CommerceErrorCode; native?: string | undefined }) => {
        outcomes[index] = refused(code, native);
      };

      async function send(text: string, variables: Fields): Promise<Change> {
        const change = toChange((await context.ask(text, { id, ...variables }, options, FRESH)).done);
        for (const { code, native } of change.errors) {
          if (code === 'cart-gone' || code === 'unavailable') {
            throw new CommerceError(code, 'The cart cannot be changed.', { native });
          }
        }
        if (change.cart) cart = change.cart;
        else if (!change.errors.length) throw id ? gone() : malformed('cart');
        id = cart?.token ?? id;
        return change;
      }

      const create = (lines: readonly unknown[]) =>
        send(CREATE, { input: { lines, ...(country && { buyerIdentity: { countryCode: country } }) } });

      /** The cart as it is now; a new one where there is none yet. */
      async function current(): Promise<Cart> {
        if (!id) await create([]);
        cart ??= (await read(id ?? '', options)) ?? undefined;
        if (!cart) throw gone();
        return cart;
      }

      async function sendSteps(steps: readonly Step[]): Promise<void> {
        const [first] = steps;
        if (!first) return;
        const { adds, text } = first.kind;
        if (!id && !adds) await current();
        const lines = steps.map(({ input }) => input);
        const change = await (id ? send(text, { lines }) : create(lines));
        const { cart, errors } = change;
        if (cart && !errors.length) {
          for (const step of steps) outcomes[step.index] = outcomeOf(step, cart, change);
          return;
        }
        const named = new Map(errors.map((error) => [steps[1] ? error.index : 0, error]));
        const rest = steps.filter(({ index }, at) => {
          const error = named.get(at);
          if (error) refuse(index, error);
          return !error;
        });
        if (rest.length < steps.length) await sendSteps(rest);
        else for (const step of steps) await sendSteps([step]); // it is of none in particular
      }

      async function flush(): Promise<void> {
        const steps = waiting;
        waiting = [];
        await sendSteps(steps);
      }

      async function setCodes(index: number, adds: boolean, code: string): Promise<void> {
        const same = (other: { readonly code: string }) => other.code.toLowerCase() === code.trim().toLowerCase();
        const { codes } = await current();
        const others = codes.filter((it) => !same(it)).map((it) => it.code);
        const isNew = others.length === codes.length;
        if (adds) {
          const { warnings, errors } = await send(SET_CODES, { codes: [...others, code] });
          if (!errors.length && cart?.codes.some((it) => same(it) && it.applied)) return;
          const why = warnings.find(({ native }) => CODES.get(native)?.startsWith('code-'));
          const { native } = why ?? warnings[0] ?? errors[0] ?? {};
          refuse(index, { code: (why && CODES.get(native)) ?? 'code-not-applicable', native });
        }
        if (adds === isNew) await send(SET_CODES, { codes: others }); // Shopify keeps also what it does not apply
      }

      for (const [index, operation] of operations.entries()) {
        const step = refusalOf(operation, abilities) ?? toStep(index, operation);
        if (step instanceof CommerceError) {
          outcomes[index] = { status: 'refused', error: step };
        } else if (step) {
          if (step.kind.adds && !(await isPriced(options))) {
            refuse(index, { code: 'price-missing' });
            continue;
          }
          // One request takes lines of one kind, and each line once.
          const fits = waiting.every(({ kind, lineId }) => kind === step.kind && (!lineId || lineId !== step.lineId));
          if (!fits) await flush();
          waiting.push(step);
        } else {
          await flush();
          if ('code' in operation) await setCodes(index, operation.type === 'add-code', operation.code);
          else {
            if (!id) await current();
            const { errors } =
              operation.type === 'note'
                ? await send(NOTE, { note: operation.text })
                : await send(ATTRIBUTES, {
                    attributes: toInputs('attributes' in operation ? (operation.attributes ?? []) : []),
                  });
            if (errors[0]) refuse(index, errors[0]);
          }
        }
      }
      await flush();
      return { cart: await current(), outcomes };
    },
  };
}
