import { state } from './state.js';

/** The words of `<shuk-buy>`. */
export const buy = {
  ...state,
  add: 'Add to cart',
  preorder: 'Pre-order',
  adding: 'Adding…',
  added: 'Added',
  addedToCart: 'Added to cart: {title}',
  clamped: 'Your cart now has {count}. More is not possible.',
  external: 'View in shop',
  choose: 'Please choose: {option}',
  chooseOne: 'Please choose',
  plan: 'Purchase',
  once: 'One-time purchase',
  quantity: 'Quantity',
  decrease: 'Fewer',
  increase: 'More',
  atLeast: 'The least is {count}.',
  atMost: 'The most is {count}.',
  steps: 'Sold in steps of {count}.',
};
