/** What a catalogue file says, read into the model. The only file that knows its fields and trusts none of them. */
import {
  color,
  fields,
  integer,
  isCurrency,
  list,
  loose,
  malformed,
  money,
  oneOf,
  requiredText,
  text,
  toMinor,
  webUrl,
  type Availability,
  type Fields,
  type Image,
  type Market,
  type Money,
  type OptionValue,
  type Price,
  type Product,
  type ProductOption,
  type ProductRef,
  type PurchasePlan,
  type QuantityRule,
  type UnitPrice,
  type Variant,
} from '@shuk/core';

export interface Catalog {
  readonly file: Fields;
  readonly currency: string;
  readonly base: string | undefined;
  readonly products: readonly unknown[];
  /** The entry of a product; `undefined` for a miss. The first one wins where a name is used twice. */
  readonly find: (ref: ProductRef) => unknown;
}

/** The whole file. Its products are read only when they are asked for, one by one. */
export function readCatalog(body: unknown, base: string | undefined): Catalog {
  const file = fields(body, 'catalogue');
  const { version, currency, products } = file;
  if (version !== 1 || !isCurrency(currency) || !Array.isArray(products)) {
    throw malformed('version, currency or products');
  }
  const indexes = new Map<string, Map<string, unknown>>();
  return {
    file,
    currency,
    base,
    products,
    find({ by, value }) {
      let index = indexes.get(by);
      if (!index) {
        indexes.set(by, (index = new Map<string, unknown>()));
        for (const product of products as readonly (Fields | null)[]) {
          for (const entry of by === 'sku' ? list(product?.variants, MAX_VARIANTS) : [product]) {
            const name = text((entry as Fields | null | undefined)?.[by]);
            if (name && !index.has(name)) index.set(name, product);
          }
        }
      }
      return index.get(value);
    },
  };
}

const MAX_VARIANTS = 2_048;

/** Reads products for one market. What cannot be a product at all (no id, title or variant) throws `malformed`. */
export function productReader(catalog: Catalog, market: Market): (entry: unknown) => Product {
  const tags = fallbacks(market.language, catalog.file.language);

  /** The price listed for the country and currency, else for the currency, else for the country, else the default. */
  function toPrice(source: Fields): Price | undefined {
    let best: Price | undefined;
    let rank = 0;
    for (const { country, currency = catalog.currency, ...row } of [source, ...list(source.prices)].map(loose)) {
      const fit = country === market.country ? 2 : country && market.country ? 0 : 1;
      const current = cash(row.price, currency);
      const counts = currency === (market.currency ?? (country && fit > 1 ? currency : catalog.currency));
      if (!counts || !current || fit <= rank) continue;
      rank = fit;
      const before = cash(row.compareAt, currency);
      best = {
        current,
        compareAt: before && before.amount > current.amount ? before : undefined,
        lowest30Days: cash(row.lowest30Days, currency),
        unit: toUnit(loose(row.unitPrice), currency),
      };
    }
    return best;
  }

  function toPlan(item: unknown): PurchasePlan[] {
    const plan = loose(item);
    const id = text(plan.id);
    const name = text(plan.name);
    const interval = loose(plan.interval);
    const unit = oneOf(interval.unit, ['day', 'week', 'month', 'year']);
    const count = integer(interval.count, 1);
    const price = toPrice(plan);
    // One that has prices, but none for this market, is not offered here: what it saves would be lost.
    if (!id || !name || (!price && (plan.price ?? plan.prices))) return [];
    return [{ id, name, interval: unit && count ? { unit, count } : undefined, price }];
  }

  function toVariant(row: Fields, options: readonly Option[], picture: Picture): Variant {
    const plans = list(row.plans).flatMap(toPlan);
    const planRequired = row.planRequired === true;
    return {
      id: text(row.id) ?? '',
      sku: text(row.sku),
      values: options.map(({ labelOf }) => labelOf(row)),
      price: planRequired && !plans.length ? undefined : toPrice(row),
      availability: toAvailability(row),
      rule: toRule(row),
      image: picture(row.image),
      plans,
      planRequired,
    };
  }

  return (entry) => {
    const product = fields(entry, 'product');
    const id = requiredText(product.id, 'id');
    const say = speaker(product, tags);
    const pictures = list(product.images).map((item, index): Image | undefined => {
      const { src: path, alt, width, height } = loose(item);
      const src = webUrl(path, catalog.base);
      return src
        ? { src, alt: say(alt, index, 'alts'), width: integer(width, 1), height: integer(height, 1) }
        : undefined;
    });
    const picture: Picture = (index) => pictures[integer(index) ?? -1];
    const rows = list(product.variants, MAX_VARIANTS)
      .map(loose)
      .filter((row) => text(row.id));
    const options = list(product.options).flatMap((item, index) => toOption(loose(item), index, rows, say, picture));
    const variants = rows.map((row) => toVariant(row, options, picture));
    if (!variants.length) throw malformed(`variant of ${id}`);
    return {
      id,
      handle: text(product.handle),
      title: say(product.title, 'title') ?? requiredText('', `title of ${id}`),
      description: say(product.description, 'description'),
      vendor: text(product.vendor),
      url: webUrl(say(product.url, 'url'), catalog.base),
      images: pictures.filter((picture) => picture !== undefined),
      options: options.map(({ shown }) => shown),
      variants: variants as [Variant, ...Variant[]],
      external: product.external === true,
    };
  };
}

