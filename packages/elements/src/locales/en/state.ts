/** Words of every element that shows a product: part of the sections `product` and `buy`. */
export const state = {
  loading: 'Loading…',
  missing: 'This product is no longer available.',
  failed: 'The product could not be loaded.',
  offline: 'You seem to be offline.',
  retry: 'Try again',
  'sold-out': 'Sold out',
  notSold: 'Not sold in your country',
};
