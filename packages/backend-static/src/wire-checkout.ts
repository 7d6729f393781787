/** The part of `wire.ts` that only the checkout needs: where orders go. */
import { loose, text } from '@shuk/core';
import type { Catalog } from './wire.js';

/** Where an order goes. `link` is a template, see `catalog.schema.json`. */
export type OrderBy =
  | { readonly via: 'link'; readonly template: string }
  | { readonly via: 'whatsapp' | 'messenger' | 'email'; readonly to: string };

/** The first of the ways that the catalogue names and that can be used; `undefined` for none. */
export function readCheckout({ file }: Catalog): OrderBy | undefined {
  const { url, whatsapp, messenger, email } = loose(file.checkout);
  const template = text(url);
  if (template) return { via: 'link', template };
  const number = (text(whatsapp) ?? '').replace(/[\s().+-]/g, '').replace(/^0+/, '');
  if (/^\d{6,15}$/.test(number)) return { via: 'whatsapp', to: number };
  const page = text(messenger) ?? '';
  if (/^[\w.-]{1,100}$/.test(page)) return { via: 'messenger', to: page };
  const address = text(email) ?? '';
  if (/^[\w.!#$'*+/^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+){0,8}$/.test(address)) return { via: 'email', to: address };
  return undefined;
}
