/**
 * WooCommerce's product CSV. Every product is a row; a variable product's variations are rows of their own that name
 * it in "Parent", by SKU or as `id:44`, and may stand anywhere in the file.
 */
import { webUrl } from '@shuk/core';
import type { Context, DraftProduct } from '../draft.js';
import type { Columns, Table } from '../read/table.js';
import { quote } from '../report.js';
import { slug } from '../values/slug.js';
import { describe, Images, pageOf, Prices } from './common.js';
import { variationsOf, type Variations } from './woocommerce-variations.js';
import { columnsOf, wooDescription, wooName, WooRow, type WooColumns } from './woocommerce-row.js';

export function isWooCommerce(columns: Columns): boolean {
  return columns.has('Type', 'SKU', 'Name', 'Regular price', 'Published');
}

export function importWooCommerce(table: Table, context: Context): readonly DraftProduct[] {
  return new WooCommerce(table, context).products();
}

const SOLD = new Set(['simple', 'variable', 'external']);

class WooCommerce {
  readonly #context: Context;
  readonly #prices: Prices;
  readonly #rows: readonly WooRow[];
  readonly #byName = new Map<string, WooRow>();
  readonly #skus = new Map<string, number>();
  readonly #children = new Map<WooRow, WooRow[]>();

  constructor(table: Table, context: Context) {
    const at: WooColumns = columnsOf(table.columns);
    this.#context = context;
    this.#prices = new Prices(context, table, [at.price, at.salePrice]);
    this.#rows = table.rows.map((row) => new WooRow(table, row, at, context));
  }

  products(): readonly DraftProduct[] {
    const products = this.#rows.filter(({ type }) => type !== 'variation');
    for (const row of products) {
      if (row.id) this.#byName.set(`id:${row.id}`, row);
      if (row.sku && !this.#byName.has(row.sku)) this.#byName.set(row.sku, row);
      if (row.sku) this.#skus.set(row.sku, (this.#skus.get(row.sku) ?? 0) + 1);
    }
    for (const row of this.#rows) if (row.type === 'variation') this.#join(row);
    return products.flatMap((row) => this.#product(row) ?? []);
  }

  #join(row: WooRow): void {
    const parent = this.#byName.get(row.parent);
    const children = parent && this.#children.get(parent);
    if (!parent)
      row.leaveOut('parent', row.parent ? `its product ${quote(row.parent)} is not in this file` : 'is empty');
    else if (children) children.push(row);
    else this.#children.set(parent, [row]);
  }

  #product(row: WooRow): DraftProduct | undefined {
    if (!this.#isShown(row)) return undefined;
    const children = this.#children.get(row) ?? [];
    const title = wooName(row.text('name'));
    const fault = this.#fault(row, title);
    if (!title || fault) {
      row.leaveOut(fault?.[0] ?? 'name', fault?.[1] ?? 'is empty');
      for (const child of children) child.leaveOut('parent', `its product, row ${row.place.row}, was left out`);
      return undefined;
    }
    const { id, ownId, idColumn } = this.#idOf(row, title);
    const handle = slug(title) || undefined;
    const images = new Images(this.#context);
    for (const image of row.list('images')) images.add(row.place, row.label('images'), image);
    const offers = row.type === 'variable' ? this.#variations(row, children, images) : this.#single(row);
    if (!offers) return undefined;
    const external = row.type === 'external';
    return {
      ...{ place: row.place, id, ownId, idColumn, handle, title, ...offers },
      external: external || undefined,
      description: this.#description(row),
      vendor: wooName(row.list('brands')[0] ?? ''),
      url: external
        ? webUrl(row.text('url'))
        : pageOf(this.#context.settings, '?p={id}', { handle, id: row.id, sku: row.sku }),
      images: images.list,
      collections: [
        ...row.list('categories').map((path) => path.split('>').flatMap((title) => wooName(title) ?? [])),
        ...row.list('tags').map((tag) => [wooName(tag) ?? '']),
      ].filter((path) => path.every(Boolean)),
    };
  }

  #isShown(row: WooRow): boolean {
    const { findings, settings } = this.#context;
    if (!row.isPublished) findings.notPublished += 1;
    else if (row.isHidden && !settings.withHidden) findings.hidden += 1;
    else return true;
    return false;
  }

  /** Why a product cannot be sold from a catalogue, and the column that says so. */
  #fault(row: WooRow, title: string | undefined): readonly ['name' | 'type' | 'url', string] | undefined {
    if (!title) return ['name', 'is empty'];
    if (row.type === 'grouped') {
      const parts = row.list('grouped').join(', ') || 'it names none';
      return ['type', `${row.called} is a group without a price of its own; its parts are sold one by one (${parts})`];
    }
    if (!SOLD.has(row.type))
      return ['type', `${row.called} is a ${quote(row.type)} product, which a catalogue cannot sell`];
    if (row.type === 'external' && !webUrl(row.text('url'))) {
      return ['url', row.text('url') ? `${quote(row.text('url'))} is not a web address` : 'is empty'];
    }
    return undefined;
  }

  /** The SKU, where it is the product's alone; otherwise WooCommerce's number; otherwise its name. */
  #idOf(row: WooRow, title: string): Pick<DraftProduct, 'id' | 'ownId' | 'idColumn'> {
    if (row.sku && (this.#skus.get(row.sku) === 1 || !row.id)) {
      return { id: row.sku, ownId: true, idColumn: row.label('sku') ?? 'SKU' };
    }
    if (row.id) return { id: row.id, ownId: true, idColumn: row.label('id') ?? 'ID' };
    return { id: slug(title) || 'product', ownId: false, idColumn: row.label('name') ?? 'Name' };
  }

  #single(row: WooRow): Variations | undefined {
    const stock = row.stock();
    // What is sold elsewhere needs no price here.
    const free = row.type === 'external' && !row.text('price');
    const price = free ? undefined : row.price(this.#prices);
    if (!stock || (!price && !free)) return undefined;
    const { place, sku, maximum } = row;
    return {
      options: [],
      variants: [{ place, sku, key: sku, keyColumn: row.label('sku'), values: [], price, maximum, ...stock }],
    };
  }

  #variations(row: WooRow, children: readonly WooRow[], images: Images): Variations | undefined {
    const shown = children.filter((child) => child.isPublished);
    this.#context.findings.notPublished += children.length - shown.length;
    const offers = variationsOf(row, shown, images, this.#prices, this.#context);
    if (offers.variants.length === 0) row.leaveOut('type', `no variation of ${row.called} can be used`);
    return offers.variants.length ? offers : undefined;
  }

  #description(row: WooRow): string | undefined {
    const name = row.text('description') ? 'description' : 'summary';
    return describe(this.#context, row.place, row.label(name), wooDescription(row.text(name)), 'keep');
  }
}
