/** What a Shop API says of products, read into the model. Together with `wire-cart.ts` the only files that know its fields. */
import {
  fields,
  htmlText,
  integer,
  list,
  malformed,
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
import { own, type Shop } from './shop.js';

export const ASSET = '{id name preview width height}';
export const PRODUCT = `name slug description featuredAsset${ASSET}assets${ASSET}optionGroups{id name options{id}}`;
export const VARIANT = `sku stockLevel options{id name groupId}featuredAsset${ASSET}`;
/** Prices are gross. Each of these fails where a variant has no price in the currency. */
export const PRICE_FIELDS: readonly string[] = ['priceWithTax', 'currencyCode'];
export const PRICE = PRICE_FIELDS.join(' ');

/** A product; `null` for one without variants, which cannot be sold. Without an id or title it is `malformed`. */
export function readProduct(value: unknown, shop: Pick<Shop, 'market' | 'precision' | 'productUrl'>): Product | null {
  const product = fields(value, 'product');
  const id = requiredText(product.id, 'id');
  const title = requiredText(product.name, `title of ${id}`);
  const handle = text(product.slug);
  const rows = list(product.variants, MAX_VARIANTS).map(loose);
  const groups = list(product.optionGroups).map(loose);
  const options = groups.flatMap((group) => {
    const order = list(group.options).map((option) => text(loose(option).id));
    const sold = rows.map((row) => optionOf(row, group.id));
    const name = text(group.name);
    if (!name || !sold.some(([id]) => id)) return []; // no variant has it
    sold.sort(([one], [two]) => order.indexOf(one) - order.indexOf(two));
    const values = [...new Set(sold.map(([, label]) => label))].map((label) => ({ name: label }));
    return [{ id: group.id, shown: { name, values } }];
  });
  const variants = rows.flatMap((row): Variant[] => {
    const variant = readVariant(row, shop);
    return variant ? [{ ...variant, values: options.map((option) => optionOf(row, option.id)[1]) }] : [];
  });
  const images = new Map(
    [product.featuredAsset, ...list(product.assets)].flatMap((asset) => {
      const image = readImage(asset);
      return image ? [[image.src, image]] : [];
    }),
  );
  if (!variants.length) return null;
  return {
    id,
    handle,
    title,
    description: htmlText(product.description),
    url: shop.productUrl({ id, handle }),
    images: [...images.values()],
    options: options.map(({ shown }) => shown),
    variants: variants as [Variant, ...Variant[]],
  };
}

const MAX_VARIANTS = 2_048;
const NONE = '–';

/** The id and the name of what a variant has of an option group. */
export function optionOf(variant: Fields, group: unknown): [string | undefined, string] {
  const option = list(variant.options)
    .map(loose)
    .find(({ groupId }) => text(groupId) === text(group));
  return [text(option?.id), text(option?.name) ?? NONE];
}

/** Without its values. `undefined` for one without an id. */
function readVariant(row: Fields, { market, precision }: Pick<Shop, 'market' | 'precision'>): Variant | undefined {
  const id = text(row.id);
  const current = id && readMoney(row.priceWithTax, row.currencyCode, precision);
  const counts = current && (!market.currency || current.currency === market.currency);
  return id
    ? {
        id,
        sku: text(row.sku),
        values: [],
        price: counts ? { current } : undefined,
        availability: readAvailability(row.stockLevel),
        rule: RULE,
        image: readImage(row.featuredAsset),
        plans: [],
      }
    : undefined;
}

/** The Shop API tells no rules of its own; limits are told when they are met. */
export const RULE = { min: 1, step: 1 };

/** By variant id, of what `fetchProducts` gives. */
export function readPrices(product: Fields, shop: Pick<Shop, 'market' | 'precision'>): Map<string, Money | undefined> {
  return new Map(
    list(product.variants, MAX_VARIANTS).flatMap((row) => {
      const variant = readVariant(loose(row), shop);
      return variant ? [[variant.id, variant.price?.current]] : [];
    }),
  );
}

/** A whole number in units of 10 to the power of minus `precision`, whatever the currency. */
export function readMoney(value: unknown, currency: unknown, precision: number): Money | undefined {
  const whole = integer(value);
  if (whole === undefined) return undefined;
  const digits = String(whole).padStart(precision + 1, '0');
  const point = digits.length - precision;
  return money(toMinor(`${digits.slice(0, point)}.${digits.slice(point)}`, currency as string), currency);
}

/** A word, or with some stock strategies the number itself. */
export function readAvailability(level: unknown): Availability {
  const counted = /^-?\d{1,9}$/.test(text(level) ?? '') ? Math.max(Number(level), 0) : undefined;
  if (level === 'OUT_OF_STOCK' || counted === 0) return { state: 'sold-out', left: 0 };
  const low = level === 'LOW_STOCK' || (counted !== undefined && counted < LOW);
  return { state: low ? 'low-stock' : 'in-stock', left: counted };
}

const LOW = 4;

export function readImage(value: unknown): Image | undefined {
  const { preview, name, width, height } = loose(value);
  const src = webUrl(preview);
  return src ? { src, alt: text(name), width: integer(width, 1), height: integer(height, 1) } : undefined;
}

/** The ids of products by SKU, of an answer to a search. */
export function readSkus(value: unknown): Map<string, string> {
  return new Map(
    list(loose(value).items).flatMap((item) => {
      const { sku, productId } = loose(item);
      const [name, id] = [text(sku), text(productId)];
      return name && id ? [[name, id]] : [];
    }),
  );
}

/** The ids of a page of a search, and how many there are in all. */
export function readPage(value: unknown): { ids: string[]; total: number } {
  const { items, totalItems } = fields(value, 'page');
  const total = integer(totalItems);
  if (total === undefined || !Array.isArray(items)) throw malformed('page');
  return { ids: list(items).flatMap((item) => text(loose(item).productId) ?? []), total };
}

/** As `fields`, but empty for what is not an object. */
export const loose = (value: unknown): Fields => own(value as Fields);
