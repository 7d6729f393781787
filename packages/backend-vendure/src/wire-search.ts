/** The part of `wire.ts` that only searches need. */
import { integer, list, loose, malformed, text } from '@shuk/core';

/** The id of the product with this very SKU, of an answer to a search. */
export function readSku(value: unknown, sku: string): string | undefined {
  const rows = list(loose(value).items).map(loose);
  return text(rows.find((row) => text(row.sku) === sku)?.productId);
}

/** The ids of a page of a search, and how many there are in all. */
export function readPage(value: unknown): { ids: string[]; total: number } {
  const { items, totalItems } = loose(value);
  const total = integer(totalItems);
  if (total === undefined) throw malformed('page');
  return { ids: list(items).flatMap((item) => text(loose(item).productId) ?? []), total };
}
