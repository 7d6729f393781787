/**
 * The shop of the tests and stories: small products made by hand, each showing one thing a catalogue can say.
 * `catalogs/shop.json` is the same as a file: `node test/support/catalogs/write.mjs` writes it anew.
 */
import { shirt, trousersOfThree } from './catalogs/apparel.js';
import {
  backorderChair,
  boxedTiles,
  coffee,
  externalPoster,
  lamp,
  localCandle,
  lowStockMug,
  oil,
  preorderSofa,
  reducedRug,
  soldOutVase,
} from './catalogs/home.js';

export * from './catalogs/apparel.js';
export * from './catalogs/home.js';

export const collections = [
  { handle: 'lighting', title: 'Lighting' },
  { handle: 'decoration', title: 'Decoration' },
  { handle: 'furniture', title: 'Furniture' },
  { handle: 'kitchen', title: 'Kitchen' },
  { handle: 'apparel', title: 'Apparel' },
  { handle: 'outdoor', title: 'Outdoor' }, // known, and empty
];

export const discounts = [
  { code: 'TEN', percent: 10 },
  { code: 'FIVE', amount: '5.00', currency: 'EUR' },
  { code: 'BIGCART', percent: 20, minimum: '200.00', currency: 'EUR' },
  { code: 'LAMPS', percent: 50, products: [lamp.id] },
  { code: 'SUMMER', percent: 30, expires: '2020-08-31' },
];

export const checkout = {
  url: 'https://shop.example/checkout?cart={lines}&coupon={codes}&country={country}&currency={currency}&lang={language}',
};

/** The whole shop. */
export const catalog = {
  version: 1,
  name: 'Noor',
  currency: 'EUR',
  language: 'en',
  products: [
    lamp,
    soldOutVase,
    lowStockMug,
    backorderChair,
    preorderSofa,
    boxedTiles,
    oil,
    reducedRug,
    coffee,
    externalPoster,
    localCandle,
    shirt,
    trousersOfThree,
  ],
  collections,
  discounts,
  checkout,
};

/** A shop that is `catalog` but for what is given: `catalogWith({ products: [lamp] })`. */
export function catalogWith(changes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return { ...catalog, ...changes };
}
