/** How many pieces a line may have: stock and the variant's rule. */
import { CommerceError, type QuantityRule, type Variant } from '@shuk/core';
import { MAX_QUANTITY } from './token.js';

export interface Fit {
  /** As many as may be had of what was wanted; `0` for none. */
  readonly quantity: number;
  /** Why it is fewer. */
  readonly error?: CommerceError | undefined;
}

/** `elsewhere`: pieces of the same variant in other lines, which share the stock. */
export function fit({ availability, rule }: Variant, wanted: number, elsewhere: number): Fit {
  const { state, left = Infinity } = availability;
  const stock = state === 'sold-out' ? 0 : left;
  const allowed = rule.max ?? MAX_QUANTITY;
  const most = accepted(rule, Math.min(allowed, stock - elsewhere));
  const quantity = accepted(rule, Math.min(wanted, most));
  if (quantity === wanted) return { quantity };
  if (stock < rule.min) return { quantity, error: new CommerceError('out-of-stock', 'None is left.') };
  const scarce = wanted > stock - elsewhere && stock - elsewhere < allowed;
  const error = scarce
    ? new CommerceError('insufficient-stock', `Only ${most} are left.`, { available: most })
    : new CommerceError('quantity-rule', `Sold from ${rule.min} in steps of ${rule.step}.`, { available: most });
  return { quantity, error };
}

/** The most that a rule accepts without going above `limit`. */
function accepted({ min, step }: QuantityRule, limit: number): number {
  return limit < min ? 0 : limit - ((limit - min) % step);
}
