/**
 * What the demo's checkout page says about an order. It believes nothing in its address but ids, counts and codes that
 * the catalogue knows; titles and prices come from the catalogue, sums are made here, as a shop's server does.
 */
import { formatMoney, toMinor } from '@shuk/core';
import { escape, markets, priceOf, wordsOf } from './prices.mjs';

const words = {
  en: {
    empty: 'There is nothing in this order yet.',
    product: 'Product',
    count: 'Pieces',
    sum: 'Sum',
    off: 'Code',
    total: 'Total',
  },
  he: { empty: 'ההזמנה הזאת עדיין ריקה.', product: 'מוצר', count: 'כמות', sum: 'סכום', off: 'קוד', total: 'סך הכול' },
};

export function orderSummary(catalogue, asked, language) {
  const say = words[language];
  const country = asked.get('country') in markets ? asked.get('country') : 'US';
  const currency = markets[country];
  const cash = (amount) => escape(formatMoney({ amount, currency }, language));
  const lines = linesOf(catalogue, asked.get('cart') ?? '', country, language);
  if (!lines.length) return `<p>${say.empty}</p>`;

  const sum = lines.reduce((total, { amount }) => total + amount, 0);
  const known = (asked.get('codes') ?? '').split(',');
  const discounts = catalogue.discounts.flatMap((discount) => {
    const off = known.includes(discount.code) ? discountOf(discount, sum, currency) : 0;
    return off > 0 ? [{ code: discount.code, off }] : [];
  });
  const total = discounts.reduce((rest, { off }) => rest - off, sum);
  const row = (name, amount) => `<tr><th scope="row" colspan="2">${name}</th><td>${amount}</td></tr>`;
  return `<table class="summary">
      <thead><tr><th scope="col">${say.product}</th><th scope="col">${say.count}</th><th scope="col">${say.sum}</th></tr></thead>
      <tbody>${lines
        .map(
          ({ title, values, url, quantity, amount }) =>
            `<tr><td><a href="${url}">${escape(title)}</a>${values ? ` <small>${escape(values)}</small>` : ''}</td><td>${quantity}</td><td>${cash(amount)}</td></tr>`,
        )
        .join('')}</tbody>
      <tfoot>${discounts.map(({ code, off }) => row(`${say.off} <code>${escape(code)}</code>`, cash(-off))).join('')}${row(say.total, cash(total))}</tfoot>
    </table>`;
}

/** `id:2,other:1`: what the catalogue knows of it. */
function linesOf(catalogue, text, country, language) {
  return text.split(',').flatMap((part) => {
    const [, id, count] = /^(.+):(\d{1,3})$/.exec(part) ?? [];
    const product = catalogue.products.find(({ variants }) => variants.some((variant) => variant.id === id));
    const variant = product?.variants.find((one) => one.id === id);
    const quantity = Number(count);
    if (!variant || !quantity) return [];
    const said = wordsOf(product, language);
    const { price, currency } = priceOf(variant, country);
    const values = variant.values?.map((value) => said.values?.[value] ?? value).join(', ');
    return [{ title: said.title, url: said.url, values, quantity, amount: toMinor(price, currency) * quantity }];
  });
}

function discountOf({ percent, amount, minimum, currency }, sum, market) {
  if (percent) return Math.round((sum * percent) / 100);
  if (currency !== market || sum < toMinor(minimum ?? '0', currency)) return 0;
  return toMinor(amount, currency);
}
