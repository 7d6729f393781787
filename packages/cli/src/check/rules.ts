/** The rules that a JSON Schema cannot say: they compare one part of a catalogue with another. */
import { fieldsOf, listOf, reportTwins, step, textOf, type Fields, type Finding, type Report } from './finding.js';
import { checkAmount, checkCurrency } from './prices.js';
import { checkAddress, checkProduct, isLanguage } from './products.js';

/** Everything that is wrong between the parts; parts of a wrong type are passed over. */
export function checkRules(catalog: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  const file = fieldsOf(catalog);
  const products = listOf(file.products).map(fieldsOf);
  const report: Report = {
    error: (pointer, message) =>
      findings.push({ severity: 'error', pointer, ...productOf(pointer, products), message }),
    warn: (pointer, message) =>
      findings.push({ severity: 'warning', pointer, ...productOf(pointer, products), message }),
  };
  const currency = textOf(file.currency) ?? '';
  checkCurrency(currency, '/currency', report);
  const language = textOf(file.language);
  if (language && !isLanguage(language)) report.error('/language', `"${language}" is not a BCP 47 language tag`);
  checkNames(products, report);
  checkCollections(products, listOf(file.collections), report);
  products.forEach((product, index) => checkProduct(product, step('/products', index), currency, report));
  checkDiscounts(listOf(file.discounts).map(fieldsOf), products, currency, report);
  checkCheckout(fieldsOf(file.checkout), report);
  return findings;
}

/** The id of the product that a pointer leads into. */
export function productOf(pointer: string, products: readonly Fields[]): { readonly product?: string } {
  const index = /^\/products\/(\d+)/.exec(pointer)?.[1];
  const id = index === undefined ? undefined : textOf(products[Number(index)]?.id);
  return id === undefined ? {} : { product: id };
}

function checkNames(products: readonly Fields[], report: Report): void {
  const at = (index: number, name: string): string => step(step('/products', index), name);
  const variants = products.flatMap((product, index) =>
    listOf(product.variants).map((variant, place) => [fieldsOf(variant), step(at(index, 'variants'), place)] as const),
  );
  reportTwins(
    products.map(({ id }, index) => [textOf(id), at(index, 'id')] as const),
    report.error,
    'id',
  );
  reportTwins(
    products.map(({ handle }, index) => [textOf(handle), at(index, 'handle')] as const),
    report.error,
    'handle',
  );
  reportTwins(
    variants.map(([{ id }, pointer]) => [textOf(id), step(pointer, 'id')] as const),
    report.error,
    'id',
  );
  // Shops do give one SKU to several variants; naming a product by it then finds the first.
  reportTwins(
    variants.map(([{ sku }, pointer]) => [textOf(sku), step(pointer, 'sku')] as const),
    report.warn,
    'SKU',
  );
}

function checkCollections(products: readonly Fields[], collections: readonly unknown[], report: Report): void {
  const handles = collections.map((collection) => textOf(fieldsOf(collection).handle));
  reportTwins(
    handles.map((handle, index) => [handle, step(step('/collections', index), 'handle')] as const),
    report.error,
    'handle',
  );
  const known = new Set(handles);
  products.forEach((product, index) => {
    listOf(product.collections).forEach((handle, place) => {
      const pointer = step(step(step('/products', index), 'collections'), place);
      if (typeof handle === 'string' && !known.has(handle))
        report.warn(pointer, `"${handle}" is not among the collections`);
    });
  });
}

function checkDiscounts(
  discounts: readonly Fields[],
  products: readonly Fields[],
  fallback: string,
  report: Report,
): void {
  const ids = new Set(products.map(({ id }) => textOf(id)));
  const at = (index: number, name: string): string => step(step('/discounts', index), name);
  const codes = discounts.map(({ code }, index) => [textOf(code)?.trim().toUpperCase(), at(index, 'code')] as const);
  reportTwins(codes, report.error, 'code');
  discounts.forEach((discount, index) => {
    const currency = textOf(discount.currency) ?? fallback;
    checkCurrency(discount.currency, at(index, 'currency'), report);
    checkAmount(discount.amount, at(index, 'amount'), currency, report);
    checkAmount(discount.minimum, at(index, 'minimum'), currency, report);
    const [starts, expires] = [textOf(discount.starts), textOf(discount.expires)].map((text) => Date.parse(text ?? ''));
    if (starts !== undefined && expires !== undefined && starts > expires) {
      report.error(at(index, 'expires'), 'it expires before it starts');
    }
    listOf(discount.products).forEach((id, place) => {
      if (typeof id === 'string' && !ids.has(id))
        report.error(step(at(index, 'products'), place), `there is no product "${id}"`);
    });
  });
}

const FILLED = new Set(['lines', 'codes', 'country', 'currency', 'lang', 'note']);

function checkCheckout(checkout: Fields, report: Report): void {
  const url = textOf(checkout.url);
  if (url === undefined) return;
  checkAddress(url.replace(/\{\w*\}/g, 'x'), '/checkout/url', report);
  for (const [, name = ''] of url.matchAll(/\{(\w*)\}/g)) {
    if (!FILLED.has(name)) report.error('/checkout/url', `"{${name}}" is never filled in`);
  }
  if (!url.includes('{lines}')) report.warn('/checkout/url', 'without "{lines}" the cart is not taken along');
}
