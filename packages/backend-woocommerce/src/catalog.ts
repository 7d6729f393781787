/** Products by id, slug and SKU. One request for all of a kind, and one more where variations belong to them. */
import { CommerceError, integer, list, malformed, text, type Fields, type Product, type ProductRef } from '@shuk/core';
import { learn, type Query, type Store } from './store.js';
import { cash, isId, isVariable, loose, toHandle, toProduct, variationIds } from './wire.js';

/** The shop gives no more at once. */
export const MOST = 100;

/** Slugs that the list takes. It does not find those of other scripts; they are asked for one by one. */
const PLAIN = /^[\w-]{1,200}$/;
const SLUG = /^[\p{L}\p{M}\p{N}_-]{1,200}$/u;

export async function products(
  store: Store,
  refs: readonly ProductRef[],
  signal: AbortSignal | undefined,
): Promise<(Product | null)[]> {
  const of = (by: ProductRef['by']) => [...new Set(refs.filter((ref) => ref.by === by).map(({ value }) => value))];
  const slugs = of('handle').filter((slug) => SLUG.test(slug));
  const skus = of('sku').filter((sku) => sku.length <= MOST && text(sku) === sku);
  const hasComma = (sku: string) => sku.includes(',');
  const found = await Promise.all([
    ...byIds(store, of('id'), signal),
    ...inParts(slugs.filter((slug) => PLAIN.test(slug))).map((part) => rows(store, { slug: part.join() }, signal)),
    ...slugs.filter((slug) => !PLAIN.test(slug)).map((slug) => single(store, slug, signal)),
    ...inParts(skus.filter((sku) => !hasComma(sku))).map((part) => rows(store, { sku: part.join() }, signal)),
    ...skus.filter(hasComma).map((sku) => rows(store, { sku }, signal)),
  ]);
  const known = new Map(found.flat().map((row) => [text(row.id), row]));
  const skuOf = new Map([...known.values()].map((row) => [text(row.sku)?.toLowerCase(), parentOf(row)]));
  const missing = [...new Set([...known.values()].map(parentOf))].filter((id) => isId(id) && !known.has(id));
  for (const row of (await Promise.all(byIds(store, missing as string[], signal))).flat()) known.set(text(row.id), row);

  const rest = [...known.values()].filter((row) => row.type !== 'variation');
  const complete = await completed(store, rest, signal);
  const by = {
    id: (id: string) => complete.get(id),
    handle: (slug: string) => [...complete.values()].find((product) => product.handle === (toHandle(slug) ?? slug)),
    sku: (sku: string) => complete.get(skuOf.get(sku.toLowerCase()) ?? ''),
  };
  return refs.map(({ by: kind, value }) => by[kind](value) ?? null);
}

/** A variation stands for its product. */
const parentOf = ({ id, type, parent }: Fields) => text(type === 'variation' ? parent : id);

export function byIds(store: Store, ids: readonly string[], signal: AbortSignal | undefined): Promise<Fields[]>[] {
  return inParts(ids.filter(isId)).map((part) => rows(store, { include: part.join() }, signal));
}

/** The products of one answer. */
export async function rows(store: Store, query: Query, signal: AbortSignal | undefined): Promise<Fields[]> {
  const { body } = await store.read('/products', { per_page: MOST, ...query }, signal);
  return toRows(body);
}

export function toRows(body: unknown): Fields[] {
  if (!Array.isArray(body)) throw malformed('list');
  return list(body).map(loose);
}

async function single(store: Store, slug: string, signal: AbortSignal | undefined): Promise<Fields[]> {
  try {
    return [loose((await store.read(`/products/${encodeURIComponent(slug)}`, {}, signal)).body)];
  } catch (thrown) {
    if (CommerceError.from(thrown).status === 404) return [];
    throw thrown;
  }
}

/** Products by id, with their variations; what cannot be read is left out. */
export async function completed(
  store: Store,
  entries: readonly Fields[],
  signal: AbortSignal | undefined,
): Promise<Map<string, Product>> {
  const ids = entries.filter(isVariable).flatMap(variationIds);
  const found = await Promise.all(
    inParts(ids).map((part) => rows(store, { type: 'variation', include: part.join() }, signal)),
  );
  const variations = new Map(found.flat().map((row) => [text(row.id) ?? '', row]));
  const complete = new Map<string, Product>();
  for (const entry of entries) {
    const prices = loose(entry.prices);
    store.currency = cash('0', prices)?.currency ?? store.currency;
    try {
      const product = toProduct(entry, variations, store.market.currency);
      complete.set(product.id, product);
      for (const { id } of product.variants) if (id !== product.id) learn(store, id, product.id);
    } catch (thrown) {
      console.warn('Shuk leaves out a product.', thrown);
    }
  }
  return complete;
}

export function inParts<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += MOST) parts.push(all.slice(at, at + MOST));
  return parts;
}

/** How many there are in all; `undefined` where this page may not read the header that says it. */
export function countOf(headers: Headers): number | undefined {
  const written = headers.get('x-wp-total');
  return written && /^\d+$/.test(written) ? integer(Number(written)) : undefined;
}
