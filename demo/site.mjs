/**
 * The pages of the demo. Those in `pages/` are written by hand; `{{…}}` stands for what comes from the catalogue.
 * Each corner and each product has a page too, so that every link leads somewhere.
 */
import { readFileSync } from 'node:fs';
import { cornerOf, corners } from './corners.mjs';
import { orderSummary } from './order.mjs';
import { escape, home, longPrice, markets, shortPrice, wordsOf } from './prices.mjs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const { version } = JSON.parse(read('../packages/embed/package.json'));

const MARK = '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M2 0v18h18" /></svg>';
const MOON =
  '<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M14.5 13.4A7 7 0 0 1 6.600 3.200a7.200 7.200 0 1 0 7.900 10.200Z" /></svg>';

export const languages = { en: 'he', he: 'en' };

const NURSERY = { backend: 'static', src: '/nursery.json' };

/**
 * Makes the site for a shop as `describeShop` tells of it: `pages` is a map of paths and texts, `checkout(language, url)`
 * the page that an order leads to.
 */
export function makeSite({ catalogue, crops }, shop) {
  const products = new Map(catalogue.products.map((product) => [product.id, product]));
  const pages = new Map();
  for (const language of Object.keys(languages)) {
    const write = writer(language, products, shop);
    for (const name of ['index', 'journal', 'nursery', 'help', '404']) {
      const path = `/${language}/${name === 'index' ? '' : `${name}.html`}`;
      pages.set(path, write(path, name, name === 'nursery' ? { shop: () => writtenAttributes(NURSERY) } : {}));
    }
    for (const [corner, { [language]: words }] of Object.entries(corners)) {
      const path = `/${language}/c/${corner}.html`;
      const inside = catalogue.products.filter((product) => cornerOf(product) === corner);
      pages.set(path, write(path, 'corner', cornerValues(words, inside)));
    }
    for (const product of products.values()) {
      const path = `/${language}/p/${product.handle}.html`;
      const near = neighbours(product, catalogue.products);
      pages.set(path, write(path, 'product', productValues(product, language, near, crops[product.id])));
    }
  }
  return {
    pages,
    checkout: (language, { search, searchParams }) =>
      writer(language, products, shop)(
        `/${language}/checkout.html${search}`,
        shop.isHeadless ? 'handover' : 'checkout',
        { order: () => orderSummary(catalogue, searchParams, language) },
      ),
  };
}

/** Fills a page into its frame. A value that is a function gives HTML; all else is text. */
function writer(language, products, { attributes, countries, keepsFields }) {
  const frame = read(`pages/${language}/frame.html`);
  const named = (write) => (ids) => ids.map((id) => write(products.get(id), language)).join('\n');
  const common = {
    cdn: `/cdn/${version}`,
    shop: () => writtenAttributes(attributes(language)),
    countries: countries.join(' '),
    country: home(language, countries),
    currency: markets[home(language, countries)],
    gift: () => (keepsFields ? read(`pages/${language}/gift.html`) : ''),
    choice: () => (countries.length > 1 ? marketChoice(language) : ''),
    mark: () => MARK,
    moon: () => MOON,
    price: named(shortPrice),
    row: named(row),
    cards: (ids) =>
      cards(
        ids.map((id) => products.get(id)),
        language,
      ),
  };

  return (path, name, values = {}) => {
    const source = read(`pages/${language}/${name}.html`);
    const [, head, body] = /^<!--\n(.*?)\n-->\n(.*)$/s.exec(source);
    const known = {
      ...common,
      other: path.replace(/^\/\w+/, `/${languages[language]}`),
      ...values,
      language,
      products,
    };
    const titles = Object.fromEntries(head.split('\n').map((line) => line.split(/:\s*(.*)/s)));
    const around = { ...known, title: fillText(titles.title, known), description: fillText(titles.description, known) };
    return fill(frame, { ...around, main: () => fill(body, known) }).replaceAll(
      new RegExp(`(<a href="${path}")(?=>)`, 'g'),
      '$1 aria-current="page"',
    );
  };
}

function fill(text, values) {
  return text.replace(/\{\{(\w+)((?:\s+[\w-]+)*)\s*\}\}/g, (_, name, rest) => {
    const value = values[name];
    if (value === undefined) throw new Error(`A page asks for {{${name}}}, which nobody knows.`);
    return typeof value === 'function' ? value(rest.trim().split(/\s+/), values) : escape(value);
  });
}

const writtenAttributes = (attributes) =>
  Object.entries(attributes)
    .map(([name, value]) => `${name}="${escape(value)}"`)
    .join(' ');

