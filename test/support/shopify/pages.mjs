/** Pages of the shop that a shopper comes to. */
const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const attributesOf = (attributes) =>
  attributes.map(({ key, value }) => `<li data-attribute="${escaped(key)}">${escaped(value)}</li>`).join('');

export function checkoutPage({ lines, codes, note, attributes, market }, language) {
  const rows = lines.map(
    ({ row, quantity, attributes: own }) =>
      `<li data-sku="${escaped(row.variant.sku)}" data-quantity="${quantity}">${escaped(row.entry.product.title)}` +
      `<ul>${attributesOf(own)}</ul></li>`,
  );
  return `<!doctype html><html lang="${escaped(language ?? 'en')}"><title>Checkout</title><h1>Checkout</h1>
<p data-country="${market.country}" data-currency="${market.currency}"></p>
<ul id="lines">${rows.join('')}</ul>
<ul id="codes">${codes.map((code) => `<li data-code="${escaped(code)}">${escaped(code)}</li>`).join('')}</ul>
<ul id="attributes">${attributesOf(attributes)}</ul><p data-note>${escaped(note)}</p></html>`;
}

export const productPage = ({ title }) => `<!doctype html><title>${escaped(title)}</title><h1>${escaped(title)}</h1>`;
