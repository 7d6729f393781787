/** The order as a message that the shopper sends to the seller, in the shopper's language. */
import { formatMoney, text, type Attribute } from '@shuk/core';
import { present, type Draft } from './draft.js';
import { orderWords } from './words.js';

export interface OrderMessage {
  /** One line. */
  readonly subject: string;
  readonly body: string;
}

/** Only the note may have several lines: nothing else can make the order look like another one. */
export function orderMessage(draft: Draft): OrderMessage {
  const { market, catalog } = draft.shelf;
  const words = orderWords(market.language);
  const { lines, subtotal, discount, total, codes, note, attributes } = present(draft);
  const skus = draft.lines.map(({ variant }) => variant.sku);
  const price = (amount: number) =>
    formatMoney({ amount, currency: total.currency }, (market.language ?? 'en').replaceAll('_', '-'));

  const goods = lines.flatMap(({ title, values, total, plan, quantity, attributes }, index) => {
    const chosen = values.length ? ` (${values.join(', ')})` : '';
    const sku = skus[index] ? ` [${skus[index]}]` : '';
    const details = [...(plan ? [plan.name] : []), ...attributes.map(named)];
    return [
      `${quantity} × ${title}${chosen}${sku}: ${price(total.amount)}`,
      ...details.map((detail) => `   ${detail}`),
    ].map(flat);
  });
  const applied = codes.flatMap(({ code, applied }) => (applied ? code : [])).join(', ');
  const sums = discount
    ? [
        `${words.subtotal}: ${price(subtotal.amount)}`,
        flat(`${words.discount} (${applied}): ${price(-discount.amount)}`),
        `${words.total}: ${price(total.amount)}`,
      ]
    : [`${words.total}: ${price(total.amount)}`];
  const rest = [...attributes.map((attribute) => flat(named(attribute))), ...(note ? [`${words.note}: ${note}`] : [])];
  const subject = flat([words.order, text(catalog.file.name)].filter(Boolean).join(' – '));
  const body = [[subject], goods, sums, rest].filter(({ length }) => length).map((part) => part.join('\n'));
  return { subject, body: body.join('\n\n') };
}

const named = ({ name, value }: Attribute) => `${name}: ${value}`;

const flat = (line: string) => line.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');
