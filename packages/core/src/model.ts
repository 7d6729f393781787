import type { Money } from './money.js';

/** A picture. Sizes are in pixels of the file, so that its box is known before it arrives. */
export interface Image {
  /** Absolute `http:` or `https:` address. */
  readonly src: string;
  /** Alternative text; empty or absent means that nobody wrote one. */
  readonly alt?: string | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** What one piece costs in the session's market, as the shop says it. */
export interface Price {
  readonly current: Money;
  /** The price before the reduction. */
  readonly compareAt?: Money | undefined;
  /** The lowest price of the last 30 days before the reduction; must stand beside it in the EU (Directive 98/6/EC, art. 6a). */
  readonly lowest30Days?: Money | undefined;
  readonly unit?: UnitPrice | undefined;
}

/** The price of a measure, such as € 12.40 for 100 ml. */
export interface UnitPrice {
  readonly price: Money;
  /** How many units it is for, e.g. `100`. */
  readonly quantity: number;
  /** A unit of measure, e.g. `ml`, `kg`, `m2`; shown as it is. */
  readonly unit: string;
}

/** Whether a variant can be had. */
export interface Availability {
  readonly state: 'in-stock' | 'low-stock' | 'backorder' | 'preorder' | 'sold-out';
  /** How many are left, where the shop tells. */
  readonly left?: number | undefined;
  /** When it ships (`backorder`, `preorder`): an ISO 8601 date. */
  readonly from?: string | undefined;
}

/** Which quantities the shop accepts for one line: `min`, `min + step`, … up to `max`. */
export interface QuantityRule {
  readonly min: number;
  readonly step: number;
  readonly max?: number | undefined;
}

/** A way to buy other than once, such as a subscription. */
export interface PurchasePlan {
  readonly id: string;
  /** As the shop names it: "Every 2 weeks, save 10 %". */
  readonly name: string;
  readonly interval?: { readonly unit: 'day' | 'week' | 'month' | 'year'; readonly count: number } | undefined;
  /** The price with this plan; without one the variant's price holds. */
  readonly price?: Price | undefined;
}

/** One dimension in which variants differ: colour, size … */
export interface ProductOption {
  readonly name: string;
  /** How to show it. Absent: by its values. */
  readonly kind?: 'swatch' | 'button' | 'list' | undefined;
  readonly values: readonly OptionValue[];
}

export interface OptionValue {
  readonly name: string;
  /** `#rgb` or `#rrggbb`. */
  readonly color?: string | undefined;
  readonly image?: Image | undefined;
}

/** What is really bought. A product without options has one variant. */
export interface Variant {
  readonly id: string;
  readonly sku?: string | undefined;
  /** Its value for each option of the product, in the same order. */
  readonly values: readonly string[];
  /** Absent: no price was read for this market, and it cannot be added (`price-missing`). */
  readonly price?: Price | undefined;
  readonly availability: Availability;
  readonly rule: QuantityRule;
  readonly image?: Image | undefined;
  readonly plans: readonly PurchasePlan[];
  /** True where it is sold by plan only. */
  readonly planRequired?: boolean | undefined;
}

export interface Product {
  readonly id: string;
  readonly handle?: string | undefined;
  readonly title: string;
  /** Plain text. */
  readonly description?: string | undefined;
  readonly vendor?: string | undefined;
  /** The page of the product. */
  readonly url?: string | undefined;
  readonly images: readonly Image[];
  readonly options: readonly ProductOption[];
  /** At least one. */
  readonly variants: readonly [Variant, ...Variant[]];
  /** Sold elsewhere: shown, linked by `url`, never added to the cart. */
  readonly external?: boolean | undefined;
}

/** A free field that travels with a line or a cart, such as a gift note. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** The cart as the shop last saw it. Every sum is the shop's. */
export interface Cart {
  /**
   * What the shop needs to find this cart again: opaque, a secret, and possibly another one in the next answer, so
   * always take it from the newest cart.
   */
  readonly token: string;
  /** Changes with every change of the cart, where the shop counts. */
  readonly revision?: string | undefined;
  readonly currency: string;
  readonly lines: readonly CartLine[];
  /** Of the lines, before discounts. */
  readonly subtotal: Money;
  /** What the discounts take off, as a positive amount. */
  readonly discount?: Money | undefined;
  /** What the shopper pays as far as the shop knows now (shipping and taxes may come at checkout). */
  readonly total: Money;
  readonly codes: readonly DiscountCode[];
  readonly note?: string | undefined;
  readonly attributes: readonly Attribute[];
}

export interface CartLine {
  readonly id: string;
  readonly productId: string;
  readonly variantId: string;
  readonly title: string;
  /** The chosen values, in the order of the product's options. */
  readonly values: readonly string[];
  readonly quantity: number;
  /** Of one piece. */
  readonly price: Price;
  /** Of the whole line, after its own discounts. */
  readonly total: Money;
  readonly image?: Image | undefined;
  readonly url?: string | undefined;
  readonly availability: Availability;
  readonly rule: QuantityRule;
  readonly attributes: readonly Attribute[];
  readonly plan?: PurchasePlan | undefined;
}

/** A discount code that was entered. One that does not apply now may apply after the next change. */
export interface DiscountCode {
  readonly code: string;
  readonly applied: boolean;
}

/** What the ratings of a product come to. */
export interface RatingSummary {
  /** How many ratings were counted. */
  readonly count: number;
  /** 1 to 5; absent where there is no rating, which is not zero stars. */
  readonly average?: number | undefined;
  /** How many gave one star, two, … five, where the shop counts them. */
  readonly stars?: readonly [number, number, number, number, number] | undefined;
}

/** What one shopper says of a product. All text is plain. */
export interface Review {
  readonly id: string;
  readonly productId: string;
  /** A whole number, 1 to 5; absent where it was given none. */
  readonly rating?: number | undefined;
  readonly title?: string | undefined;
  readonly text: string;
  /** The name to show. */
  readonly author: string;
  /** When it was published: an ISO 8601 date and time in UTC. */
  readonly published?: string | undefined;
  /** BCP 47, where the shop tells. */
  readonly language?: string | undefined;
  /** How the shop knows that the author bought the product; absent where it does not. */
  readonly verified?: 'purchase' | undefined;
  readonly images: readonly Image[];
}
