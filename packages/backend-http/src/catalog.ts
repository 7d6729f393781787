import {
  CommerceError,
  malformed,
  own,
  refKey,
  type CallOptions,
  type CatalogService,
  type Page,
  type Product,
  type ProductQuery,
} from '@shuk/core';
import { askMany, isId, whole, type Call } from './call.js';
import { toProducts } from './wire.js';

/** `skip` is told what is left out of an answer. */
export function catalogService(call: Call, skip: (error: CommerceError) => void): CatalogService {
  async function page(path: string, query: ProductQuery & { handle?: string }, options: CallOptions | undefined) {
    return whole(await call(path, toProducts, options, { query: { ...query } }));
  }

  return {
    abilities: {
      handle: 'native',
      sku: 'native',
      search: 'native',
      collection: 'native',
      country: 'native',
      currency: 'native',
      language: 'native',
    },

    async products(refs, options) {
      const names = refs.map((ref) => (isId(ref.value) ? refKey(ref) : undefined));
      const found = await askMany<Product>(call, '/products', 'refs', names, options, toProducts);
      return found.map((product, index) => {
        const { by, value } = refs[index] ?? {};
        if (!product || by !== 'id' || product.id === value) return product;
        // Databases answer in an order of their own.
        skip(malformed(`product of ${by} ${value}`));
        return null;
      });
    },

    search: (query, options) => page('/search', query, options),

    async collection(handle, query, options): Promise<Page<Product> | null> {
      own(options).signal?.throwIfAborted();
      if (!isId(handle)) return null;
      return page('/collection', { ...query, handle }, options).catch((thrown: unknown) => {
        if (thrown instanceof CommerceError && thrown.status === 404) return null;
        throw thrown;
      });
    },
  };
}
