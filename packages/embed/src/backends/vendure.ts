import { vendureBackend } from '@shuk/backend-vendure';
import { CommerceError } from '@shuk/core';
import type { BackendFactory } from '@shuk/elements';

/** `<shuk-shop backend="vendure" endpoint="https://api.shop.example/shop-api">` */
export const open: BackendFactory = ({ endpoint, channel, productUrl, checkoutUrl, customFields }) => {
  if (!endpoint) {
    throw new CommerceError('malformed', 'write endpoint="https://api.shop.example/shop-api", your Shop API.');
  }
  return vendureBackend({ endpoint, channel, productUrl, checkoutUrl, customFields });
};
