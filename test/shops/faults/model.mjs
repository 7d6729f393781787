/**
 * What a cart may hold, given what the shopper was told. As strict as the design is: an add that was answered is there
 * once; one whose promise was rejected is there once or not at all; docs/conformance.md lists the rest.
 */
export function createModel(variants) {
  /** Each total that a variant may have. */
  const totals = new Map(variants.map((variant) => [variant, new Set([0])]));
  /** Adds that may have arrived, and may not. */
  const open = [];
  let codes = new Set([false]);

  const shift = (variant, by) => totals.set(variant, new Set([...totals.get(variant)].map((total) => total + by)));
  return {
    add: (variant, quantity) => shift(variant, quantity),
    /** It has its definite quantity now: what was in doubt before no longer counts. */
    set(variant, quantity) {
      totals.set(variant, new Set([quantity]));
      for (const add of open.filter((it) => it.variant === variant && !it.later)) open.splice(open.indexOf(add), 1);
    },
    maybeSet: (variant, quantity) => void totals.get(variant).add(quantity),
    /** `later`: it may still arrive. */
    maybeAdd: (variant, quantity, later = false) => void open.push({ variant, quantity, later }),
    code: (has) => (codes = new Set([has])),
    maybeCode: (has) => void codes.add(has),
    allows(variant, total) {
      let sums = new Set([0]);
      for (const add of open) {
        if (add.variant === variant) sums = new Set([...sums].flatMap((sum) => [sum, sum + add.quantity]));
      }
      return [...totals.get(variant)].some((known) => [...sums].some((sum) => known + sum === total));
    },
    most: (variant) =>
      Math.max(...totals.get(variant)) +
      open.reduce((sum, add) => (add.variant === variant ? sum + add.quantity : sum), 0),
    allowsCode: (has) => codes.has(has),
    toString: () =>
      JSON.stringify({
        totals: Object.fromEntries([...totals].map(([variant, set]) => [variant, [...set]])),
        open,
        codes: [...codes],
      }),
  };
}
