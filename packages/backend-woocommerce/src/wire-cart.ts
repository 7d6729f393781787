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
    subtotal: sum(totals.total_items, totals.total_items_tax, totals, withTax),
    discount: coupons.length ? sum(totals.total_discount, totals.total_discount_tax, totals, withTax) : undefined,
    total: sum(totals.total_price, 0, totals),
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
  const tax = cash(totals.line_subtotal_tax, totals)?.amount;
  const net = cash(totals.line_subtotal, totals)?.amount ?? 0;
  const shown = (toPrice(loose(item.prices))?.current.amount ?? 0) * (integer(item.quantity) ?? 0);
  return Boolean(tax) && Math.abs(shown - net - (tax ?? 0)) < Math.abs(shown - net);
}

function sum(net: unknown, tax: unknown, totals: Fields, withTax = false): Money {
  const one = cash(net, totals);
  const two = withTax ? cash(tax, totals) : undefined;
  const both = one && money(one.amount + (two?.amount ?? 0), one.currency);
  if (!both) throw malformed('total');
  return both;
}

function toLine(item: Fields, withTax: boolean): CartLine {
  const variantId = requiredText(item.id, 'id of a line');
  const quantity = integer(item.quantity, 1);
  const price = toPrice(loose(item.prices));
  if (!quantity || !price) throw malformed('quantity or price of a line');
  const totals = loose(item.totals);
  const availability = toAvailability(item);
  const limits = loose(item.quantity_limits);
  return {
    id: requiredText(item.key, 'key of a line'),
    productId: variantId,
    variantId,
    title: requiredText(htmlText(item.name), 'name of a line'),
    values: list(item.variation).map((each) => htmlText(loose(each).value) ?? NONE),
    quantity,
    price,
    total: sum(totals.line_subtotal, totals.line_subtotal_tax, totals, withTax),
    image: toImages(item.images)[0],
    url: webUrl(item.permalink),
    availability,
    rule: limits.editable === false ? { min: quantity, step: 1, max: quantity } : toRule(limits, availability.left),
    attributes: [],
  };
}
