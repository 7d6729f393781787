/**
 * What a shop must be able to do. A backend opens a session for a market; a session is a set of services. `catalog`
 * is required, every other service is optional, and an element that needs one a shop lacks does not render.
 *
 * Rules that every adapter keeps (checked by `@shuk/conformance`):
 * - Unknown ids are `null`, not errors. Every failure is a `CommerceError`; an abort rejects with the signal's reason.
 * - An adapter never retries, queues, caches or stores: that belongs to `@shuk/stores`.
 * - What crosses the wire is checked in the adapter's `wire.ts` and nowhere else.
 * - Nothing is multiplied or summed: totals and discounts are the shop's.
 */
import type { CommerceError } from './errors.js';
import type { Attribute, Cart, Product, RatingSummary, Review } from './model.js';
import type { ProductRef } from './ref.js';

/** For whom the shop is opened. All in the form of the standards: ISO 3166-1 alpha-2, ISO 4217, BCP 47. */
export interface Market {
  readonly country?: string | undefined;
  readonly currency?: string | undefined;
  readonly language?: string | undefined;
}

/** How an ability is had: by the shop, by the adapter's composition, after the merchant changes something, or not. */
export type Ability = 'native' | 'emulated' | 'none' | { readonly setup: string };

export type Abilities<Name extends string> = Readonly<Record<Name, Ability>>;

export interface CallOptions {
  /** Aborts the call; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface Backend {
  /** The kind of shop, e.g. `static`, `shopify`. */
  readonly name: string;
  /** Which shop it is: stable, unique, no secret. With the market it is the key under which a cart is kept. */
  readonly shop: string;
  open(market: Market): Session;
}

export interface Services {
  readonly catalog: CatalogService;
  readonly cart?: CartService | undefined;
  readonly reviews?: ReviewsService | undefined;
  readonly questions?: QuestionsService | undefined;
  readonly posts?: PostsService | undefined;
  readonly recommendations?: RecommendationsService | undefined;
}

export interface Session extends Services {
  readonly market: Market;
}

/**
 * Joins services of different backends: `combine(shopify, { reviews: other.reviews })`. A service carries its own
 * abilities, so nothing else has to be told. A service given as `undefined` is taken away.
 */
export function combine(session: Session, services: Partial<Services>): Session {
  const joined: Partial<Services> & { readonly market: Market } = { ...session, ...services };
  return { ...joined, catalog: joined.catalog ?? session.catalog };
}

export interface PageQuery {
  /** How many at most; the adapter may give fewer. */
  readonly first?: number | undefined;
  /** The `next` of the page before. Opaque, and good only for the query that gave it. */
  readonly after?: string | undefined;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** The cursor of the next page; absent on the last one. */
  readonly next?: string | undefined;
  /** How many there are in all, where the shop counts. */
  readonly total?: number | undefined;
}

export type ProductSort = 'relevance' | 'newest' | 'price-ascending' | 'price-descending' | 'title';

export interface ProductQuery extends PageQuery {
  readonly text?: string | undefined;
  readonly sort?: ProductSort | undefined;
}

export interface CatalogService {
  readonly abilities: Abilities<'handle' | 'sku' | 'search' | 'collection' | 'country' | 'currency' | 'language'>;
  /** Many in one request, in the order asked, `null` for a miss. */
  products(refs: readonly ProductRef[], options?: CallOptions): Promise<readonly (Product | null)[]>;
  search(query: ProductQuery, options?: CallOptions): Promise<Page<Product>>;
  /** The products of one collection (category), named by handle; `null` for an unknown one. */
  collection(handle: string, query: ProductQuery, options?: CallOptions): Promise<Page<Product> | null>;
}

export type CartOperation =
  | {
      readonly type: 'add';
      readonly variantId: string;
      readonly quantity: number;
      readonly productId?: string | undefined;
      readonly planId?: string | undefined;
      readonly attributes?: readonly Attribute[] | undefined;
    }
  /** Absolute, so that it may be repeated. `0` removes. */
  | { readonly type: 'set'; readonly lineId: string; readonly quantity: number }
  | { readonly type: 'remove'; readonly lineId: string }
  | { readonly type: 'line-attributes'; readonly lineId: string; readonly attributes: readonly Attribute[] }
  | { readonly type: 'add-code'; readonly code: string }
  | { readonly type: 'remove-code'; readonly code: string }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'attributes'; readonly attributes: readonly Attribute[] };

