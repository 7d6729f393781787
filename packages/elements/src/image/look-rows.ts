/** What can be bought of a look: pure functions over its tags and what the shopper chose. */
import type { Price, Product, PurchasePlan, Variant } from '@shuk/core';
import { namedVariant, soldOut } from '../internal/variants.js';

/** A variant, with the plan where it is sold by plan only. */
export interface Choice {
  readonly id: string;
  readonly variant: Variant;
  readonly plan: PurchasePlan | undefined;
  readonly price: Price | undefined;
  readonly name: string;
}

/** One product of the look. */
export interface Row {
  readonly key: string;
  /** As the tag names it. */
  readonly ref: string;
  readonly variantRef: string;
  /** `undefined` until it has been read. */
  readonly product: Product | undefined;
  readonly choices: readonly Choice[];
  /** `undefined`: the shopper has to choose. */
  readonly choice: Choice | undefined;
  readonly available: boolean;
}

export interface Tagged {
  readonly product: string;
  readonly variant: string;
}

/** One row for each product and variant, in the order of the tags. `picked` has the id of a choice for each key. */
export function rowsOf(
  tags: readonly Tagged[],
  find: (ref: string) => Product | undefined,
  picked: ReadonlyMap<string, string>,
): readonly Row[] {
  const rows = new Map<string, Row>();
  for (const { product: ref, variant: variantRef } of tags) {
    const key = `${ref} ${variantRef}`;
    const product = find(ref);
    const choices = product?.variants.flatMap(choicesOf) ?? [];
    const named = product && namedVariant(product, ref, variantRef);
    const preset = choices.filter(({ variant }) => variant === named);
    const choice = choices.find(({ id }) => id === picked.get(key)) ?? (preset.length === 1 ? preset[0] : undefined);
    const available = !product?.external && (choice ? canBuy(choice) : choices.some(canBuy));
    rows.set(key, { key, ref, variantRef, product, choices, choice, available });
  }
  return [...rows.values()];
}

export function canBuy({ variant, price }: Choice): boolean {
  return !!price && !soldOut(variant);
}

function choicesOf(variant: Variant): Choice[] {
  const name = variant.values.join(' / ');
  if (!variant.planRequired) return [{ id: variant.id, variant, plan: undefined, price: variant.price, name }];
  return variant.plans.map((plan) => ({
    id: `${variant.id} ${plan.id}`,
    variant,
    plan,
    price: plan.price ?? variant.price,
    name: [name, plan.name].filter(Boolean).join(', '),
  }));
}
