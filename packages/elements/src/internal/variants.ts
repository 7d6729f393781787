/** Which variant is meant: pure functions over the options of a product. */
import { parseRef, type Availability, type Product, type ProductOption, type Variant } from '@shuk/core';

/** One value for each option, in order; `undefined` where none is chosen. */
export type Choice = readonly (string | undefined)[];

/** Whether a value can be chosen, given the choices before it. */
export interface Offer {
  readonly exists: boolean;
  /** Every variant that it leads to is sold out. */
  readonly soldOut: boolean;
}

export const soldOut = (variant: Variant): boolean => variant.availability.state === 'sold-out';

/** The variant that the page names: by id or `sku:…`, or by the SKU in the product's own reference. A single one is always meant. */
export function namedVariant(product: Product, productRef: string, variantRef: string): Variant | undefined {
  const { by, value } = parseRef(variantRef || productRef);
  const { variants } = product;
  const named = variants.find((variant) => (by === 'sku' ? variant.sku === value : variantRef && variant.id === value));
  return named ?? (variants.length > 1 ? undefined : variants[0]);
}

/** Takes a choice as far as variants exist for it, and adds what leaves no choice. Nothing else is guessed. */
export function settle({ options, variants }: Product, picked: Choice): Choice {
  let left: readonly Variant[] = variants;
  return options.map((_, index) => {
    const values = new Set(left.map((variant) => variant.values[index]));
    const pick = picked[index];
    const value = values.has(pick) ? pick : values.size > 1 ? undefined : [...values][0];
    if (value !== undefined) left = left.filter((variant) => variant.values[index] === value);
    return value;
  });
}

/** What choosing a value of one option would lead to: options are chosen in order, so later choices do not narrow it. */
export function offer({ variants }: Product, choice: Choice, index: number, value: string): Offer {
  const found = variants.filter(
    ({ values }) => values[index] === value && values.slice(0, index).every((own, at) => own === (choice[at] ?? own)),
  );
  return { exists: found.length > 0, soldOut: found.every(soldOut) };
}

/** The variant of a complete choice. Where several have the same values, the preferred one. */
export function chosenVariant({ variants }: Product, choice: Choice, preferred?: Variant): Variant | undefined {
  const fits = ({ values }: Variant) => choice.every((value, index) => value === values[index]);
  return preferred && fits(preferred) ? preferred : variants.find(fits);
}

/** How to show an option that does not say it itself. */
export function pickerKind({ kind, values }: ProductOption): 'swatch' | 'button' | 'list' {
  return kind ?? (values.some(({ color, image }) => color ?? image) ? 'swatch' : values.length > 8 ? 'list' : 'button');
}

/** What may be said about the stock of a variant, or of all variants alike; of what is sold elsewhere nothing. */
export function stockView({ variants, external }: Product, variant?: Variant): Availability | undefined {
  if (external || variant) return external ? undefined : variant?.availability;
  const { state, from } = variants[0].availability;
  return variants.every(({ availability }) => availability.state === state && availability.from === from)
    ? { state, from }
    : undefined;
}
