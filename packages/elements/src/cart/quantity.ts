/** Which quantities of a line can be asked for: pure functions. */
import type { CartViewLine } from '@shuk/stores';

/** The most the shop gives of a line, as far as it says. */
export function most({ rule: { max = Infinity }, availability: { state, left = Infinity } }: CartViewLine): number {
  return state === 'backorder' || state === 'preorder' ? max : Math.min(max, left);
}

/** What the rule of a line allows: `wanted`, or the nearest below it, but never less than the least. */
export function allowed(line: CartViewLine, wanted: number): number {
  const { min, step } = line.rule;
  const steps = Math.floor((Math.min(wanted, most(line)) - min) / step);
  return min + Math.max(0, steps) * step;
}
