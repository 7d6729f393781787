/** What the Store API says of products, and of what went wrong, read into the model. Knows its fields and trusts none. */
import {
  CommerceError,
  fields,
  htmlText,
  integer,
  list,
  malformed,
  money,
  requiredText,
  statusError,
  text,
  toMinor,
  webUrl,
  type Availability,
  type CommerceErrorCode,
  type Fields,
  type Image,
  type JsonAnswer,
  type Money,
  type Price,
  type Product,
  type ProductOption,
  type QuantityRule,
  type Variant,
} from '@shuk/core';

/** As `fields`, but empty for what is not an object. */
export const loose = (value: unknown): Fields => ({
  __proto__: null,
  ...(typeof value === 'object' ? value : undefined),
});

/** Posts are numbered. Anything else is nobody's id, and is not asked for. */
export const isId = (id: unknown): id is string => typeof id === 'string' && /^[1-9]\d{0,14}$/.test(id);

/** Minor units of the shop (`"1998"`, with as many digits as the merchant has set) as those of ISO 4217. */
export function cash(
  value: unknown,
  { currency_code: currency, currency_minor_unit: unit }: Fields,
): Money | undefined {
  const digits = integer(unit, 0, 8);
  const written = text(value) ?? '';
  if (digits === undefined || !/^\d{1,20}$/.test(written)) return undefined;
  const padded = written.padStart(digits + 1, '0');
  const cut = padded.length - digits;
  return money(toMinor(`${padded.slice(0, cut)}.${padded.slice(cut)}`, currency as string), currency);
}

/** Of `prices`, as products and lines of carts have them. */
export function toPrice(prices: Fields): Price | undefined {
  const current = cash(prices.price, prices);
  const before = cash(prices.regular_price, prices);
  return current && { current, compareAt: before && before.amount > current.amount ? before : undefined };
}

/** A maximum that is but what is left is not a rule. */
export function toRule({ minimum, maximum, multiple_of: step }: Fields, left?: number): QuantityRule {
  const min = integer(minimum, 1) ?? 1;
  const max = integer(maximum, min);
  return { min, step: integer(step, 1) ?? 1, max: max === left ? undefined : max };
}

export function toImages(images: unknown): Image[] {
  return list(images).flatMap((item) => {
    const { src: address, alt } = loose(item);
    const src = webUrl(address);
    return src ? { src, alt: htmlText(alt) } : [];
  });
}

/** True where the variations have to be asked for. */
export const isVariable = ({ type, variations }: Fields): boolean =>
  list(variations).length > 0 || (text(type)?.startsWith('variable') ?? false);

/** The ids of the variations that the shop shows. */
export const variationIds = ({ variations }: Fields): string[] =>
  list(variations)
    .flatMap((item) => text(loose(item).id) ?? [])
    .filter(isId);

/** Slugs of other scripts are kept percent-encoded. */
export function toHandle(slug: unknown): string | undefined {
  const written = text(slug);
  try {
    return text(decodeURIComponent(written ?? ''));
  } catch {
    return written;
  }
}

/**
 * A product with its variations (`rows`, by id). `currency`: a price in another one is none. What cannot be a product
 * at all throws `malformed`.
 */
export function toProduct(entry: unknown, rows: ReadonlyMap<string, Fields>, currency: string | undefined): Product {
  const product = fields(entry, 'product');
  const id = requiredText(product.id, 'id');
  const title = htmlText(product.name);
  if (!title) throw malformed(`name of ${id}`);
  const options = isVariable(product) ? toOptions(product) : [];
  const sold = list(product.variations).flatMap((item) => {
    const { id, attributes } = loose(item);
    const row = rows.get(text(id) ?? '');
    return row && options.length ? { row, values: options.map(({ valueOf }) => valueOf(attributes)) } : [];
  });
  // What has to be put together first (a group, a bundle, a booking) is bought on its own page.
  const external =
    !isVariable(product) && (product.has_options === true || /^(?:external|grouped)$/.test(text(product.type) ?? ''));
  const variants = sold.map(({ row, values }) => toVariant(row, values, currency));
  return {
    id,
    handle: toHandle(product.slug),
    title,
    description: htmlText(product.short_description) ?? htmlText(product.description),
    vendor: htmlText(loose(list(product.brands)[0]).name),
    url: webUrl(product.permalink),
    images: toImages(product.images),
    options: variants.length
      ? options.flatMap((option, index) =>
          toOption(
            option,
            sold.map(({ values }) => values[index]),
          ),
        )
      : [],
    variants: variants.length
      ? (variants as [Variant, ...Variant[]])
      : [isVariable(product) ? soldOut(toVariant(product, [], currency)) : toVariant(product, [], currency, external)],
    external,
  };
}

