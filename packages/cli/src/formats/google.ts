/**
 * Google Merchant Center's product feed, as RSS, Atom or a table; Meta's and Pinterest's are read as well. Every item
 * is something to buy; those of one `item_group_id` are the variants of one product.
 */
import type { Context, DraftOption, DraftPrice, DraftProduct, DraftStock, DraftVariant } from '../draft.js';
import type { Item } from '../read/feed.js';
import { cell, type Columns, type Table } from '../read/table.js';
import { placeText, quote, type Place } from '../report.js';
import { readAddress } from '../values/address.js';
import { isBetween, readDate, readTime } from '../values/dates.js';
import { decodeEntities } from '../values/html.js';
import { baseOf, readMeasure, unitPrice, type UnitPrice } from '../values/measure.js';
import { slug } from '../values/slug.js';
import { countedStock, describe, Images, isMore, line, readPieces } from './common.js';
import { googlePrice } from './google-price.js';

/** What variants of a group may differ in, in the order in which people choose. */
const OPTIONS = [
  ['color', 'Color'],
  ['size', 'Size'],
  ['material', 'Material'],
  ['pattern', 'Pattern'],
  ['age_group', 'Age group'],
  ['gender', 'Gender'],
] as const;

export function isGoogle(columns: Columns): boolean {
  return columns.has('id', 'title', 'price', 'link') && columns.find('image link', 'availability') !== undefined;
}

/** The rows of a table as items of a feed. Several images stand in one cell there, separated by commas. */
export function tableItems({ columns, rows }: Table): readonly Item[] {
  return rows.map((row) => {
    const get = (name: string): string => cell(row, columns.find(name));
    return {
      row: row.number,
      get,
      all: (name) =>
        get(name)
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      label: (name) => columns.find(name)?.name ?? name,
    };
  });
}

export function importGoogle(file: string, items: readonly Item[], context: Context): readonly DraftProduct[] {
  return new Google(file, context).products(items);
}

interface Offer {
  readonly item: Item;
  readonly place: Place;
  readonly id: string;
  readonly title: string;
  readonly price: DraftPrice;
  readonly stock: DraftStock;
}

class Google {
  readonly #file: string;
  readonly #context: Context;

  constructor(file: string, context: Context) {
    this.#file = file;
    this.#context = context;
  }

