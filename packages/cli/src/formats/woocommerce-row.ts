/** Reads one row of WooCommerce's product CSV. */
import type { Context, DraftPrice, DraftStock } from '../draft.js';
import { cell, type Column, type Columns, type Row, type Table } from '../read/table.js';
import { quote, type Place } from '../report.js';
import { isBetween } from '../values/dates.js';
import { htmlToText } from '../values/html.js';
import { countedStock, isMore, line, placeOf, readPieces, type Prices } from './common.js';

export interface Attribute {
  readonly name: string;
  readonly values: readonly string[];
  readonly column: string;
}

export function columnsOf(columns: Columns) {
  const attributes: { readonly name: Column; readonly values: Column | undefined }[] = [];
  for (let number = 1; ; number += 1) {
    const name = columns.find(`Attribute ${number} name`);
    if (!name) break;
    attributes.push({ name, values: columns.find(`Attribute ${number} value(s)`) });
  }
  return {
    attributes,
    id: columns.find('ID'),
    type: columns.find('Type'),
    sku: columns.find('SKU'),
    name: columns.find('Name'),
    published: columns.find('Published'),
    visibility: columns.find('Visibility in catalog'),
    summary: columns.find('Short description'),
    description: columns.find('Description'),
    saleStarts: columns.find('Date sale price starts'),
    saleEnds: columns.find('Date sale price ends'),
    inStock: columns.find('In stock?'),
    stock: columns.find('Stock'),
    lowStock: columns.find('Low stock amount'),
    backorders: columns.find('Backorders allowed?'),
    individually: columns.find('Sold individually?'),
    salePrice: columns.find('Sale price'),
    price: columns.find('Regular price'),
    categories: columns.find('Categories'),
    tags: columns.find('Tags'),
    brands: columns.find('Brands'),
    images: columns.find('Images'),
    parent: columns.find('Parent'),
    grouped: columns.find('Grouped products'),
    url: columns.find('External URL'),
    position: columns.find('Position'),
  };
}

export type WooColumns = ReturnType<typeof columnsOf>;

/** WooCommerce puts a `'` before text that a spreadsheet would take for a formula. */
export function wooCell(row: Row, column: Column | undefined): string {
  const text = cell(row, column);
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}

/** A list in a cell: `Small, Medium, 10\,5 cm`. */
export function wooList(text: string): readonly string[] {
  return text
    .replaceAll('\\,', '\0')
    .split(',')
    .map((item) => item.replaceAll('\0', ',').trim())
    .filter(Boolean);
}

/** A name, in which WordPress allows markup: on one line, without it. */
export function wooName(text: string): string | undefined {
  return /[<&]/.test(text) ? line(htmlToText(text)) : line(text);
}

/** Line breaks of a description are exported as `\n`, and a written `\n` as `\\n`. */
export function wooDescription(text: string): string {
  return text.replace(/\\\\n|\\n/g, (found) => (found.length === 3 ? '\\n' : '\n'));
}

export class WooRow {
  readonly place: Place;
  readonly row: Row;
  readonly id: string;
  readonly sku: string | undefined;
  /** The first of the types: `simple`, `variable`, `variation` …; the others only say how it is delivered. */
  readonly type: string;
  readonly parent: string;
  readonly #at: WooColumns;
  readonly #context: Context;

  constructor(table: Table, row: Row, at: WooColumns, context: Context) {
    this.place = placeOf(table, row);
    this.row = row;
    this.#at = at;
    this.#context = context;
    this.id = line(wooCell(row, at.id)) ?? '';
    this.sku = line(wooCell(row, at.sku));
    const types = wooList(this.text('type').toLowerCase()).filter(
      (type) => type !== 'virtual' && type !== 'downloadable',
    );
    this.type = types[0] ?? 'simple';
    this.parent = this.text('parent');
  }

  text(name: Exclude<keyof WooColumns, 'attributes'>): string {
    return wooCell(this.row, this.#at[name]);
  }

  list(name: Exclude<keyof WooColumns, 'attributes'>): readonly string[] {
    return wooList(this.text(name));
  }

  label(name: Exclude<keyof WooColumns, 'attributes'>): string | undefined {
    return this.#at[name]?.name;
  }

  /** Neither draft, private nor waiting for review. */
  get isPublished(): boolean {
    return /^(?:|1|true|yes|publish(?:ed)?)$/i.test(this.text('published'));
  }

  get isHidden(): boolean {
    return this.text('visibility').toLowerCase() === 'hidden';
  }

  get attributes(): readonly Attribute[] {
    return this.#at.attributes.flatMap(({ name, values }) => {
      const title = wooName(wooCell(this.row, name));
      if (!title) return [];
      const list = wooList(wooCell(this.row, values)).flatMap((value) => wooName(value) ?? []);
      return [{ name: title, values: list, column: values?.name ?? name.name }];
    });
  }

  /** The price of now: a sale counts between its dates and below the regular price. */
  price(prices: Prices): DraftPrice | undefined {
    const at = this.#at;
    const regular = prices.required(this.place, this.row, at.price, 'Regular price');
    if (!regular) return undefined;
    const sale = prices.optional(this.place, this.row, at.salePrice);
    if (sale === undefined || !isMore(regular.price, sale) || !this.#isOnSale()) return regular;
    return { ...regular, price: sale, compareAt: regular.price };
  }

  #isOnSale(): boolean {
    const onSale = isBetween(this.#context.now, this.text('saleStarts'), this.text('saleEnds'));
    if (onSale !== undefined) return onSale;
    this.#context.findings.warn(
      this.place,
      this.label('saleStarts'),
      'the dates of the sale cannot be read; it does not count',
    );
    return false;
  }

  /** Its stock; a variation may use that of its parent. `undefined` (reported) where it cannot be read. */
  stock(parent?: WooRow): DraftStock | undefined {
    const counted = parent && this.text('stock').toLowerCase() === 'parent' ? parent : this;
    const label = this.label('stock') ?? 'Stock';
    const pieces = readPieces(this.#context, this.place, label, counted.text('stock'));
    if (pieces === null) return undefined;
    const status = this.text('inStock').toLowerCase();
    if (pieces === undefined) {
      if (status === 'backorder' || status === 'onbackorder') return { availability: 'backorder' };
      return /^(?:0|no|false|outofstock)$/.test(status) ? { availability: 'sold-out' } : {};
    }
    const backorders = /^(?:1|yes|true|notify)$/i.test(counted.text('backorders'));
    const low = Number(counted.text('lowStock'));
    const stock = countedStock(pieces, backorders);
    if (!stock.stock || !low) return stock;
    return { ...stock, availability: stock.stock <= low ? 'low-stock' : 'in-stock' };
  }

  /** How many may be bought at once, where that is limited. */
  get maximum(): number | undefined {
    return /^(?:1|yes|true)$/i.test(this.text('individually')) ? 1 : undefined;
  }

  leaveOut(name: Exclude<keyof WooColumns, 'attributes'>, reason: string): void {
    this.#context.findings.leaveOut(this.place, this.label(name), reason);
  }

  /** How messages name it. */
  get called(): string {
    return quote(this.sku ?? this.id);
  }
}
