/** What the Store API says of carts, read into the model. */
import {
  htmlText,
  integer,
  isCurrency,
  list,
  loose,
  malformed,
  money,
  requiredText,
  webUrl,
  type Cart,
  type CartLine,
  type Fields,
  type Money,
} from '@shuk/core';
import { cash, NONE, toAvailability, toImages, toPrice, toRule } from './wire.js';

/** A line does not say of which product a variation is: here it stands for its product. */
export function toCart(body: unknown, token: string): Cart {
  const cart = loose(body);
  const totals = loose(cart.totals);
  const { currency_code: currency } = totals;
  // Taken for an empty cart, an answer without them would be believed.
  if (!isCurrency(currency) || !Array.isArray(cart.items) || !Array.isArray(cart.coupons)) throw malformed('cart');
  const items = list(cart.items).map(loose);
  const withTax = items.some(showsTax);
  const coupons = list(cart.coupons).flatMap((coupon) => htmlText(loose(coupon).code) ?? []);
  return {
    token,
    currency,
    lines: items.map((item) => toLine(item, withTax)),
    subtotal: sum(totals, 'total_items', withTax),
    discount: coupons.length ? sum(totals, 'total_discount', withTax) : undefined,
    total: sum(totals, 'total_price'),
    codes: coupons.map((code) => ({ code, applied: true })),
    attributes: [],
  };
}

/** The whole products that the shop would sell along with a cart. */
export const crossSells = (body: unknown): Fields[] => list(loose(body).cross_sells, 100).map(loose);

/**
 * Whether the shop shows what a cart costs with its tax: that is not said. It gives amounts and their tax apart, and of
 * one piece the price as it shows it; whichever is nearer to that is what a shopper has to see.
 */
function showsTax(item: Fields): boolean {
  const totals = loose(item.totals);
  const tax = cash(totals.line_subtotal_tax, totals)?.amount ?? 0;
  const net = cash(totals.line_subtotal, totals)?.amount ?? 0;
  const shown = (toPrice(loose(item.prices))?.current.amount ?? 0) * (integer(item.quantity) ?? 0);
  return Math.abs(shown - net - tax) < Math.abs(shown - net);
}

/** An amount by its name, and the tax that stands beside it. */
function sum(totals: Fields, name: string, withTax = false): Money {
  const net = cash(totals[name], totals);
  const tax = withTax ? cash(totals[`${name}_tax`], totals) : undefined;
  const both = net && money(net.amount + (tax?.amount ?? 0), net.currency);
  if (!both) throw malformed(name);
  return both;
}

function toLine(item: Fields, withTax: boolean): CartLine {
  const variantId = requiredText(item.id, 'id of a line');
  const quantity = integer(item.quantity, 1);
  const price = toPrice(loose(item.prices));
  if (!quantity || !price) throw malformed('quantity or price of a line');
  const availability = toAvailability(item);
  const limits = loose(item.quantity_limits);
  return {
    id: requiredText(item.key, 'key of a line'),
    productId: variantId,
    variantId,
    title: htmlText(item.name) ?? NONE, // what has no name can still be taken out
    values: list(item.variation).map((each) => htmlText(loose(each).value) ?? NONE),
    quantity,
    price,
    total: sum(loose(item.totals), 'line_subtotal', withTax),
    image: toImages(item.images)[0],
    url: webUrl(item.permalink),
    availability,
    rule: limits.editable === false ? { min: quantity, step: 1, max: quantity } : toRule(limits, availability.left),
    attributes: [],
  };
}
