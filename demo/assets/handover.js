/**
 * The page that stands for a shop's own checkout. The address brings the key of a cart, which is a secret: it is taken
 * out of the address at once, and kept for a reload only. Then the shop is asked what is in that cart.
 */
const [, key] = /^#cart=(.+)$/.exec(location.hash) ?? [];
const token = key ? decoded(key) : history.state?.cart;
history.replaceState(token ? { cart: token } : null, '', location.pathname);

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // cut off on its way
  }
}

const box = document.querySelector('[data-handover]');

function show(state) {
  for (const one of box.querySelectorAll('[data-state]')) one.hidden = one.dataset.state !== state;
}

/** Digits of the minor unit by ISO 4217, where they are not two. Browsers show some currencies with fewer. */
const DIGITS = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

/** An amount of minor units, as the page's language writes it. */
function said({ amount, currency }) {
  const digits = DIGITS.find(([, codes]) => codes.includes(currency))?.[0] ?? 2;
  const format = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency });
  return format.format(amount / 10 ** digits);
}

function make(name, ...children) {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

function rowOf({ title, url, values, quantity, total }) {
  const name = url ? make('a', title) : title;
  if (url) name.href = url;
  const words = values.length ? [' ', make('small', values.join(', '))] : [];
  return make('tr', make('td', name, ...words), make('td', String(quantity)), make('td', said(total)));
}

function draw({ lines, codes, discount, total }) {
  const applied = codes.filter((code) => code.applied).map(({ code }) => code);
  box.querySelector('tbody').replaceChildren(...lines.map(rowOf));
  const off = box.querySelector('[data-codes]');
  off.hidden = !discount?.amount;
  off.querySelector('code').textContent = applied.join(', ');
  if (discount) off.querySelector('td').textContent = said({ ...discount, amount: -discount.amount });
  box.querySelector('[data-total] td').textContent = said(total);
  show('cart');
}

async function read() {
  const session = document.querySelector('shuk-shop').shop?.$session.get();
  if (!session) return; // not open yet
  removeEventListener('shuk-shop-set', read);
  try {
    const cart = await session.cart.read(token);
    if (cart?.lines.length) draw(cart);
    else show('none');
  } catch {
    show('failed');
  }
}

if (token) {
  addEventListener('shuk-shop-set', read);
  void read();
} else show('none');
