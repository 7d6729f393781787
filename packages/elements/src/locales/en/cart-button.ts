/** The words of `<shuk-cart-button>`, read out as "Cart, 3 items". `count` and `many` stand on the badge: 3, 99+. */
export const cartButton = {
  cart: 'Cart',
  items: { one: '{count} item', other: '{count} items' },
  count: '{count}',
  many: '{count}+',
};
