/** How many pieces may be asked for: pure functions over a shop's rule and what is left. */
import type { QuantityRule, Variant } from '@shuk/core';

/** The rule with `max` on its own grid, and not above what is left unless more can be ordered. */
export function quantityBounds({
  rule,
  availability: { state, left = Infinity },
}: Pick<Variant, 'rule' | 'availability'>): QuantityRule {
  const { min, step, max = Infinity } = rule;
  const most = state.endsWith('order') ? max : Math.min(max, left);
  return most < Infinity ? { min, step, max: Math.max(min, most - ((most - min) % step)) } : rule;
}

/** The possible quantity that is nearest to the wanted one; the least one for what is no number. */
export function fitQuantity({ min, step, max = Infinity }: QuantityRule, wanted = min): number {
  return Math.min(max, Math.max(min, min + Math.round((wanted - min) / step) * step)) || min;
}
