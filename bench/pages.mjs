/**
 * The pages that are measured: each once as plain HTML, once with Shuk. Both have the same content, so that the
 * difference is what Shuk costs.
 */
const script = '<script type="module" src="/cdn/shuk.js"></script>';
const shop = '<shuk-shop backend="static" src="/catalog.json" currency="EUR"></shuk-shop>';

const document = (body) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Bench</title>
<link rel="stylesheet" href="/cdn/shuk.css"><body>${body}</body></html>`;

const both = (plain, content, ready) => ({
  plain: document(plain),
  shuk: document(`${shop}${content}${script}`),
  ready,
});

const each = (count, write) => Array.from({ length: count }, (_, i) => write(i)).join('\n');
const picture = (tags) => `<img src="/room.svg" alt="A room" width="1200" height="800">${tags}`;
const link = (i) => `<a href="/p/${i}">Product ${i}, € ${10 + i}.00</a>`;

/** How many products the catalogue of the bench has. */
export const PRODUCTS = 500;

export const catalogue = {
  version: 1,
  currency: 'EUR',
  language: 'en',
  products: Array.from({ length: PRODUCTS }, (_, i) => ({
    id: `p${i}`,
    title: `Product ${i}`,
    url: `/p/${i}`,
    images: [{ src: '/room.svg', alt: '', width: 1200, height: 800 }],
    variants: [{ id: `p${i}v`, price: `${10 + i}.00`, stock: 100 }],
  })),
};

const pictureOf = (count) =>
  both(
    picture(each(count, link)),
    `<shuk-image>${picture(each(count, (i) => `<shuk-tag product="p${i}" x="${((i * 37) % 97) / 97}" y="${((i * 53) % 89) / 89}">${link(i)}</shuk-tag>`))}</shuk-image>`,
    `document.querySelector('shuk-image').shadowRoot?.querySelectorAll('[part~=pin][aria-label^=Product]').length >= ${count}`,
  );

const cards = (count) =>
  both(
    each(count, (i) => `<article><img src="/room.svg" alt="" width="300" height="200">${link(i)}</article>`),
    each(count, (i) => `<shuk-product product="p${i}">${link(i)}</shuk-product>`),
    // Those far below the fold are the loader's to leave alone until then; the class, once there, fills them all.
    `[...document.querySelectorAll('shuk-product')].every(({ shadowRoot }) => shadowRoot?.querySelector('[part~=price]')?.textContent.includes('€'))`,
  );

const cart = (lines) => ({
  ...both(
    `<dialog open>${each(lines, (i) => `<p><img src="/room.svg" alt="" width="60" height="60">${link(i)} <input type="number" value="1"><button>Remove</button></p>`)}</dialog>`,
    '<shuk-cart></shuk-cart>',
    `document.querySelector('shuk-cart').shadowRoot?.querySelectorAll('[part~=line]').length === ${lines}`,
  ),
  /** Fills the cart on a visit before the one that is measured. */
  async before(page) {
    await page.evaluate(async (count) => {
      const until = async (condition) => {
        while (!condition()) await new Promise((done) => setTimeout(done, 20));
      };
      const element = document.querySelector('shuk-shop');
      const cart = document.querySelector('shuk-cart');
      await until(() => element.shop && customElements.get('shuk-cart'));
      cart.show();
      await until(() => cart.shadowRoot?.querySelector('[part~=empty]'));
      const store = element.shop.part('cart');
      const products = Array.from({ length: count }, (_, i) => element.shop.product(`p${i}`));
      products.forEach(($product) => $product.listen(() => {}));
      await until(() => products.every(($product) => $product.get().value));
      await store.add(
        products.map(($product) => ({
          product: $product.get().value,
          variant: $product.get().value.variants[0],
          quantity: 1,
        })),
      );
    }, lines);
  },
  /** Opens the drawer in the visit that is measured. */
  act: `customElements.whenDefined('shuk-cart').then(() => document.querySelector('shuk-cart').show())`,
});

export const scenarios = {
  'shoppable picture, 4 tags': pictureOf(4),
  'shoppable picture, 500 tags': pictureOf(500),
  'cart with 1 line': cart(1),
  'cart with 100 lines': cart(100),
  '1 product card': cards(1),
  '50 product cards': cards(50),
  '500 product cards': cards(500),
};
