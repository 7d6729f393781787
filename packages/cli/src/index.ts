/**
 * The importers and the checks of `shuk` as functions, for CMS plugins and build scripts. They read no file and write
 * none.
 */
export { catalogText } from './catalog.js';
export type {
  CatalogCollection,
  CatalogFile,
  CatalogImage,
  CatalogOption,
  CatalogPrice,
  CatalogProduct,
  CatalogTranslation,
  CatalogVariant,
} from './catalog.js';
export { checkCatalog } from './check/check.js';
export type { Finding } from './check/finding.js';
export type { Settings, Size } from './draft.js';
export { CurrencyMissing, FORMATS, importCatalog } from './import.js';
export type { Format, ImportOptions, ImportResult, SourceFile } from './import.js';
export { problemLine, UnreadableFile } from './report.js';
export type { Place, Problem } from './report.js';
export type { DecimalMark } from './values/amount.js';
export type { UnitPrice } from './values/measure.js';
