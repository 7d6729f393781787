/** Shopify's global ids. A page may give the bare number instead, as it stands in the address of the admin. */

/** `undefined` for what cannot be an id of this kind: asked for all the same, it would fail the whole request. */
export function globalId(kind: 'Product' | 'ProductVariant' | 'SellingPlan', id: string): string | undefined {
  const prefix = `gid://shopify/${kind}/`;
  const number = id.startsWith(prefix) ? id.slice(prefix.length) : id;
  return /^\d{1,20}$/.test(number) ? prefix + number : undefined;
}

/** True for what may be the id of a cart or of a line; both have a query at their end. */
export const isGlobalId = (kind: 'Cart' | 'CartLine', id: string): boolean =>
  id.startsWith(`gid://shopify/${kind === 'Cart' ? 'Cart/' : ''}`) && /^[\x21-\x7e]{20,1000}$/.test(id);
