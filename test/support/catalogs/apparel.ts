/** Products with several options. */

const picture = (name: string) => `/test/support/pictures/${name}.svg`;

const shirts = [
  ['Red', 'S', 4],
  ['Red', 'M', 0],
  ['Blue', 'M', 6],
  ['Blue', 'L', 2],
  ['Sand', 'S', 9],
  ['Sand', 'M', 9],
  ['Sand', 'L', 9],
] as const;

/** Colour × size; red in L and blue in S do not exist, red in M is sold out. */
export const shirt = {
  id: 'shirt-20',
  handle: 'linen-shirt',
  title: 'Linen shirt',
  description: 'Loose, washed linen.',
  vendor: 'Noor',
  url: '/p/shirt-20',
  images: [
    { src: picture('shirt-red'), alt: 'A red linen shirt', width: 900, height: 1200 },
    { src: picture('shirt-blue'), alt: 'A blue linen shirt', width: 900, height: 1200 },
    { src: picture('shirt-sand'), alt: 'A sand linen shirt', width: 900, height: 1200 },
  ],
  collections: ['apparel'],
  translations: {
    he: {
      title: 'חולצת פשתן',
      options: { Color: 'צבע', Size: 'מידה' },
      values: { Red: 'אדום', Blue: 'כחול', Sand: 'חול' },
    },
  },
  options: [
    {
      name: 'Color',
      kind: 'swatch',
      values: [
        { name: 'Red', color: '#b3202a', image: 0 },
        { name: 'Blue', color: '#24478f', image: 1 },
        { name: 'Sand', color: '#d8c6a0', image: 2 },
      ],
    },
    { name: 'Size', kind: 'button', values: ['S', 'M', 'L'] },
  ],
  variants: shirts.map(([color, size, stock]) => ({
    id: `shirt-20-${color.toLowerCase()}-${size.toLowerCase()}`,
    sku: `H20-${color[0]}${size}`,
    values: [color, size],
    price: '79.00',
    prices: [{ country: 'IL', currency: 'ILS', price: '299.00' }],
    stock,
    image: ['Red', 'Blue', 'Sand'].indexOf(color),
  })),
};

const trousers = ['Black', 'Olive'].flatMap((color) =>
  ['30', '32', '34'].flatMap((waist) => ['Regular', 'Long'].map((length) => [color, waist, length] as const)),
);

/** Three options; olive in 34 comes in regular length only. */
export const trousersOfThree = {
  id: 'trousers-21',
  handle: 'canvas-trousers',
  title: 'Canvas trousers',
  url: '/p/trousers-21',
  images: [{ src: picture('trousers'), alt: 'Canvas trousers', width: 900, height: 1200 }],
  collections: ['apparel'],
  options: [
    {
      name: 'Color',
      kind: 'swatch',
      values: [
        { name: 'Black', color: '#111' },
        { name: 'Olive', color: '#6b6b3a' },
      ],
    },
    { name: 'Waist', kind: 'list', values: ['30', '32', '34'] },
    { name: 'Length', kind: 'button', values: ['Regular', 'Long'] },
  ],
  variants: trousers
    .filter((values) => values.join() !== 'Olive,34,Long')
    .map((values) => ({ id: `trousers-21-${values.join('-').toLowerCase()}`, values, price: '95.00', stock: 5 })),
};
