/** What is drawn: the shop's cart and, on top of it, the changes it has not confirmed yet. */
import { newId } from '@shuk/core';
import type { Attribute, Cart, CartLine, CartOperation } from '@shuk/core';
import type { CartItem, CartViewLine } from './cart-types.js';

/** One change of the cart, as it waits for its turn. */
export interface Change {
  /** The same for every try. */
  readonly key: string;
  readonly type: CartOperation['type'];
  /** Those it adds, or those it changes, as they shall be. Empty where it concerns the whole cart. */
  readonly lines: readonly CartViewLine[];
  /** Of a change of the whole cart. */
  readonly operation?: CartOperation | undefined;
}

export const operationsOf = ({ type, lines, operation }: Change): CartOperation[] =>
  operation ? [operation] : lines.map((line) => toOperation(type, line));

/** The operation that brings a line about. */
export function toOperation(type: CartOperation['type'], line: CartViewLine): CartOperation {
  const { id: lineId, variantId, productId, planId, quantity, attributes } = line;
  if (type === 'add') return { type, variantId, productId, planId, quantity, attributes };
  if (type === 'set') return { type, lineId, quantity };
  return type === 'remove' ? { type, lineId } : { type: 'line-attributes', lineId, attributes };
}

export const shopLine = (line: CartLine): CartViewLine => ({
  ...line,
  image: line.image,
  url: line.url,
  planId: line.plan?.id,
  pending: false,
});

/** A line that the shop has not heard of. */
export function itemLine({ product, variant, quantity, planId, attributes = [] }: CartItem): CartViewLine {
  const { values, availability, rule, image = product.images[0] } = variant;
  const price = variant.plans.find((plan) => plan.id === planId)?.price ?? variant.price;
  return {
    ...{
      id: `pending:${newId()}`,
      productId: product.id,
      variantId: variant.id,
      title: product.title,
      values,
      quantity,
      price,
    },
    ...{ total: undefined, image, url: product.url, availability, rule, attributes, planId, pending: true },
  };
}

/** True for what shops keep as one line. */
const isSameLine = (one: CartViewLine, other: CartViewLine): boolean =>
  one.variantId === other.variantId && one.planId === other.planId && words(one) === words(other);

const words = ({ attributes }: { attributes: readonly Attribute[] }): string =>
  attributes
    .map(({ name, value }) => `${name}\0${value}`)
    .sort()
    .join('\0');

/** The id of the shop's line that a pending one became; its own where it was refused. */
export function lineFor(pending: CartViewLine, { lines }: Cart): string {
  const same = lines.find((line) => isSameLine(shopLine(line), pending));
  return (same ?? lines.find(({ variantId }) => variantId === pending.variantId) ?? pending).id;
}

/** A change that waits, with the ids its lines have by now. */
export const renamed = (change: Change, idOf: (id: string) => string): Change => ({
  ...change,
  lines: change.lines.map((line) => ({ ...line, id: idOf(line.id) })),
});

export function applyChanges(lines: readonly CartViewLine[], changes: readonly Change[]): CartViewLine[] {
  const drawn = [...lines];
  for (const { type, lines } of changes) {
    for (const line of lines) {
      const adds = type === 'add';
      const index = drawn.findIndex((it) => (adds ? isSameLine(it, line) : it.id === line.id));
      const known = drawn[index];
      const quantity = (adds && known ? known.quantity : 0) + line.quantity;
      if (!known) {
        if (adds) drawn.push(line);
      } else if (quantity)
        drawn[index] = { ...known, quantity, attributes: line.attributes, total: undefined, pending: true };
      else drawn.splice(index, 1);
    }
  }
  return drawn;
}
