/** What Medusa says of regions and products, read into the model. The only file that knows these fields. */
import {
  fields,
  htmlText,
  integer,
  list,
  loose,
  malformed,
  money,
  requiredText,
  text,
  toMinor,
  webUrl,
  type Availability,
  type Fields,
  type Image,
  type Market,
  type Money,
  type Price,
  type Product,
  type ProductOption,
  type Variant,
} from '@shuk/core';

export interface Region {
  readonly id: string;
  /** Not known where the region was given. */
  readonly currency: string | undefined;
}

const MAX_VARIANTS = 2_048;

/** How the admin names what a product without options has. */
const DEFAULTS = ['Default option', 'Default option value', 'Default variant'];

/** The fields of a product that are read here; prices can be asked for with a region only. */
export const productFields = (priced: boolean): string =>
  'id,title,handle,description,thumbnail,images.url,images.rank,options.title,options.values.id,options.values.value,' +
  'variants.id,variants.title,variants.sku,variants.thumbnail,variants.variant_rank,variants.manage_inventory,' +
  `variants.allow_backorder,variants.inventory_quantity,variants.options.id${priced ? ',*variants.calculated_price' : ''}`;

/** What a refusal says of itself. `key`: it may be the publishable key that is refused. */
export function readRefusal(body: unknown): { readonly native: string | undefined; readonly key: boolean } {
  const { code, type } = loose(body);
  return { native: text(code) ?? text(type), key: type === 'not_allowed' && !text(code) };
}

/** The region of a country, else of a currency, else the only one; `undefined` unless it has the currency asked for. */
export function readRegion(body: unknown, { country, currency }: Market): Region | undefined {
  const regions = list(fields(body, 'answer').regions).map((item) => {
    const { id, currency_code, countries } = loose(item);
    const isIn = (each: unknown) => text(loose(each).iso_2)?.toUpperCase() === country?.toUpperCase();
    return { id: text(id), currency: toCurrency(currency_code), isHere: !country || list(countries).some(isIn) };
  });
  const [first, second] = regions.filter((it) => it.isHere && it.currency === (currency ?? it.currency));
  if (!first?.id || (second && !country && !currency)) return undefined;
  return { id: first.id, currency: first.currency };
}

/** The ids of a list of things, such as collections. */
export function readIds(body: unknown, name: string): string[] {
  return list(fields(body, 'answer')[name]).map((item) => requiredText(fields(item, name).id, 'id'));
}

export interface Products {
  /** `null` for what has no variant, and cannot be bought at all, and for what cannot be read. */
  readonly items: readonly (Product | null)[];
  readonly total: number | undefined;
}

export interface Reading {
  readonly market: Market;
  /** The address of the server: what relative pictures are relative to. */
  readonly url: string | undefined;
  readonly productUrl: (product: { readonly id: string; readonly handle: string | undefined }) => string | undefined;
  /** Whether it was said that a product cannot be read. */
  warned?: boolean;
}

export function readProducts(body: unknown, reading: Reading): Products {
  const { products, count } = fields(body, 'answer');
  if (!Array.isArray(products)) throw malformed('products');
  const items = list(products).map((item) => {
    try {
      return readProduct(item, reading);
    } catch (thrown) {
      if (!reading.warned) console.warn('Shuk leaves out a product.', thrown);
      reading.warned = true;
      return null;
    }
  });
  return { items, total: integer(count) };
}

function readProduct(item: unknown, { market, url, productUrl }: Reading): Product | null {
  const product = fields(item, 'product');
  const id = requiredText(product.id, 'id');
  const title = requiredText(product.title, `title of ${id}`);
  const handle = text(product.handle);
  const rows = ranked(product.variants, 'variant_rank', MAX_VARIANTS).filter((row) => text(row.id));
  const options = inOrder(
    list(product.options).flatMap((option) => toOption(loose(option), rows)),
    rows[0],
  );
  const [first, ...rest] = rows.map((row) => toVariant(row, options, market, url));
  if (!first) return null;
  const sources = [product.thumbnail, ...ranked(product.images, 'rank').map((image) => image.url)];
  const pictures = new Set(sources.map((source) => webUrl(source, url)).filter((src) => src !== undefined));
  return {
    id,
    handle,
    title,
    description: plainText(product.description),
    url: productUrl({ id, handle }),
    images: [...pictures].map((src): Image => ({ src })),
    options: options.map(({ shown }) => shown),
    variants: [first, ...rest],
  };
}

interface Option {
  readonly shown: ProductOption;
  readonly valueOf: (variant: Fields) => string;
}

