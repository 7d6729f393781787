/**
 * Shopify's product CSV, in its long-standing form (`Handle`, `Variant Price`) and its newer one (`URL handle`,
 * `Price`). Rows of one handle are one product: the first has its texts, each may have a variant, an image, or both.
 */
import type { Context, DraftOption, DraftProduct, DraftStock, DraftVariant } from '../draft.js';
import { cell, type Columns, type Row, type Table } from '../read/table.js';
import { quote } from '../report.js';
import { baseOf, unitPrice, type UnitPrice } from '../values/measure.js';
import { countedStock, describe, Images, isMore, line, pageOf, placeOf, Prices, readPieces } from './common.js';

export function isShopify(columns: Columns): boolean {
  return columns.find('Handle', 'URL handle') !== undefined && columns.has('Title', 'Option1 Name', 'Option1 Value');
}

function columnsOf(columns: Columns) {
  return {
    handle: columns.find('Handle', 'URL handle'),
    title: columns.find('Title'),
    body: columns.find('Body (HTML)', 'Body HTML', 'Description'),
    vendor: columns.find('Vendor'),
    type: columns.find('Type'),
    tags: columns.find('Tags'),
    published: columns.find('Published', 'Published on online store'),
    status: columns.find('Status'),
    options: [1, 2, 3].map((number) => ({
      name: columns.find(`Option${number} Name`),
      value: columns.find(`Option${number} Value`),
    })),
    sku: columns.find('Variant SKU', 'SKU'),
    price: columns.find('Variant Price', 'Price'),
    compareAt: columns.find('Variant Compare At Price', 'Compare-at price', 'Compare At Price'),
    tracker: columns.find('Variant Inventory Tracker', 'Inventory tracker'),
    quantity: columns.find('Variant Inventory Qty', 'Inventory quantity'),
    policy: columns.find('Variant Inventory Policy', 'Continue selling when out of stock'),
    image: columns.find('Image Src', 'Product image URL'),
    position: columns.find('Image Position'),
    alt: columns.find('Image Alt Text'),
    variantImage: columns.find('Variant Image', 'Variant image URL'),
    total: columns.find('Unit Price Total Measure'),
    totalUnit: columns.find('Unit Price Total Measure Unit'),
    base: columns.find('Unit Price Base Measure'),
    baseUnit: columns.find('Unit Price Base Measure Unit'),
  };
}

export function importShopify(table: Table, context: Context): readonly DraftProduct[] {
  return new Shopify(table, context).products();
}

class Shopify {
  readonly #table: Table;
  readonly #context: Context;
  readonly #prices: Prices;
  readonly #at: ReturnType<typeof columnsOf>;

  constructor(table: Table, context: Context) {
    this.#table = table;
    this.#context = context;
    this.#at = columnsOf(table.columns);
    this.#prices = new Prices(context, table, [this.#at.price, this.#at.compareAt]);
  }

