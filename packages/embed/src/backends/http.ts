import { httpBackend } from '@shuk/backend-http';
import { CommerceError } from '@shuk/core';
import type { BackendFactory } from '@shuk/elements';

/** `<shuk-shop backend="http" endpoint="https://api.example/shuk">` */
export const open: BackendFactory = ({ endpoint, token }) => {
  if (!endpoint) {
    throw new CommerceError('malformed', 'write endpoint="https://api.example/shuk", the address of your server.');
  }
  return httpBackend({ endpoint, token });
};
