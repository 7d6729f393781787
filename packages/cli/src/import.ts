import { assemble } from './assemble.js';
import type { CatalogFile } from './catalog.js';
import type { Context, DraftProduct, Settings } from './draft.js';
import { importGoogle, isGoogle, tableItems } from './formats/google.js';
import { importShopify, isShopify } from './formats/shopify.js';
import { importVendure, isVendure } from './formats/vendure.js';
import { importWooCommerce, isWooCommerce } from './formats/woocommerce.js';
import { decode } from './read/decode.js';
import { readFeed } from './read/feed.js';
import { headers, readTable, type Columns, type Progress, type Table } from './read/table.js';
import { Findings, printable, UnreadableFile, type Problem } from './report.js';

export const FORMATS = ['shopify', 'woocommerce', 'google', 'vendure'] as const;

/** The exports that can be read. */
export type Format = (typeof FORMATS)[number];

/** A file to import. */
export interface SourceFile {
  /** As it shall be called in reports. */
  readonly name: string;
  readonly content: Uint8Array | string;
}

export interface ImportOptions extends Settings {
  /** The format of all files. Default: told by the header of each. */
  readonly format?: Format | undefined;
  /** The encoding of files that are neither UTF-8 nor marked, e.g. `windows-1255`. */
  readonly encoding?: string | undefined;
  /** Called with the name of the file and the share of it that is read, from 0 to 1. */
  readonly progress?: ((file: string, share: number) => void) | undefined;
}

export interface ImportResult {
  /** `undefined` where not a single product could be used. */
  readonly catalog: CatalogFile | undefined;
  /** In the order of the files and their rows. */
  readonly problems: readonly Problem[];
  /** Products and variants that the shop itself does not show. */
  readonly notPublished: number;
  /** Products that the shop sells only to those who know the address (`withHidden` takes them). */
  readonly hidden: number;
  readonly formats: Readonly<Record<string, Format>>;
}

/** A price of this file has no currency, and none was given. */
export class CurrencyMissing extends Error {
  override readonly name = 'CurrencyMissing';

  constructor(file: string) {
    super(`${printable(file, 500)}: its prices carry no currency; give it, e.g. --currency EUR. Nothing was written.`);
  }
}

const TABLES: Readonly<Record<Format, (columns: Columns) => boolean>> = {
  vendure: isVendure,
  woocommerce: isWooCommerce,
  shopify: isShopify,
  google: isGoogle,
};

/**
 * Turns exports of shop systems into one catalogue for `@shuk/backend-static`.
 *
 * Pure: it reads no file and writes none. What cannot be used is in `problems`; a file that cannot be read at all
 * throws `UnreadableFile`, and one that needs a currency throws `CurrencyMissing`.
 */
export function importCatalog(files: readonly SourceFile[], options: ImportOptions): ImportResult {
  const findings = new Findings();
  const context: Context = { settings: options, findings, now: (options.now ?? new Date()).getTime() };
  const formats: [string, Format][] = [];
  const drafts = files.flatMap(({ name, content }) => {
    const progress = (share: number): void => options.progress?.(name, share);
    const text = decode(
      name,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
      options.encoding,
    );
    const [format, products] = importFile(name, text, options, context, progress);
    progress(1);
    formats.push([name, format]);
    return products;
  });
  const catalog = assemble(drafts, options, findings);
  const order = new Map(files.map(({ name }, index) => [name, index]));
  const problems = findings.problems
    .map((problem, index) => ({ problem, index, file: order.get(problem.file) ?? 0, row: problem.row ?? 0 }))
    .sort((a, b) => a.file - b.file || a.row - b.row || a.index - b.index)
    .map(({ problem }) => problem);
  const { notPublished, hidden } = findings;
  return { catalog, problems, notPublished, hidden, formats: Object.fromEntries(formats) };
}

function importFile(
  file: string,
  text: string,
  options: ImportOptions,
  context: Context,
  progress: Progress,
): readonly [Format, readonly DraftProduct[]] {
  if (/^\s*</.test(text)) {
    const items = !options.format || options.format === 'google' ? readFeed(file, text) : undefined;
    if (!items) throw new UnreadableFile(file, 'is XML, but no feed of products (RSS or Atom with g:id)');
    return ['google', importGoogle(file, items, context)];
  }
  const found = recognise(text, options.format);
  if (!found) throw new UnreadableFile(file, unrecognised(text, options.format));
  const { format, delimiter } = found;
  const table = readTable(file, text, delimiter, context.findings, progress);
  if (format === 'google') return [format, importGoogle(file, tableItems(table), context)];
  if (options.currency === undefined) throw new CurrencyMissing(file);
  const importers = { shopify: importShopify, woocommerce: importWooCommerce, vendure: importVendure };
  return [format, importers[format](table satisfies Table, context)];
}

function recognise(text: string, wanted: Format | undefined): { format: Format; delimiter: string } | undefined {
  for (const { delimiter, columns } of headers(text)) {
    const format = (Object.keys(TABLES) as Format[]).find(
      (name) => (!wanted || name === wanted) && TABLES[name](columns),
    );
    if (format) return { format, delimiter };
  }
  return undefined;
}

function unrecognised(text: string, wanted: Format | undefined): string {
  const columns = headers(text)
    .map(({ columns: { names } }) => names)
    .reduce((most, names) => (names.length > most.length ? names : most));
  const seen = printable(columns.slice(0, 8).join(', '), 120);
  const what = wanted
    ? `has not the columns of a ${wanted} export`
    : 'is none of the exports that can be read (Shopify, WooCommerce, Google, Vendure)';
  return `${what}; its first row is: ${seen}`;
}
