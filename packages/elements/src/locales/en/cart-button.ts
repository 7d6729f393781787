/** The words of `<shuk-cart-button>`, read out as "Cart, 3 items". */
export const cartButton = {
  cart: 'Cart',
  items: { one: '{count} item', other: '{count} items' },
};
