/** A line of a cart, joined with what the catalogue says of it now. */
import { toJson, type Attribute, type Price, type Product, type PurchasePlan, type Variant } from '@shuk/core';
import { pairs } from './token.js';

/** What is bought in a line. */
export interface Item {
  readonly product: Product;
  readonly variant: Variant;
  readonly plan: PurchasePlan | undefined;
  readonly price: Price;
}

export interface Line extends Item {
  readonly id: string;
  readonly quantity: number;
  readonly attributes: readonly Attribute[];
}

/** What makes a line another line, as text. */
export function contents({ product, variant, plan, attributes }: Omit<Line, 'id' | 'quantity' | 'price'>): string {
  return toJson([product.id, variant.id, plan?.id ?? 0, pairs(attributes)]);
}

export const totalOf = ({ price, quantity }: Line): number => price.current.amount * quantity;

export const sum = (amounts: readonly number[]): number => amounts.reduce((all, amount) => all + amount, 0);

export const subtotal = (lines: readonly Line[]): number => sum(lines.map(totalOf));
