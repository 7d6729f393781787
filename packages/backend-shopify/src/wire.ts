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
  type Fields,
  type Image,
  type Money,
  type OptionValue,
  type Page,
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

/** The codes of GraphQL's `errors`; `undefined` where there are none. One without a code is `''`. */
export function errorCodes(errors: unknown): string[] | undefined {
  if (errors === undefined || errors === null) return undefined;
  const codes = list(errors, 20).map((error) => text(loose(loose(error).extensions).code, 100) ?? '');
  return codes.length || !Array.isArray(errors) ? codes : undefined;
}

/** An amount in any currency. */
export function cash(value: unknown): Money | undefined {
  const { amount, currencyCode } = loose(value);
  return money(toMinor(text(amount, 40) ?? '', text(currencyCode, 3) ?? ''), currencyCode);
}

/** `currency`: that of the session; what is priced in another one has no price. */
export function toPrice(current: unknown, compareAt: unknown, currency: string | undefined): Price | undefined {
  const now = cash(current);
  if (!now || (currency && now.currency !== currency)) return undefined;
  const before = cash(compareAt);
  const reduced = before?.currency === now.currency && before.amount > now.amount;
  return { current: now, compareAt: reduced ? before : undefined };
}

export function toImage(value: unknown): Image | undefined {
  const { url, altText, width, height } = loose(value);
  const src = webUrl(url);
  return src ? { src, alt: text(altText), width: integer(width, 1), height: integer(height, 1) } : undefined;
}

/** The items of a connection. */
export const nodes = (connection: unknown): readonly unknown[] => list(loose(connection).nodes);

export function toAvailability({ availableForSale, currentlyNotInStock, quantityAvailable }: Fields): Availability {
  if (availableForSale !== true) return { state: 'sold-out' };
  if (currentlyNotInStock === true) return { state: 'backorder' }; // sold beyond the stock
  const left = integer(quantityAvailable, 1);
  return { state: left && left < 4 ? 'low-stock' : 'in-stock', left };
}

export function toRule(value: unknown): QuantityRule {
  const { minimum, maximum, increment } = loose(value);
  const min = integer(minimum, 1) ?? 1;
  return { min, step: integer(increment, 1) ?? 1, max: integer(maximum, min) };
}

/** Shopify gives a product without options one of this name, with one value. */
const isReal = (name: unknown, value: unknown): boolean => name !== 'Title' || value !== 'Default Title';

/** The chosen values, by the names of their options. */
export function toValues(selected: unknown): Map<string, string> {
  const chosen = list(selected).flatMap((item): [string, string][] => {
    const { name, value } = loose(item);
    const [option, choice] = [text(name), text(value)];
    return option && choice && isReal(name, value) ? [[option, choice]] : [];
  });
  return new Map(chosen);
}

export function toPlan(plan: unknown): PurchasePlan | undefined {
  const { id: rawId, name: rawName, billingPolicy } = loose(plan);
  const { interval, intervalCount } = loose(billingPolicy);
  const [id, name] = [text(rawId), text(rawName)];
  const unit = oneOf(text(interval)?.toLowerCase(), ['day', 'week', 'month', 'year']);
  const count = integer(intervalCount, 1);
  return id && name ? { id, name, interval: unit && count ? { unit, count } : undefined } : undefined;
}

/** Of several prices over time, the first is what is paid now. */
function toPlans(allocations: unknown, currency: string | undefined): PurchasePlan[] {
  return nodes(allocations).flatMap((item): PurchasePlan[] => {
    const { sellingPlan, priceAdjustments } = loose(item);
    const { price, compareAtPrice } = loose(list(priceAdjustments)[0]);
    const plan = toPlan(sellingPlan);
    return plan ? [{ ...plan, price: toPrice(price, compareAtPrice, currency) }] : [];
  });
}

function toUnit({ unitPrice, unitPriceMeasurement }: Fields, current: Money): UnitPrice | undefined {
  const { referenceValue, referenceUnit } = loose(unitPriceMeasurement);
  const price = cash(unitPrice);
  const quantity = integer(referenceValue, 1);
  const unit = text(referenceUnit)?.toLowerCase();
  if (!price || !quantity || !unit || unit === 'unknown' || price.currency !== current.currency) return undefined;
  return { price, quantity, unit };
}

function toVariant(row: Fields, options: readonly ProductOption[], currency: string | undefined): Variant[] {
  const id = text(row.id);
  const chosen = toValues(row.selectedOptions);
  const values = options.map(({ name }) => chosen.get(name) ?? '');
  const known = options.every((option, index) => option.values.some(({ name }) => name === values[index]));
  if (!id || !known) return [];
  const price = toPrice(row.price, row.compareAtPrice, currency);
  return [
    {
      ...{ id, sku: text(row.sku), values },
      price: price && { ...price, unit: toUnit(row, price.current) },
      availability: toAvailability(row),
      rule: toRule(row.quantityRule),
      image: toImage(row.image),
      plans: toPlans(row.sellingPlanAllocations, currency),
    },
  ];
}

function toOption(item: unknown): ProductOption[] {
  const { name: rawName, optionValues } = loose(item);
  const name = text(rawName);
  const values = new Map<string, OptionValue>();
  for (const value of list(optionValues)) {
    const row = loose(value);
    const swatch = loose(row.swatch);
    const label = text(row.name);
    if (!label || !isReal(rawName, row.name)) continue;
    const image = toImage(loose(swatch.image).previewImage);
    values.set(label, { name: label, color: color(swatch.color), image });
  }
  return name && values.size ? [{ name, values: [...values.values()] }] : [];
}

/** Throws `malformed` for what cannot be a product: without id, title or a usable variant. */
export function toProduct(value: unknown, currency?: string): Product {
  const product = fields(value, 'product');
  const id = requiredText(product.id, 'id');
  const offered = list(product.options).flatMap(toOption);
  const rows = nodes(product.variants).flatMap((row) => toVariant(loose(row), offered, currency));
  const variants = product.requiresSellingPlan === true ? rows.map((row) => ({ ...row, planRequired: true })) : rows;
  if (!variants.length) throw malformed(`variant of ${id}`);
  // Of a product with more variants than were asked for, only what can be chosen is shown.
  const options = offered.map((option, index) => ({
    ...option,
    values: option.values.filter(({ name }) => variants.some(({ values }) => values[index] === name)),
  }));
  return {
    ...{ id, options, handle: text(product.handle), title: requiredText(product.title, 'title') },
    description: htmlText(product.descriptionHtml),
    vendor: text(product.vendor),
    url: webUrl(product.onlineStoreUrl),
    images: nodes(product.images).flatMap((image) => toImage(image) ?? []),
    variants: variants as [Variant, ...Variant[]],
  };
}

/** A product, or `null` for a miss; also for what has an id but is none. */
export function toFound(value: unknown, currency?: string): Product | null {
  return value === null || value === undefined || !('title' in loose(value)) ? null : toProduct(value, currency);
}

/** A page, with the shop's own cursor. */
export function toPage(value: unknown, currency?: string): Page<Product> {
  const { pageInfo, nodes: items, totalCount } = fields(value, 'page');
  const { hasNextPage, endCursor } = loose(pageInfo);
  return {
    items: list(items).map((item) => toProduct(item, currency)),
    next: hasNextPage === true ? text(endCursor) : undefined,
    total: integer(totalCount),
  };
}
