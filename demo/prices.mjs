/** Prices and words of the catalogue, as they are written into the pages for readers without scripts. */
import { formatMoney, toMinor } from '@shuk/core';

/** The two markets of the demo. */
export const markets = { US: 'USD', IL: 'ILS' };

export const escape = (text) => String(text).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`);

export const money = (decimal, currency, language) =>
  formatMoney({ amount: toMinor(decimal, currency), currency }, language);

/** Title, description, address, alternative text of a product in a language. */
export function wordsOf(product, language) {
  const said = product.translations[language] ?? {};
  const [{ alt }] = product.images;
  return { ...product, alt: said.alts?.[0] ?? alt, ...said };
}

/** What a variant costs in a market. */
export function priceOf(variant, country) {
  const entry = country === 'IL' ? variant.prices.find((price) => price.country === 'IL') : variant;
  return { ...entry, currency: markets[country] };
}

/** The lowest price of a product in a market; `from` where other variants cost more. */
function lowest(product, country) {
  const prices = product.variants
    .filter(({ stock }) => stock > 0 || product.variants.every((one) => one.stock === 0))
    .map((variant) => priceOf(variant, country));
  const [least] = prices.toSorted((a, b) => Number(a.price) - Number(b.price));
  return { ...least, from: prices.some(({ price }) => price !== least.price) };
}

/** The country that a reader of a language is taken to be in, of those that there are prices for. */
export function home(language, countries = Object.keys(markets)) {
  const [wanted, other] = language === 'he' ? ['IL', 'US'] : ['US', 'IL'];
  return countries.includes(wanted) ? wanted : other;
}

/** One text for each market; the page shows the one that is chosen. */
export function perMarket(language, write) {
  return Object.keys(markets)
    .map(
      (country) => `<span data-in="${country}"${country === home(language) ? '' : ' hidden'}>${write(country)}</span>`,
    )
    .join('');
}

const words = {
  en: {
    from: (price) => `From ${price}`,
    was: 'Was',
    off: (percent) => `−${percent}%`,
    lowest: 'Lowest price in the last 30 days:',
  },
  he: {
    from: (price) => `החל מ־${price}`,
    was: 'במקום',
    off: (percent) => `${percent}% הנחה`,
    lowest: 'המחיר הנמוך ביותר ב־30 הימים האחרונים:',
  },
};

/** The price of a product, in one line. */
export function shortPrice(product, language) {
  const text = perMarket(language, (country) => {
    const { price, currency, from } = lowest(product, country);
    const said = escape(money(price, currency, language));
    return from ? words[language].from(said) : said;
  });
  return `<span class="price">${text}</span>`;
}

/** All that has to be said about a price: a reduction with its 30-day price, the price of a measure. */
export function longPrice(product, language) {
  const say = words[language];
  const [variant] = product.variants;
  const line = (write) =>
    `<p class="line">${perMarket(language, (country) => {
      const price = lowest(product, country);
      return write(price, (decimal) => escape(money(decimal, price.currency, language)));
    })}</p>`;
  const lines = [
    line(({ price, from, compareAt, lowest30Days }, cash) => {
      const now = `<b class="price">${from ? say.from(cash(price)) : cash(price)}</b>`;
      if (!compareAt) return now;
      const percent = Math.floor((1 - price / lowest30Days) * 100);
      const off = percent > 0 ? `<span class="off">${say.off(percent)}</span>` : '';
      return `${now}<s><span class="unseen">${say.was} </span>${cash(compareAt)}</s>${off}`;
    }),
    variant.lowest30Days && line(({ lowest30Days }, cash) => `${say.lowest} ${cash(lowest30Days)}`),
    variant.unitPrice && line(({ unitPrice }, cash) => `${cash(unitPrice.price)} / ${escape(unitPrice.unit)}`),
  ];
  return [...lines.filter(Boolean), '<p class="line">&nbsp;</p>'].join('\n'); // the last is the place of the stock
}
