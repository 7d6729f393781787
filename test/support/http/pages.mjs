/** The pages of the shop's own: a product's, and the checkout. */
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = (text) => String(text).replace(/[&<>"]/g, (character) => entities[character]);

const page = (language, title, body) => `<!doctype html>
<html lang="${escape(language)}" dir="${language.startsWith('he') ? 'rtl' : 'ltr'}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<h1>${escape(title)}</h1>
${body}
</html>
`;

export const productPage = (language, { title, description = '' }) =>
  page(language, title, `<p>${escape(description)}</p>`);

/** `skuOf(line)` tells lines apart for who looks at the page. */
export function checkoutPage({ language = 'en', country = '' }, cart, skuOf) {
  const lines = cart.lines.map(
    (line) => `<li data-sku="${escape(skuOf(line))}" data-quantity="${line.quantity}">${escape(line.title)}</li>`,
  );
  const codes = cart.codes.filter(({ applied }) => applied);
  const { amount, currency } = cart.total;
  return page(
    language,
    'Checkout',
    `<ul>${lines.join('')}</ul>
<ul>${codes.map(({ code }) => `<li data-code="${escape(code)}">${escape(code)}</li>`).join('')}</ul>
<p data-note>${escape(cart.note ?? '')}</p>
<p data-country="${escape(country)}" data-total="${amount}" data-currency="${currency}">${amount} ${currency}</p>`,
  );
}
