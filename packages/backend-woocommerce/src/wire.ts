/** What the Store API says of products, and of what went wrong, read into the model. Knows its fields and trusts none. */
import {
  CommerceError,
  htmlText,
  integer,
  list,
  loose,
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
  type QuantityRule,
  type Variant,
} from '@shuk/core';

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
export const isVariable = ({ type }: Fields): boolean => text(type)?.startsWith('variable') ?? false;

/** The ids of the variations that the shop shows. */
export const variationIds = ({ variations }: Fields): string[] =>
  list(variations).flatMap((item) => text(loose(item).id) ?? []);

/** What has to be put together first (a group, a bundle, a booking) is bought on its own page. */
const isElsewhere = (row: Fields): boolean =>
  !isVariable(row) && (row.has_options === true || row.type === 'external' || row.type === 'grouped');

/** Slugs of other scripts are kept percent-encoded. */
export function toHandle(slug: unknown): string | undefined {
  const written = text(slug);
  try {
    return text(decodeURIComponent(written ?? ''));
  } catch {
    return written;
  }
}

/** For products and for lines of carts: they name alike what both have. `left`: 0 where the last one went meanwhile. */
export function toAvailability(row: Fields): Availability {
  const { is_in_stock: inStock, low_stock_remaining: low } = row;
  if (inStock === false) return { state: 'sold-out' };
  if (row.is_on_backorder === true || row.show_backorder_badge === true) return { state: 'backorder' };
  const left = row.backorders_allowed === true ? undefined : integer(low, inStock === true ? 1 : 0);
  if (left === undefined) return { state: 'in-stock' };
  return { state: left ? 'low-stock' : 'sold-out', left };
}

/**
 * A product with its variations (`rows`, by id). `currency`: a price in another one is none. What cannot be a product
 * at all throws `malformed`.
 */
export function toProduct(product: Fields, rows: ReadonlyMap<string, Fields>, currency: string | undefined): Product {
  const id = requiredText(product.id, 'id');
  const title = requiredText(htmlText(product.name), `name of ${id}`);
  const options = toOptions(product);
  const variations = list(options.length ? product.variations : []).flatMap((item) => {
    const { id, attributes } = loose(item);
    const row = rows.get(text(id) ?? '');
    const values = options.map(({ label, names }) => {
      const { value } = loose(list(attributes).find((attribute) => loose(attribute).name === label));
      return names.get(text(value)) ?? htmlText(value) ?? NONE;
    });
    return row ? toVariant(row, values, currency) : [];
  });
  // Without a variation to show, only the lowest price is known, and that is nobody's.
  const only = isVariable(product) ? loose({ id, is_in_stock: false }) : product;
  const [first = toVariant(only, [], currency), ...others] = variations;
  return {
    id,
    handle: toHandle(product.slug),
    title,
    description: htmlText(product.short_description) ?? htmlText(product.description),
    vendor: htmlText(loose(list(product.brands)[0]).name),
    url: webUrl(product.permalink),
    images: toImages(product.images),
    options: options.flatMap(({ name, names: all }, index) => {
      const sold = new Set(variations.map(({ values }) => values[index] ?? NONE));
      const names = [...new Set([...all.values(), ...sold])].filter((name) => sold.has(name));
      return names.length ? { name, values: names.map((name) => ({ name })) } : [];
    }),
    variants: [first, ...others],
    external: isElsewhere(product),
  };
}

function toVariant(row: Fields, values: readonly string[], currency: string | undefined): Variant {
  const availability = toAvailability(row);
  const price = row.is_purchasable === false && !isElsewhere(row) ? undefined : toPrice(loose(row.prices));
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

/** Stands for a value that has no name, and for "any of them". */
export const NONE = '–';

/** What variations differ in. `label`: as they name it; `names`: of its values by slug, in the order of the shop. */
const toOptions = ({ attributes }: Fields) =>
  list(attributes)
    .map(loose)
    .filter(({ has_variations: varies }) => varies === true)
    .map(({ name: label, terms }) => {
      const pairs = list(terms).map(loose);
      const names = new Map(pairs.map(({ slug, name }) => [text(slug), htmlText(name) ?? NONE]));
      return { label, name: htmlText(label) ?? NONE, names };
    });

/** By what the shop's own codes have in them; plugins make theirs alike. The first one counts. */
const CODES: Readonly<Record<string, CommerceErrorCode>> = {
  _nonce: 'cart-gone', // is asked for where the cart token is not (or no longer) good
  cart_invalid_key: 'line-gone',
  partially_out_of_stock: 'insufficient-stock',
  out_of_stock: 'out-of-stock',
  not_purchasable: 'price-missing',
  _quantity: 'quantity-rule',
  too_many_in_cart: 'quantity-rule',
  variation_data: 'option-required',
  missing_attributes: 'option-required',
  rest_no_route: 'unsupported',
  cart_coupon_: 'code-not-applicable', // for every reason: only a sentence tells them apart
  rate_limit: 'rate-limited',
};

/** Why the shop refused: by its own code, else by the status. */
export function toError(answer: Pick<JsonAnswer, 'status' | 'headers' | 'body'>): CommerceError {
  const native = text(loose(answer.body).code, 100);
  const { code, message, status, retryAfter } = statusError(answer, native);
  const seconds = integer(Number(answer.headers.get('ratelimit-retry-after')), 1);
  return new CommerceError(Object.entries(CODES).find(([part]) => native?.includes(part))?.[1] ?? code, message, {
    native,
    status,
    retryAfter: seconds ? seconds * 1_000 : retryAfter,
  });
}
