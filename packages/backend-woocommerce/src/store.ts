/** What the parts of a session share. */
import type { CommerceError, JsonAnswer, Market } from '@shuk/core';

export interface Store {
  /** Address of the shop, without a slash at its end. */
  readonly root: string;
  /** With `{token}` in it. */
  readonly checkoutUrl: string;
  readonly market: Market;
  /** One request to the Store API. Rejects with a `CommerceError` unless the shop answered; `ok` is the caller's. */
  readonly send: (path: string, signal: AbortSignal | undefined, init?: RequestInit) => Promise<JsonAnswer>;
  /** As `send`, to read what needs no token: rejects for what is not `ok`, and says what lacks in the settings. */
  readonly read: (path: string, query: Query, signal: AbortSignal | undefined) => Promise<JsonAnswer>;
  /** What this page has been able to read, in whatever session. What could be read once, may be read. */
  readonly readable: Set<'products' | 'token'>;
  /** Says what lacks in the settings. True where this page may not read the cart, or gets no token for it. */
  readonly isShut: (error: CommerceError, token: string | undefined) => Promise<boolean>;
  /** Where new carts are kept. */
  place: 'api' | 'links';
  readonly mayMove: boolean;
  /** The currency of the shop, as soon as it was read. It has one. */
  currency: string | undefined;
  /** Of which product a variation is: lines of carts do not say that. */
  readonly parents: Map<string, string>;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

const MAX_PARENTS = 20_000;

/** The shop's own code, as it were, where it gives no `Cart-Token`. */
export const NO_TOKEN = 'cart-token';

/** Remembers what cannot change: of which product a variation is. */
export function learn({ parents }: Store, variationId: string | undefined, productId: string | undefined): void {
  if (parents.size >= MAX_PARENTS) parents.clear();
  if (variationId && productId) parents.set(variationId, productId);
}

/** Only what was really given: a page may have polluted `Object.prototype`. */
export function own<T extends object>(options: T | undefined): Partial<T> {
  return { __proto__: null, ...options } as object;
}
