import {
  CommerceError,
  malformed,
  newId,
  own,
  refusalOf,
  type CallOptions,
  type CartOutcome,
  type CartService,
} from '@shuk/core';
import type { Call } from './call.js';
import { fromOperations, isToken, toAnswer, toCart, toCheckout } from './wire-cart.js';

const abilities: CartService['abilities'] = {
  codes: 'native',
  note: 'native',
  attributes: 'native',
  'line-attributes': 'native',
  plans: 'native',
  checkout: 'native',
  idempotency: 'native',
  revision: 'native',
};

export function cartService(call: Call): CartService {
  return {
    abilities,

    async read(token, options) {
      try {
        check(token, options);
        return await call('/cart', toCart, options, { token });
      } catch (thrown) {
        if (isOver(thrown)) return null;
        throw thrown;
      }
    },

    async apply(token, operations, options) {
      const { idempotencyKey = newId(), revision } = own(options);
      if (token !== undefined) check(token, options);
      const headers: Record<string, string> = { 'idempotency-key': idempotencyKey };
      if (revision) headers['if-match'] = `"${revision}"`;
      const refusals = operations.map((operation) => refusalOf(operation, abilities));
      const sent = operations.filter((_, index) => !refusals[index]);
      const body = fromOperations(sent);
      const { cart, outcomes } = await call('/cart', toAnswer, options, { token, headers, body });
      if (outcomes.length !== sent.length) throw malformed('outcomes');
      let next = 0;
      const all = refusals.map((error) => (error ? { status: 'refused', error } : outcomes[next++]));
      return { cart, outcomes: all as readonly CartOutcome[] };
    },

    async checkout(token, options) {
      check(token, options);
      return call('/cart/checkout', toCheckout, options, { token, body: '{}' });
    },
  };
}

function check(token: string, options: CallOptions | undefined): void {
  own(options).signal?.throwIfAborted();
  if (!isToken(token)) throw new CommerceError('cart-gone', 'This is no cart.');
}

/** Gone or closed: one that was ordered is of no use to who reads it. */
export const isOver = (thrown: unknown): boolean => thrown instanceof CommerceError && thrown.code.startsWith('cart-');