  products(items: readonly Item[]): readonly DraftProduct[] {
    const groups = new Map<string, Offer[]>();
    const rows = new Map<string, number>();
    for (const item of items) {
      const offer = this.#offer(item, rows);
      if (!offer) continue;
      const group = line(item.get('item_group_id'));
      const key = group === undefined ? `id:${offer.id}` : `group:${group}`;
      const known = groups.get(key);
      if (known) known.push(offer);
      else groups.set(key, [offer]);
    }
    return [...groups.values()].map((offers) => this.#product(offers as [Offer, ...Offer[]]));
  }

  #offer(item: Item, rows: Map<string, number>): Offer | undefined {
    const place = { file: this.#file, row: item.row };
    const [id, title] = [line(item.get('id')), line(decodeEntities(item.get('title')))];
    if (!id || !title) {
      this.#leaveOut(item, id ? 'title' : 'id', 'is empty');
      return undefined;
    }
    if (this.#isOver(item)) return undefined;
    const known = rows.get(id);
    if (known !== undefined) {
      this.#leaveOut(
        item,
        'id',
        `${quote(id)} is in the catalogue already, from ${placeText({ file: this.#file, row: known })}`,
      );
      return undefined;
    }
    const price = this.#price(item);
    const stock = price && this.#stock(item, place);
    if (!stock) return undefined;
    rows.set(id, item.row);
    return { item, place, id, title, price, stock };
  }

  /** Google stops showing an item after its expiration date. */
  #isOver(item: Item): boolean {
    const end = readTime(item.get('expiration_date'));
    if (end === undefined || end > this.#context.now) return false;
    this.#context.findings.notPublished += 1;
    return true;
  }

  #price(item: Item): DraftPrice | undefined {
    const { settings, findings, now } = this.#context;
    const place = { file: this.#file, row: item.row };
    const regular = googlePrice(item.get('price'), settings);
    if (regular.reason !== undefined) {
      this.#leaveOut(item, 'price', regular.reason);
      return undefined;
    }
    if (!/[1-9]/.test(regular.price)) findings.warn(place, item.label('price'), 'the price is zero');
    const sale = item.get('sale_price') ? googlePrice(item.get('sale_price'), settings) : undefined;
    if (sale?.reason !== undefined) findings.warn(place, item.label('sale_price'), sale.reason);
    const price = { currency: regular.currency, price: regular.price };
    if (!sale || sale.reason !== undefined || sale.currency !== price.currency || !isMore(price.price, sale.price)) {
      return { ...price, unitPrice: this.#unitPrice(item, price) };
    }
    const [start = '', end = ''] = item.get('sale_price_effective_date').split('/');
    const onSale = isBetween(now, start, end);
    if (onSale === undefined) {
      findings.warn(place, item.label('sale_price_effective_date'), 'cannot be read; the sale does not count');
    }
    const current = onSale ? { ...price, price: sale.price, compareAt: price.price } : price;
    return { ...current, unitPrice: this.#unitPrice(item, current) };
  }

  #unitPrice(item: Item, { price, currency }: DraftPrice): UnitPrice | undefined {
    const total = readMeasure(item.get('unit_pricing_measure'));
    if (!total) return undefined;
    const base = readMeasure(item.get('unit_pricing_base_measure')) ?? baseOf(total);
    return unitPrice(price, currency, total, base);
  }

  #stock(item: Item, place: Place): DraftStock | undefined {
    const word = item
      .get('availability')
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ');
    const from = readDate(item.get('availability_date'));
    if (/^(?:out of stock|discontinued|sold out)$/.test(word)) return { availability: 'sold-out' };
    if (/^pre ?order$/.test(word)) return { availability: 'preorder', from };
    if (/^(?:back ?order|available for order)$/.test(word)) return { availability: 'backorder', from };
    if (word && word !== 'in stock') {
      this.#leaveOut(item, 'availability', `${quote(word)} is not known`);
      return undefined;
    }
    const name = item.get('quantity_to_sell_on_facebook') ? 'quantity_to_sell_on_facebook' : 'inventory';
    const pieces = readPieces(this.#context, place, item.label(name), item.get(name));
    if (pieces === null) return undefined;
    return pieces === undefined ? {} : countedStock(pieces, false);
  }

  #product(offers: readonly [Offer, ...Offer[]]): DraftProduct {
    const [{ item, place }] = offers;
    const group = line(item.get('item_group_id'));
    const id = group ?? offers[0].id;
    const title = line(decodeEntities(item.get('item_group_title'))) ?? commonTitle(offers.map((offer) => offer.title));
    const images = new Images(this.#context);
    const own = offers.map((offer) => this.#images(offer, images));
    const options = optionsOf(offers);
    const variants = offers.flatMap((offer, index) => this.#variant(offer, options, own[index]) ?? []);
    return {
      ...{ place, id, title, variants, ownId: true },
      idColumn: item.label(group === undefined ? 'id' : 'item_group_id'),
      handle: slug(title) || undefined,
      description: describe(this.#context, place, item.label('description'), item.get('description')),
      vendor: line(decodeEntities(item.get('brand'))),
      url: this.#url(item, place),
      images: images.list,
      collections: item
        .all('product_type')
        .map((path) => path.split('>').flatMap((name) => line(decodeEntities(name)) ?? [])),
      options: options.map(({ name, title, values }) => ({ name: title, values, column: item.label(name) })),
    };
  }

  #variant(offer: Offer, options: readonly GroupOption[], image: number | undefined): DraftVariant | undefined {
    const { item, place, id, price, stock } = offer;
    const values: string[] = [];
    for (const { name } of options) {
      const value = optionValue(item, name);
      if (value === undefined) {
        this.#leaveOut(item, name, 'is empty, though other variants of the product differ in it');
        return undefined;
      }
      values.push(value);
    }
    return {
      ...{ place, values, price, ...stock },
      sku: id,
      key: id,
      keyColumn: item.label('id'),
      image: options.length ? image : undefined,
    };
  }

  /** Adds the images of an item and gives the index of its first. */
  #images({ item, place }: Offer, images: Images): number | undefined {
    const first = images.add(place, item.label('image_link'), item.get('image_link'));
    for (const link of item.all('additional_image_link')) images.add(place, item.label('additional_image_link'), link);
    return first;
  }

  #url(item: Item, place: Place): string | undefined {
    const link = item.get('link');
    const url = link ? readAddress(link, this.#context.settings.baseUrl) : undefined;
    if (link && !url) this.#context.findings.warn(place, item.label('link'), `${quote(link)} is not a web address`);
    return url;
  }

  #leaveOut(item: Item, name: string, reason: string): void {
    this.#context.findings.leaveOut({ file: this.#file, row: item.row }, item.label(name), reason);
  }
}

interface GroupOption extends DraftOption {
  readonly name: (typeof OPTIONS)[number][0];
  readonly title: string;
}

/** The attributes in which the items of a group differ. */
function optionsOf(offers: readonly Offer[]): readonly GroupOption[] {
  return OPTIONS.flatMap(([name, title]) => {
    const values = new Set(offers.map(({ item }) => optionValue(item, name)));
    return values.size > 1 ? [{ name, title, values: [...values].filter((value) => value !== undefined) }] : [];
  });
}

function optionValue(item: Item, name: string): string | undefined {
  return line(decodeEntities(item.get(name)));
}

/** What the titles of variants have in common: `Tee - Red`, `Tee - Blue` → `Tee`. */
function commonTitle(titles: readonly string[]): string {
  const [words = [], ...others] = titles.map((title) => title.split(' '));
  const first = words.join(' ');
  const shared = words.findIndex((word, index) => others.some((other) => other[index] !== word));
  if (shared < 0) return first;
  return (
    words
      .slice(0, shared)
      .join(' ')
      .replace(/[\s\-–—,/|:(]+$/, '') || first
  );
}
