/**
 * The demo's catalogue: Vendure's sample products, read by Shuk's own importer, then joined with `overlay.json`, which
 * holds what a brand adds to an export: prices in shekels, Hebrew words, texts for pictures, a reduction.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const at = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Where the sample catalogue keeps its photographs. */
export const photographs = at('node_modules/@vendure/create/assets/images');

/** Imports, enriches and writes `dist/demo/catalog.json`; resolves to what it holds, to the shop of
 * a guest, and to the crops of pictures. */
export async function makeCatalogue() {
  const imported = at('dist/demo/imported.json');
  await mkdir(at('dist/demo'), { recursive: true });
  await promisify(execFile)(process.execPath, [
    ...[at('packages/cli/bin/shuk.js'), 'import', at('node_modules/@vendure/create/assets/products.csv')],
    ...['--format', 'vendure', '--currency', 'USD', '--language', 'en', '--out', imported],
    ...['--image-base', '/vendure/', '--image-dir', photographs, '--product-url', '/en/p/{handle}.html'],
  ]);
  const overlay = JSON.parse(await readFile(new URL('overlay.json', import.meta.url), 'utf8'));
  const catalogue = enrich(JSON.parse(await readFile(imported, 'utf8')), overlay);
  await writeFile(at('dist/demo/catalog.json'), `${JSON.stringify(catalogue, undefined, 1)}\n`);
  // A guest who sells by message: the plants only, and no discount codes.
  const plants = catalogue.products.filter(({ collections }) => collections.includes('plants'));
  const nursery = { ...catalogue, products: plants, discounts: [], checkout: overlay.nursery.checkout };
  const crops = Object.entries(overlay.products).map(([id, { crops = [] }]) => [id, crops]);
  return { catalogue, nursery, crops: Object.fromEntries(crops) };
}

function enrich(catalogue, overlay) {
  const { discounts, checkout } = overlay;
  const products = catalogue.products
    .map((product) => enrichProduct(product, overlay, overlay.products[product.id]))
    .map(withOwnSkus);
  return { ...catalogue, products, discounts, checkout };
}

function enrichProduct(product, { names, colors, he }, own) {
  const [image] = product.images;
  const valueOf = (name) => names.values[name] ?? name;
  const options = product.options?.map(({ name, values }) => ({
    name: names.options[name] ?? name,
    values: values.map(valueOf).map((value) => (colors[value] ? { name: value, color: colors[value] } : value)),
  }));
  return {
    ...product,
    images: [{ ...image, alt: own.alt }],
    ...(options && { options }),
    variants: product.variants.map((variant) => enrichVariant(variant, own, valueOf)),
    translations: {
      he: {
        title: own.he.title,
        description: own.he.description,
        alts: [own.he.alt],
        url: `/he/p/${product.handle}.html`,
        ...(options && translate(options, { ...he.options, ...own.he.options }, he.values)),
      },
    },
  };
}

/** The sample has one SKU for three chairs, which would name none of them: those get the names of the variants. */
function withOwnSkus(product) {
  const isOwn = ({ sku }) => product.variants.filter((other) => other.sku === sku).length === 1;
  return { ...product, variants: product.variants.map((one) => (isOwn(one) ? one : { ...one, sku: one.id })) };
}

/** Only what the product has. What reads the same in both languages, such as `8GB`, is left out. */
function translate(options, titles, words) {
  const known = (list, table) => Object.fromEntries(list.flatMap((one) => (table[one] ? [[one, table[one]]] : [])));
  const names = options.map(({ name }) => name);
  const values = options.flatMap((option) => option.values.map((value) => value.name ?? value));
  return { options: known(names, titles), values: known(values, words) };
}

function enrichVariant(variant, own, valueOf) {
  const { ils, sale, unit, stock = variant.stock, soldOut = [] } = own;
  const values = variant.values?.map(valueOf);
  const shekels = typeof ils === 'string' ? ils : ils[variant.values.join('|')];
  const reduced = (pair) => (pair ? { compareAt: pair[0], lowest30Days: pair[1] } : {});
  const measured = (price) => (unit ? { unitPrice: { price, quantity: unit.quantity, unit: unit.unit } } : {});
  return {
    ...variant,
    ...(values && { values }),
    ...reduced(sale?.usd),
    ...measured(unit?.usd),
    prices: [{ country: 'IL', currency: 'ILS', price: shekels, ...reduced(sale?.ils), ...measured(unit?.ils) }],
    stock: values?.some((value) => soldOut.includes(value)) ? 0 : stock,
  };
}
