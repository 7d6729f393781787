import { toDecimal, toMinor } from '@shuk/core';

export interface UnitPrice {
  readonly price: string;
  readonly quantity: number;
  readonly unit: string;
}

/** A quantity with its unit, as `750 ml`. */
export interface Measure {
  readonly quantity: string;
  readonly unit: string;
}

// How many of the smallest unit of its kind one is, in millionths where it is not a whole number.
const UNITS: readonly Readonly<Record<string, number>>[] = [
  { mg: 1, g: 1_000, kg: 1_000_000, oz: 28_349.523125, lb: 453_592.37 },
  {
    ml: 1,
    cl: 10,
    dl: 100,
    l: 1_000,
    m3: 1_000_000,
    floz: 29.573529,
    pt: 473.176473,
    qt: 946.352946,
    gal: 3_785.411784,
  },
  { mm: 1, cm: 10, m: 1_000, in: 25.4, ft: 304.8, yd: 914.4 },
  { m2: 1, ft2: 0.09290304 },
  { ct: 1 },
];
const ALIASES = new Map(
  Object.entries({
    cbm: 'm3',
    'm³': 'm3',
    sqm: 'm2',
    'm²': 'm2',
    sqft: 'ft2',
    'fl oz': 'floz',
    'fl. oz': 'floz',
    fl_oz: 'floz',
    item: 'ct',
    items: 'ct',
    count: 'ct',
    piece: 'ct',
    liter: 'l',
    litre: 'l',
    gram: 'g',
    kilogram: 'kg',
  }),
);

/** Reads `750 ml`, `1.5kg`, `sqm`. */
export function readMeasure(text: string): Measure | undefined {
  const match = /^(\d{1,9}(?:[.,]\d{1,6})?)?\s*([a-zµ²³. _]{1,20}[23²³]?)$/i.exec(text.trim());
  if (!match) return undefined;
  const [, quantity = '1', unit = ''] = match;
  return { quantity: quantity.replace(',', '.'), unit: unitOf(unit) };
}

/** What a unit price is for, where nobody says: one kilogram, litre or metre (Directive 98/6/EC), or one of the unit. */
export function baseOf({ unit }: Measure): Measure {
  const bases = { mg: 'kg', g: 'kg', ml: 'l', cl: 'l', dl: 'l', mm: 'm', cm: 'm' } as const;
  const name = unitOf(unit);
  return { quantity: '1', unit: Object.hasOwn(bases, name) ? bases[name as keyof typeof bases] : name };
}

/**
 * The price of the base measure, a whole number of units, when `price` is that of the total: 9.00 for 750 ml is 12.00 for 1 l. Rounded half up
 * to the currency's minor unit. `undefined` where the two cannot be compared.
 */
export function unitPrice(price: string, currency: string, total: Measure, base: Measure): UnitPrice | undefined {
  const [totalUnit, baseUnit] = [unitOf(total.unit), unitOf(base.unit)];
  const kind = UNITS.find((units) => Object.hasOwn(units, totalUnit) && Object.hasOwn(units, baseUnit));
  const amount = toMinor(price, currency);
  const quantity = Number(base.quantity);
  if (!kind || amount === undefined || !Number.isInteger(quantity)) return undefined;
  const whole = millionths(total.quantity) * millionths(String(kind[totalUnit]));
  const part = millionths(base.quantity) * millionths(String(kind[baseUnit]));
  if (!whole || !part) return undefined;
  const each = Number((2n * BigInt(amount) * part + whole) / (2n * whole));
  if (each > 1e12) return undefined;
  return { price: toDecimal({ amount: each, currency }), quantity, unit: baseUnit };
}

function unitOf(text: string): string {
  const unit = text.trim().toLowerCase();
  return ALIASES.get(unit) ?? unit;
}

function millionths(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.slice(0, 6).padEnd(6, '0'));
}
