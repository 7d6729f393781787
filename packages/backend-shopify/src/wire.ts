/** What the Storefront API says of products, read into the model. It knows the shop's fields and trusts none of them. */
import {
  color,
  fields,
  htmlText,
  integer,
  list,
  malformed,
  money,
  oneOf,
  requiredText,
  text,
  toMinor,
  webUrl,
  type Availability,
  type CommerceErrorCode,
  type Fields,
  type Image,
  type Money,
  type OptionValue,
  type Price,
  type Product,
  type ProductOption,
  type PurchasePlan,
  type QuantityRule,
  type UnitPrice,
  type Variant,
} from '@shuk/core';

/** As `fields`, but empty for what is not an object. */
export const loose = (value: unknown): Fields => ({
  __proto__: null,
  ...(typeof value === 'object' ? value : undefined),
});

/** Which words of Shopify's mean which code. The first that fits counts. */
export type Meanings = readonly (readonly [words: RegExp, code: CommerceErrorCode])[];

export const meaningOf = (said: string, meanings: Meanings): CommerceErrorCode | undefined =>
  meanings.find(([words]) => words.test(said))?.[1];

/** The code of the first of GraphQL's errors. */
export const errorCode = (errors: unknown): string | undefined =>
  text(loose(loose(list(errors)[0]).extensions).code, 100);

/** The currency that the shop says it sells in. */
export const soldIn = ({ localization }: Fields): string | undefined =>
  text(loose(loose(loose(localization).country).currency).isoCode);

/** An amount; `undefined` also for one in another currency than `only`. */
export function cash(value: unknown, only?: string): Money | undefined {
  const { amount, currencyCode } = loose(value);
  const read = money(toMinor(text(amount) ?? '', currencyCode as string), currencyCode);
  return only && read?.currency !== only ? undefined : read;
}

/** `currency`: that of the session; what is priced in another one has no price. */
export function toPrice(row: Fields, currency: string | undefined): Price | undefined {
  const current = cash(row.price, currency);
  const before = current && cash(row.compareAtPrice, current.currency);
  const compareAt = before && before.amount > current.amount ? before : undefined;
  return current && { current, compareAt, unit: toUnit(row, current.currency) };
}

function toUnit({ unitPrice, unitPriceMeasurement }: Fields, currency: string): UnitPrice | undefined {
  const { referenceValue, referenceUnit } = loose(unitPriceMeasurement);
  const price = cash(unitPrice, currency);
  const quantity = integer(referenceValue, 1);
  const unit = text(referenceUnit)?.toLowerCase();
  return price && quantity && unit && unit !== 'unknown' ? { price, quantity, unit } : undefined;
}

function toImage(value: unknown): Image | undefined {
  const { url, altText, width, height } = loose(value);
  const src = webUrl(url);
  return src ? { src, alt: text(altText), width: integer(width, 1), height: integer(height, 1) } : undefined;
}

/** The items of a connection. */
export const nodes = (connection: unknown): readonly unknown[] => list(loose(connection).nodes);

function toAvailability({ availableForSale, currentlyNotInStock, quantityAvailable }: Fields): Availability {
  if (availableForSale !== true) return { state: 'sold-out' };
  if (currentlyNotInStock === true) return { state: 'backorder' }; // sold beyond the stock
  const left = integer(quantityAvailable, 1);
  return { state: left && left < 4 ? 'low-stock' : 'in-stock', left };
}

function toRule(value: unknown): QuantityRule {
  const { minimum, maximum, increment } = loose(value);
  const min = integer(minimum, 1) ?? 1;
  return { min, step: integer(increment, 1) ?? 1, max: integer(maximum, min) };
}

/** What Shopify says of a variant, in a product and in a line of a cart. */
export const toOffer = (variant: Fields) => ({
  availability: toAvailability(variant),
  rule: toRule(variant.quantityRule),
  image: toImage(variant.image),
});

/** The chosen values, by the names of their options. */
export function toValues(selected: unknown): Map<string, string> {
  const chosen = list(selected).flatMap((item): [string, string][] => {
    const row = loose(item);
    const [name, value] = [text(row.name), text(row.value)];
    // Shopify gives a product without options one of this name, with one value.
    const isReal = name !== 'Title' || value !== 'Default Title';
    return name && value && isReal ? [[name, value]] : [];
  });
  return new Map(chosen);
}

/** The plan of an allocation. Of several prices over time, the first is what is paid now. */
export function toPlan(allocation: unknown, currency?: string): PurchasePlan | undefined {
  const { sellingPlan, priceAdjustments } = loose(allocation);
  const plan = loose(sellingPlan);
  const { interval, intervalCount } = loose(plan.billingPolicy);
  const [id, name] = [text(plan.id), text(plan.name)];
  if (!id || !name) return undefined;
  const unit = oneOf(text(interval)?.toLowerCase(), ['day', 'week', 'month', 'year']);
  const count = integer(intervalCount, 1);
  const price = toPrice(loose(list(priceAdjustments)[0]), currency);
  return { id, name, interval: unit && count ? { unit, count } : undefined, price };
}

/** With those of its values that some variant has: of a product with very many variants not all are read. */
function toOption(item: unknown, chosen: readonly ReadonlyMap<string, string>[]): ProductOption[] {
  const option = loose(item);
  const name = text(option.name) ?? '';
  const sold = new Set(chosen.map((values) => values.get(name)));
  const values = list(option.optionValues).flatMap((value): OptionValue[] => {
    const row = loose(value);
    const swatch = loose(row.swatch);
    const name = text(row.name) ?? '';
    if (!sold.delete(name)) return [];
    return [{ name, color: color(swatch.color), image: toImage(loose(swatch.image).previewImage) }];
  });
  return values.length ? [{ name, values }] : [];
}

/** Throws `malformed` for what cannot be a product: without id, title or a usable variant. */
export function toProduct(value: unknown, currency?: string): Product {
  const product = fields(value, 'product');
  const id = requiredText(product.id, 'id');
  const rows = nodes(product.variants).map(loose);
  const chosen = rows.map(({ selectedOptions }) => toValues(selectedOptions));
  const options = list(product.options).flatMap((item) => toOption(item, chosen));
  const variants = rows.flatMap((row, index): Variant[] => {
    const id = text(row.id);
    const values = options.flatMap(({ name, values }) => {
      return values.find((value) => value.name === chosen[index]?.get(name))?.name ?? [];
    });
    if (!id || values.length < options.length) return [];
    return [
      {
        ...{ id, sku: text(row.sku), values },
        price: toPrice(row, currency),
        ...toOffer(row),
        plans: nodes(row.sellingPlanAllocations).flatMap((item) => toPlan(item, currency) ?? []),
        planRequired: product.requiresSellingPlan === true,
      },
    ];
  });
  if (!variants.length) throw malformed('variant');
  return {
    ...{ id, options, handle: text(product.handle), title: requiredText(product.title, 'title') },
    description: htmlText(product.descriptionHtml),
    vendor: text(product.vendor),
    url: webUrl(product.onlineStoreUrl),
    images: nodes(product.images).flatMap((image) => toImage(image) ?? []),
    variants: variants as [Variant, ...Variant[]],
  };
}

/** Reads products one by one: `null` for a miss, and for what cannot be a product, which is said once. */
export function productReader(currency: string | undefined): (value: unknown) => Product | null {
  let warned = false;
  return (value) => {
    try {
      return value ? toProduct(value, currency) : null;
    } catch (thrown) {
      if (!warned) console.warn('Shuk leaves out a product.', thrown);
      warned = true;
      return null;
    }
  };
}
