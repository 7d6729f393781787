/** Products by id and by handle. */
import { CommerceError, list, type CallOptions, type Product, type ProductRef } from '@shuk/core';
import type { Context } from './graph.js';
import { globalId } from './ids.js';
import { productsQuery } from './operations.js';
import { toFound } from './wire.js';

/** As many as Shopify takes in one list of ids. */
const MOST = 250;

/** In one request for up to 250 ids and as many handles; more go in several, beside each other. */
export async function products(
  context: Context,
  refs: readonly ProductRef[],
  options?: CallOptions,
): Promise<readonly (Product | null)[]> {
  if (refs.some(({ by }) => by === 'sku')) {
    throw new CommerceError('unsupported', 'The Storefront API does not find products by SKU.');
  }
  const names = refs.map(({ by, value }) => (by === 'id' ? globalId('Product', value) : `:${value}`));
  const wanted = [...new Set(names.filter((name) => name !== undefined && name.length < 300))] as string[];
  const found = new Map<string | undefined, Product | null>();
  const chunks: string[][] = [];
  while (wanted.length) chunks.push(wanted.splice(0, MOST));
  await Promise.all(
    chunks.map(async (chunk) => {
      const ids = chunk.filter((name) => !name.startsWith(':'));
      const handles = chunk.filter((name) => name.startsWith(':'));
      const variables = Object.fromEntries(handles.map((handle, index) => [`h${index}`, handle.slice(1)]));
      const data = await context.ask(productsQuery(handles.length), { ...variables, ids }, options);
      const rows = list(data.nodes);
      ids.forEach((id, index) => found.set(id, toFound(rows[index], context.currency)));
      handles.forEach((handle, index) => found.set(handle, toFound(data[`h${index}`], context.currency)));
    }),
  );
  return names.map((name) => found.get(name) ?? null);
}
