/** What a press on the button would buy: a pure function of the product and of what the shopper chose. */
import type { Price, Product, PurchasePlan, QuantityRule, Variant } from '@shuk/core';
import { chosenVariant, settle, soldOut, type Choice } from '../internal/variants.js';
import { fitQuantity, quantityBounds } from '../internal/quantity.js';

/** What the shopper, or the page, asked for. */
export interface Wish {
  /** The place of the value for each option, `-1` for none: places outlive a change of language. */
  readonly picked?: readonly number[];
  /** Empty: once. */
  readonly plan?: string | undefined;
  readonly quantity?: number | undefined;
}

/** Once, or a plan. */
type Way = Partial<PurchasePlan> & { readonly id: string };

export interface Selection {
  readonly choice: Choice;
  /** What was picked, also where it does not go together at the moment. */
  readonly places: readonly number[];
  /** Only of a complete choice. */
  readonly variant: Variant | undefined;
  /** The ways to buy it; one without a name is buying once. */
  readonly plans: readonly Way[];
  /** The chosen one. Empty: once. `undefined`: has to be chosen. */
  readonly plan: string | undefined;
  readonly price: Price | undefined;
  readonly bounds: QuantityRule;
  readonly quantity: number;
  /** Why it cannot be bought, as far as is known before the choice is complete. */
  readonly obstacle: 'sold-out' | 'notSold' | undefined;
}

/** `named` is the variant that the page names. */
export function select(product: Product, named: Variant | undefined, { picked, plan, quantity }: Wish): Selection {
  const { options, variants } = product;
  const names = picked ? options.map(({ values }, at) => values[picked[at] ?? -1]?.name) : (named?.values ?? []);
  const choice = settle(product, names);
  const variant = choice.includes(undefined) ? undefined : chosenVariant(product, choice, named);
  const possible = variant ? [variant] : variants;
  const plans: readonly Way[] = variant
    ? [...(variant.planRequired || !variant.price ? [] : [{ id: '' }]), ...variant.plans]
    : [];
  // Kept while the variant has it. Buying once comes first, and a single way needs no choice.
  const chosen = plans.find(({ id }) => id === plan) ?? (plans[0]?.id && plans.length > 1 ? undefined : plans[0]);
  const price = chosen?.price ?? variant?.price;
  const bounds = variant ? quantityBounds(variant) : { min: 1, step: 1 };
  const priced = chosen ? price : possible.some((one) => one.price ?? one.plans.some((way) => way.price));
  return {
    ...{ choice, variant, plans, price, bounds },
    places: picked ?? options.map(({ values }, at) => values.findIndex(({ name }) => name === choice[at])),
    plan: chosen?.id,
    quantity: fitQuantity(bounds, quantity),
    obstacle: possible.every(soldOut) ? 'sold-out' : priced ? undefined : 'notSold',
  };
}