/** Says a text in the language of the market, or else as it is. */
type Say = (original: unknown, key: string | number, group?: string) => string | undefined;
type Picture = (index: unknown) => Image | undefined;

interface Option {
  readonly shown: ProductOption;
  /** The value of a variant, as `shown` lists it. */
  readonly labelOf: (variant: Fields) => string;
}

function speaker({ translations }: Fields, tags: readonly string[]): Say {
  const spoken = Object.entries(loose(translations));
  const words = tags.flatMap((tag) => spoken.filter(([key]) => plain(key) === tag).map(([, word]) => loose(word)));
  return (original, key, group) =>
    words.map((word) => text((group ? loose(word[group]) : word)[key])).find(Boolean) ?? text(original);
}

/** An option lists what variants have of it, in the order of the file; one that none has a value of is left out. */
function toOption(option: Fields, index: number, variants: readonly Fields[], say: Say, picture: Picture): Option[] {
  const valueOf = (variant: Fields) => text(list(variant.values)[index]) ?? '–';
  const sold = new Set(variants.map(valueOf));
  if (sold.size < 2 && sold.has('–')) return [];
  const labels = new Map<string, string>();
  const values: OptionValue[] = [];
  for (const item of [...list(option.values), ...sold]) {
    const value = typeof item === 'object' ? loose(item) : { name: item };
    const key = text(value.name) ?? '';
    if (!sold.delete(key)) continue; // no variant has it, or it is listed twice
    let name = say(key, key, 'values') ?? key;
    if (values.some((value) => value.name === name)) name += ` (${key})`;
    labels.set(key, name);
    values.push({ name, color: color(value.color), image: picture(value.image) });
  }
  const name = requiredText(option.name, 'name of an option');
  const kind = oneOf(option.kind, ['swatch', 'button', 'list']);
  const shown: ProductOption = { name: say(name, name, 'options') ?? name, kind, values };
  return [{ shown, labelOf: (variant) => labels.get(valueOf(variant)) ?? '' }];
}

/** Where stock is counted, it decides; only `backorder` and `preorder` sell beyond it, and so have no `left`. */
function toAvailability({ stock, availability, from }: Fields): Availability {
  const said = oneOf(availability, ['in-stock', 'low-stock', 'backorder', 'preorder', 'sold-out']);
  const counted = said?.includes('order') ? undefined : said === 'sold-out' ? 0 : integer(stock, -Infinity);
  const left = counted && Math.max(counted, 0);
  const state = left === 0 ? 'sold-out' : (said ?? (left && left < 4 ? 'low-stock' : 'in-stock'));
  return { state, left, from: toDay(text(from)) };
}

function toRule({ minimum, maximum, step }: Fields): QuantityRule {
  const min = integer(minimum, 1) ?? 1;
  return { min, step: integer(step, 1) ?? 1, max: integer(maximum, min) };
}

function toUnit(row: Fields, currency: unknown): UnitPrice | undefined {
  const price = cash(row.price, currency);
  const quantity = integer(row.quantity, 1);
  const unit = text(row.unit);
  return price && quantity && unit ? { price, quantity, unit } : undefined;
}

/** Decimal text in major units. */
export const cash = (value: unknown, currency: unknown): Money | undefined =>
  money(toMinor(text(value) ?? '', currency as string), currency);

const toDay = (date = ''): string | undefined =>
  /^\d{4}(-\d\d){2}$/.test(date) && Date.parse(date) ? date : undefined;

/** `he-IL` → `he-il`, `he`: down to the language that the file is written in. */
function fallbacks(language: unknown, written: unknown): string[] {
  const tags: string[] = [];
  for (let tag = plain(language); tag && tag !== plain(written); tag = tag.replace(/-?[^-]*$/, '')) tags.push(tag);
  return tags;
}

const plain = (language: unknown) => (text(language) ?? '').replaceAll('_', '-').toLowerCase();