/** What became of one operation. */
export type CartOutcome =
  | { readonly status: 'done' }
  /** Done, but to fewer than asked: the line now has `quantity`, and `error` says why. */
  | { readonly status: 'clamped'; readonly quantity: number; readonly error: CommerceError }
  | { readonly status: 'refused'; readonly error: CommerceError };

export interface CartAnswer {
  readonly cart: Cart;
  /** One for each operation, in order. */
  readonly outcomes: readonly CartOutcome[];
}

export interface ApplyOptions extends CallOptions {
  /** The same for every try of the same change; sent where the shop takes one. */
  readonly idempotencyKey?: string | undefined;
  /** The revision the change was made on; sent where the shop compares. */
  readonly revision?: string | undefined;
}

export interface Checkout {
  /** Where to send the shopper: `http:`, `https:` or `mailto:`. */
  readonly url: string;
  /** What the address takes along. The rest the shopper has to enter again, and is told so. */
  readonly carries: readonly ('lines' | 'codes' | 'note' | 'attributes' | 'market')[];
  /** What stands behind the address, where it is not a shop's own checkout. */
  readonly via?: 'whatsapp' | 'messenger' | 'email' | undefined;
  /** An order message that the address cannot carry and the shopper has to paste. */
  readonly message?: string | undefined;
}

export interface CartService {
  readonly abilities: Abilities<
    'codes' | 'note' | 'attributes' | 'line-attributes' | 'plans' | 'checkout' | 'idempotency' | 'revision'
  >;
  /** The cart behind a token; `null` where there is none any more. */
  read(token: string, options?: CallOptions): Promise<Cart | null>;
  /** Applies operations in order. Without a token it begins a new cart. Rejects with `cart-gone` for a dead token. */
  apply(token: string | undefined, operations: readonly CartOperation[], options?: ApplyOptions): Promise<CartAnswer>;
  checkout(token: string, options?: CallOptions): Promise<Checkout>;
  /** Shows the host page's own cart, where the host owns it. */
  open?(): void;
}

export interface ReviewQuery extends PageQuery {
  /** The id of the product. */
  readonly product: string;
  /** Default: the newest first. */
  readonly sort?: 'newest' | 'highest' | 'lowest' | undefined;
  /** Only those with so many stars, 1 to 5. */
  readonly rating?: number | undefined;
}

/** What shoppers say of products. `submit`, `vote` and `report` are not there yet. */
export interface ReviewsService {
  readonly abilities: Abilities<'summary' | 'page' | 'submit' | 'vote' | 'report'>;
  /** Of many products, by id, in one request: in the order asked, `null` for an unknown product. */
  summaries(products: readonly string[], options?: CallOptions): Promise<readonly (RatingSummary | null)[]>;
  /** The published reviews of one product. */
  page(query: ReviewQuery, options?: CallOptions): Promise<Page<Review>>;
}

/** Filled by its first adapter. */
export interface QuestionsService {
  readonly abilities: Abilities<'page' | 'ask' | 'answer' | 'vote' | 'report'>;
}

/** Filled by its first adapter. */
export interface PostsService {
  readonly abilities: Abilities<'page' | 'submit'>;
}

/** What to recommend for: a product by id, a cart by token, or whoever looks at the page. */
export type RecommendationSubject =
  | { readonly for: 'product'; readonly id: string }
  | { readonly for: 'cart'; readonly token: string }
  | { readonly for: 'visitor' };

/** Products that go with something. */
export interface RecommendationsService {
  readonly abilities: Abilities<RecommendationSubject['for']>;
  /** The best first, at most `first` (default 12). Empty where the shop has none, also for what it does not know. */
  products(
    subject: RecommendationSubject,
    options?: CallOptions & { readonly first?: number | undefined },
  ): Promise<readonly Product[]>;
}
