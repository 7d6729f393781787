import type { Market, Money } from '@shuk/core';

export interface Buyable {
  readonly id: string;
  readonly variantId: string;
}

/** What the shop behind `open` has. All of it holds in `market`. */
export interface ShopFixture {
  readonly market: Market;
  /** Can be added six times. `handle` and `sku` where the shop has such abilities; the SKU is that of `variantId`. */
  readonly product: Buyable & {
    readonly title: string;
    readonly price: Money;
    readonly handle?: string;
    readonly sku?: string;
  };
  /** Another one that can be added twice. */
  readonly other: Buyable;
  /** The names of its options in order, and how many variants there are. */
  readonly withOptions?: { readonly id: string; readonly options: readonly string[]; readonly variants: number };
  readonly soldOut?: Buyable;
  /** Has so many and not more. */
  readonly scarce?: Buyable & { readonly left: number };
  /** Has no price in `market`. */
  readonly unpriced?: Buyable;
  readonly plan?: Buyable & { readonly planId: string };
  /** At least two products. */
  readonly collection?: { readonly handle: string; readonly ids: readonly string[] };
  /** Finds `id`, and not everything. */
  readonly search?: { readonly text: string; readonly id: string };
  /** Another market that sells `product`, with its price there and, where the shop is translated, its title. */
  readonly otherMarket?: { readonly market: Market; readonly price: Money; readonly title?: string };
  /** A product with so many published reviews, two at least, each with a rating. */
  readonly reviewed?: { readonly id: string; readonly count: number };
  /** Ids of products that are recommended for `product`. */
  readonly recommended?: readonly string[];
  /** It shows and does not sell: a session has no cart. */
  readonly noCart?: true;
  /** Takes something off a cart with `product`. */
  readonly code?: string;
  /** Refused for a cart with `product`, now at least. */
  readonly refusedCodes?: readonly string[];
}

/** What nobody has. */
export const NOWHERE = 'no-such-thing-0';
