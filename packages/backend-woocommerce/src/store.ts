/** What the parts of a session share. */
import type { CartService, CommerceError, JsonAnswer, Market } from '@shuk/core';

export type Signal = AbortSignal | undefined;
export type Query = Readonly<Record<string, string | number | undefined>>;

export interface Store {
  /** Address of the shop, without a slash at its end. */
  readonly root: string;
  /** Takes the cart along where it has `session={token}` in its query: that is all that WooCommerce reads. */
  readonly checkoutUrl: string;
  readonly market: Market;
  /** One request to the Store API. Rejects with a `CommerceError` unless the shop answered; `ok` is the caller's. */
  readonly send: (path: string, signal: Signal, init?: RequestInit) => Promise<JsonAnswer>;
  /** As `send`, to read what needs no token: rejects for what is not `ok`, and says what lacks in the settings. */
  readonly read: (path: string, query: Query, signal: Signal) => Promise<JsonAnswer>;
  /** What the cart can, by where it is kept. */
  readonly abilities: () => CartService['abilities'];
  /** Says what lacks in the settings. True where this page may not read the cart, or gets no token for it. */
  readonly isShut: (error: CommerceError, token: string | undefined) => Promise<boolean>;
  /** Where carts are kept. `api` as soon as the shop gave a token: what could be read once is not closed. */
  place: 'unknown' | 'api' | 'links';
  /** Whether the browser may keep the cart where the shop does not. */
  readonly mayMove: boolean;
  /** The currency of the shop, as soon as it was read. It has one. */
  currency: string | undefined;
  /** Of which product a variation is: lines of carts do not say that. */
  readonly parents: Map<string, string>;
}
