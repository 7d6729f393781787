/**
 * The shops that adapters are run against. Each has a folder here with a `shop.mjs`, which exports
 *
 *   name             as in `<shuk-shop backend="…">`
 *   isReal           true: the real software; false: our own server, which answers as the real one does
 *   lacking()        what this machine lacks to start it, as a sentence; `undefined`: nothing (may be async)
 *   start()          starts it on 127.0.0.1 and a free port, with the goods of `goods.mjs`, and resolves to:
 *
 *     attributes       of `<shuk-shop>`, with `backend`. Where the shop has no checkout or product pages of its own, the
 *                      demo adds `checkout-url` and `product-url`
 *     origin           the shop's own, e.g. `http://127.0.0.1:4100`: what a proxy stands before
 *     open(origin?)    the adapter in this process, by another origin where a proxy stands before the shop
 *     fixture          for `@shuk/conformance`
 *     order(token)     completes the order of this cart through the shop's own API; resolves to
 *                      `{ lines: [{ sku, quantity, attributes }], codes, note }` as the shop's order has them.
 *                      Absent where orders cannot be completed here
 *     expire(token)    makes the cart as if it had expired. Absent where that cannot be done
 *     setStock(sku, n) and `setPrice(sku, minorUnits)` in dollars. Absent where that cannot be done
 *     stop()           ends it
 *
 * Pages of any origin `http://127.0.0.1:<port>` may use a shop; pages of `http://localhost:<port>` may not, so that the
 * message about it can be tested.
 */
export const names = ['static', 'http', 'shopify', 'woocommerce', 'vendure', 'medusa'];

export const loadShop = (name) => import(`./${name}/shop.mjs`);
