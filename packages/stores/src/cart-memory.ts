/** What is kept of a cart between pages: how to find it again, its last known lines, and changes without an answer. */
import { fields, integer, list, oneOf, requiredText, text, type Attribute, type Cart, type Fields } from '@shuk/core';
import type { CartViewLine } from './cart-types.js';
import { shopLine, type Change } from './cart-view.js';
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
  /** When the shopper last went to the checkout: a cart that is gone after that was ordered. */
  readonly left: number;
  readonly lines: readonly CartViewLine[];
  readonly codes: readonly string[];
  readonly intents: readonly Intent[];
}

export interface Memory {
  readonly load: () => Kept;
  readonly save: (kept: Kept) => void;
}

export const NOTHING: Kept = { left: 0, lines: [], codes: [], intents: [] };

/** Of a cart that lives in its token, in UTF-16 units. */
const MAX_TOKEN = 300_000;

/** Of a line it is enough to add it again and to name it. */
const FORGOTTEN = /^(?:price|total|image|url|availability|rule|pending|plan)$/;

export function createMemory(name: string, storage: () => Storage | undefined): Memory {
  const { load, save } = createSlot(name, storage, FORGOTTEN);
  return {
    load: () => readKept(load()),
    save: (kept) => save(kept.token || kept.intents.length ? kept : undefined),
  };
}

/** Changes what is kept. A change with that key has its answer, or begins: in its old place, or else as the last. */
export function write(memory: Memory, patch: Partial<Kept>, key?: string, begun?: Intent): void {
  const kept = memory.load();
  const at = kept.intents.findIndex((it) => it.key === key);
  const intents = kept.intents.filter((it) => it.key !== key);
  if (begun) intents.splice(at < 0 ? intents.length : at, 0, begun);
  memory.save({ ...kept, ...patch, intents });
}

/** Keeps an answer of the shop; with the key of a change, as that one's. */
export function keep(memory: Memory, { token, revision, lines, codes }: Cart, key?: string): void {
  const known = { token, revision, lines: lines.map(shopLine), codes: codes.map(({ code }) => code) };
  write(memory, key ? { ...known, stamp: key } : known, key);
}

/** Anyone may have written there, so everything is read as if it came from outside. */
function readKept(value: unknown): Kept {
  const [it = fields({}, '')] = read([value], (own) => own);
  return {
    token: text(it.token, MAX_TOKEN),
    revision: text(it.revision),
    stamp: text(it.stamp),
    left: integer(it.left) ?? 0,
    lines: readLines(it.lines),
    codes: texts(it.codes),
    intents: read(it.intents, ({ key, type, at, lines, base }) => ({
      key: requiredText(key, ''),
      type: oneOf(type, ['add', 'set', 'remove', 'line-attributes']) ?? 'set',
      at: integer(at) ?? 0,
      lines: readLines(lines),
      base: base === undefined ? base : readLines(base),
    })),
  };
}

const readLines = (lines: unknown): CartViewLine[] =>
  read(lines, (it) => ({
    ...UNKNOWN,
    id: requiredText(it.id, ''),
    productId: text(it.productId) ?? '',
    variantId: requiredText(it.variantId, ''),
    title: text(it.title) ?? '',
    values: texts(it.values),
    quantity: integer(it.quantity) ?? 0,
    attributes: read(it.attributes, ({ name, value }): Attribute => ({
      name: requiredText(name, ''),
      value: text(value) ?? '',
    })),
    planId: text(it.planId),
  }));

const texts = (values: unknown): string[] => list(values).flatMap((value) => text(value) ?? []);

/** What cannot be read is left out. */
function read<T>(values: unknown, use: (it: Fields) => T): T[] {
  return list(values).flatMap((value) => {
    try {
      return [use(fields(value, ''))];
    } catch {
      return [];
    }
  });
}

/** A line of which nothing is known. */
export const UNKNOWN: CartViewLine = {
  ...{ id: '', productId: '', variantId: '', title: '', values: [], quantity: 0, attributes: [], planId: undefined },
  ...{ price: undefined, total: undefined, image: undefined, url: undefined, pending: false },
  ...{ availability: { state: 'in-stock' }, rule: { min: 1, step: 1 } },
};
