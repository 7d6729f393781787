/** A few goods that have what makes carts difficult. */
const product = (handle, title, variant, more = {}) => ({
  ...{ id: handle, handle, title, collections: ['home'], images: [{ src: `/${handle}.jpg`, alt: `A ${handle}` }] },
  variants: [{ id: handle, sku: handle.toUpperCase(), price: '10.00', stock: 50, ...variant }],
  ...more,
});

const shirt = {
  ...product('shirt', 'Shirt', {}),
  options: [
    { name: 'Size', values: ['S', 'M'] },
    { name: 'Colour & cut', values: ['Red', 'Deep blue'] },
  ],
  variants: [
    { id: 's-red', sku: 'S-RED', values: ['S', 'Red'], price: '20.00', stock: 5 },
    { id: 'm-red', sku: 'M,RED', values: ['M', 'Red'], price: '22.00', compareAt: '30.00', stock: 0 },
    { id: 'm-blue', sku: 'M-BLUE', values: ['M', 'Deep blue'], price: '22.00', stock: 2 },
  ],
};

export const makeSmallGoods = () => ({
  currency: 'USD',
  collections: [
    { handle: 'home', title: 'Home & living' },
    { handle: 'empty', title: 'Empty' },
  ],
  products: [
    product('lamp', "Tom's lamp & shade", { price: '19.98' }, { description: 'Warm. Bright.', vendor: 'Pina & Co' }),
    product('vase', 'Vase', { price: '15.00', compareAt: '18.00' }),
    product('rare', 'Rare thing', { stock: 2 }),
    product('gone', 'Gone', { stock: 0 }),
    product('unpriced', 'Unpriced', { price: undefined }),
    product('single', 'Only one each', {}, { woo: { soldIndividually: true } }),
    product('sixpack', 'Six-pack', {}, { woo: { minimum: 6, multipleOf: 3 } }),
    product('later', 'Later', { stock: 0 }, { woo: { backorders: true } }),
    product('elsewhere', 'Elsewhere', {}, { woo: { type: 'external', externalUrl: 'https://other.example/' } }),
    product(
      'any',
      'Any size',
      {},
      {
        options: [{ name: 'Size', values: ['S', 'M'] }],
        variants: [{ id: 'any', sku: 'ANY', values: [], price: '5.00', stock: 9 }],
      },
    ),
    product('nr', 'נר', {}, { handle: 'נר' }),
    shirt,
  ],
  discounts: [
    { code: 'TEN', percent: 10 },
    { code: 'BIG', amount: '5.00', currency: 'USD', minimum: '500.00' },
    { code: 'OLD', percent: 30, expires: '2020-08-31' },
  ],
});
