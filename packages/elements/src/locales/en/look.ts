/** The words of the look of a `<shuk-image>`. */
export const look = {
  button: 'Shop the look ({count})',
  title: 'Shop the look',
  add: 'Add the whole look',
  some: { one: 'Add {count} product', other: 'Add {count} products' },
  adding: 'Adding…',
  include: 'Include {title}',
  choice: 'Options of {title}',
  choose: 'Please choose',
  soldOut: '{name} – sold out',
  external: 'Sold in another shop',
  addedAll: 'The whole look is in the cart.',
  added: { one: '{done} of {count} added', other: '{done} of {count} added' },
  addedOne: 'Added',
  clamped: 'Your cart now has {count}. More is not possible.',
  undo: 'Undo',
  undone: 'Taken out of the cart again.',
};
