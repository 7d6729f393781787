/** Products by id, slug and SKU. One request for all of a kind, and one more where variations belong to them. */
import { CommerceError, list, loose, malformed, text, type Fields, type Product, type ProductRef } from '@shuk/core';
import type { Query, Signal, Store } from './store.js';
import { cash, isId, isVariable, toHandle, toProduct, variationIds } from './wire.js';

/** The shop gives no more at once. */
export const MOST = 100;

/** Slugs that the list takes. It does not find those of other scripts; they are asked for one by one. */
const isPlain = (slug: string) => /^[\w-]+$/.test(slug);
const SLUG = /^[\p{L}\p{M}\p{N}_-]{1,200}$/u;

export async function products(store: Store, refs: readonly ProductRef[], signal: Signal): Promise<(Product | null)[]> {
  const of = (by: ProductRef['by']) => [...new Set(refs.filter((ref) => ref.by === by).map(({ value }) => value))];
  const slugs = of('handle').filter((slug) => SLUG.test(slug));
  const skus = of('sku').filter((sku) => text(sku, MOST) === sku);
  const isOne = (sku: string) => !sku.includes(','); // the shop takes it for several
  const found = await Promise.all([
    byIds(store, of('id'), signal),
    many(store, 'slug', slugs.filter(isPlain), signal),
    many(store, 'sku', skus.filter(isOne), signal),
    ...slugs.flatMap((slug) => (isPlain(slug) ? [] : single(store, slug, signal))),
    ...skus.flatMap((sku) => (isOne(sku) ? [] : rows(store, { sku }, signal))),
  ]);
  const hits = found.flat();
  const ids = hits.map(({ id }) => text(id));
  const missing = hits.flatMap((row) => parentOf(row) ?? []).filter((id) => !ids.includes(id));
  const whole = [...hits, ...(await byIds(store, missing, signal))].filter(({ type }) => type !== 'variation');
  const complete = await completed(store, whole, signal);
  const by = {
    id: (id: string) => complete.get(id),
    handle: (slug: string) => [...complete.values()].find(({ handle }) => handle === (toHandle(slug) ?? slug)),
    sku(sku: string) {
      const hit = hits.find((row) => text(row.sku)?.toLowerCase() === sku.toLowerCase());
      return hit && complete.get(parentOf(hit) ?? '');
    },
  };
  return refs.map(({ by: kind, value }) => by[kind](value) ?? null);
}

/** A variation stands for its product. */
const parentOf = ({ id, type, parent }: Fields) => text(type === 'variation' ? parent : id);

/** Of ids that can be some. */
export function byIds(store: Store, ids: readonly string[], signal: Signal, kind?: Query): Promise<Fields[]> {
  return many(store, 'include', [...new Set(ids)].filter(isId), signal, kind);
}

export const VARIATIONS: Query = { type: 'variation' };

async function many(
  store: Store,
  name: string,
  values: readonly string[],
  signal: Signal,
  kind?: Query,
): Promise<Fields[]> {
  const answers: Promise<Fields[]>[] = [];
  for (let at = 0; at < values.length; at += MOST) {
    answers.push(rows(store, { [name]: values.slice(at, at + MOST).join(), ...kind }, signal));
  }
  return (await Promise.all(answers)).flat();
}

/** The products of one answer. */
export const rows = (store: Store, query: Query, signal: Signal): Promise<Fields[]> =>
  store.read('/products', { per_page: MOST, ...query }, signal).then(({ body }) => toRows(body));

export function toRows(body: unknown): Fields[] {
  if (!Array.isArray(body)) throw malformed('list');
  return list(body).map(loose);
}

const single = (store: Store, slug: string, signal: Signal): Promise<Fields[]> =>
  store.read(`/products/${encodeURIComponent(slug)}`, {}, signal).then(({ body }) => [loose(body)], noneFor404);

/** What is not there is no failure. */
export function noneFor404(thrown: unknown): never[] {
  if (CommerceError.from(thrown).status === 404) return [];
  throw thrown;
}

/** Products by id, with their variations; what cannot be read is left out. */
export async function completed(
  store: Store,
  entries: readonly Fields[],
  signal: Signal,
): Promise<Map<string, Product>> {
  const ids = entries.filter(isVariable).flatMap(variationIds);
  const found = await byIds(store, ids, signal, VARIATIONS);
  const variations = new Map(found.map((row) => [text(row.id) ?? '', row]));
  const complete = new Map<string, Product>();
  for (const entry of entries) {
    store.currency ??= cash('0', loose(entry.prices))?.currency;
    try {
      const product = toProduct(entry, variations, store.market.currency);
      complete.set(product.id, product);
      for (const { id } of product.variants) if (id !== product.id) store.parents.set(id, product.id);
    } catch (thrown) {
      console.warn('Shuk leaves out a product.', thrown);
    }
  }
  return complete;
}
