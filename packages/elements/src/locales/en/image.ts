/** The words of `<shuk-image>`. */
export const image = {
  products: 'Products in this picture',
  product: 'Product {number}',
  soldOut: 'Sold out',
  close: 'Close',
  failed: 'This could not be opened. Please try again.',
};
