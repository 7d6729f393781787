/** The rules that a JSON Schema cannot say: they compare one part of a catalogue with another. */
import { fieldsOf, listOf, reportTwins, step, textOf, type Fields, type Finding, type Report } from './finding.js';
import { checkAmount, checkCurrency } from './prices.js';
import { checkAddress, checkProduct, isLanguage } from './products.js';

/** Everything that is wrong between the parts; parts of a wrong type are passed over. */
export function checkRules(catalog: unknown): readonly Finding[] {
  const findings: Finding[] = [];
  const file = fieldsOf(catalog);
  const products = listOf(file.products).map(fieldsOf);
  const tell =
    (severity: Finding['severity']): Report['error'] =>
    (pointer, message) =>
      findings.push({ severity, pointer, ...productOf(pointer, products), message });
  const report: Report = { error: tell('error'), warn: tell('warning') };
  const currency = textOf(file.currency) ?? '';
  checkCurrency(currency, '/currency', report);
  const language = textOf(file.language);
  if (language && !isLanguage(language)) report.error('/language', `"${language}" is not a BCP 47 language tag`);
  checkNames(products, report);
  products.forEach((product, index) => {
    checkProduct(product, step('/products', index), currency, report);
  });
  const handles = listOf(file.collections).map((collection) => textOf(fieldsOf(collection).handle));
  reportTwins(handles, (index) => step(step('/collections', index), 'handle'), report.error, 'handle');
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
  const at = (name: string) => (index: number) => step(step('/products', index), name);
  const texts = (name: string): (string | undefined)[] => products.map((product) => textOf(product[name]));
  reportTwins(texts('id'), at('id'), report.error, 'id');
  reportTwins(texts('handle'), at('handle'), report.error, 'handle');

  const variants = products.flatMap(({ variants }, index) =>
    listOf(variants).map((variant, place) => ({
      variant: fieldsOf(variant),
      pointer: step(at('variants')(index), place),
      product: index,
    })),
  );
  const pointer = (name: string) => (index: number) => step(variants[index]?.pointer ?? '', name);
  // Carts know the product too; a checkout that is told the variant alone would take the first.
  const ids = variants.map(({ variant }) => textOf(variant.id));
  reportTwins(ids, pointer('id'), report.warn, 'variant id');
  const own = variants.map(({ variant, product }) => JSON.stringify([product, variant.id]));
  reportTwins(own, pointer('id'), (place) => {
    report.error(place, 'another variant of the product has this id');
  });
  reportTwins(
    variants.map(({ variant }) => textOf(variant.sku)),
    pointer('sku'),
    report.warn,
    'SKU',
  );
}

function checkDiscounts(
  discounts: readonly Fields[],
  products: readonly Fields[],
  usual: string,
  report: Report,
): void {
  const ids = new Set(products.map(({ id }) => textOf(id)));
  const at = (index: number, name: string): string => step(step('/discounts', index), name);
  const codes = discounts.map(({ code }) => textOf(code)?.toLowerCase());
  reportTwins(codes, (index) => at(index, 'code'), report.error, 'code');
  discounts.forEach(({ amount, minimum, currency, starts, expires, products: wanted }, index) => {
    checkCurrency(currency, at(index, 'currency'), report);
    checkAmount(amount, at(index, 'amount'), textOf(currency) ?? usual, report);
    checkAmount(minimum, at(index, 'minimum'), textOf(currency) ?? usual, report);
    if (Date.parse(textOf(starts) ?? '') > Date.parse(textOf(expires) ?? '')) {
      report.error(at(index, 'expires'), 'it expires before it starts');
    }
    listOf(wanted).forEach((id, place) => {
      if (typeof id === 'string' && !ids.has(id)) {
        report.warn(step(at(index, 'products'), place), `there is no product "${id}"`);
      }
    });
  });
}

const FILLED = new Set(['lines', 'codes', 'note', 'country', 'currency', 'language']);

function checkCheckout(checkout: Fields, report: Report): void {
  const url = textOf(checkout.url);
  if (url === undefined) return;
  checkAddress(url.replace(/\{\w*\}/g, 'x'), '/checkout/url', report);
  for (const [, name = ''] of url.matchAll(/\{(\w*)\}/g)) {
    if (!FILLED.has(name)) report.error('/checkout/url', `"{${name}}" is never filled in`);
  }
  if (!url.includes('{lines}')) report.warn('/checkout/url', 'without "{lines}" the cart is not taken along');
}
