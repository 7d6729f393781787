import type { CommerceErrorCode } from '@shuk/core';

/** What went wrong, said to a shopper, and a way on. */
export const failure = {
  offline: 'You seem to be offline. Please check the connection and try again.',
  timeout: 'The shop is taking too long to answer. Please try again.',
  unavailable: 'The shop cannot answer right now. Please try again in a moment.',
  'rate-limited': 'That was too quick for the shop. Please try again in a moment.',
  unauthorized: 'The shop cannot be reached from this page.',
  unsupported: 'This shop cannot do that here.',
  malformed: 'The shop’s answer could not be read. Please try again.',
  rejected: 'The shop did not accept that.',
  conflict: 'The cart was changed elsewhere. Please try again.',
  'cart-gone': 'This cart has expired. Please try again.',
  'cart-closed': 'This cart has already been ordered.',
  'line-gone': 'This item is no longer in the cart.',
  'option-required': 'Please choose an option first.',
  'price-missing': 'This is not sold in your country yet.',
  'out-of-stock': 'This is sold out.',
  'insufficient-stock': { one: 'Only {count} is available.', other: 'Only {count} are available.' },
  'quantity-rule': 'This quantity is not possible.',
  'code-unknown': 'This code is not known.',
  'code-expired': 'This code has expired.',
  'code-not-applicable': 'This code does not apply to the cart yet.',
} satisfies Record<CommerceErrorCode, unknown>;
