/** What is kept of a cart between pages: how to find it again, its last known lines, and changes without an answer. */
import { fields, integer, list, oneOf, requiredText, text, type Attribute, type Fields } from '@shuk/core';
import type { CartViewLine } from './cart-types.js';
import type { Change } from './cart-view.js';
import { createSlot } from './storage.js';

/** A change that was sent, or was about to be, when its page ended. */
export interface Intent extends Change {
  readonly at: number;
  /** The lines of the cart before it was sent; `undefined`: it was not. */
  readonly base: readonly CartViewLine[] | undefined;
}

export interface Kept {
  readonly token?: string | undefined;
  readonly revision?: string | undefined;
  /** Another one after every change. */
  readonly stamp?: string | undefined;
  /** When it was last read or changed. */
  readonly at: number;
  /** When the shopper last went to the checkout: a cart that is gone after that was ordered. */
  readonly left: number;
  readonly lines: readonly CartViewLine[];
  readonly codes: readonly string[];
  readonly intents: readonly Intent[];
}

export interface Memory {
  readonly load: () => Kept;
  readonly save: (kept: Kept | undefined) => void;
}

export const NOTHING: Kept = { at: 0, left: 0, lines: [], codes: [], intents: [] };

export function createMemory(name: string, storage: () => Storage | undefined): Memory {
  const slot = createSlot(name, storage);
  return {
    load: () => readKept(slot.load()),
    save: (kept) =>
      slot.save(
        kept && {
          ...kept,
          lines: kept.lines.map(toKeep),
          intents: kept.intents.map((it) => ({ ...it, lines: it.lines.map(toKeep), base: it.base?.map(toKeep) })),
        },
      ),
  };
}

/** Enough to add a line again and to name it. */
function toKeep({ id, productId, variantId, title, values, quantity, planId, attributes }: CartViewLine): object {
  return { id, productId, variantId, title, values, quantity, planId, attributes };
}

/** Anyone may have written there, so everything is read as if it came from outside. */
function readKept(value: unknown): Kept {
  const [it = fields({}, '')] = read(value, (own) => own);
  return {
    token: text(it.token),
    revision: text(it.revision),
    stamp: text(it.stamp),
    at: integer(it.at) ?? 0,
    left: integer(it.left) ?? 0,
    lines: readLines(it.lines),
    codes: list(it.codes).flatMap((code) => text(code) ?? []),
    intents: list(it.intents).flatMap((intent) =>
      read(intent, ({ key, type, at, lines, base }) => ({
        key: requiredText(key, ''),
        type: oneOf(type, ['add', 'set', 'remove', 'line-attributes']) ?? 'set',
        at: integer(at) ?? 0,
        lines: readLines(lines),
        base: base === undefined ? undefined : readLines(base),
      })),
    ),
  };
}

const readLines = (lines: unknown): CartViewLine[] =>
  list(lines).flatMap((line) =>
    read(line, (it) => ({
      id: requiredText(it.id, ''),
      productId: text(it.productId) ?? '',
      variantId: requiredText(it.variantId, ''),
      title: text(it.title) ?? '',
      values: list(it.values).flatMap((name) => text(name) ?? []),
      quantity: integer(it.quantity) ?? 0,
      price: undefined,
      total: undefined,
      image: undefined,
      url: undefined,
      availability: { state: 'in-stock' },
      rule: { min: 1, step: 1 },
      attributes: list(it.attributes).flatMap((attribute) =>
        read(attribute, ({ name, value }): Attribute => ({ name: requiredText(name, ''), value: text(value) ?? '' })),
      ),
      planId: text(it.planId),
      pending: false,
    })),
  );

/** One or none: what cannot be read is left out. */
function read<T>(value: unknown, use: (it: Fields) => T): T[] {
  try {
    return [use(fields(value, ''))];
  } catch {
    return [];
  }
}
