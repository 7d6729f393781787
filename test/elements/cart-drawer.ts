/** What the tests of `<shuk-cart>` share: a page with a cart over a shop in memory, and eyes for what is in it. */
import '@shuk/elements/define/cart';

import type { Cart, CommerceError, Product, Variant } from '@shuk/core';
import { setDefaultShop } from '@shuk/elements';
import { cartOf, createShop, type CartNotice, type CartStore, type CartView, type Shop } from '@shuk/stores';
import { fixture, html } from '@open-wc/testing';
import { atom } from 'nanostores';
import { fakeProduct, fakeShop, type FakeShop, type FakeShopOptions } from '../support/fake-shop.js';

export type Drawer = HTMLElementTagNameMap['shuk-cart'];

export interface Opened {
  readonly cart: Drawer;
  readonly store: CartStore;
  readonly shop: Shop;
  readonly backend: FakeShop;
}

const market = { country: 'US', currency: 'EUR', language: 'en' };

let serial = 0;
let shops: Shop[] = [];

/** Lets go of every shop; for `afterEach`. */
export function closeShops(): void {
  setDefaultShop(undefined);
  for (const shop of shops) shop.close();
  shops = [];
}

export function openShop(backend: FakeShop): Shop {
  const shop = createShop(backend, market);
  shops.push(shop);
  setDefaultShop(shop);
  return shop;
}

/** A shop of its own for each test: what another test left in the storage is not found. */
export function ownShop(options: FakeShopOptions = {}): FakeShop {
  return fakeShop({ shop: `fake:${Date.now()}-${++serial}`, ...options });
}

/** A cart with these lines (`lamp`, or `lamp: 2`), in an open drawer unless told otherwise. */
export async function open(
  lines: Readonly<Record<string, number>> = { lamp: 1 },
  { backend = ownShop(), closed = false, attributes = {} as Readonly<Record<string, string>> } = {},
): Promise<Opened> {
  const shop = openShop(backend);
  const store = cartOf(shop);
  const items = Object.entries(lines).map(([id, quantity]) => backend.item(id, quantity));
  if (items.length) await store.add(items);
  const cart = await fixture<Drawer>(html`<shuk-cart id="cart" lang="en"></shuk-cart>`);
  for (const [name, value] of Object.entries(attributes)) cart.setAttribute(name, value);
  if (!closed) cart.show();
  const opened = { cart, store, shop, backend };
  await settled(opened);
  return opened;
}

/** Waits until the cart has nothing more to do. */
export async function settled({ cart, store }: Pick<Opened, 'cart' | 'store'>): Promise<void> {
  await until(() => {
    const view = store.$view.get();
    return !view.pending && view.status !== 'loading';
  });
  await turn();
  await cart.updateComplete;
}

/** Every promise that can be settled is settled. */
export const turn = () => new Promise((done) => setTimeout(done));

export async function until(condition: () => unknown): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 2_000) throw new Error(`never: ${condition}`);
    await turn();
  }
}

/** A cart whose store shows just this. */
export async function show(view: Partial<CartView>, notice?: CartNotice) {
  const backend = ownShop();
  const shop = openShop(backend);
  const $view = atom<CartView>(viewOf(view));
  const $notice = atom(notice);
  const calls: string[] = [];
  const record = (name: string) => () => {
    calls.push(name);
    return new Promise<never>(() => undefined);
  };
  const stub = new Proxy({ $view, $notice, $count: atom(undefined) } as unknown as CartStore, {
    get: (target, name: string) => (name in target ? Reflect.get(target, name) : record(name)) as unknown,
  });
  shop.part('cart', () => stub);
  const cart = await fixture<Drawer>(html`<shuk-cart lang="en"></shuk-cart>`);
  cart.show();
  await cart.updateComplete;
  return { cart, $view, $notice, calls, shop };
}

export const viewOf = (view: Partial<CartView>): CartView => ({
  ...{ status: 'ready', cart: undefined, lines: [], pending: false, error: undefined },
  ...view,
});

/** A view of these lines, each 10 EUR. */
export function viewWith(
  count: number,
  more: Partial<CartView['lines'][number]> = {},
  cart: Partial<Cart> = {},
): CartView {
  const money = (amount: number) => ({ amount, currency: 'EUR' });
  const lines = Array.from({ length: count }, (_, index) => ({
    ...{ id: `line-${index}`, productId: `p${index}`, variantId: `v${index}`, title: `Product ${index}`, values: [] },
    ...{ quantity: 1, price: { current: money(1000) }, total: money(1000), image: undefined, url: undefined },
    ...{ availability: { state: 'in-stock' as const }, rule: { min: 1, step: 1 }, attributes: [] },
    ...{ planId: undefined, pending: false, ...more },
  }));
  return viewOf({
    lines,
    cart: {
      ...{ token: 't', currency: 'EUR', lines: lines as unknown as Cart['lines'], codes: [], attributes: [] },
      ...{ subtotal: money(1000 * count), total: money(1000 * count), ...cart },
    },
  });
}

/** A product of one variant that differs in what is given. */
export function productWith(id: string, variant: Partial<Variant>): Product {
  const product = fakeProduct(id);
  return { ...product, variants: [{ ...product.variants[0], ...variant }] };
}

export const all = (cart: Element, part: string) => [
  ...cart.shadowRoot!.querySelectorAll<HTMLElement>(`[part~="${part}"]`),
];

export function part<T extends HTMLElement = HTMLElement>(cart: Element, name: string): T {
  const found = all(cart, name)[0];
  if (!found) throw new Error(`there is no ${name}`);
  return found as T;
}

/** Text as a reader sees it, white space made single. */
export const text = (element: Element | undefined | null) => element?.textContent?.replace(/\s+/g, ' ').trim();

/** What was announced so far, newest last. */
export const said = (cart: Element) =>
  [...cart.shadowRoot!.querySelectorAll('[aria-live="polite"] p')].map((it) => text(it));

/** The part that has the focus. */
export const focused = (cart: Element) => cart.shadowRoot!.activeElement?.getAttribute('part');

export function type(input: HTMLElement, value: string): void {
  (input as HTMLInputElement).value = value;
  input.dispatchEvent(new Event('change', { bubbles: true }));
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

export const codeOf = (error: CommerceError) => error.code;
