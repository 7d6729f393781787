import { medusaBackend } from '@shuk/backend-medusa';
import { CommerceError } from '@shuk/core';
import type { BackendFactory } from '@shuk/elements';

/** `<shuk-shop backend="medusa" endpoint="https://api.shop.example" token="pk_…">` */
export const open: BackendFactory = ({ endpoint, token, region, productUrl, checkoutUrl }) => {
  if (!endpoint) throw new CommerceError('malformed', 'write endpoint="https://api.shop.example", your Medusa server.');
  if (!token) throw new CommerceError('malformed', 'write token="pk_…", the publishable API key of a sales channel.');
  return medusaBackend({ endpoint, token, region, productUrl, checkoutUrl });
};
