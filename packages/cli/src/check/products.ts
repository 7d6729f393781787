/** Rules about one product. */
import { isAddress } from '../values/address.js';
import { fieldsOf, listOf, reportTwins, step, textOf, type Fields, type Report } from './finding.js';
import { checkPrices } from './prices.js';

export function checkProduct(product: Fields, pointer: string, currency: string, report: Report): void {
  const external = product.external === true;
  checkAddress(product.url, step(pointer, 'url'), report);
  if (external && product.url === undefined)
    report.error(pointer, 'is sold elsewhere, but has no url that leads there');
  checkImages(listOf(product.images), step(pointer, 'images'), report);
  const options = checkOptions(listOf(product.options), step(pointer, 'options'), report);
  checkTranslations(fieldsOf(product.translations), step(pointer, 'translations'), options, report);
  const variants = listOf(product.variants).map(fieldsOf);
  const at = step(pointer, 'variants');
  variants.forEach((variant, index) => {
    checkValues(variant, step(at, index), options, report);
    checkPrices(variant, step(at, index), currency, external, report);
    checkQuantities(variant, step(at, index), report);
    checkPlans(variant, step(at, index), report);
    const images = listOf(product.images).length;
    if (typeof variant.image === 'number' && variant.image >= images) {
      report.error(
        step(step(at, index), 'image'),
        `there is no image ${variant.image}: the product has ${images}, counted from 0`,
      );
    }
  });
  const combinations = variants.map(
    (variant, index) => [listOf(variant.values).join(' / '), step(step(at, index), 'values')] as const,
  );
  if (variants.length > 1) reportTwins(combinations, report.error, 'choice');
}

/** An address that the library would refuse to show. */
export function checkAddress(value: unknown, pointer: string, report: Report): void {
  const text = textOf(value);
  if (text !== undefined && !isAddress(text))
    report.error(pointer, `"${text}" is neither a web address nor a relative one`);
}

function checkImages(images: readonly unknown[], pointer: string, report: Report): void {
  let silent = 0;
  images.forEach((entry, index) => {
    const image = fieldsOf(entry);
    checkAddress(image.src, step(step(pointer, index), 'src'), report);
    if (!textOf(image.alt)?.trim()) silent += 1;
  });
  if (!silent) return;
  const which = silent === 1 && images.length === 1 ? 'the image has' : `${silent} of ${images.length} images have`;
  report.warn(pointer, `${which} no alternative text ("alt") for those who cannot see`);
}

/** The options of a product: their names, each with its values. */
type Options = readonly (readonly [name: string, values: ReadonlySet<string>])[];

function checkOptions(options: readonly unknown[], pointer: string, report: Report): Options {
  reportTwins(
    options.map((option, index) => [textOf(fieldsOf(option).name), step(step(pointer, index), 'name')] as const),
    report.error,
    'option',
  );
  return options.map((entry, index) => {
    const option = fieldsOf(entry);
    const at = step(step(pointer, index), 'values');
    const names = listOf(option.values).map((value) => textOf(value) ?? textOf(fieldsOf(value).name));
    reportTwins(
      names.map((name, place) => [name, step(at, place)] as const),
      report.error,
      'value',
    );
    return [textOf(option.name) ?? '', new Set(names.filter((name) => name !== undefined))];
  });
}

function checkValues(variant: Fields, pointer: string, options: Options, report: Report): void {
  const values = listOf(variant.values);
  const at = step(pointer, 'values');
  if (values.length !== options.length) {
    report.error(at, `has ${values.length} values, but the product has ${options.length} options`);
    return;
  }
  options.forEach(([name, known], index) => {
    const value = textOf(values[index]);
    if (value !== undefined && !known.has(value))
      report.error(step(at, index), `"${value}" is not a value of the option "${name}"`);
  });
}

function checkQuantities({ minimum, maximum, availability, from }: Fields, pointer: string, report: Report): void {
  if (typeof minimum === 'number' && typeof maximum === 'number' && minimum > maximum) {
    report.error(step(pointer, 'minimum'), `${minimum} is above the maximum ${maximum}`);
  }
  if (from !== undefined && availability !== 'backorder' && availability !== 'preorder') {
    report.warn(step(pointer, 'from'), 'is used with the availability "backorder" or "preorder" only');
  }
}

function checkPlans({ plans, planRequired }: Fields, pointer: string, report: Report): void {
  const at = step(pointer, 'plans');
  const ids = listOf(plans).map((plan, index) => [textOf(fieldsOf(plan).id), step(step(at, index), 'id')] as const);
  reportTwins(ids, report.error, 'plan id');
  if (planRequired === true && !ids.length) report.error(step(pointer, 'planRequired'), 'there is no plan to choose');
}

function checkTranslations(translations: Fields, pointer: string, options: Options, report: Report): void {
  const [names, values] = [new Set(options.map(([name]) => name)), new Set(options.flatMap(([, known]) => [...known]))];
  for (const [language, entry] of Object.entries(translations)) {
    const at = step(pointer, language);
    const translation = fieldsOf(entry);
    if (!isLanguage(language)) report.error(at, `"${language}" is not a BCP 47 language tag`);
    checkAddress(translation.url, step(at, 'url'), report);
    const check = (field: 'options' | 'values', known: ReadonlySet<string>): void => {
      for (const name of Object.keys(fieldsOf(translation[field]))) {
        if (!known.has(name)) report.warn(step(step(at, field), name), `the product has no "${name}" to translate`);
      }
    };
    check('options', names);
    check('values', values);
  }
}

export function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
