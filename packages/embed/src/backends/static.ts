import { staticBackend } from '@shuk/backend-static';
import { CommerceError } from '@shuk/core';
import type { BackendFactory } from '@shuk/elements';

/** `<shuk-shop backend="static" src="/catalog.json">` */
export const open: BackendFactory = ({ src }) => {
  if (!src) throw new CommerceError('malformed', 'write src="/catalog.json", the address of your catalogue.');
  return staticBackend({ src });
};
