/** What the tests of `<shuk-product>` and `<shuk-buy>` share: a page with a shop in memory, and eyes for what is on it. */
import { staticBackend } from '@shuk/backend-static';
import type { Backend, Market, Product, Variant } from '@shuk/core';
import { setDefaultShop } from '@shuk/elements';
import { createShop, type Shop } from '@shuk/stores';
import { fixture, html } from '@open-wc/testing';
import type { Clock } from '../../packages/stores/src/patience.js';
import { catalog } from '../support/catalog.js';
import { fakeProduct, fakeShop, type FakeShop, type FakeShopOptions } from '../support/fake-shop.js';

export const germany: Market = { country: 'DE', currency: 'EUR', language: 'en' };
export const israel: Market = { country: 'IL', currency: 'ILS', language: 'he' };

let serial = 0;
let shops: Shop[] = [];

/** Waits between two tries are over at once; no call runs out of time. */
const clock: Clock = {
  now: () => Date.now(),
  random: () => 0,
  timer(run, milliseconds) {
    if (milliseconds >= 5_000) return () => undefined;
    const id = setTimeout(run);
    return () => clearTimeout(id);
  },
  frame: (run) => queueMicrotask(run),
};

/** The page's shop; `closeShops` in `afterEach`. */
export function openShop(backend: Backend, market = germany): Shop {
  const shop = createShop(backend, market);
  shop.part('clock', () => clock);
  shops.push(shop);
  setDefaultShop(shop);
  return shop;
}

export function closeShops(): void {
  setDefaultShop(undefined);
  for (const shop of shops) shop.close();
  shops = [];
}

/** The hand-made catalogue as a shop; of its own for each test. */
export const catalogShop = (): Backend => staticBackend({ catalog: { ...catalog, name: `test ${++serial}` } });

/** The products of the hand-made catalogue in a market, by id. */
export async function models(market = germany): Promise<Map<string, Product>> {
  const refs = catalog.products.map(({ id }) => ({ by: 'id', value: id }) as const);
  const found = await catalogShop().open(market).catalog.products(refs);
  return new Map(found.map((product) => [product!.id, product!]));
}

/** A shop whose server can be made to fail. */
export function serverShop(products: readonly Product[], options: FakeShopOptions = {}): FakeShop {
  return fakeShop({ shop: `fake:${Date.now()}-${++serial}`, products, ...options });
}

export const euro = (amount: number) => ({ amount, currency: 'EUR' });

/** A variant that is in stock and costs ten euros, but for what is given. */
export function variantWith(id: string, more: Partial<Variant> = {}): Variant {
  return { ...fakeProduct(id).variants[0], id, ...more };
}

/** A product of these variants, or of one with what is given. */
export function productWith(more: Partial<Product> = {}, variant: Partial<Variant> = {}): Product {
  return { ...fakeProduct('lamp', { title: 'Reading lamp' }), variants: [variantWith('lamp', variant)], ...more };
}

/** A product with these options (`Color: ['Red', 'Blue']`) and a variant for each line of values; `!`: sold out. */
export function productOf(options: Readonly<Record<string, readonly string[]>>, lines: readonly string[]): Product {
  const variants = lines.map((line) => {
    const values = line.replace('!', '').split(' ');
    return variantWith(values.join('-'), {
      values,
      availability: { state: line.endsWith('!') ? 'sold-out' : 'in-stock' },
    });
  });
  return productWith({
    options: Object.entries(options).map(([name, values]) => ({
      name,
      values: values.map((value) => ({ name: value })),
    })),
    variants: variants as [Variant, ...Variant[]],
  });
}

/** Puts markup on the page and waits until the element has its product. */
export async function place<T extends Element>(markup: ReturnType<typeof html>): Promise<T> {
  const element = await fixture<T>(markup);
  await until(() => !all(element, 'skeleton').length);
  return element;
}

/** Every promise that can be settled is settled. */
export const turn = () => new Promise((done) => setTimeout(done));

export async function until(condition: () => unknown): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 1_000) throw new Error(`never: ${String(condition)}`);
    await turn();
  }
}

export const all = <T extends HTMLElement = HTMLElement>(element: Element, part: string) => [
  ...element.shadowRoot!.querySelectorAll<T>(`[part~="${part}"]`),
];

export function part<T extends HTMLElement = HTMLElement>(element: Element, name: string): T {
  const [found] = all<T>(element, name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

/** Text as a reader sees it, white space made single. */
export const text = (element: Element | undefined | null) => element?.textContent?.replace(/\s+/g, ' ').trim();

/** What the parts say; `undefined` for one that is not there. */
export const texts = (element: Element, ...names: string[]) => names.map((name) => text(all(element, name)[0]));

/** Whether the content of a slot is shown. */
export function shows(child: Element | null): boolean {
  return !!child?.getClientRects().length;
}

/** Remembers events of a kind; with `cancel` the page refuses. */
export function record<T extends Event>(target: EventTarget, name: string, cancel = false): T[] {
  const events: T[] = [];
  target.addEventListener(name, (event) => {
    events.push(event as T);
    if (cancel) event.preventDefault();
  });
  return events;
}

/** How many listeners that come to a target while `run` runs are not taken away in it. */
export async function listenersLeft(target: EventTarget, run: () => Promise<void>): Promise<number> {
  const { addEventListener, removeEventListener } = EventTarget.prototype;
  type Entry = Parameters<EventTarget['addEventListener']>;
  let added: Entry[] = [];
  target.addEventListener = (...entry: Entry) => {
    added.push(entry);
    addEventListener.apply(target, entry);
  };
  target.removeEventListener = (...entry: Entry) => {
    added = added.filter(([type, listener]) => type !== entry[0] || listener !== entry[1]);
    removeEventListener.apply(target, entry);
  };
  try {
    await run();
  } finally {
    Reflect.deleteProperty(target, 'addEventListener');
    Reflect.deleteProperty(target, 'removeEventListener');
  }
  return added.length;
}
