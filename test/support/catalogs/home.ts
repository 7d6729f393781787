/** Products of a home shop, each showing one thing a catalogue can say. */

const picture = (name: string) => `/test/support/pictures/${name}.svg`;

/** The plain one: a picture, one option with swatches, a Hebrew translation, prices in three more currencies. */
export const lamp = {
  id: 'lamp-01',
  handle: 'reading-lamp',
  title: 'Reading lamp',
  description: 'A brass lamp with a linen shade.',
  vendor: 'Noor',
  url: '/p/lamp-01',
  images: [
    { src: picture('lamp-red'), alt: 'A red lamp on a desk', width: 1200, height: 900 },
    { src: picture('lamp-blue'), alt: 'A blue lamp on a desk', width: 1200, height: 900 },
  ],
  collections: ['lighting'],
  translations: {
    he: {
      title: 'מנורת קריאה',
      description: 'מנורת פליז עם אהיל פשתן.',
      url: '/he/p/lamp-01',
      alts: ['מנורה אדומה על שולחן', 'מנורה כחולה על שולחן'],
      options: { Color: 'צבע' },
      values: { Red: 'אדום', Blue: 'כחול' },
    },
  },
  options: [
    {
      name: 'Color',
      kind: 'swatch',
      values: [
        { name: 'Red', color: '#c00' },
        { name: 'Blue', color: '#0044cc' },
      ],
    },
  ],
  variants: [
    {
      id: 'lamp-01-red',
      sku: 'L1R',
      values: ['Red'],
      price: '49.00',
      prices: [
        { country: 'IL', currency: 'ILS', price: '189.00' },
        { currency: 'JPY', price: '7980' },
        { currency: 'KWD', price: '16.250' },
      ],
      stock: 12,
      image: 0,
    },
    {
      id: 'lamp-01-blue',
      sku: 'L1B',
      values: ['Blue'],
      price: '52.00',
      prices: [
        { country: 'IL', currency: 'ILS', price: '199.00' },
        { currency: 'JPY', price: '8480' },
        { currency: 'KWD', price: '17.125' },
      ],
      stock: 8,
      image: 1,
    },
  ],
} as const;

export const soldOutVase = {
  id: 'vase-02',
  handle: 'ribbed-vase',
  title: 'Ribbed vase',
  url: '/p/vase-02',
  images: [{ src: picture('vase'), alt: 'A ribbed vase', width: 900, height: 1200 }],
  collections: ['decoration'],
  translations: { he: { title: 'אגרטל מצולע' } },
  variants: [{ id: 'vase-02-one', sku: 'V2', price: '35.00', stock: 0 }],
} as const;

/** Three are left. */
export const lowStockMug = {
  id: 'mug-03',
  handle: 'stoneware-mug',
  title: 'Stoneware mug',
  url: '/p/mug-03',
  images: [{ src: picture('mug'), alt: 'A stoneware mug', width: 1000, height: 1000 }],
  collections: ['kitchen'],
  translations: { he: { title: 'ספל חרס' } },
  variants: [
    {
      id: 'mug-03-one',
      sku: 'M3',
      price: '14.50',
      prices: [{ country: 'IL', currency: 'ILS', price: '55.00' }],
      stock: 3,
    },
  ],
} as const;

/** Sells beyond its stock and ships later. */
export const backorderChair = {
  id: 'chair-04',
  handle: 'oak-chair',
  title: 'Oak chair',
  url: '/p/chair-04',
  images: [{ src: picture('chair'), alt: 'An oak chair', width: 900, height: 1200 }],
  collections: ['furniture'],
  variants: [
    { id: 'chair-04-one', sku: 'C4', price: '240.00', stock: 0, availability: 'backorder', from: '2027-02-15' },
  ],
} as const;

export const preorderSofa = {
  id: 'sofa-05',
  handle: 'linen-sofa',
  title: 'Linen sofa',
  url: '/p/sofa-05',
  images: [{ src: picture('sofa'), alt: 'A linen sofa', width: 1600, height: 900 }],
  collections: ['furniture'],
  variants: [{ id: 'sofa-05-one', sku: 'S5', price: '1890.00', availability: 'preorder', from: '2027-05-01' }],
} as const;

