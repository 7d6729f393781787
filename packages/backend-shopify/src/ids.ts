/** Shopify's global ids. A page may give the bare number instead, as it stands in the address of the admin. */

/** `undefined` for what cannot be an id of this kind: asked for all the same, it would fail the whole request. */
export function globalId(kind: 'Product' | 'ProductVariant' | 'SellingPlan', id: string): string | undefined {
  const prefix = `gid://shopify/${kind}/`;
  const number = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  return /^\d{1,20}$/.test(number) ? prefix + number : undefined;
}
