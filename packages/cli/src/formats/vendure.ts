/**
 * The product CSV that Vendure imports: a row with a name begins a product, the rows under it are its other variants.
 * Lists are separated by `|`. Texts may stand in several languages (`name:en`, `name:he`).
 */
import type { Context, DraftProduct, DraftStock, DraftTranslation, DraftVariant } from '../draft.js';
import { cell, type Column, type Columns, type Row, type Table } from '../read/table.js';
import { slug } from '../values/slug.js';
import { countedStock, describe, Images, line, pageOf, placeOf, Prices, readPieces } from './common.js';

const TEXTS = ['name', 'slug', 'description', 'facets', 'optionGroups', 'optionValues'] as const;

type Texts = Readonly<Record<(typeof TEXTS)[number], Column | undefined>>;

export function isVendure(columns: Columns): boolean {
  const text = (name: string): boolean =>
    columns.names.some((column) => column === name || column.startsWith(`${name}:`));
  return TEXTS.every(text) && columns.has('sku', 'price', 'assets');
}

export function importVendure(table: Table, context: Context): readonly DraftProduct[] {
  return new Vendure(table, context).products();
}

class Vendure {
  readonly #table: Table;
  readonly #context: Context;
  readonly #prices: Prices;
  readonly #texts: Texts;
  /** The columns of the other languages. */
  readonly #others: readonly (readonly [string, Texts])[];

  constructor(table: Table, context: Context) {
    const { columns } = table;
    const languages = [
      ...new Set(columns.names.flatMap((name) => /^name:([A-Za-z]{2,3}(?:_[A-Za-z0-9]{2,8})*)$/.exec(name)?.[1] ?? [])),
    ];
    const wanted = context.settings.language?.toLowerCase().split('-')[0];
    const main = languages.find((language) => language.toLowerCase() === wanted) ?? languages[0];
    const texts = (language: string | undefined): Texts => {
      const find = (name: string): Column | undefined => columns.find(`${name}:${language}`, name);
      return Object.fromEntries(TEXTS.map((name) => [name, find(name)])) as Texts;
    };
    this.#table = table;
    this.#context = context;
    this.#texts = texts(main);
    this.#others = languages
      .filter((language) => language !== main)
      .map((language) => [language.replace('_', '-'), texts(language)]);
    this.#prices = new Prices(context, table, [columns.find('price')]);
  }

  products(): readonly DraftProduct[] {
    const groups: [Row, ...Row[]][] = [];
    for (const row of this.#table.rows) {
      const group = groups.at(-1);
      if (cell(row, this.#texts.name)) groups.push([row]);
      else if (group) group.push(row);
      else this.#leaveOut(row, this.#texts.name, 'is empty');
    }
    return groups.map((rows) => this.#product(rows));
  }

  #product(rows: readonly [Row, ...Row[]]): DraftProduct {
    const [head] = rows;
    const { name, description, facets } = this.#texts;
    const place = placeOf(this.#table, head);
    const title = line(cell(head, name)) ?? '';
    const written = line(cell(head, this.#texts.slug));
    const handle = written ?? (slug(title) || 'product');
    const groups = optionNames(cell(head, this.#texts.optionGroups));
    const images = new Images(this.#context);
    for (const asset of list(cell(head, this.#at('assets')))) images.add(place, 'assets', asset);
    const variants = rows.flatMap((row) => this.#variant(row, groups, images) ?? []);
    const named = list(cell(head, facets)).map((facet) => facet.split(':').map((part) => part.trim()));
    const values = (facet: string): readonly string[] =>
      named.flatMap(([key, value]) => (key?.toLowerCase() === facet && value ? [value] : []));
    return {
      ...{ place, id: handle, handle, title, variants, ownId: written !== undefined },
      idColumn: (written ? this.#texts.slug : name)?.name ?? 'slug',
      description: describe(this.#context, place, description?.name, cell(head, description)),
      vendor: values('brand')[0],
      url: pageOf(this.#context.settings, 'products/{handle}', {
        handle,
        id: handle,
        sku: cell(head, this.#at('sku')),
      }),
      images: images.list,
      collections: values('category').map((category) => [category]),
      options: groups.map((group, index) => ({
        name: group,
        values: variants.map((variant) => variant.values[index] ?? ''),
        column: this.#texts.optionValues?.name,
      })),
      translations: this.#translations(rows),
    };
  }

  #variant(row: Row, groups: readonly string[], images: Images): DraftVariant | undefined {
    const place = placeOf(this.#table, row);
    const { optionValues } = this.#texts;
    const values = list(cell(row, optionValues));
    if (values.length !== groups.length) {
      const reason = `names ${values.length} values, and the product has ${groups.length} options`;
      this.#leaveOut(row, optionValues, reason);
      return undefined;
    }
    const price = this.#prices.required(place, row, this.#at('price'), 'price');
    const stock = price && this.#stock(row);
    if (!stock) return undefined;
    const sku = line(cell(row, this.#at('sku')));
    const own = list(cell(row, this.#at('variantAssets'))).map((asset) => images.add(place, 'variantAssets', asset));
    return { ...{ place, sku, key: sku, keyColumn: 'sku', values, price, image: own[0] }, ...stock };
  }

  #stock(row: Row): DraftStock | undefined {
    const column = this.#at('stockOnHand');
    if (!column || cell(row, this.#at('trackInventory')).toLowerCase() === 'false') return {};
    const pieces = readPieces(this.#context, placeOf(this.#table, row), column.name, cell(row, column) || '0');
    return pieces === null || pieces === undefined ? undefined : countedStock(pieces, false);
  }

  #translations(rows: readonly [Row, ...Row[]]): Readonly<Record<string, DraftTranslation>> | undefined {
    const [head] = rows;
    const entries = this.#others.flatMap(([language, texts]): [string, DraftTranslation][] => {
      const title = line(cell(head, texts.name));
      if (!title) return [];
      const names = pairs(
        optionNames(cell(head, this.#texts.optionGroups)),
        optionNames(cell(head, texts.optionGroups)),
      );
      const values = rows.flatMap((row) =>
        pairs(list(cell(row, this.#texts.optionValues)), list(cell(row, texts.optionValues))),
      );
      return [
        [
          language,
          {
            title,
            description: describe(
              this.#context,
              placeOf(this.#table, head),
              texts.description?.name,
              cell(head, texts.description),
            ),
            ...(names.length && { options: Object.fromEntries(names) }),
            ...(values.length && { values: Object.fromEntries(values) }),
          },
        ],
      ];
    });
    return entries.length ? Object.fromEntries(entries) : undefined;
  }

  #at(name: string): Column | undefined {
    return this.#table.columns.find(name);
  }

  #leaveOut(row: Row, column: Column | undefined, reason: string): void {
    this.#context.findings.leaveOut(placeOf(this.#table, row), column?.name, reason);
  }
}

function list(text: string): readonly string[] {
  return text.split('|').flatMap((part) => line(part) ?? []);
}

/** Names of options; what follows a `:` is their code. */
function optionNames(text: string): readonly string[] {
  return list(text).map((group) => group.split(':')[0]?.trim() || group);
}

/** What has another name in another language. */
function pairs(from: readonly string[], to: readonly string[]): [string, string][] {
  return from.flatMap((name, index): [string, string][] => {
    const other = to[index];
    return other && other !== name ? [[name, other]] : [];
  });
}