const delivery = {
  en: { title: 'Deliver to', US: 'United States · $', IL: 'Israel · ₪' },
  he: { title: 'משלוח אל', US: 'ארצות הברית · $', IL: 'ישראל · ₪' },
};

/** The list of countries, the reader's own first. */
function marketChoice(language) {
  const say = delivery[language];
  const own = home(language, Object.keys(markets));
  const options = Object.entries(markets)
    .toSorted(([a], [b]) => (b === own) - (a === own))
    .map(([country, currency]) => `<option value="${country} ${currency}">${say[country]}</option>`);
  return `<li class="scripted">
            <label>
              <span class="unseen">${say.title}</span>
              <select data-market-choice>${options.join('')}</select>
            </label>
          </li>`;
}

const fillText = (text, values) => text.replace(/\{\{(\w+)\}\}/g, (_, name) => values[name]);

const picture = ({ images: [{ src, width, height }], alt }, more = '') =>
  `<img src="${src}" width="${width}" height="${height}" alt="${escape(alt)}"${more}>`;

/** What stands in a product until the shop has answered, and for readers without scripts. */
const written = (product, language, link = '') =>
  `<div slot="fallback" class="written">${link}${longPrice(product, language)}</div>`;

const linked = ({ url, title, ...product }) =>
  `<a href="${url}">${picture(product, ' loading="lazy"')}<span>${escape(title)}</span></a>`;

/** Where there is no button: the way to the product's own page. */
const choose = ({ url, title }, language) =>
  `<a slot="fallback" class="quiet" href="${url}">${language === 'he' ? 'לבחירה' : 'Choose'}<span class="unseen"> ${escape(title)}</span></a>`;

/** Products as cards: what can be bought at once has a button, the others lead to their page. */
function cards(products, language) {
  const items = products.map((product) => {
    const words = wordsOf(product, language);
    const link = choose(words, language);
    const button =
      product.variants.length > 1
        ? link.replace(' slot="fallback"', '')
        : `<shuk-buy product="handle:${product.handle}" without-quantity>${link}</shuk-buy>`;
    return `<li><shuk-product product="handle:${product.handle}">${written(product, language, linked(words))}</shuk-product>${button}</li>`;
  });
  return `<ul class="cards">\n${items.join('\n')}\n</ul>`;
}

/** A product beside its picture, to buy from between two paragraphs. */
function row(product, language) {
  const words = wordsOf(product, language);
  return `<shuk-product product="handle:${product.handle}" layout="row">
      ${written(product, language, linked(words))}
      <shuk-buy product="handle:${product.handle}">${choose(words, language)}</shuk-buy>
    </shuk-product>`;
}

const cornerValues = ([cornerName, cornerWords], inside) => ({
  cornerName,
  cornerWords,
  related: (_, { language }) => cards(inside, language),
});

function productValues(product, language, near, crops = []) {
  const words = wordsOf(product, language);
  const corner = cornerOf(product);
  const [{ src, width, height }] = product.images;
  const detail = (box) =>
    `<svg viewBox="${box}" role="img" aria-label="${escape(words.alt)}"><image href="${src}" width="${width}" height="${height}" /></svg>`;
  return {
    handle: product.handle,
    name: words.title,
    description: words.description,
    corner,
    cornerName: corners[corner][language][0],
    choices: product.options?.length ?? 0,
    options: () => writtenOptions(product, product.translations[language]),
    vendor: () => (product.vendor ? `<p class="vendor"><bdi>${escape(product.vendor)}</bdi></p>` : ''),
    picture: () => picture(words, ' fetchpriority="high"'),
    details: () => crops.map(detail).join('\n'),
    written: () => written(product, language),
    related: () => cards(near, language),
  };
}

/** What there is to choose from, in words: `Colour: Mustard, Mint, Pearl.` */
function writtenOptions({ options = [] }, said = {}) {
  const lines = options.map(({ name, values }) => {
    const names = values.map((value) => value.name ?? value).map((value) => said.values?.[value] ?? value);
    return `${escape(said.options?.[name] ?? name)}: ${escape(names.join(', '))}.`;
  });
  return lines.join(' ');
}

/** Four others of the same corner: the ones that follow in the catalogue, round and round. */
function neighbours(product, all) {
  const inside = all.filter((one) => cornerOf(one) === cornerOf(product));
  const at = inside.indexOf(product);
  return [1, 2, 3, 4].map((step) => inside[(at + step) % inside.length]).filter((one) => one !== product);
}
