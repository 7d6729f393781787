import {
  CommerceError,
  isCurrency,
  type Backend,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartService,
  type CatalogService,
  type Market,
  type Money,
  type Page,
  type Product,
  type ProductRef,
} from '@shuk/core';
import { expect } from 'chai';
import type { Buyable, ShopFixture } from './fixture.js';
import type { Runner } from './runner.js';

/** Opens the shop anew: it must be the same one each time. */
export type Open = () => Backend | Promise<Backend>;

/** What every part of the suite gets. */
export interface Suite extends Runner {
  readonly open: Open;
  readonly shop: ShopFixture;
}

/** What the cart tests share: a fresh service for each test, and short ways to say things. */
export function cartHelpers({ open, shop, beforeEach }: Suite) {
  let cart: CartService;
  beforeEach(async () => {
    const service = openIn(await open(), shop.market).cart;
    if (!service) throw new Error('This shop has no cart.');
    cart = service;
  });
  const add = ({ id, variantId }: Buyable, quantity = 1): CartOperation => ({
    type: 'add',
    productId: id,
    variantId,
    quantity,
  });
  const apply = (token: string | undefined, ...operations: readonly CartOperation[]): Promise<CartAnswer> =>
    cart.apply(token, deepFreeze(operations));
  return {
    cart: () => cart,
    add,
    apply,
    /** A cart with so many of `product`. */
    begun: async (quantity = 1): Promise<Cart> => (await apply(undefined, add(shop.product, quantity))).cart,
    /** The cart behind a token that must be good. */
    kept: async (token: string): Promise<Cart> => {
      const found = await cart.read(token);
      if (!found) throw new Error('The cart is gone.');
      return found;
    },
    pieces: ({ lines }: Cart) => lines.map(({ variantId, quantity }) => [variantId, quantity]),
    lineOf: ({ lines }: Cart) => {
      const line = lines.find(({ variantId }) => variantId === shop.product.variantId);
      if (!line) throw new Error('The line is gone.');
      return line;
    },
  };
}

export const openIn = (backend: Backend, market: Market) => backend.open(deepFreeze({ ...market }));

export const byId = (value: string): ProductRef => ({ by: 'id', value });

export async function productOf(catalog: CatalogService, id: string): Promise<Product> {
  const [found] = await catalog.products([byId(id)]);
  if (!found) throw new Error(`The shop of the fixture has no product ${id}.`);
  return found;
}

export async function thrown(promise: Promise<unknown> | undefined): Promise<unknown> {
  try {
    await promise;
  } catch (reason) {
    return reason;
  }
  throw new Error('This should have been rejected.');
}

/** The call rejects with a `CommerceError` of this code. */
export async function expectCode(promise: Promise<unknown>, code: CommerceError['code']): Promise<void> {
  const error = await thrown(promise);
  expect(error).to.be.instanceOf(CommerceError);
  expect((error as CommerceError).code).to.equal(code);
}

export function expectRefused({ outcomes }: CartAnswer, index: number, codes: readonly CommerceError['code'][]): void {
  const outcome = outcomes[index];
  expect(outcome?.status).to.equal('refused');
  if (outcome?.status !== 'refused') return;
  expect(outcome.error).to.be.instanceOf(CommerceError);
  expect(outcome.error.code).to.be.oneOf([...codes]);
}

/** The ids of all pages, with at most `first` on each. */
export async function allPages(
  ask: (query: { first: number; after?: string | undefined }) => Promise<Page<{ readonly id: string }>>,
  first: number,
): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const { items, next }: Page<{ readonly id: string }> = await ask({ first, after });
    expect(items.length).to.be.at.most(first);
    ids.push(...items.map(({ id }) => id));
    if (next !== undefined) expect(next).to.not.equal(after);
    after = next;
    if (ids.length > 500) throw new Error('The pages do not end.');
  } while (after !== undefined);
  return ids;
}

export function expectText(value: unknown): void {
  expect(value).to.be.a('string');
  expect(value).to.not.equal('');
}

/** What `model.ts` promises of every product. */
export function expectSound(product: Product): void {
  expectText(product.id);
  expectText(product.title);
  expect(product.variants).to.be.an('array').with.lengthOf.at.least(1);
  for (const address of [product.url, ...product.images.map(({ src }) => src)]) {
    if (address !== undefined) expect(address).to.match(/^https?:\/\//);
  }
  for (const { values, price, availability, rule, plans } of product.variants) {
    expect(values).to.have.length(product.options.length);
    values.forEach((value, index) => {
      expect(product.options[index]?.values.map(({ name }) => name)).to.include(value);
    });
    if (price) expectMoney(price.current);
    expect(availability.state).to.be.oneOf(['in-stock', 'low-stock', 'backorder', 'preorder', 'sold-out']);
    expect(rule.min).to.be.at.least(1);
    expect(rule.step).to.be.at.least(1);
    expect(plans).to.be.an('array');
  }
}

export function expectSoundCart({ token, currency, lines, subtotal, discount, total, codes, attributes }: Cart): void {
  expectText(token);
  expect(isCurrency(currency)).to.equal(true);
  for (const money of [subtotal, total, ...(discount ? [discount] : []), ...lines.map((line) => line.total)]) {
    expectMoney(money);
    expect(money.currency).to.equal(currency);
  }
  expect(new Set(lines.map(({ id }) => id)).size).to.equal(lines.length);
  for (const { quantity, price } of lines) {
    expect(Number.isSafeInteger(quantity) && quantity > 0).to.equal(true);
    expectMoney(price.current);
  }
  expect(codes).to.be.an('array');
  expect(attributes).to.be.an('array');
}

export function expectMoney({ amount, currency }: Money): void {
  expect(Number.isSafeInteger(amount) && amount >= 0, `${amount} ${currency}`).to.equal(true);
  expect(isCurrency(currency)).to.equal(true);
}

/** All of a cart that does not have to change with each answer. */
export function contentsOf(cart: Cart) {
  return { ...cart, token: undefined, revision: undefined };
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

/**
 * Does something while `Object.prototype` has more fields than it should. Node's own `fetch` breaks on that, as no
 * browser's does, so the prototype is clean while a request is under way.
 */
export async function polluted<T>(fields: Readonly<Record<string, unknown>>, work: () => Promise<T>): Promise<T> {
  const prototype = Object.prototype as unknown as Record<string, unknown>;
  const own = globalThis.fetch;
  let running = 0;
  const spoil = (): void => {
    for (const [name, value] of Object.entries(fields)) {
      Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
    }
  };
  const clean = (): void => {
    for (const name of Object.keys(fields)) delete prototype[name];
  };
  globalThis.fetch = async (...request) => {
    if (running++ === 0) clean();
    try {
      const answer = await own(...request);
      const body = await answer.arrayBuffer();
      const { status, statusText, headers } = answer;
      return new Response(body.byteLength ? body : null, { status, statusText, headers });
    } finally {
      if (--running === 0) spoil();
    }
  };
  spoil();
  try {
    return await work();
  } finally {
    globalThis.fetch = own;
    clean();
  }
}
