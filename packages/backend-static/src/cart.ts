/** The cart service. Loaded at its first use; it keeps nothing, see `token.ts`. */
import {
  CommerceError,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartOutcome,
  type Checkout,
} from '@shuk/core';
import { EMPTY, openDraft, present } from './draft.js';
import type { Shelf } from './index.js';
import { perform } from './operations.js';
import { decode } from './token.js';

/** The cart of a token at today's prices; `null` for a token that is none of ours. */
export function read(shelf: Shelf, token: string): Cart | null {
  const stored = decode(token);
  return stored ? present(openDraft(shelf, stored)) : null;
}

/** The cart after the operations, under a new token. */
export function apply(shelf: Shelf, token: string | undefined, operations: readonly CartOperation[]): CartAnswer {
  const stored = token === undefined ? EMPTY : decode(token);
  if (!stored) throw new CommerceError('cart-gone', 'This is not a cart.');
  let draft = openDraft(shelf, stored);
  const outcomes: CartOutcome[] = [];
  for (const operation of operations) {
    const step = perform(draft, operation);
    draft = step.draft;
    outcomes.push(step.outcome);
  }
  return { cart: present(draft), outcomes };
}

/** Where to go with it. */
export async function checkout(shelf: Shelf, token: string): Promise<Checkout> {
  return (await import('./checkout.js')).checkout(shelf, token);
}