  products(): readonly DraftProduct[] {
    const groups = new Map<string, Row[]>();
    for (const row of this.#table.rows) {
      const handle = line(cell(row, this.#at.handle)) ?? '';
      const group = groups.get(handle);
      if (!handle) this.#context.findings.leaveOut(placeOf(this.#table, row), this.#at.handle?.name, 'is empty');
      else if (group) group.push(row);
      else groups.set(handle, [row]);
    }
    return [...groups].flatMap(([handle, rows]) => this.#product(handle, rows as [Row, ...Row[]]) ?? []);
  }

  #product(handle: string, rows: readonly [Row, ...Row[]]): DraftProduct | undefined {
    const at = this.#at;
    const head = rows.find((row) => cell(row, at.title)) ?? rows[0];
    const place = placeOf(this.#table, head);
    if (!this.#isShown(head)) return undefined;
    const title = line(cell(head, at.title));
    if (!title) {
      this.#context.findings.leaveOut(place, at.title?.name, `the product ${quote(handle)} has no title`);
      return undefined;
    }
    const images = this.#images(rows);
    const options = this.#options(rows);
    const variants = rows
      .filter((row) => this.#isVariant(row))
      .flatMap((row) => this.#variant(row, options, images) ?? []);
    if (!rows.some((row) => this.#isVariant(row))) {
      this.#context.findings.leaveOut(place, at.price?.name ?? 'Variant Price', 'has no price');
    }
    return {
      ...{ place, id: handle, handle, title, variants, ownId: true },
      idColumn: at.handle?.name ?? 'Handle',
      description: describe(this.#context, place, at.body?.name, cell(head, at.body)),
      vendor: line(cell(head, at.vendor)),
      url: pageOf(this.#context.settings, 'products/{handle}', { handle, id: handle, sku: cell(head, at.sku) }),
      images: images.list,
      collections: [cell(head, at.type), ...cell(head, at.tags).split(',')].flatMap((name) => {
        const text = line(name);
        return text ? [[text]] : [];
      }),
      options: options.map(({ name, column }, index) => ({
        ...{ name, column },
        values: variants.map(({ values }) => values[index] ?? ''),
      })),
    };
  }

  /** Drafts, archived and unpublished products are counted, not reported. */
  #isShown(head: Row): boolean {
    const { findings, settings } = this.#context;
    const status = cell(head, this.#at.status).toLowerCase();
    if (/^(?:false|no|0)$/i.test(cell(head, this.#at.published)) || status === 'draft' || status === 'archived') {
      findings.notPublished += 1;
      return false;
    }
    if (status !== 'unlisted' || settings.withHidden) return true;
    findings.hidden += 1;
    return false;
  }

  #isVariant(row: Row): boolean {
    return [this.#at.options[0]?.value, this.#at.price, this.#at.sku].some((column) => cell(row, column));
  }

  /** The options of a product; a product without any has one called "Title" with "Default Title". */
  #options(rows: readonly Row[]): readonly (DraftOption & { readonly index: number })[] {
    const options = this.#at.options.flatMap(({ name: nameColumn, value }, index) => {
      const name = line(rows.map((row) => cell(row, nameColumn)).find(Boolean) ?? '');
      return name ? [{ name, index, values: [], column: value?.name }] : [];
    });
    const isDefault = (row: Row): boolean => /^(?:default title)?$/i.test(cell(row, this.#at.options[0]?.value));
    return options.length === 1 && rows.every(isDefault) ? [] : options;
  }

  #variant(
    row: Row,
    options: readonly (DraftOption & { readonly index: number })[],
    images: Images,
  ): DraftVariant | undefined {
    const at = this.#at;
    const place = placeOf(this.#table, row);
    const values: string[] = [];
    for (const { name, index, column } of options) {
      const value = line(cell(row, at.options[index]?.value));
      if (value) values.push(value);
      else this.#context.findings.leaveOut(place, column, `has no value for the option ${quote(name)}`);
    }
    if (values.length < options.length) return undefined;
    const price = this.#prices.required(place, row, at.price, 'Variant Price');
    const stock = this.#stock(row);
    if (!price || !stock) return undefined;
    const compareAt = this.#prices.optional(place, row, at.compareAt);
    const sku = line(cell(row, at.sku));
    return {
      ...{ place, sku, key: sku, keyColumn: at.sku?.name, values, ...stock },
      image: images.add(place, at.variantImage?.name, cell(row, at.variantImage)),
      price: {
        ...price,
        // Shopify shows a comparison only where it is higher, and exports it in any case.
        compareAt: compareAt !== undefined && isMore(compareAt, price.price) ? compareAt : undefined,
        unitPrice: this.#unitPrice(row, price.price, price.currency),
      },
    };
  }

  /** Shopify counts stock only where a tracker is named. */
  #stock(row: Row): DraftStock | undefined {
    const { tracker, quantity, policy } = this.#at;
    if (tracker && !cell(row, tracker)) return {};
    const pieces = readPieces(this.#context, placeOf(this.#table, row), quantity?.name ?? '', cell(row, quantity));
    if (pieces === null) return undefined;
    return pieces === undefined ? {} : countedStock(pieces, /^(?:continue|true|yes|1)$/i.test(cell(row, policy)));
  }

  #unitPrice(row: Row, price: string, currency: string): UnitPrice | undefined {
    const { total, totalUnit, base, baseUnit } = this.#at;
    const quantity = cell(row, total);
    if (!/^\d+(?:\.\d+)?$/.test(quantity)) return undefined;
    const measure = { quantity, unit: cell(row, totalUnit) };
    const unit = cell(row, baseUnit) || (cell(row, base) && measure.unit);
    const each = unit ? { quantity: cell(row, base) || '1', unit } : baseOf(measure);
    return unitPrice(price, currency, measure, each);
  }

  #images(rows: readonly Row[]): Images {
    const { image, position, alt } = this.#at;
    const images = new Images(this.#context);
    const shown = rows.filter((row) => cell(row, image));
    const order = (row: Row): number => Number(cell(row, position)) || Infinity;
    for (const row of [...shown].sort((a, b) => (order(a) === order(b) ? 0 : order(a) - order(b)))) {
      images.add(placeOf(this.#table, row), image?.name, cell(row, image), cell(row, alt));
    }
    return images;
  }
}
