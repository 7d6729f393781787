/** Operations on a cart, as Shopify takes them, and what became of each. */
import {
  CommerceError,
  text,
  toJson,
  type Attribute,
  type CartLine,
  type CartOperation,
  type CartOutcome,
} from '@shuk/core';
import { globalId } from './ids.js';
import { ADD, ATTRIBUTES, NOTE, REMOVE, UPDATE } from './operations-cart.js';
import type { Change, Notice } from './wire-cart.js';

export interface Step {
  /** Of the operation. */
  readonly index: number;
  /** Of the request; additions go in one, and so do changes of lines, each line once. */
  readonly text: string;
  /** What the request takes, or one of the lines that it takes. */
  readonly value: unknown;
  readonly lineId?: string;
  /** The quantity asked for. */
  readonly quantity?: number;
  /** True for the line that an addition is part of. */
  readonly isOf?: (line: CartLine) => boolean;
}

/** True for what may be the id of a cart or of a line; both have a query at their end. */
export const isGlobalId = (kind: 'Cart' | 'CartLine', id: string): boolean =>
  id.startsWith(`gid://shopify/${kind === 'Cart' ? 'Cart/' : ''}`) && /^[\x21-\x7e]{20,1000}$/.test(id);

const toInputs = (attributes: readonly Attribute[]) => attributes.map(({ name, value }) => ({ key: name, value }));

/** The step that does it; `undefined` for a code. An id that cannot be one is not sent at all. */
export function toStep(index: number, operation: CartOperation): Step | CommerceError | undefined {
  switch (operation.type) {
    case 'add': {
      const { quantity, attributes = [], planId } = operation;
      const merchandiseId = globalId('ProductVariant', operation.variantId);
      const sellingPlanId = planId === undefined ? planId : globalId('SellingPlan', planId);
      if (!merchandiseId || (planId !== undefined && !sellingPlanId)) {
        return new CommerceError('rejected', 'There is no such variant or plan.');
      }
      const isOf = ({ variantId, plan, attributes: its }: CartLine) =>
        variantId === merchandiseId && plan?.id === sellingPlanId && sorted(its) === sorted(attributes);
      const value = { merchandiseId, quantity, attributes: toInputs(attributes), sellingPlanId };
      return { index, text: ADD, value, quantity, isOf };
    }
    case 'note':
      return { index, text: NOTE, value: operation.text };
    case 'attributes':
      return { index, text: ATTRIBUTES, value: toInputs(operation.attributes) };
    case 'add-code':
    case 'remove-code':
      return undefined;
  }
  const { lineId: id } = operation;
  const line = { index, lineId: id };
  if (!isGlobalId('CartLine', id)) return new CommerceError('line-gone', 'There is no such line.');
  if (operation.type === 'line-attributes') {
    return { ...line, text: UPDATE, value: { id, attributes: toInputs(operation.attributes) } };
  }
  const quantity = operation.type === 'set' ? operation.quantity : 0;
  return quantity ? { ...line, text: UPDATE, value: { id, quantity }, quantity } : { ...line, text: REMOVE, value: id };
}

export const DONE: CartOutcome = { status: 'done' };

/** `why`: a notice of the shop's, or what is known without one. */
export const refused = (why: Pick<Notice, 'code'> & Partial<Notice>): CartOutcome => ({
  status: 'refused',
  error: new CommerceError(why.code, 'The shop refuses this.', why),
});

/** What became of a step that the shop did not refuse: it may have sold fewer, or none, and says so by a warning. */
export function outcomeOf({ lineId, quantity, isOf }: Step, { lines, warnings }: Change): CartOutcome {
  if (!quantity) return DONE;
  const line = lines.find(isOf ?? (({ id }) => id === lineId));
  const id = line?.id ?? lineId;
  const warning = warnings.find(({ target, code }) => target === id && code.endsWith('-stock'));
  const native = warning?.native;
  if (!line) return lineId ? refused({ code: warning ? 'out-of-stock' : 'line-gone', native }) : DONE; // or bundled
  const available = line.quantity;
  if (!available) return refused({ code: 'out-of-stock', native });
  if (!warning && (lineId ? available === quantity : available >= quantity)) return DONE;
  const code = warning || available < quantity ? 'insufficient-stock' : 'quantity-rule';
  const error = new CommerceError(code, `The shop sells ${available}.`, { native, available });
  return { status: 'clamped', quantity: available, error };
}

const sorted = (attributes: readonly Attribute[]): string =>
  toJson(attributes.map(({ name, value }) => `${text(name)}=${text(value) ?? ''}`).sort());
