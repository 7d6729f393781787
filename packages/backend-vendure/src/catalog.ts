/** Products: found, priced, read. */
import { list, refKey, text, type CallOptions, type Fields, type Product, type ProductRef } from '@shuk/core';
import { own, type GraphError, type Shop } from './shop.js';
import { PRICE, PRICE_FIELDS, PRODUCT, readProduct, readSkus, VARIANT } from './wire.js';

/** Products, or variants, in one request. */
const CHUNK = 100;
const LONGEST = 255;

/** In the order asked, `null` for a miss. */
export async function products(
  shop: Shop,
  refs: readonly ProductRef[],
  options?: CallOptions,
): Promise<(Product | null)[]> {
  const ids = await bySku(shop, refs, options);
  const asked = refs.map((ref) => {
    const { by, value } = ref;
    return by === 'sku' ? ({ by: 'id', value: ids.get(value) ?? '' } as const) : ref;
  });
  const found = await fetchProducts(shop, asked, [PRODUCT, VARIANT], options);
  const read = new Map([...found].map(([key, product]) => [key, readProduct(product, shop)]));
  return asked.map((ref) => read.get(refKey(ref)) ?? null);
}

/** The Shop API knows no SKU; but its search does, and finds more than the very one. */
async function bySku(shop: Shop, refs: readonly ProductRef[], options?: CallOptions): Promise<Map<string, string>> {
  const skus = [...new Set(refs.flatMap(({ by, value }) => (by === 'sku' ? value : [])))].filter(isName);
  const ids = new Map<string, string>();
  for (const chunk of chunks(skus)) {
    const { put, send } = shop.request(options);
    const parts = chunk.map(
      (sku, at) => `s${at}:search(input:{take:100,term:${put('String', sku)}}){items{sku productId}}`,
    );
    const { data } = await send(`query{${parts.join()}}`);
    chunk.forEach((sku, at) => {
      const id = readSkus(data[`s${at}`]).get(sku);
      if (id !== undefined) ids.set(sku, id);
    });
  }
  return ids;
}

/**
 * What the shop says of products, by `refKey`; unread, without those it does not have. Each is asked for by an alias
 * of its own, because a missing price would take everything around it along, up to the next thing that may be `null`.
 */
export async function fetchProducts(
  shop: Shop,
  refs: readonly ProductRef[],
  [ofProduct, ofVariant]: readonly [string, string],
  options?: CallOptions,
): Promise<Map<string, Fields>> {
  const wanted = [...new Map(refs.map((ref) => [refKey(ref), ref])).values()].filter(({ value }) => isName(value));
  const found = new Map<string, Fields>();

  /** Resolves to those that lack a price. */
  async function load(some: readonly ProductRef[], price: string): Promise<ProductRef[]> {
    const { put, send } = shop.request(options);
    const parts = some.map(
      ({ by, value }, at) =>
        `p${at}:product(${by === 'id' ? `id:${put('ID', value)}` : `slug:${put('String', value)}`}){...P}`,
    );
    const fragment = `fragment P on Product{id ${ofProduct} variants{id ${ofVariant} ${price}}}`;
    const { data, errors } = await send(`query{${parts.join()}}`, lacksPrice, fragment);
    const without = new Set(errors.map(({ path }) => path[0]));
    return some.filter((ref, at) => {
      const product = own(data[`p${at}`] as Fields | null) as Fields;
      const id = text(product.id);
      // By default an id is read as a number: the shop takes “1.0” for 1.
      if (id && (ref.by !== 'id' || id === ref.value)) found.set(refKey(ref), product);
      return without.has(`p${at}`);
    });
  }

  for (const chunk of chunks(wanted)) {
    const bare = await load(chunk, PRICE);
    if (!bare.length) continue;
    await load(bare, '');
    for (const ref of bare) await priceEach(shop, found, refKey(ref), options);
  }
  return found;
}

/** Prices of a product of which some variants have one and some have none. */
async function priceEach(shop: Shop, found: Map<string, Fields>, key: string, options?: CallOptions): Promise<void> {
  const product = found.get(key);
  const rows = list(product?.variants, CHUNK).map((row) => own(row as Fields));
  if (!product || rows.length < 2) return;
  const { put, send } = shop.request(options);
  const id = put('ID', text(product.id));
  const parts = rows.map(
    (_, at) => `p${at}:product(id:${id}){variantList(options:{skip:${at},take:1,sort:{id:ASC}}){items{id ${PRICE}}}}`,
  );
  const { data } = await send(`query{${parts.join()}}`, lacksPrice);
  const prices = new Map(
    rows.map((_, at) => {
      const { variantList } = own(data[`p${at}`] as Fields | null);
      const row = own(list(own(variantList as Fields).items)[0] as Fields);
      return [text(row.id), row];
    }),
  );
  found.set(key, { ...product, variants: rows.map((row) => ({ ...row, ...prices.get(text(row.id)) })) });
}

const lacksPrice = ({ code, path }: GraphError) =>
  code === 'INTERNAL_SERVER_ERROR' && PRICE_FIELDS.includes(path.at(-1) ?? '');

const isName = (value: string) => Boolean(value.trim()) && value.length <= LONGEST;

const chunks = <T>(items: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(items.length / CHUNK) }, (_, at) => items.slice(at * CHUNK, (at + 1) * CHUNK));
