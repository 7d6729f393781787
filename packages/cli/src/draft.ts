import type { DecimalMark } from './values/amount.js';
import type { UnitPrice } from './values/measure.js';
import type { Findings, Place } from './report.js';

/** The size of a picture in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What an importer is told. */
export interface Settings {
  /** ISO 4217; needed for exports whose prices carry none. */
  readonly currency?: string | undefined;
  /** BCP 47; the language of the texts. */
  readonly language?: string | undefined;
  /** Address of the shop, for the pages of products. */
  readonly baseUrl?: string | undefined;
  /** Address or path in which relative image names lie. Default: they stay relative to the catalogue file. */
  readonly imageBase?: string | undefined;
  /** Address of a product page with `{handle}`, `{id}` or `{sku}` in it, in place of the shop system's own. */
  readonly productUrl?: string | undefined;
  /** The decimal mark of the file, where it cannot be told from its amounts. */
  readonly decimal?: DecimalMark | undefined;
  /** Takes products too that the shop sells only to those who know the address. */
  readonly withHidden?: boolean | undefined;
  /** The moment by which sales begin and end. Default: now. */
  readonly now?: Date | undefined;
  /** The size of an image named in the export; `undefined` where it is not at hand. */
  readonly imageSize?: ((name: string) => Size | undefined) | undefined;
}

/** What every importer works with. */
export interface Context {
  readonly settings: Settings;
  readonly findings: Findings;
  readonly now: number;
}

export interface DraftImage {
  readonly src: string;
  readonly alt?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Stock as the catalogue writes it: no `stock` means that nobody counts. */
export interface DraftStock {
  readonly stock?: number | undefined;
  readonly availability?: 'in-stock' | 'low-stock' | 'backorder' | 'preorder' | 'sold-out' | undefined;
  readonly from?: string | undefined;
}

/** A price as decimal text, in a currency of its own where the export says one. */
export interface DraftPrice {
  readonly currency: string;
  readonly price: string;
  readonly compareAt?: string | undefined;
  readonly unitPrice?: UnitPrice | undefined;
}

export interface DraftVariant extends DraftStock {
  readonly place: Place;
  /** What identifies it in the export (SKU or id). Used as its id, unless another variant has the same. */
  readonly key?: string | undefined;
  /** The column of `key`, for reports. */
  readonly keyColumn?: string | undefined;
  readonly sku?: string | undefined;
  readonly values: readonly string[];
  readonly price?: DraftPrice | undefined;
  /** Index into the product's images. */
  readonly image?: number | undefined;
  readonly maximum?: number | undefined;
}

export interface DraftTranslation {
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
  readonly values?: Readonly<Record<string, string>> | undefined;
}

/** A product as an importer reads it, before ids are settled across all files. */
export interface DraftProduct {
  readonly place: Place;
  /** The column that its id comes from. */
  readonly idColumn: string;
  readonly id: string;
  /** True where the export itself gives the id, so that a second one is the same product again. */
  readonly ownId: boolean;
  readonly handle?: string | undefined;
  readonly title: string;
  readonly description?: string | undefined;
  readonly vendor?: string | undefined;
  readonly url?: string | undefined;
  readonly images: readonly DraftImage[];
  /** Each a path from the outermost collection inwards. */
  readonly collections: readonly (readonly string[])[];
  readonly external?: boolean | undefined;
  readonly options: readonly DraftOption[];
  readonly variants: readonly DraftVariant[];
  readonly translations?: Readonly<Record<string, DraftTranslation>> | undefined;
}

export interface DraftOption {
  readonly name: string;
  /** In the order to show; those that no variant has are dropped. */
  readonly values: readonly string[];
  /** The column of its values, for reports. */
  readonly column?: string | undefined;
}
