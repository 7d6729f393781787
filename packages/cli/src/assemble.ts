/** Joins what the importers read into one catalogue: ids, collections, currency. */
import type { CatalogCollection, CatalogFile, CatalogOption, CatalogProduct, CatalogVariant } from './catalog.js';
import type { DraftOption, DraftPrice, DraftProduct, DraftVariant, Settings } from './draft.js';
import { MAX_LIST, shorten, withinLimits } from './limits.js';
import { placeText, quote, type Findings } from './report.js';
import { Names, slug } from './values/slug.js';

/** `undefined` where nothing is left to put into a catalogue. */
export function assemble(
  drafts: readonly DraftProduct[],
  settings: Settings,
  findings: Findings,
): CatalogFile | undefined {
  const usable = drafts.flatMap((draft) => withoutTwins(draft, findings));
  const products = distinct(
    usable.flatMap((draft) => withinLimits(draft, findings)),
    findings,
  );
  const currency = settings.currency ?? commonCurrency(products);
  if (!products.length || !currency) return undefined;

  const shared = sharedKeys(products);
  const collections = new Collections();
  const [handles, variantIds] = [new Names(), new Names()];
  const entries = products.map((draft) => {
    const ids = draft.variants.map((variant) => {
      const wanted = variantId(draft, variant, shared);
      const id = variantIds.claim(wanted);
      const name = variant.key ?? wanted;
      if (id !== name) findings.warn(variant.place, variant.keyColumn, renamed(name, id));
      return id;
    });
    const handle = draft.handle === undefined ? undefined : handles.claim(draft.handle);
    return productEntry({ ...draft, handle }, ids, collections, currency);
  });
  const { language } = settings;
  return { version: 1, currency, ...(language && { language }), products: entries, collections: collections.list };
}

/** Gives every product an id of its own. The same product a second time is left out. */
function distinct(drafts: readonly DraftProduct[], findings: Findings): readonly DraftProduct[] {
  const ids = new Names();
  const first = new Map<string, DraftProduct>();
  return drafts.flatMap((draft) => {
    const known = first.get(draft.id);
    if (known && draft.ownId && known.ownId) {
      const where = placeText(known.place);
      findings.leaveOut(draft.place, draft.idColumn, `${quote(draft.id)} is in the catalogue already, from ${where}`);
      return [];
    }
    if (!known) first.set(draft.id, draft);
    const id = ids.claim(draft.id);
    if (id === draft.id) return [draft];
    findings.warn(draft.place, draft.idColumn, `the id ${quote(draft.id)} is taken; it is ${quote(id)} now`);
    return [{ ...draft, id }];
  });
}

/** Leaves out variants that nobody could tell apart; and then a product that has none left. */
function withoutTwins(draft: DraftProduct, findings: Findings): readonly DraftProduct[] {
  const seen = new Map<string, string>();
  const variants = draft.variants.filter(({ place, values }) => {
    const key = values.join('\0');
    const known = seen.get(key);
    if (known !== undefined) {
      const what = values.length ? `is ${quote(values.join(' / '))}, as is` : 'has no options that tell it from';
      findings.leaveOut(
        place,
        draft.options[0]?.column ?? draft.idColumn,
        `a variant of ${quote(draft.id)} ${what} ${known}`,
      );
      return false;
    }
    seen.set(key, placeText(place));
    return true;
  });
  return variants.length ? [{ ...draft, variants }] : [];
}

/** Keys that several variants have, and that therefore identify none of them. */
function sharedKeys(products: readonly DraftProduct[]): ReadonlySet<string> {
  const [seen, shared] = [new Set<string>(), new Set<string>()];
  for (const { variants } of products) {
    for (const { key } of variants) {
      if (key !== undefined && seen.has(key)) shared.add(key);
      else if (key !== undefined) seen.add(key);
    }
  }
  return shared;
}

function variantId(draft: DraftProduct, { key, values }: DraftVariant, shared: ReadonlySet<string>): string {
  if (key !== undefined && !shared.has(key)) return key;
  return shorten([draft.id, ...values.map(slug)].filter(Boolean).join('-'));
}

function renamed(wanted: string, id: string): string {
  return `${quote(wanted)} names several variants; this one has the id ${quote(id)}`;
}

/** The currency that most variants are priced in. */
function commonCurrency(products: readonly DraftProduct[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { variants } of products) {
    for (const { price } of variants) if (price) counts.set(price.currency, (counts.get(price.currency) ?? 0) + 1);
  }
  return [...counts].reduce<[string, number] | undefined>(
    (most, entry) => (most && most[1] >= entry[1] ? most : entry),
    undefined,
  )?.[0];
}

function productEntry(
  draft: DraftProduct,
  ids: readonly string[],
  collections: Collections,
  currency: string,
): CatalogProduct {
  const { id, handle, title, description, vendor, url, images, external, translations, variants } = draft;
  const options = draft.options.map((option, index) => optionEntry(option, variants, index));
  const handles = [...new Set(draft.collections.flatMap((path) => collections.handles(path)))].slice(0, MAX_LIST);
  return compact({
    ...{ id, handle, title, description, vendor, url },
    images: images.length ? images.map((image) => compact({ ...image })) : undefined,
    collections: handles.length ? handles : undefined,
    external,
    translations,
    options: options.length ? options : undefined,
    variants: variants.map((variant, index) => variantEntry(variant, ids[index] ?? id, currency)),
  });
}

/** Only the values that can be bought. */
function optionEntry({ name, values }: DraftOption, variants: readonly DraftVariant[], index: number): CatalogOption {
  const used = new Set(variants.map((variant) => variant.values[index]));
  const known = new Set(values);
  const rest = [...used].filter((value): value is string => value !== undefined && !known.has(value));
  return { name, values: [...[...known].filter((value) => used.has(value)), ...rest].slice(0, MAX_LIST) };
}

function variantEntry(variant: DraftVariant, id: string, currency: string): CatalogVariant {
  const { sku, values, price, stock, availability, from, image, maximum } = variant;
  return compact({
    ...{ id, sku },
    values: values.length ? values : undefined,
    ...priceEntry(price, currency),
    ...{ stock, availability, from, image, maximum },
  });
}

function priceEntry(price: DraftPrice | undefined, currency: string): Partial<CatalogVariant> {
  if (!price) return {};
  if (price.currency !== currency) return { prices: [compact({ ...price })] };
  return { price: price.price, compareAt: price.compareAt, unitPrice: price.unitPrice };
}

const MAX_DEPTH = 10;

/** Collections by their titles; the same title is the same collection, however it is written. */
class Collections {
  readonly #list: CatalogCollection[] = [];
  readonly #names = new Names();
  readonly #known = new Map<string, string>();

  /** Those that a catalogue lists; a product may be in others too. */
  get list(): readonly CatalogCollection[] {
    return this.#list.slice(0, MAX_LIST);
  }

  /** The handles of a path and of everything it lies in: `Clothing > Shirts` is in `clothing` and `clothing-shirts`. */
  handles(path: readonly string[]): readonly string[] {
    return path.slice(0, MAX_DEPTH).map((title, index) => {
      const key = JSON.stringify(path.slice(0, index + 1).map((part) => part.toLowerCase()));
      const known = this.#known.get(key);
      if (known !== undefined) return known;
      const handle = this.#names.claim(slug(path.slice(0, index + 1).join(' ')) || 'collection');
      this.#known.set(key, handle);
      this.#list.push({ handle, title });
      return handle;
    });
  }
}

/** Without the fields that are `undefined`. */
function compact<T extends object>(entry: T): T {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as T;
}
