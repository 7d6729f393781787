/** What the importers share: cells that are read the same way in every export. */
import { MAX_TEXT, text as clean } from '@shuk/core';
import type { Context, DraftImage, DraftPrice, DraftStock, Settings } from '../draft.js';
import { cell, type Column, type Row, type Table } from '../read/table.js';
import { quote, type Place } from '../report.js';
import { readAddress } from '../values/address.js';
import { decimalMarkOf, readAmount, type DecimalMark } from '../values/amount.js';
import { fit, htmlToText } from '../values/html.js';

export function placeOf(table: Table, row: Row): Place {
  return { file: table.file, row: row.number };
}

/** Reads the prices of a table in the currency that the user gave. */
export class Prices {
  readonly #context: Context;
  readonly #currency: string;
  readonly #mark: DecimalMark | undefined;

  constructor(context: Context, table: Table, columns: readonly (Column | undefined)[]) {
    this.#context = context;
    this.#currency = context.settings.currency ?? '';
    this.#mark = context.settings.decimal ?? decimalMarkOf(amountsIn(table, columns));
  }

  /** The price in a cell that must have one; otherwise the row is reported and left out. */
  required(place: Place, row: Row, column: Column | undefined, fallbackName: string): DraftPrice | undefined {
    const written = cell(row, column);
    const name = column?.name ?? fallbackName;
    if (!written) {
      this.#context.findings.leaveOut(place, name, 'has no price');
      return undefined;
    }
    const amount = readAmount(written, this.#currency, this.#mark);
    if (amount.reason !== undefined) {
      this.#context.findings.leaveOut(place, name, amount.reason);
      return undefined;
    }
    if (!/[1-9]/.test(amount.decimal)) this.#context.findings.warn(place, name, 'the price is zero');
    return { currency: this.#currency, price: amount.decimal };
  }

  /** The amount in a cell that may be empty; what is no amount is reported and ignored. */
  optional(place: Place, row: Row, column: Column | undefined): string | undefined {
    const written = cell(row, column);
    if (!column || !written) return undefined;
    const amount = readAmount(written, this.#currency, this.#mark);
    if (amount.reason === undefined) return amount.decimal;
    this.#context.findings.warn(place, column.name, amount.reason);
    return undefined;
  }
}

function* amountsIn(table: Table, columns: readonly (Column | undefined)[]): Generator<string> {
  for (const row of table.rows) for (const column of columns) if (column) yield cell(row, column);
}

/** True where decimal text of one currency is more than another. */
export function isMore(a: string, b: string): boolean {
  return Number(a) > Number(b);
}

/** Text of an export on one line, as a title is. */
export function line(value: string): string | undefined {
  return fit(value.replace(/\s+/g, ' ')).text;
}

/** A description as plain text; one that is too long is cut, and that is reported. */
export function describe(
  context: Context,
  place: Place,
  column: string | undefined,
  html: string,
  lines?: 'keep',
): string | undefined {
  if (!html) return undefined;
  const { text, cut } = fit(htmlToText(html, lines));
  if (cut) context.findings.warn(place, column, `is longer than ${MAX_TEXT} characters and was cut`);
  return text;
}

/** The images of one product, each once. */
export class Images {
  readonly list: DraftImage[] = [];
  readonly #context: Context;
  readonly #indexes = new Map<string, number>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** Adds an image and gives its index. An address that cannot be used is reported and gives `undefined`. */
  add(place: Place, column: string | undefined, name: string, alt?: string): number | undefined {
    if (!name) return undefined;
    const { settings, findings } = this.#context;
    const src = readAddress(name, settings.imageBase);
    if (src === undefined) {
      findings.warn(place, column, `${quote(name)} is not the address of an image`);
      return undefined;
    }
    const known = this.#indexes.get(src);
    if (known !== undefined) return known;
    const size = /^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(name) ? undefined : this.#sizeOf(place, column, name);
    this.#indexes.set(src, this.list.length);
    return this.list.push({ src, alt: (alt && clean(alt)) || undefined, ...size }) - 1;
  }

  #sizeOf(place: Place, column: string | undefined, name: string): Partial<DraftImage> | undefined {
    const { settings, findings } = this.#context;
    const size = settings.imageSize?.(name);
    if (settings.imageSize && !size) findings.warn(place, column, `no image ${quote(name)} was found to measure`);
    return size;
  }
}

/** A quantity in a cell: whole pieces, `undefined` for an empty cell, `null` (reported) for anything else. */
export function readPieces(context: Context, place: Place, column: string, written: string): number | undefined | null {
  if (!written) return undefined;
  const match = /^([+-]?\d{1,9})(?:[.,]\d{1,6})?$/.exec(written.trim());
  if (match) return Number(match[1]);
  context.findings.leaveOut(place, column, `${quote(written)} is not a number of pieces`);
  return null;
}

/** Counted stock; one that may go below zero is not counted, because it never stops a sale. */
export function countedStock(pieces: number, backorders: boolean): DraftStock {
  if (backorders) return pieces > 0 ? {} : { availability: 'backorder' };
  return { stock: Math.max(0, pieces) };
}

/** The page of a product: `template` is the shop system's own way, unless the user gave another. */
export function pageOf(
  { baseUrl, productUrl }: Settings,
  template: string,
  fields: Readonly<Record<'handle' | 'id' | 'sku', string | undefined>>,
): string | undefined {
  if (baseUrl === undefined && productUrl === undefined) return undefined;
  const wanted = productUrl ?? template;
  const missing = (['handle', 'id', 'sku'] as const).some((name) => wanted.includes(`{${name}}`) && !fields[name]);
  if (missing) return undefined;
  const path = wanted.replace(/\{(handle|id|sku)\}/g, (_, name: 'handle' | 'id' | 'sku') =>
    encodeURIComponent(fields[name] ?? ''),
  );
  return readAddress(path, baseUrl);
}
