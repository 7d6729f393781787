/** Rules about one product. */
import { isAddress } from '../values/address.js';
import { fieldsOf, listOf, reportTwins, step, textOf, type Fields, type Report } from './finding.js';
import { checkPrices } from './prices.js';

export function checkProduct(product: Fields, pointer: string, currency: string, report: Report): void {
  const external = product.external === true;
  checkAddress(product.url, step(pointer, 'url'), report);
  if (external && product.url === undefined) report.error(pointer, 'is sold elsewhere, but has no "url" to go to');
  const images = listOf(product.images);
  checkImages(images, step(pointer, 'images'), report);
  const options = checkOptions(listOf(product.options), step(pointer, 'options'), images.length, report);
  checkTranslations(product, step(pointer, 'translations'), options, report);
  const at = step(pointer, 'variants');
  const variants = listOf(product.variants).map(fieldsOf);
  variants.forEach((variant, index) => {
    const here = step(at, index);
    checkValues(variant, here, options, report);
    checkPrices(variant, here, currency, external, report);
    checkQuantities(variant, here, report);
    checkPlans(variant, here, report);
    checkIndex(variant.image, step(here, 'image'), images.length, report);
  });
  const choices = variants.map(({ values }) => JSON.stringify(listOf(values)));
  if (!options.length && variants.length > 1) report.error(at, 'several variants, but no options to choose them by');
  else reportTwins(choices, (index) => step(step(at, index), 'values'), report.error, 'choice');
}

/** An address that the library would refuse to show. */
export function checkAddress(value: unknown, pointer: string, report: Report): void {
  const text = textOf(value);
  if (text === undefined || isAddress(text)) return;
  report.error(pointer, `${JSON.stringify(text)} is neither a web address nor relative to the catalogue`);
}

function checkImages(images: readonly unknown[], pointer: string, report: Report): void {
  images.forEach((image, index) => {
    checkAddress(fieldsOf(image).src, step(step(pointer, index), 'src'), report);
  });
  // An empty text says that a picture adds nothing; a missing one says nothing.
  const silent = images.filter((image) => fieldsOf(image).alt === undefined).length;
  if (!silent) return;
  const which = images.length === 1 ? 'the image has' : `${silent} of ${images.length} images have`;
  report.warn(pointer, `${which} no alternative text ("alt") for those who do not see`);
}

function checkIndex(image: unknown, pointer: string, images: number, report: Report): void {
  if (typeof image !== 'number' || image < images) return;
  report.error(pointer, `there is no image ${image}: the product has ${images}, counted from 0`);
}

/** The options of a product: their names, each with its values. */
type Options = readonly (readonly [name: string, values: ReadonlySet<string>])[];

function checkOptions(options: readonly unknown[], pointer: string, images: number, report: Report): Options {
  const titles = options.map((option) => textOf(fieldsOf(option).name));
  reportTwins(titles, (index) => step(step(pointer, index), 'name'), report.error, 'option');
  return options.map((entry, index) => {
    const option = fieldsOf(entry);
    const at = (place: number): string => step(step(step(pointer, index), 'values'), place);
    const values = listOf(option.values);
    const names = values.map((value) => textOf(value) ?? textOf(fieldsOf(value).name));
    reportTwins(names, at, report.error, 'value');
    values.forEach((value, place) => {
      checkIndex(fieldsOf(value).image, step(at(place), 'image'), images, report);
    });
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
    if (value === undefined || known.has(value)) return;
    report.warn(step(at, index), `"${value}" is not among the values of the option "${name}", and is shown last`);
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
  const ids = listOf(plans).map((plan) => textOf(fieldsOf(plan).id));
  reportTwins(ids, (index) => step(step(at, index), 'id'), report.error, 'plan id');
  if (planRequired === true && !ids.length) report.error(step(pointer, 'planRequired'), 'there is no plan to choose');
}

function checkTranslations(product: Fields, pointer: string, options: Options, report: Report): void {
  const names = new Set(options.map(([name]) => name));
  const values = new Set(options.flatMap(([, known]) => [...known]));
  for (const [language, entry] of Object.entries(fieldsOf(product.translations))) {
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
    return Intl.getCanonicalLocales(tag.replaceAll('_', '-')).length === 1;
  } catch {
    return false;
  }
}
