/** The operations on a cart, one by one: a draft in, a draft out. What is refused is thrown, as a `CommerceError`. */
import {
  CommerceError,
  integer,
  list,
  loose,
  MAX_TEXT,
  text,
  type Attribute,
  type CartOperation,
  type CartOutcome,
} from '@shuk/core';
import { reckon } from './discounts.js';
import { currencyOf, elsewhere, findItem, tokenOf, type Draft } from './draft.js';
import { hash } from './hash.js';
import { contents, subtotal, type Line } from './line.js';
import { fit } from './quantities.js';
import { MAX_ATTRIBUTES, MAX_CODES, MAX_LINES, MAX_QUANTITY, MAX_TOKEN } from './token.js';
import { findDiscount } from './wire-cart.js';

/** A draft after one operation; `error` where less was done than asked, or (for a code) nothing yet. */
interface Step {
  readonly draft: Draft;
  readonly outcome: CartOutcome;
}

/** Never throws: a refused operation leaves the draft as it was. */
export function perform(draft: Draft, operation: CartOperation): Step {
  try {
    const step = change(draft, operation);
    const { lines, codes } = step.draft;
    if (
      lines.length > MAX_LINES ||
      codes.length > MAX_CODES ||
      !Number.isSafeInteger(subtotal(lines)) ||
      tokenOf(step.draft).length > MAX_TOKEN
    ) {
      throw refusal('cart-full', 'More does not fit into one cart.');
    }
    return step;
  } catch (thrown) {
    return { draft, outcome: { status: 'refused', error: CommerceError.from(thrown) } };
  }
}

function change(draft: Draft, operation: CartOperation): Step {
  switch (operation.type) {
    case 'add':
      return add(draft, operation);
    case 'set':
      return set(draft, lineOf(draft, operation.lineId), operation.quantity);
    case 'remove':
      return done(without(draft, lineOf(draft, operation.lineId)));
    case 'line-attributes': {
      const line = lineOf(draft, operation.lineId);
      return done(put(draft, { ...line, attributes: readAttributes(operation.attributes) }));
    }
    case 'add-code':
      return addCode(draft, operation.code);
    case 'remove-code': {
      const code = text(operation.code)?.toLowerCase();
      return done({ ...draft, codes: draft.codes.filter((other) => other.toLowerCase() !== code) });
    }
    case 'note':
      return done({ ...draft, note: short(operation.text) });
    case 'attributes':
      return done({ ...draft, attributes: readAttributes(operation.attributes) });
    default:
      throw new CommerceError('unsupported', 'There is no such operation.');
  }
}

const done = (draft: Draft): Step => ({ draft, outcome: { status: 'done' } });

function add(draft: Draft, operation: Extract<CartOperation, { type: 'add' }>): Step {
  const pieces = integer(operation.quantity, 1, MAX_QUANTITY);
  if (!pieces) throw badQuantity();
  const item = { ...findItem(draft, operation), attributes: readAttributes(operation.attributes) };
  const key = contents(item);
  const line = draft.lines.find((other) => contents(other) === key) ?? { ...item, id: newId(draft, key), quantity: 0 };
  const step = fill(draft, line, line.quantity + pieces);
  if (step.outcome.status === 'clamped' && step.outcome.quantity <= line.quantity) throw step.outcome.error;
  return step;
}

function set(draft: Draft, line: Line, quantity: number): Step {
  const pieces = integer(quantity, 0, MAX_QUANTITY);
  if (pieces === undefined) throw badQuantity();
  return pieces ? fill(draft, line, pieces) : done(without(draft, line));
}

/** As many of `wanted` as may be had. */
function fill(draft: Draft, line: Line, wanted: number): Step {
  const { quantity, error } = fit(line.variant, wanted, elsewhere(draft, line));
  if (error && !quantity) throw error;
  const filled = put(draft, { ...line, quantity });
  return error ? { draft: filled, outcome: { status: 'clamped', quantity, error } } : done(filled);
}

function addCode(draft: Draft, written: string): Step {
  const { shelf, lines, codes } = draft;
  const discount = findDiscount(shelf.catalog, text(written) ?? '');
  if (!discount) throw new CommerceError('code-unknown', 'There is no such code.');
  if (!(shelf.now() <= discount.expires)) throw new CommerceError('code-expired', 'This code is over.');
  const { code } = discount;
  const next = { ...draft, codes: codes.includes(code) ? codes : [...codes, code] };
  if (reckon(shelf, currencyOf(shelf, lines), lines, next.codes).applied.has(code)) return done(next);
  // It stays, and counts as soon as the cart fulfils its conditions.
  const error = new CommerceError('code-not-applicable', 'The cart does not fulfil the conditions of this code.');
  return { draft: next, outcome: { status: 'refused', error } };
}

/** The same for the same contents, unless a line whose attributes were changed since has it. */
function newId({ lines }: Draft, key: string): string {
  let id = hash(key);
  while (lines.some((line) => line.id === id)) id += '+';
  return id;
}

function lineOf({ lines }: Draft, lineId: string): Line {
  const line = lines.find(({ id }) => id === lineId);
  if (!line) throw new CommerceError('line-gone', 'This line is not in the cart.');
  return line;
}

function put(draft: Draft, line: Line): Draft {
  const known = draft.lines.some(({ id }) => id === line.id);
  const lines = known ? draft.lines.map((other) => (other.id === line.id ? line : other)) : [...draft.lines, line];
  return { ...draft, lines };
}

function without(draft: Draft, { id }: Line): Draft {
  return { ...draft, lines: draft.lines.filter((line) => line.id !== id) };
}

/** Cutting them would lose what the shopper wrote, so what is too long is refused. */
function readAttributes(value: unknown): readonly Attribute[] {
  const attributes = list(value, MAX_ATTRIBUTES + 1);
  if (attributes.length > MAX_ATTRIBUTES) throw refusal('too-many', 'These are too many attributes.');
  return attributes.map((item) => {
    const attribute = loose(item);
    const name = short(attribute.name);
    if (!name) throw refusal('nameless', 'An attribute needs a name.');
    return { name, value: short(attribute.value) ?? '' };
  });
}

function short(value: unknown): string | undefined {
  if (typeof value === 'string' && value.length > MAX_TEXT) throw refusal('too-long', 'This text is too long.');
  return text(value);
}

const badQuantity = () => new CommerceError('quantity-rule', 'A quantity is a whole number.');

const refusal = (native: string, message: string) => new CommerceError('rejected', message, { native });
