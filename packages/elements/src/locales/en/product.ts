import { state } from './state.js';

/** The words of `<shuk-product>`. */
export const product = {
  ...state,
  stale: 'Price and stock may be out of date.',
  from: 'From {price}',
  was: 'Was',
  off: '−{percent}%',
  lowest: 'Lowest price in the last 30 days: {price}',
  unit: '{price} / {unit}',
  units: '{price} / {quantity} {unit}',
  'in-stock': 'In stock',
  'low-stock': 'Only a few left',
  left: { one: 'Only {count} left', other: 'Only {count} left' },
  backorder: 'On backorder',
  backorderFrom: 'Ships from {date}',
  preorder: 'Pre-order',
  preorderFrom: 'Pre-order, ships from {date}',
};
