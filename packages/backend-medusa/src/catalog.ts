/** Products by their names. */
import type { Product, ProductRef } from '@shuk/core';
import { isName, type Query, type Shop, type Signal } from './shop.js';
import { productFields, readProducts, type Products } from './wire.js';

/** As many as one address can name. */
const MOST = 100;

/** How each kind of name is asked for. */
const PARAMETERS = { id: 'id[]', handle: 'handle[]', sku: 'variants[sku][]' } as const;

/** In the order asked, `null` for a miss: one request for each kind of name. */
export async function products(shop: Shop, refs: readonly ProductRef[], signal: Signal): Promise<(Product | null)[]> {
  signal?.throwIfAborted();
  const found = new Map<string, Product>();
  const kinds = Object.keys(PARAMETERS) as ProductRef['by'][];
  await Promise.all(
    kinds.map(async (by) => {
      const asked = new Set(refs.filter((ref) => ref.by === by && isName(ref.value)).map(({ value }) => value));
      const names = [...asked];
      for (let at = 0; at < names.length; at += MOST) {
        const some = names.slice(at, at + MOST).map((name) => [PARAMETERS[by], name] as const);
        const { items } = await list(shop, [...some, ['limit', MOST]], signal);
        for (const item of items) {
          if (!item) continue;
          const own = by === 'sku' ? item.variants.map(({ sku }) => sku) : [item[by]];
          for (const name of own) if (name !== undefined && !found.has(by + name)) found.set(by + name, item);
        }
      }
    }),
  );
  return refs.map(({ by, value }) => found.get(by + value) ?? null);
}

/** The products that a query finds, with the prices of the session's region. */
export async function list(shop: Shop, query: Query, signal: Signal): Promise<Products> {
  const region = await shop.region(signal);
  const priced = region ? ([['region_id', region.id]] as const) : [];
  const body = await shop.ask('products', [...query, ...priced, ['fields', productFields(Boolean(region))]], signal);
  return readProducts(body, shop);
}
