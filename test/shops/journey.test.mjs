/**
 * The demo pointed at each shop that can be started here, on another origin than the shop's: from a pin in a picture to
 * the shop's own order, and what a merchant reads in the console where a setting is wrong.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { serveDemo } from '../../demo/serve.mjs';
import { describeShop } from '../../demo/shop.mjs';
import { launchChromium } from '../../tools/chromium.mjs';
import { makeGoods } from './goods.mjs';
import { faultsOf, openTab, readCheckout, readHandover, shop as goShopping } from './journey.mjs';
import { shopsHere } from './started.mjs';

/** One after the other; each market is one whole way. */
const readers = { US: { language: 'en', country: 'US' }, IL: { language: 'he', country: 'IL' } };
const GIFT = { en: 'Gift note', he: 'ברכה' };

const bySku = (a, b) => a.sku.localeCompare(b.sku);
const shops = await shopsHere();
const goods = await makeGoods();

it('finds a shop that can be started', () => assert.notEqual(shops.length, 0));

for (const module of shops) {
  try {
    await tested(module.name, await module.start());
  } catch (error) {
    it(`${module.name} starts`, () => {
      throw error;
    });
  }
}

/** Resolves when the whole way has been gone, and the shop is ended. */
function tested(name, shop) {
  return new Promise((resolve) => {
    describe(`the demo with ${name}`, () => {
      visits(shop);
      after(() => shop.stop().finally(resolve));
    });
  });
}

function visits(shop) {
  const { isHeadless, origin, countries, keepsFields } = describeShop(shop);
  let browser;
  const sites = [];

  /** The demo with `attributes` in place of those that the shop needs. */
  async function demo(attributes = {}) {
    const site = await serveDemo({ port: 0, shop: { ...shop, attributes: { ...shop.attributes, ...attributes } } });
    sites.push(site);
    return site.url;
  }
  const origins = (url) => [url, origin ?? url];

  before(async () => {
    browser = await launchChromium();
  });
  after(async () => {
    await browser?.close();
    await Promise.all(sites.map((site) => site.close()));
  });

  /** Checks what has arrived at the end of the way: on the page there, and in the shop's order. */
  async function checkOrder(page, token, wanted, language) {
    const lines = wanted.lines.toSorted(bySku);
    if (shop.attributes.backend === 'static') {
      const order = await page.$eval('.summary', (table) => table.innerText);
      assert.match(order, /\t2\t[^]*\t1\t[^]*WELCOME10/);
      return;
    }
    if (isHeadless) {
      const shown = { token, left: '', quantities: ['1', '2'], codes: wanted.code };
      assert.deepEqual(await readHandover(page), shown);
      assert.deepEqual(await faultsOf(page), { over: 0, faults: [] });
      const { headers } = await fetch(page.url());
      assert.equal(headers.get('referrer-policy'), 'no-referrer');
    } else {
      const { lines: seen, codes } = await readCheckout(page);
      assert.deepEqual({ lines: seen.toSorted(bySku), codes }, { lines, codes: [wanted.code] });
    }
    if (!shop.order) return;
    const order = await shop.order(token);
    const seen = order.lines.map(({ sku, quantity }) => ({ sku, quantity })).toSorted(bySku);
    assert.deepEqual({ lines: seen, codes: order.codes }, { lines, codes: [wanted.code] });
    const [given] = order.lines.filter(({ quantity }) => quantity === 1);
    const attributes = Object.fromEntries(given.attributes.map(({ name, value }) => [name, value]));
    assert.deepEqual(attributes, { _credit: 'pina-demo', [GIFT[language]]: wanted.note });
  }

  for (const reader of countries.map((country) => readers[country])) {
    it(`sells from a picture to the order, in ${reader.language} and ${reader.country}`, async () => {
      const url = await demo();
      const { page, handed, problems, said, close } = await openTab(browser, origins(url));
      const wanted = await goShopping(page, url, goods, reader, keepsFields);
      assert.deepEqual([...problems(), ...said], []);
      await checkOrder(page, handed.token, wanted, reader.language);
      await close();
    });
  }

  /** Opens the home page of a demo that cannot read its shop, and resolves when nothing is under way any more. */
  async function visitInVain(url) {
    const tab = await openTab(browser, origins(url));
    const { page, said, problems } = tab;
    await page.goto(`${url}/en/`);
    await (await page.waitForSelector('.shelf shuk-product', { visible: true })).scrollIntoView();
    while (!said.length) await page.waitForNetworkIdle({ idleTime: 200 });
    await page.waitForNetworkIdle({ idleTime: 1_000 });
    const links = await page.$$eval('shuk-tag > a, shuk-product a', (all) =>
      all.map((link) => ({ href: link.pathname, visible: link.getBoundingClientRect().height > 0 })),
    );
    assert.ok(links.length > 10, 'the links of the author are there');
    assert.deepEqual(
      links.filter(({ href, visible }) => !visible || !/^\/en\/p\/[\w-]+\.html$/.test(href)),
      [],
    );
    assert.deepEqual(
      problems().filter((problem) => problem.startsWith('uncaught')),
      [],
    );
    return tab;
  }

  // A catalogue file is of the page's own origin, and not every shop has keys.
  if (origin) {
    it('says once which setting to change where the shop does not know the origin', async () => {
      const { said, close } = await visitInVain((await demo()).replace('127.0.0.1', 'localhost'));
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0], /^\[shuk\] .*(CORS|origin)/is);
      await close();
    });
  }
  if (shop.attributes.token) {
    it('says once that the key is wrong', async () => {
      const { said, close } = await visitInVain(await demo({ token: 'wrong' }));
      assert.equal(said.length, 1, said.join('\n'));
      assert.match(said[0], /^\[shuk\] .*(key|token)/is);
      await close();
    });
  }
}
