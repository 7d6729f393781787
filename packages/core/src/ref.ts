/** How a page names a product: by the backend's id, by its handle (slug) or by a SKU of one of its variants. */
export type ProductRef =
  | { readonly by: 'id'; readonly value: string }
  | { readonly by: 'handle'; readonly value: string }
  | { readonly by: 'sku'; readonly value: string };

/** Reads `lamp-01`, `handle:reading-lamp` or `sku:LMP-1`. Everything without such a prefix is an id. */
export function parseRef(text: string): ProductRef {
  const match = /^(id|handle|sku):(.+)$/s.exec(text);
  if (!match) return { by: 'id', value: text };
  return { by: match[1] as ProductRef['by'], value: match[2] ?? '' };
}

/** The inverse of `parseRef`; equal texts name the same product. */
export function refKey({ by, value }: ProductRef): string {
  return `${by}:${value}`;
}
