import { wooCommerceBackend } from '@shuk/backend-woocommerce';
import { CommerceError, oneOf } from '@shuk/core';
import type { BackendFactory } from '@shuk/elements';

/** `<shuk-shop backend="woocommerce" endpoint="https://shop.example">` */
export const open: BackendFactory = ({ endpoint, cart, checkoutUrl }) => {
  if (!endpoint) throw new CommerceError('malformed', 'write endpoint="https://shop.example", your site.');
  return wooCommerceBackend({ endpoint, cart: oneOf(cart, ['auto', 'api', 'links']), checkoutUrl });
};
