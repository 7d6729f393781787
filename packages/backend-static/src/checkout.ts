/** Where an order goes: to a shop's own address, or as a message to the seller. Loaded when somebody checks out. */
import { CommerceError, orderUrl, text, type Checkout } from '@shuk/core';
import { elsewhere, openDraft, present, type Draft } from './draft.js';
import type { Shelf } from './index.js';
import { orderMessage } from './message.js';
import { fit } from './quantities.js';
import { decode } from './token.js';
import { readCheckout } from './wire-checkout.js';

/** Mail programs cut longer addresses. */
const MAX_MAILTO = 2_000;

const ALL = ['lines', 'codes', 'note', 'attributes', 'market'] as const;

/** Rejects for a cart that is empty, or that cannot be sold as it stands (`out-of-stock`, `insufficient-stock` …). */
export function checkout(shelf: Shelf, token: string): Checkout {
  const stored = decode(token);
  if (!stored) throw new CommerceError('cart-gone', 'This is not a cart.');
  const by = readCheckout(shelf.catalog);
  if (!by) throw new CommerceError('unsupported', 'The catalogue does not say where orders go.');
  const draft = openDraft(shelf, stored);
  if (!draft.lines.length) throw new CommerceError('rejected', 'The cart is empty.', { native: 'empty' });
  for (const line of draft.lines) {
    const { error } = fit(line.variant, line.quantity, elsewhere(draft, line));
    if (error) throw error;
  }
  if (by.via === 'link') return toLink(draft, by.template);
  const { subject, body } = orderMessage(draft);
  switch (by.via) {
    case 'whatsapp':
      return toMessage('whatsapp', `https://wa.me/${by.to}`, `?text=${encodeURIComponent(body)}`, body);
    case 'email': {
      const lines = body.replaceAll('\n', '\r\n');
      const query = `?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(lines)}`;
      return toMessage('email', `mailto:${encodeURIComponent(by.to).replace('%40', '@')}`, query, body, MAX_MAILTO);
    }
    case 'messenger': // has no documented way to take a text along
      return toMessage('messenger', `https://m.me/${by.to}`, undefined, body);
  }
}

/** A message that does not fit into the address is given beside it, to be pasted. */
function toMessage(
  via: 'whatsapp' | 'messenger' | 'email',
  address: string,
  query: string | undefined,
  message: string,
  most = Infinity,
): Checkout {
  const url = query && address.length + query.length <= most ? orderUrl(address + query) : undefined;
  return url ? { url, carries: ALL, via } : { url: address, carries: [], via, message };
}

/** Fills the template: `https://shop.example/checkout?cart={lines}` and so on, see `catalog.schema.json`. */
function toLink(draft: Draft, template: string): Checkout {
  const { shelf, lines, note } = draft;
  const { currency, codes } = present(draft);
  const pieces = new Map<string, number>();
  for (const { variant, quantity } of lines) pieces.set(variant.id, (pieces.get(variant.id) ?? 0) + quantity);
  const values = new Map([
    ['lines', [...pieces].map(([id, quantity]) => `${encodeURIComponent(id)}:${quantity}`).join()],
    ['codes', codes.flatMap(({ code, applied }) => (applied ? encodeURIComponent(code) : [])).join()],
    ['note', encodeURIComponent(note ?? '')],
    ['country', encodeURIComponent(text(shelf.market.country) ?? '')],
    ['currency', currency],
    ['language', encodeURIComponent(text(shelf.market.language) ?? '')],
  ]);
  const named = new Set<string>();
  const filled = template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values.get(name);
    if (value === undefined) return whole;
    named.add(name);
    return value;
  });
  const url = orderUrl(filled, shelf.catalog.base);
  if (!url?.startsWith('http')) {
    throw new CommerceError('unsupported', 'The checkout is not a web address, or too long.', {
      native: 'checkout-url',
    });
  }
  const market = ['country', 'currency', 'language'].some((name) => named.has(name));
  return { url, carries: ALL.filter((part) => (part === 'market' ? market : named.has(part))) };
}