/** Of a variable product that has no variation to show, only the lowest price is known, and that is nobody's. */
const soldOut = (variant: Variant): Variant => ({ ...variant, price: undefined, availability: { state: 'sold-out' } });

function toVariant(row: Fields, values: readonly string[], currency: string | undefined, external = false): Variant {
  const availability = toAvailability(row);
  const price = row.is_purchasable === false && !external ? undefined : toPrice(loose(row.prices));
  return {
    id: requiredText(row.id, 'id'),
    sku: htmlText(row.sku),
    values,
    price: price && (!currency || price.current.currency === currency) ? price : undefined,
    availability,
    rule: toRule(loose(row.add_to_cart), availability.left),
    image: values.length ? toImages(row.images)[0] : undefined,
    plans: [],
  };
}

function toAvailability({
  is_in_stock: inStock,
  is_on_backorder: onBackorder,
  low_stock_remaining: low,
}: Fields): Availability {
  if (inStock === false) return { state: 'sold-out' };
  const left = integer(low, 1);
  if (onBackorder === true) return { state: 'backorder' };
  return left ? { state: 'low-stock', left } : { state: 'in-stock' };
}

interface Option {
  readonly name: string;
  /** In the order of the shop. */
  readonly terms: readonly string[];
  /** The value that the attributes of a variation have of it. */
  readonly valueOf: (attributes: unknown) => string;
}

function toOptions({ attributes }: Fields): Option[] {
  return list(attributes).flatMap((item) => {
    const { name: label, terms: items, has_variations: varies } = loose(item);
    const name = htmlText(label);
    if (!name || varies !== true) return [];
    const terms = new Map<unknown, string>();
    for (const { slug, name } of list(items).map(loose)) terms.set(text(slug), htmlText(name) ?? '–');
    const valueOf = (attributes: unknown) => {
      const value = text(
        list(attributes)
          .map(loose)
          .find((attribute) => attribute.name === label)?.value,
      );
      return terms.get(value) ?? htmlText(value) ?? '–'; // none: any of them
    };
    return { name, terms: [...terms.values()], valueOf };
  });
}

/** Lists what is sold, in the order of the shop. */
function toOption({ name, terms }: Option, sold: readonly (string | undefined)[]): ProductOption {
  const names = [...new Set([...terms.filter((term) => sold.includes(term)), ...sold])];
  return { name, values: names.flatMap((name) => (name ? { name } : [])) };
}

/** By what the shop's own codes have in them; plugins make theirs alike. The first one counts. */
const CODES: readonly (readonly [RegExp, CommerceErrorCode])[] = [
  [/_nonce$/, 'cart-gone'], // is asked for where the cart token is not (or no longer) good
  [/cart_invalid_key$/, 'line-gone'],
  [/partially_out_of_stock$/, 'insufficient-stock'],
  [/out_of_stock$/, 'out-of-stock'],
  [/not_purchasable$/, 'price-missing'],
  [/_quantity$|too_many_in_cart$/, 'quantity-rule'],
  [/variation_data$|missing_attributes$/, 'option-required'],
  [/coupon_disabled$|^rest_no_route$/, 'unsupported'],
  [/cart_coupon_/, 'code-not-applicable'], // for every reason: only a sentence tells them apart
  [/^rate_limit_exceeded$/, 'rate-limited'],
];

/** Why the shop refused: by its own code, else by the status. */
export function toError(answer: Pick<JsonAnswer, 'status' | 'headers' | 'body'>): CommerceError {
  const native = text(loose(answer.body).code, 100);
  const plain = statusError(answer, native);
  const code = CODES.find(([it]) => it.test(native ?? ''))?.[1];
  if (!code) return plain;
  const seconds = Number(answer.headers.get('ratelimit-retry-after'));
  const retryAfter = seconds > 0 && seconds < 1e6 ? seconds * 1_000 : plain.retryAfter;
  return new CommerceError(code, plain.message, { native, status: plain.status, retryAfter });
}
