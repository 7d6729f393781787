/** A shopper's way through the demo, from the pin in a picture to the checkout, whatever shop stands behind it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { formatMoney, toMinor } from '@shuk/core';
import { markets, priceOf } from '../../demo/prices.mjs';
import { openPage } from '../../tools/chromium.mjs';
import { root } from '../../tools/suites.mjs';

const axe = readFileSync(`${root}/node_modules/axe-core/axe.min.js`, 'utf8');
const popover = 'shuk-image >>> [part~="popover"]';
const line = 'shuk-cart >>> [part~="line"]';

/** What is bought: from the first pin of the home page, and from the page of a product. */
const bought = { pin: 'curvy-monitor', page: 'allstar-sneakers' };

/** A tab whose pages may ask `origins` only; `problems` lists what went wrong, `said` what Shuk wrote to the console. */
export async function openTab(browser, origins) {
  const tab = await openPage(browser, origins[0]);
  const said = [];
  const isKnown = (problem) => origins.some((origin) => problem.startsWith(`asked another host: ${origin}/`));
  tab.page.on('console', (message) => {
    if (message.text().startsWith('[shuk]')) said.push(message.text());
  });
  await tab.page.setViewport({ width: 1280, height: 800 });
  await tab.page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  const handed = {};
  await tab.page.exposeFunction('tellToken', (token) => (handed.token = token));
  await tab.page.evaluateOnNewDocument(() => {
    window.cameWith = location.hash; // the demo's checkout page takes it out of the address at once
    document.addEventListener('shuk-checkout', ({ cart }) => window.tellToken(cart.token));
  });
  return { ...tab, said, handed, problems: () => tab.problems.filter((problem) => !isKnown(problem)) };
}

const pieces = (page, number) =>
  page.waitForFunction(
    (wanted) =>
      document.querySelector('shuk-cart-button')?.shadowRoot?.querySelector('[part~="count"]')?.textContent.trim() ===
      wanted,
    {},
    String(number),
  );

/** Presses what is found, when it can be pressed. */
async function press(page, selector) {
  const found = await page.waitForSelector(selector, { visible: true });
  await found.click();
}

/** Chooses the second value of the only option, and adds it. */
async function buy(page, within) {
  await page.waitForSelector(`${within} >>> [part~="button"]`, { visible: true });
  const [, second] = await page.$$(`${within} >>> input[type="radio"]`);
  await second.click();
  await press(page, `${within} >>> [part~="button"]`);
}

/** Presses once, or again where the shopper is told first what the address of the checkout cannot take along. */
async function goToCheckout(page) {
  const gone = new AbortController();
  const left = page.waitForNavigation().finally(() => gone.abort());
  await press(page, 'shuk-cart >>> button[part~="checkout"]');
  const told = page.waitForSelector('shuk-cart >>> a[part~="checkout"]', { visible: true, signal: gone.signal });
  void told.then(
    (link) => link.click(),
    () => undefined, // it has gone at once
  );
  await left;
}

/** What a product's second variant is called and costs in a market. */
function second(goods, handle, country) {
  const { variants } = goods.products.find((product) => product.handle === handle);
  const { price } = priceOf(variants[1], country);
  const currency = markets[country];
  return { sku: variants[1].sku, price: formatMoney({ amount: toMinor(price, currency), currency }, 'en') };
}

const digits = (text) => text.replace(/[^\d.]/g, '');

/**
 * Goes from the home page to the checkout of whatever shop there is, and checks on the way what the pages say. Resolves
 * to what was bought: `{ lines: [{ sku, quantity }], code, note }`.
 */
export async function shop(page, url, goods, { language, country }, keepsFields) {
  await page.goto(`${url}/${language}/`);
  const monitor = second(goods, bought.pin, country);
  const shoes = second(goods, bought.page, country);

  await press(page, 'shuk-image >>> [part~="pin"]');
  await page.waitForSelector(`${popover} shuk-product >>> [part~="price"]`, { visible: true });
  await buy(page, `${popover} shuk-buy`);
  await page.waitForSelector(line, { visible: true });
  await pieces(page, 1);
  assert.equal(
    digits(await page.$eval('shuk-cart >>> [part~="line-total"]', (one) => one.textContent)),
    digits(monitor.price),
  );

  await page.goto(`${url}/${language}/p/${bought.page}.html`);
  await page.waitForSelector('.item shuk-buy >>> [part~="button"]', { visible: true });
  const note = keepsFields ? { en: 'For Noa', he: 'לנועה' }[language] : undefined;
  if (note) {
    await page.click('.gift summary');
    await page.type('.gift textarea', note);
  }
  await buy(page, '.item shuk-buy');
  await pieces(page, 2);

  await press(page, 'shuk-cart-button >>> button');
  await page.waitForFunction(
    () => document.querySelector('shuk-cart').shadowRoot.querySelectorAll('[part~="line"]').length === 2,
  );
  await press(page, `${line}:has([href*="${bought.pin}"]) [part~="increase"]`);
  await pieces(page, 3);
  await press(page, 'shuk-cart >>> [part~="codes"] summary');
  await page.type('shuk-cart >>> [part~="codes"] input', 'WELCOME10');
  await page.click('shuk-cart >>> [part~="apply"]');
  await page.waitForSelector('shuk-cart >>> [part~="discount"]', { visible: true });

  await goToCheckout(page);
  return {
    lines: [
      { sku: monitor.sku, quantity: 2 },
      { sku: shoes.sku, quantity: 1 },
    ],
    code: 'WELCOME10',
    note,
  };
}

/** What the shop's own checkout page shows. */
export async function readCheckout(page) {
  await page.waitForFunction(() => document.title === 'Checkout');
  return page.evaluate(() => ({
    lines: [...document.querySelectorAll('[data-sku]')].map(({ dataset }) => ({
      sku: dataset.sku,
      quantity: Number(dataset.quantity),
    })),
    codes: [...document.querySelectorAll('[data-code]')].map(({ dataset }) => dataset.code.toUpperCase()),
  }));
}

/** The faults that axe finds on the page as it stands, and how many pixels it is too wide for a phone of 320. */
export async function faultsOf(page) {
  const size = page.viewport();
  await page.setViewport({ ...size, width: 320 });
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await page.setViewport(size);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return {
    over: Math.max(0, over),
    faults: violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => [id, html])),
  };
}

/** What the page that the demo has in place of a checkout shows of the cart that it came with. */
export async function readHandover(page) {
  await page.waitForSelector('.summary tbody tr', { visible: true });
  return page.evaluate(() => ({
    token: decodeURIComponent(window.cameWith.slice('#cart='.length)),
    left: location.hash,
    quantities: [...document.querySelectorAll('.summary tbody tr')].map(({ cells }) => cells[1].textContent).sort(),
    codes: document.querySelector('[data-codes] code').textContent.toUpperCase(),
  }));
}
