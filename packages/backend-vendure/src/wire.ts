/** What a Shop API says of products, read into the model. The `wire` files are the only ones that know its fields. */
import {
  fields,
  htmlText,
  integer,
  list,
  loose,
  money,
  requiredText,
  text,
  toMinor,
  webUrl,
  type Availability,
  type Fields,
  type Image,
  type Money,
  type Product,
  type Variant,
} from '@shuk/core';
import type { Shop } from './shop.js';

const ASSET = '{name preview width height}';
/** The fields of a product, and of its variants. */
export const FIELDS = [
  `name slug description featuredAsset${ASSET}assets${ASSET}optionGroups{name options{id name}}`,
  `sku stockLevel options{id}featuredAsset${ASSET}`,
] as const;
/** Prices are gross. Each of these fields fails where a variant has no price in the currency. */
export const PRICE = 'priceWithTax currencyCode';

/** A product; `null` for one without variants, which cannot be sold. Without an id or title it is `malformed`. */
export function readProduct(value: unknown, shop: Pick<Shop, 'market' | 'precision' | 'productUrl'>): Product | null {
  const product = fields(value, 'product');
  const id = requiredText(product.id, 'id');
  const handle = text(product.slug);
  const rows = list(product.variants, MAX_VARIANTS)
    .map(loose)
    .filter((row) => text(row.id));
  const options = list(product.optionGroups).flatMap((item) => {
    const group = loose(item);
    const name = text(group.name);
    const labels = rows.map((row) => valueOf(row, group) ?? NONE);
    if (!name || labels.every((label) => label === NONE)) return []; // no variant has it
    const listed = [...list(group.options).map((option) => text(loose(option).name)), NONE];
    const values = [...new Set(listed)].flatMap((label) => (label && labels.includes(label) ? { name: label } : []));
    return { shown: { name, values }, labels };
  });
  const variants = rows.map((row, at) =>
    readVariant(
      row,
      shop,
      options.map(({ labels }) => labels[at] ?? NONE),
    ),
  );
  const images = [product.featuredAsset, ...list(product.assets)].flatMap((asset) => readImage(asset) ?? []);
  const [first, ...others] = variants;
  return first
    ? {
        id,
        handle,
        title: requiredText(product.name, `title of ${id}`),
        description: htmlText(product.description),
        url: shop.productUrl({ id, handle }),
        images: [...new Map(images.map((image) => [image.src, image])).values()],
        options: options.map(({ shown }) => shown),
        variants: [first, ...others],
      }
    : null;
}

export const MAX_VARIANTS = 2_048;
/** Stands for what has no name. */
export const NONE = '–';

/** The name of what a variant has of an option group. */
export function valueOf(variant: Fields, group: unknown): string | undefined {
  const ids = list(variant.options).map((option) => text(loose(option).id));
  const options = list(loose(group).options).map(loose);
  return text(options.find(({ id }) => ids.includes(text(id)))?.name);
}

function readVariant(
  row: Fields,
  { market, precision }: Pick<Shop, 'market' | 'precision'>,
  values: readonly string[],
): Variant {
  const current = readMoney(row.priceWithTax, row.currencyCode, precision);
  const counts = current && (!market.currency || current.currency === market.currency);
  return {
    id: text(row.id) ?? '',
    sku: text(row.sku),
    values,
    price: counts ? { current } : undefined,
    availability: readAvailability(row.stockLevel),
    rule: RULE,
    image: readImage(row.featuredAsset),
    plans: [],
  };
}

/** The Shop API tells no rules of its own; limits are told when they are met. */
export const RULE = { min: 1, step: 1 };

/** A whole number in units of 10 to the power of minus `precision`, whatever the currency. */
export function readMoney(value: unknown, currency: unknown, precision: number): Money | undefined {
  const digits = text(integer(value))?.padStart(precision + 1, '0') ?? '';
  const point = digits.length - precision;
  return money(toMinor(`${digits.slice(0, point)}.${digits.slice(point)}`, currency as string), currency);
}

/** A word, or with some stock strategies the number itself. */
export function readAvailability(level: unknown): Availability {
  const count = integer(Number(text(level)), -Infinity);
  const left = level === 'OUT_OF_STOCK' ? 0 : count && Math.max(count, 0);
  const low = level === 'LOW_STOCK' || (left ?? LOW) < LOW;
  return { state: left === 0 ? 'sold-out' : low ? 'low-stock' : 'in-stock', left };
}

const LOW = 4;

export function readImage(value: unknown): Image | undefined {
  const { preview, name, width, height } = loose(value);
  const src = webUrl(preview);
  return src ? { src, alt: text(name), width: integer(width, 1), height: integer(height, 1) } : undefined;
}
