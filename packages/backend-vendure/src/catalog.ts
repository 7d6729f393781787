/** Products: found, priced, read. */
import { list, loose, refKey, text, type CallOptions, type Fields, type Product, type ProductRef } from '@shuk/core';
import type { GraphError, Shop } from './shop.js';
import { FIELDS, MAX_VARIANTS, PRICE, readProduct } from './wire.js';

/** Products, or variants, in one request. */
const CHUNK = 100;
/** Longest name that a shop may have, in UTF-16 units. */
export const LONGEST = 255;

/**
 * In the order asked, `null` for a miss; of each product and its variants these fields, and the prices. Each is asked
 * for by an alias of its own, because a missing price would take everything around it along, up to the next thing that
 * may be `null`. `null` also for what cannot be read, which is said once, and where others were found but the shop
 * failed at this one: some databases do at an id that is no number.
 */
export async function products(
  shop: Shop,
  refs: readonly ProductRef[],
  options?: CallOptions,
  [ofProduct, ofVariant]: readonly [string, string] = FIELDS,
): Promise<(Product | null)[]> {
  const found = new Map<string, Fields>();
  let lost = 0;

  /** Resolves to those that lack a price, or at which the shop failed. */
  async function load(some: readonly ProductRef[], price: string): Promise<ProductRef[]> {
    const { put, send } = shop.request(options);
    const parts = some.map(({ by, value }, at) => {
      const named = by === 'id' ? `id:${put(value, 'ID!')}` : `slug:${put(value)}`;
      return `p${at}:product(${named}){...P}`;
    });
    const fragment = `fragment P on Product{id ${ofProduct} variants{id ${ofVariant} ${price}}}`;
    // Where the shop fails at each of them, none of them is missing.
    const bears = bearing(() => wanted.length > (price ? 1 : ++lost));
    const { data, errors } = await send(`query{${parts.join()}}${fragment}`, bears);
    return some.filter((ref, at) => {
      const product = loose(data[`p${at}`]);
      const id = text(product.id);
      // By default an id is read as a number: the shop takes “1.0” for 1.
      if (id && (ref.by !== 'id' || id === ref.value)) found.set(refKey(ref), product);
      return errors.some(({ path }) => path[0] === `p${at}`);
    });
  }

  const hasSku = refs.some(({ by }) => by === 'sku');
  const asked = hasSku ? await (await import('./search.js')).bySku(shop, refs, options) : refs;
  const wanted = [...new Map(asked.map((ref) => [refKey(ref), ref])).values()].filter(({ value }) => isName(value));
  for (const chunk of chunks(wanted)) {
    const bare = await load(chunk, PRICE);
    if (bare.length) await load(bare, '');
    for (const key of bare.map(refKey)) {
      const product = found.get(key);
      if (product) found.set(key, await priceEach(shop, product, options));
    }
  }
  let warned = false;
  return asked.map((ref) => {
    const product = found.get(refKey(ref));
    try {
      return product ? readProduct(product, shop) : null;
    } catch (thrown) {
      if (!warned) console.warn('Shuk leaves out a product.', thrown);
      warned = true;
      return null;
    }
  });
}

/** A product of which some variants have a price and some have none. Beyond a chunk they are left without one. */
async function priceEach(shop: Shop, product: Fields, options?: CallOptions): Promise<Fields> {
  const rows = list(product.variants, MAX_VARIANTS).map(loose);
  if (rows.length < 2) return product;
  const { put, send } = shop.request(options);
  const id = put(text(product.id), 'ID!');
  const parts = list(rows, CHUNK).map(
    (_, at) => `p${at}:product(id:${id}){variantList(options:{skip:${at},take:1,sort:{id:ASC}}){items{id ${PRICE}}}}`,
  );
  const { data } = await send(`query{${parts.join()}}`, bearing());
  const priced = Object.values(data).map((value) => loose(list(loose(loose(value).variantList).items)[0]));
  return { ...product, variants: rows.map((row) => ({ ...row, ...priced.find(({ id }) => id === row.id) })) };
}

/** Bears that a price is missing, and as `whole` says that the shop failed at all of one alias. */
const bearing =
  (whole = () => false) =>
  ({ code, path }: GraphError) =>
    code === 'INTERNAL_SERVER_ERROR' && (path.length === 1 ? whole() : PRICE.includes(String(path.at(-1))));

/** What can be a name at all. */
export const isName = (value: string) => Boolean(value.trim()) && value.length <= LONGEST;

export const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, at) => items.slice(at * CHUNK, (at + 1) * CHUNK));
