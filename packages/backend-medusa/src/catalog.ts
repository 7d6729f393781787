/** Products by their names. */
import type { Product, ProductRef } from '@shuk/core';
import { isName, type Query, type Shop, type Signal } from './shop.js';
import { productFields, readProducts, type Products } from './wire.js';

/** The most names of one request, and of their encoded characters: servers take addresses of about 8,000. */
const MOST = 100;
const LONGEST = 6_000;

/** How each kind of name is asked for. */
const PARAMETERS = { id: 'id[]', handle: 'handle[]', sku: 'variants[sku][]' } as const;

/** In the order asked, `null` for a miss: one request for each kind of name, or more where there are many. */
export async function products(shop: Shop, refs: readonly ProductRef[], signal: Signal): Promise<(Product | null)[]> {
  signal?.throwIfAborted();
  const found = new Map<string, Product>();
  const kinds = Object.keys(PARAMETERS) as ProductRef['by'][];
  await Promise.all(
    kinds.map(async (by) => {
      const asked = new Set(refs.filter((ref) => ref.by === by && isName(ref.value)).map(({ value }) => value));
      const names = [...asked];
      while (names.length) {
        const parameter = PARAMETERS[by];
        const some = names.splice(0, MOST);
        while (encodeURIComponent(some.join(parameter)).length > LONGEST) {
          names.unshift(...some.splice(some.length / 2)); // one alone always fits
        }
        const query = some.map((name) => [parameter, name] as const);
        const { items } = await list(shop, [...query, ['limit', MOST]], signal);
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
