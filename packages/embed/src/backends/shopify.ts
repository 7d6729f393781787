import { shopifyBackend } from '@shuk/backend-shopify';
import { CommerceError } from '@shuk/core';
import type { BackendFactory } from '@shuk/elements';

/** `<shuk-shop backend="shopify" domain="brand.myshopify.com" token="…">` */
export const open: BackendFactory = ({ domain, token, version, endpoint, plans, stock }) => {
  if (!domain && !endpoint) {
    throw new CommerceError('malformed', 'write domain="brand.myshopify.com", the domain of your shop.');
  }
  return shopifyBackend({ domain, token, version, endpoint, plans, stock });
};