/** An option lists what variants have of it, in its own order. The one of a product without options is left out. */
function toOption(option: Fields, variants: readonly Fields[]): Option[] {
  const name = text(option.title);
  const names = new Map(
    list(option.values, MAX_VARIANTS).flatMap((item): [string, string][] => {
      const { id, value } = loose(item);
      const shown = text(value);
      return text(id) && shown ? [[text(id) ?? '', shown]] : [];
    }),
  );
  const valueOf = (variant: Fields) =>
    list(variant.options)
      .map((item) => names.get(text(loose(item).id) ?? ''))
      .find(Boolean) ?? '–';
  const sold = new Set(variants.map(valueOf));
  const isDefault = sold.size < 2 && (sold.has('–') || [name, ...sold].every((word) => DEFAULTS.includes(word ?? '')));
  if (!name || isDefault) return [];
  const values = [...new Set([...names.values(), '–'])].filter((value) => sold.has(value));
  return [{ shown: { name, values: values.map((value) => ({ name: value })) }, valueOf }];
}

/** Medusa keeps no order of options; its admin names variants by their values in that order, as in `S / Black`. */
function inOrder(options: readonly Option[], variant: Fields = {}): Option[] {
  const words = text(variant.title)?.split(' / ') ?? [];
  const place = ({ valueOf }: Option) => {
    const at = words.indexOf(valueOf(variant));
    return at < 0 ? words.length : at;
  };
  return [...options].sort((one, other) => place(one) - place(other));
}

function toVariant(row: Fields, options: readonly Option[], { currency }: Market, url: string | undefined): Variant {
  const src = webUrl(row.thumbnail, url);
  return {
    id: text(row.id) ?? '',
    sku: text(row.sku),
    values: options.map(({ valueOf }) => valueOf(row)),
    price: toPrice(row.calculated_price, currency),
    availability: toAvailability(row),
    rule: { min: 1, step: 1 },
    image: src ? { src } : undefined,
    plans: [],
  };
}

/** A price in another currency than the session's is none. */
function toPrice(value: unknown, asked: string | undefined): Price | undefined {
  const { calculated_amount, original_amount, currency_code } = loose(value);
  const currency = toCurrency(currency_code);
  const current = toMoney(calculated_amount, currency);
  if (!current || currency !== (asked ?? currency)) return undefined;
  return { current, compareAt: above(toMoney(original_amount, currency), current) };
}

export const above = (before: Money | undefined, now: Money): Money | undefined =>
  before && before.amount > now.amount ? before : undefined;

/** How many are left; `undefined` where it is not counted, or sold beyond. */
export function leftOf({ manage_inventory, allow_backorder, inventory_quantity }: Fields): number | undefined {
  const counted =
    manage_inventory === true && allow_backorder !== true ? integer(inventory_quantity, -Infinity) : undefined;
  return counted && Math.max(counted, 0);
}

function toAvailability(row: Fields): Availability {
  const left = leftOf(row);
  if (left === undefined) {
    const empty = row.manage_inventory === true && (integer(row.inventory_quantity, -Infinity) ?? 1) <= 0;
    return { state: empty && row.allow_backorder === true ? 'backorder' : 'in-stock' };
  }
  return { state: left === 0 ? 'sold-out' : left < 4 ? 'low-stock' : 'in-stock', left };
}

/** What `readObstacle` reads. */
export const OBSTACLE_FIELDS = 'id,manage_inventory,allow_backorder,inventory_quantity,calculated_price';

/** Why a variant could not be added, as far as the shop tells; `undefined` where there is no such variant. */
export function readObstacle(body: unknown, market: Market) {
  const [variant] = list(fields(body, 'answer').variants);
  if (variant === undefined) return undefined;
  const row = fields(variant, 'variant');
  return { left: leftOf(row), isPriced: toPrice(row.calculated_price, market.currency) !== undefined };
}

/**
 * A decimal number of major units. What is so small that JSON writes it with an exponent comes from the shop's own
 * arithmetic, and is nothing.
 */
export function toMoney(value: unknown, currency: unknown): Money | undefined {
  const decimal = typeof value === 'number' ? String(value).replace(/^-?[\d.]+e-\d+$/, '0') : text(value);
  return money(toMinor(decimal ?? '', currency as string), currency);
}

export const toCurrency = (value: unknown): string | undefined => text(value)?.toUpperCase();

/** Medusa's own texts are plain; some merchants put HTML there all the same. */
const plainText = (value: unknown): string | undefined =>
  typeof value === 'string' && /<[a-z/!]/i.test(value) ? htmlText(value) : text(value);

function ranked(value: unknown, rank: string, most?: number): Fields[] {
  const of = (row: Fields) => integer(row[rank]) ?? 0;
  return list(value, most)
    .map(loose)
    .sort((one, other) => of(one) - of(other));
}