/** Sold in boxes of four: at least 8, at most 40. */
export const boxedTiles = {
  id: 'tiles-06',
  handle: 'zellige-tiles',
  title: 'Zellige tiles',
  url: '/p/tiles-06',
  images: [{ src: picture('tiles'), alt: 'Green glazed tiles', width: 1000, height: 1000 }],
  collections: ['decoration'],
  variants: [{ id: 'tiles-06-one', sku: 'T6', price: '3.20', stock: 500, minimum: 8, maximum: 40, step: 4 }],
} as const;

/** Priced by measure. */
export const oil = {
  id: 'oil-07',
  handle: 'olive-oil',
  title: 'Olive oil',
  url: '/p/oil-07',
  images: [{ src: picture('oil'), alt: 'A bottle of olive oil', width: 800, height: 1200 }],
  collections: ['kitchen'],
  options: [{ name: 'Volume', kind: 'button', values: ['250 ml', '750 ml'] }],
  variants: [
    {
      id: 'oil-07-250',
      sku: 'O7S',
      values: ['250 ml'],
      price: '9.90',
      unitPrice: { price: '3.96', quantity: 100, unit: 'ml' },
    },
    {
      id: 'oil-07-750',
      sku: 'O7L',
      values: ['750 ml'],
      price: '24.00',
      unitPrice: { price: '3.20', quantity: 100, unit: 'ml' },
    },
  ],
} as const;

/** Reduced, with the lowest price of the last 30 days that the EU asks for. */
export const reducedRug = {
  id: 'rug-08',
  handle: 'wool-rug',
  title: 'Wool rug',
  url: '/p/rug-08',
  images: [{ src: picture('rug'), alt: 'A striped wool rug', width: 1600, height: 1000 }],
  collections: ['decoration'],
  translations: { he: { title: 'שטיח צמר' } },
  variants: [
    {
      id: 'rug-08-one',
      sku: 'R8',
      price: '129.00',
      compareAt: '179.00',
      lowest30Days: '139.00',
      prices: [{ country: 'IL', currency: 'ILS', price: '499.00', compareAt: '699.00', lowest30Days: '549.00' }],
      stock: 5,
    },
  ],
} as const;

/** Once, or by subscription; the tasting box by subscription only. */
export const coffee = {
  id: 'coffee-09',
  handle: 'house-coffee',
  title: 'House coffee',
  url: '/p/coffee-09',
  images: [{ src: picture('coffee'), alt: 'A bag of coffee', width: 900, height: 1200 }],
  collections: ['kitchen'],
  options: [{ name: 'Kind', kind: 'list', values: ['Beans', 'Tasting box'] }],
  variants: [
    {
      id: 'coffee-09-beans',
      sku: 'K9',
      values: ['Beans'],
      price: '12.00',
      prices: [{ country: 'IL', currency: 'ILS', price: '46.00' }],
      plans: [
        {
          id: 'monthly',
          name: 'Every month, save 10 %',
          interval: { unit: 'month', count: 1 },
          price: '10.80',
          compareAt: '12.00',
          prices: [{ country: 'IL', currency: 'ILS', price: '41.40' }],
        },
        { id: 'fortnightly', name: 'Every 2 weeks', interval: { unit: 'week', count: 2 } },
      ],
    },
    {
      id: 'coffee-09-box',
      sku: 'K9B',
      values: ['Tasting box'],
      price: '29.00',
      plans: [{ id: 'quarterly', name: 'Every 3 months', interval: { unit: 'month', count: 3 } }],
      planRequired: true,
    },
  ],
} as const;

/** Sold elsewhere: shown and linked, never in our cart. */
export const externalPoster = {
  id: 'poster-10',
  handle: 'museum-poster',
  title: 'Museum poster',
  url: 'https://museum.example/poster',
  images: [{ src: picture('poster'), alt: 'A poster of an exhibition', width: 900, height: 1200 }],
  collections: ['decoration'],
  external: true,
  variants: [{ id: 'poster-10-one', price: '25.00' }],
} as const;

/** Has a price in Israel only. */
export const localCandle = {
  id: 'candle-11',
  handle: 'candle',
  title: 'Beeswax candle',
  url: '/p/candle-11',
  images: [{ src: picture('candle'), alt: 'A beeswax candle', width: 800, height: 1200 }],
  collections: ['lighting', 'decoration'],
  translations: { he: { title: 'נר דבש' } },
  variants: [{ id: 'candle-11-one', sku: 'N11', prices: [{ country: 'IL', currency: 'ILS', price: '38.00' }] }],
} as const;
