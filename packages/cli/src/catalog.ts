/** The catalogue file, as `@shuk/backend-static` publishes its schema: the parts that an import fills. */
import type { UnitPrice } from './values/measure.js';

export interface CatalogFile {
  readonly version: 1;
  readonly currency: string;
  readonly language?: string | undefined;
  readonly products: readonly CatalogProduct[];
  readonly collections?: readonly CatalogCollection[] | undefined;
}

export interface CatalogCollection {
  readonly handle: string;
  readonly title: string;
}

export interface CatalogProduct {
  readonly id: string;
  readonly handle?: string | undefined;
  readonly title: string;
  readonly description?: string | undefined;
  readonly vendor?: string | undefined;
  readonly url?: string | undefined;
  readonly images?: readonly CatalogImage[] | undefined;
  readonly collections?: readonly string[] | undefined;
  readonly external?: boolean | undefined;
  readonly translations?: Readonly<Record<string, CatalogTranslation>> | undefined;
  readonly options?: readonly CatalogOption[] | undefined;
  readonly variants: readonly CatalogVariant[];
}

export interface CatalogImage {
  readonly src: string;
  readonly alt?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export interface CatalogTranslation {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
}

export interface CatalogOption {
  readonly name: string;
  readonly values: readonly string[];
}

export interface CatalogVariant {
  readonly id: string;
  readonly sku?: string | undefined;
  readonly values?: readonly string[] | undefined;
  /** Decimal text in major units of the file's currency. */
  readonly price?: string | undefined;
  readonly compareAt?: string | undefined;
  readonly unitPrice?: UnitPrice | undefined;
  /** Prices in other currencies than the file's. */
  readonly prices?: readonly CatalogPrice[] | undefined;
  readonly stock?: number | undefined;
  readonly availability?: string | undefined;
  readonly from?: string | undefined;
  readonly image?: number | undefined;
  readonly maximum?: number | undefined;
}

export interface CatalogPrice {
  readonly currency: string;
  readonly price: string;
  readonly compareAt?: string | undefined;
  readonly unitPrice?: UnitPrice | undefined;
}

/** The file's text: one product on each line, so that two versions can be compared line by line. */
export function catalogText(catalog: CatalogFile): string {
  const { products, collections, ...head } = catalog;
  const lines = (name: string, entries: readonly unknown[]): string =>
    `"${name}":[\n${entries.map((entry) => JSON.stringify(entry)).join(',\n')}\n]`;
  const fields = Object.entries(head).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const lists = [lines('products', products), ...(collections?.length ? [lines('collections', collections)] : [])];
  return `{\n${[...fields, ...lists].join(',\n')}\n}\n`;
}
