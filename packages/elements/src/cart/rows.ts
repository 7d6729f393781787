import { toJson, type Attribute } from '@shuk/core';
import type { CartView, CartViewLine } from '@shuk/stores';

/** A line of the list, or the place of one that was just removed. */
export interface Row {
  /** Stays the same while the shop renames the line, e.g. when it confirms a new one. */
  readonly key: string;
  readonly line: CartViewLine;
  readonly removed?: Removed | undefined;
}

/** A line that the shopper took out and may want back. */
export interface Removed {
  readonly line: CartViewLine;
  /** Where in the list it was. */
  readonly index: number;
  /** `coming`: it was asked back, and is shown as soon as it is there. */
  state: 'going' | 'gone' | 'coming';
}

/** The lines of the cart with the removed ones in their old places. Forgets those that came back by another way. */
export function rowsOf({ lines }: CartView, removed: Map<string, Removed>): readonly Row[] {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(content(line), (counts.get(content(line)) ?? 0) + 1);
  const rows: Row[] = [];
  for (const line of lines) {
    const alike = content(line);
    const key = counts.get(alike) === 1 ? alike : alike + line.id;
    const state = removed.get(key)?.state;
    if (state === 'gone') removed.delete(key);
    if (state !== 'going') rows.push({ key, line });
  }
  for (const [key, one] of [...removed].sort(([, a], [, b]) => a.index - b.index)) {
    if (!rows.some((row) => row.key === key)) rows.splice(one.index, 0, { key, line: one.line, removed: one });
  }
  return rows;
}

const content = ({ variantId, planId, attributes }: CartViewLine): string =>
  toJson([variantId, planId, attributes.map(({ name, value }) => [name, value])]);

/** A leading underscore is how shops mark what is not for the shopper. */
export const isForShopper = ({ name }: Attribute): boolean => !name.startsWith('_');
