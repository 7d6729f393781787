/** What a cart can, by where it is kept. */
import type { CartService } from '@shuk/core';

type Abilities = CartService['abilities'];

/** By the shop. Notes are written at its checkout; attributes it has none of. */
export const SHOP: Abilities = {
  codes: 'native',
  note: 'none',
  attributes: 'none',
  'line-attributes': 'none',
  plans: 'none',
  checkout: 'native',
  idempotency: 'none',
  revision: 'none',
};

/** In the browser. A code would go along unchecked, so none is taken before the shop's own checkout. */
export const LINKS: Abilities = {
  ...SHOP,
  codes: { setup: "Let this page read the shop's cart (allowed_http_origins): see docs/woocommerce.md." },
};
