/** Operations on lines, as Shopify takes them, and what became of each. */
import {
  CommerceError,
  text,
  toJson,
  type Attribute,
  type Cart,
  type CartLine,
  type CartOperation,
  type CartOutcome,
  type CommerceErrorCode,
  type Fields,
} from '@shuk/core';
import { globalId, isGlobalId } from './ids.js';
import { ADD, REMOVE, UPDATE } from './operations-cart.js';
import { CODES, type Change } from './wire-cart.js';

/** What can go in one request. */
export interface Kind {
  readonly text: string;
  readonly adds?: boolean;
}

const ADDS: Kind = { text: ADD, adds: true };
const UPDATES: Kind = { text: UPDATE };
const REMOVES: Kind = { text: REMOVE };

export interface Step {
  /** Of the operation. */
  readonly index: number;
  readonly kind: Kind;
  readonly input: Fields | string;
  readonly lineId?: string;
  /** What an add brings. */
  readonly variantId?: string;
  readonly planId?: string | undefined;
  readonly attributes?: readonly Attribute[];
  /** The quantity asked for. */
  readonly quantity?: number;
}

export const toInputs = (attributes: readonly Attribute[]) =>
  attributes.map(({ name, value }) => ({ key: name, value }));

/** The step that does it; `undefined` where it is not done to a line. An id that cannot be one is not sent at all. */
export function toStep(index: number, operation: CartOperation): Step | CommerceError | undefined {
  switch (operation.type) {
    case 'add': {
      const { quantity, attributes = [], planId } = operation;
      const variantId = globalId('ProductVariant', operation.variantId);
      const sellingPlanId = planId === undefined ? planId : globalId('SellingPlan', planId);
      if (!variantId || (planId !== undefined && !sellingPlanId)) {
        return new CommerceError('rejected', 'There is no such variant or plan.');
      }
      const input = { merchandiseId: variantId, quantity, attributes: toInputs(attributes), sellingPlanId };
      return { index, kind: ADDS, input, variantId, planId: sellingPlanId, attributes, quantity };
    }
    case 'set':
    case 'remove':
    case 'line-attributes': {
      const { lineId } = operation;
      if (!isGlobalId('CartLine', lineId)) return new CommerceError('line-gone', 'There is no such line.');
      if (operation.type === 'line-attributes') {
        const input = { id: lineId, attributes: toInputs(operation.attributes) };
        return { index, kind: UPDATES, input, lineId };
      }
      const quantity = operation.type === 'set' ? operation.quantity : 0;
      if (!quantity) return { index, kind: REMOVES, input: lineId, lineId };
      return { index, kind: UPDATES, input: { id: lineId, quantity }, lineId, quantity };
    }
    default:
      return undefined;
  }
}

const DONE: CartOutcome = { status: 'done' };

export const refused = (code: CommerceErrorCode, native?: string): CartOutcome => ({
  status: 'refused',
  error: new CommerceError(code, 'The shop refuses this.', { native }),
});

/** What became of a step that the shop did not refuse: it may have sold fewer, or none, and says so by a warning. */
export function outcomeOf(step: Step, { lines }: Cart, { warnings, soldOut }: Change): CartOutcome {
  const { lineId, variantId, quantity } = step;
  if (!quantity) return DONE;
  const line = lines.find((it) => (lineId ? it.id === lineId : isOf(step, it)));
  const ids = [lineId, variantId, line?.id];
  const warning = warnings.find(
    ({ target, native }) => target && ids.includes(target) && CODES.get(native)?.endsWith('-stock'),
  );
  const native = warning?.native;
  if (!line) {
    if (warning || soldOut.some((id) => ids.includes(id))) return refused('out-of-stock', native);
    return lineId ? refused('line-gone') : DONE; // what is added may have become part of a bundle
  }
  const available = line.quantity;
  if (!warning && (lineId ? available === quantity : available >= quantity)) return DONE;
  const code = warning || available < quantity ? 'insufficient-stock' : 'quantity-rule';
  const error = new CommerceError(code, `The shop sells ${available}.`, { native, available });
  return { status: 'clamped', quantity: available, error };
}

function isOf({ variantId, planId, attributes = [] }: Step, line: CartLine): boolean {
  return line.variantId === variantId && line.plan?.id === planId && sorted(attributes) === sorted(line.attributes);
}

const sorted = (attributes: readonly Attribute[]): string =>
  toJson(attributes.map(({ name, value }) => `${text(name)}=${text(value) ?? ''}`).sort());
