/** Products by id and by handle. */
import { CommerceError, list, type CallOptions, type Product, type ProductRef } from '@shuk/core';
import type { Context } from './graph.js';
import { globalId } from './ids.js';
import { productsQuery } from './operations.js';

/** As many as Shopify takes in one list of ids. */
const MOST = 250;

/** In one request for up to 250; more go in several, beside each other. */
export async function products(
  context: Context,
  refs: readonly ProductRef[],
  options?: CallOptions,
): Promise<readonly (Product | null)[]> {
  const found = new Map<ProductRef, Product | null>();

  async function find(some: readonly ProductRef[]): Promise<void> {
    const ids = some.filter(({ by }) => by === 'id');
    const handles = some.filter(({ by }) => by === 'handle');
    const variables = {
      ids: ids.map(({ value }) => globalId('Product', value)),
      ...Object.fromEntries(handles.map(({ value }, index) => [`h${index}`, value])),
    };
    const data = await context.ask(productsQuery(handles.length), variables, options);
    const rows = list(data.nodes);
    ids.forEach((ref, index) => found.set(ref, context.toProduct(rows[index])));
    handles.forEach((ref, index) => found.set(ref, context.toProduct(data[`h${index}`])));
  }

  if (refs.some(({ by }) => by === 'sku')) throw new CommerceError('unsupported', 'Shopify finds none by SKU.');
  const wanted = refs.filter(({ by, value }) => (by === 'id' ? globalId('Product', value) : value.length < 300));
  const asked: Promise<void>[] = [];
  for (let at = 0; at < wanted.length; at += MOST) asked.push(find(wanted.slice(at, at + MOST)));
  await Promise.all(asked);
  return refs.map((ref) => found.get(ref) ?? null);
}
