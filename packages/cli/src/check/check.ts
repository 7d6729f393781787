import type { Finding } from './finding.js';
import { checkRules } from './rules.js';
import { checkSchema } from './schema.js';

/**
 * Everything that is wrong with a catalogue, in the order of the file: by its JSON Schema, and by the rules that a
 * schema cannot say. `catalog` is what `JSON.parse` gave; nothing about it is taken for granted.
 */
export function checkCatalog(catalog: unknown): readonly Finding[] {
  return [...checkSchema(catalog), ...checkRules(catalog)]
    .map((finding, index) => ({ finding, index, order: orderOf(finding.pointer) }))
    .sort((a, b) => a.order - b.order || a.index - b.index)
    .map(({ finding }) => finding);
}

/** The head of the file first, then product by product, then the rest. */
function orderOf(pointer: string): number {
  const match = /^\/(\w+)(?:\/(\d+))?/.exec(pointer);
  if (!match) return -2;
  if (match[1] === 'products') return Number(match[2] ?? -1);
  return ['collections', 'discounts', 'checkout'].includes(match[1] ?? '') ? Infinity : -2;
}
