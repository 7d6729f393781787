import { readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { webUrl } from '@shuk/core';
import { imageSize } from 'image-size';
import type { Size } from '../draft.js';
import { FORMATS, type Format, type ImportOptions } from '../import.js';
import { isEncoding } from '../read/decode.js';
import { UsageError } from '../terminal.js';
import { isAddress } from '../values/address.js';
import { isKnownCurrency } from '../values/amount.js';
import { readTime } from '../values/dates.js';
import { readArguments } from './options.js';

export interface ImportCommand {
  readonly files: readonly string[];
  readonly out: string;
  readonly options: ImportOptions;
  readonly json: boolean;
}

/** Reads and checks the arguments of `shuk import`. */
export function readImportOptions(args: readonly string[]): ImportCommand | 'help' {
  const { values, positionals } = readArguments('import', args, {
    'base-url': { type: 'string' },
    currency: { type: 'string', short: 'c' },
    date: { type: 'string' },
    decimal: { type: 'string' },
    encoding: { type: 'string' },
    format: { type: 'string', short: 'f' },
    help: { type: 'boolean', short: 'h' },
    'image-base': { type: 'string' },
    'image-dir': { type: 'string' },
    json: { type: 'boolean' },
    language: { type: 'string', short: 'l' },
    out: { type: 'string', short: 'o' },
    'product-url': { type: 'string' },
    'with-hidden': { type: 'boolean' },
  });
  if (values.help) return 'help';
  if (!positionals.length) throw new UsageError('No file to import. See: shuk import --help');
  if (!values.out) throw new UsageError('--out FILE is missing: where shall the catalogue be written?');
  const { decimal, encoding } = values;
  const options: ImportOptions = {
    currency: checked('--currency', values.currency?.toUpperCase(), isKnownCurrency, 'an ISO 4217 code such as EUR'),
    language: languageOf(values.language),
    baseUrl: checked(
      '--base-url',
      values['base-url'],
      (url) => Boolean(webUrl(url)),
      'an address such as https://shop.example',
    ),
    productUrl: checked('--product-url', values['product-url'], isTemplate, 'an address with {handle}, {id} or {sku}'),
    imageBase: checked('--image-base', values['image-base'], isAddress, 'an address or a path such as /pictures/'),
    format: checked('--format', values.format, isFormat, FORMATS.join(', ')),
    decimal: checked('--decimal', decimal, (mark) => mark === '.' || mark === ',', '"." or ","'),
    encoding: checked('--encoding', encoding, isEncoding, 'an encoding such as windows-1252'),
    now: dateOf(values.date),
    withHidden: values['with-hidden'] ?? false,
    imageSize: values['image-dir'] === undefined ? undefined : sizesIn(values['image-dir']),
  };
  return { files: positionals, out: values.out, options, json: values.json ?? false };
}

/** The value, if it passes; the type of what passes is that of the check. */
function checked<T extends string>(
  flag: string,
  value: string | undefined,
  passes: ((value: string) => value is T) | ((value: string) => boolean),
  expected: string,
): T | undefined {
  if (value === undefined || passes(value)) return value as T | undefined;
  throw new UsageError(`${flag} "${value}" is not what it should be: ${expected}.`);
}

function isFormat(name: string): name is Format {
  return (FORMATS as readonly string[]).includes(name);
}

function isTemplate(text: string): boolean {
  return /\{(?:handle|id|sku)\}/.test(text) && isAddress(text.replace(/\{\w+\}/g, 'x'));
}

function languageOf(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined;
  try {
    return Intl.getCanonicalLocales(tag.replace('_', '-'))[0];
  } catch {
    throw new UsageError(`--language "${tag}" is not a BCP 47 tag such as en, he or pt-BR.`);
  }
}

function dateOf(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const time = readTime(text);
  if (time === undefined) throw new UsageError(`--date "${text}" is not a date such as 2026-11-27.`);
  return new Date(time);
}

/** Measures the images of a folder; never one outside of it. */
function sizesIn(folder: string): (name: string) => Size | undefined {
  const root = resolve(folder) + sep;
  return (name) => {
    const path = resolve(folder, name);
    if (!path.startsWith(root)) return undefined;
    try {
      const { width, height, orientation = 1 } = imageSize(readFileSync(path));
      return orientation >= 5 ? { width: height, height: width } : { width, height }; // a camera held upright
    } catch {
      return undefined;
    }
  };
}
