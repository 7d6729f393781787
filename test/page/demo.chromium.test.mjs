/** The demo site, as `npm start` serves it: every link, both languages, both colour schemes, and the whole way of a shopper. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { serveDemo } from '../../demo/serve.mjs';
import { launchChromium, openPage } from '../../tools/chromium.mjs';
import { root } from '../../tools/suites.mjs';

const PAGES = [
  '',
  'journal.html',
  'p/modern-cafe-chair.html',
  'c/green.html',
  'checkout.html?cart=modern-cafe-chair-mint:2',
];
const axe = readFileSync(`${root}/node_modules/axe-core/axe.min.js`, 'utf8');

let site;
let browser;
before(async () => {
  site = await serveDemo({ port: 0 });
  browser = await launchChromium();
});
after(async () => {
  await browser.close();
  await site.close();
});

/** Opens a page of the site; `problems` lists errors, console errors (a violated policy is one) and foreign requests. */
async function open(path, { size = [1280, 800], dark = false, scripts = true, before = () => {} } = {}) {
  const tab = await openPage(browser, site.url);
  const { page } = tab;
  await page.setViewport({ width: size[0], height: size[1] });
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]);
  await page.setJavaScriptEnabled(scripts);
  await page.evaluateOnNewDocument(before);
  await page.goto(site.url + path, { waitUntil: 'networkidle0' });
  return tab;
}

/** Scrolls to the end, so that everything below the fold wakes, and waits until no element loads any more. */
async function wake(page) {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
    }
  });
  await page.waitForFunction(() => !document.querySelector(':is(shuk-image, shuk-product, shuk-buy):not(:defined)'));
  await page.waitForNetworkIdle({ idleTime: 100 });
  await page.waitForFunction(() => {
    const drawn = (tag, part) =>
      [...document.querySelectorAll(tag)].every((one) => one.shadowRoot.querySelector(`[part~="${part}"]`));
    return drawn('shuk-product', 'price') && drawn('shuk-buy', 'button') && drawn('shuk-image', 'pin');
  });
}

describe('the demo site', () => {
  it('has an answer at the end of every link', async () => {
    const seen = new Set(['/', '/en/', '/he/']);
    const broken = [];
    for (const path of seen) {
      const response = await fetch(site.url + path);
      if (response.status !== 200) broken.push(`${response.status} ${path}`);
      if (!response.headers.get('content-type').includes('html')) continue;
      const html = await response.text();
      assert.doesNotMatch(html, /\{\{|undefined|NaN/, `${path} is not filled`);
      for (const [, address] of html.matchAll(/\s(?:href|src)="([^"]+)"/g)) {
        const { origin, pathname, search } = new URL(address, site.url + path);
        if (origin === site.url) seen.add(pathname + search);
        else assert.match(address, /^mailto:/, `${path} leads away from the site`);
      }
    }
    assert.deepEqual(broken, []);
    assert.ok(seen.size > 150, `only ${seen.size} addresses`);
  });

  it('runs on a catalogue that is good', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['packages/cli/bin/shuk.js', 'check', 'dist/demo/catalog.json'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    );
    assert.equal(status, 0, stderr);
  });

  it('answers an unknown address with a page that says so', async () => {
    const response = await fetch(`${site.url}/he/nothing.html`);
    assert.equal(response.status, 404);
    assert.match(await response.text(), /פינה ריקה/);
  });

  for (const language of ['en', 'he']) {
    for (const dark of [false, true]) {
      it(`has no fault that axe knows, and no error, in ${language}, ${dark ? 'dark' : 'light'}`, async () => {
        for (const path of PAGES) {
          const { page, problems, close } = await open(`/${language}/${path}`, { dark });
          await wake(page);
          await page.evaluate(axe);
          const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
          const faults = violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => ({ id, target, html })));
          assert.deepEqual({ path, faults, problems }, { path, faults: [], problems: [] });
          await close();
        }
      });
    }

    it(`says everything without scripts, in ${language}`, async () => {
      const prices = { en: [/From \$143\.74/, /\$69\.00/], he: [/549\.00/, /259\.00/] }[language];
      const { page, close } = await open(`/${language}/`, { scripts: false });
      const { text, width } = await page.evaluate(() => ({
        text: document.querySelector('.hero').innerText,
        width: document.querySelector('.hero img').getBoundingClientRect().width,
      }));
      for (const price of prices) assert.match(text, price);
      assert.ok(width > 300, 'the picture is there');
      await page.click('.hero shuk-tag a');
      await page.waitForSelector('.item h1');
      assert.match(await page.$eval('.item', (item) => item.innerText), prices[0]);
      await close();
    });
  }

  it('fits a screen of 320 px', async () => {
    for (const path of PAGES.flatMap((page) => [`/en/${page}`, `/he/${page}`])) {
      const { page, close } = await open(path, { size: [320, 640] });
      await wake(page);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${path} is ${over} px too wide`);
      await close();
    }
  });

  for (const size of [
    [1280, 800],
    [390, 844],
  ]) {
    it(`moves nothing while it loads, at ${size[0]} px`, async () => {
      for (const path of [
        '/en/',
        '/he/',
        '/en/journal.html',
        '/en/p/laptop.html',
        '/he/p/grey-fabric-sofa.html',
        '/en/c/work.html',
      ]) {
        const { page, close } = await open(path, { size, before: watchShifts });
        await wake(page);
        assert.deepEqual({ path, shifts: await page.evaluate(() => window.shifts) }, { path, shifts: [] });
        await close();
      }
    });
  }
});

function watchShifts() {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      window.shifts.push(`${value} ${sources.map(({ node }) => node?.localName ?? node?.nodeName)}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

describe('a shopper of the demo', () => {
  const popover = 'shuk-image >>> [part~="popover"]';
  const line = 'shuk-cart >>> [part~="line"]';
  const count = (page, number) =>
    page.waitForFunction(
      (wanted) =>
        (document.querySelector('shuk-cart-button').shadowRoot?.querySelector('[part~="count"]')?.textContent.trim() ??
          '0') === wanted,
      {},
      String(number),
    );
  const checkout = async (page) => {
    await Promise.all([page.waitForNavigation(), page.click('shuk-cart >>> [part~="checkout"]')]);
    return page.$eval('.summary', (table) => table.innerText.replaceAll(/\s+/g, ' '));
  };

  /** Opens the first pin, chooses the larger monitor and adds it; the cart opens by itself the first time. */
  async function addMonitor(page) {
    await (await page.waitForSelector('shuk-image >>> [part~="pin"]')).click();
    const [, larger] = await page
      .waitForSelector(`${popover} shuk-buy >>> input`)
      .then(() => page.$$(`${popover} shuk-buy >>> input`));
    await larger.click();
    await page.click(`${popover} shuk-buy >>> [part~="button"]`);
    await page.waitForSelector(line, { visible: true });
    await count(page, 1);
  }

  it('goes the whole way with a mouse', async () => {
    const { page, problems, close } = await open('/en/');
    await addMonitor(page);
    await page.click('shuk-cart >>> [part~="increase"]');
    await count(page, 2);
    await page.click('shuk-cart >>> [part~="codes"] summary');
    await page.type('shuk-cart >>> [part~="codes"] input', 'WELCOME10');
    await page.click('shuk-cart >>> [part~="apply"]');
    await page.waitForSelector('shuk-cart >>> [part~="discount"]');
    const order = await checkout(page);
    assert.match(order, /Curvy Monitor 27 inch 2 \$339\.88/);
    assert.match(order, /WELCOME10 -\$33\.99/);
    assert.match(order, /Total \$305\.89/);
    assert.deepEqual(problems, []);
    await close();
  });

  it('finds the cart again after a reload, in another tab and in the other language', async () => {
    const { page, close } = await open('/en/');
    await addMonitor(page);
    await page.reload();
    await count(page, 1);
    const other = await page.browserContext().newPage();
    await other.goto(`${site.url}/en/journal.html`);
    await count(other, 1);

    // A cart belongs to a market: the shopper stays in the United States and reads Hebrew.
    await other.select('[data-market-choice]', 'IL ILS');
    await count(other, 0);
    await other.select('[data-market-choice]', 'US USD');
    await count(other, 1);
    await other.click('.tools [hreflang="he"]');
    await other.waitForFunction(() => document.documentElement.dir === 'rtl');
    await count(other, 1);
    await other.click('shuk-cart-button >>> button');
    await other.waitForSelector(line, { visible: true });
    assert.match(await other.$eval(line, (one) => one.innerText), /מסך קעור/);
    assert.match(await checkout(other), /מסך קעור 27 אינץ׳ 1 .*\$/);
    await close();
  });

  it('sends a gift note along with the line', async () => {
    const { page, close } = await open('/en/p/allstar-sneakers.html');
    await page.waitForSelector('.item shuk-buy >>> input');
    const [, size42] = await page.$$('.item shuk-buy >>> input'); // 40 is sold out
    await size42.click();
    await page.click('.gift summary');
    await page.type('.gift textarea', 'For Noa');
    await page.click('.item shuk-buy >>> [part~="button"]');
    await page.waitForSelector(line, { visible: true });
    assert.match(await page.$eval(line, (one) => one.innerText), /Gift note: For Noa/);
    await close();
  });

  it('orders from a guest by message', async () => {
    const { page, problems, close } = await open('/he/nursery.html');
    await page.click('shuk-buy[product="aloe-vera"] >>> [part~="button"]');
    await page.waitForSelector(line, { visible: true });
    await page.click('shuk-cart >>> [part~="checkout"]');
    const link = await page.waitForSelector('shuk-cart >>> a[part~="checkout"]');
    const order = new URL(await link.evaluate((one) => one.href));
    assert.match(order.href, /^https:\/\/wa\.me\/972500000000\?text=/);
    assert.match(order.searchParams.get('text'), /אלוורה/);
    assert.deepEqual(problems, []);
    await close();
  });

  it('goes the whole way with the keyboard, and the focus is never lost', async () => {
    const { page, problems, close } = await open('/en/');
    await page.waitForSelector('shuk-image >>> [part~="pin"]');
    /** Where the focus is: the tag and part of the innermost focused element. */
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return `${element?.localName} ${element?.getAttribute('part') ?? ''} ${element?.type ?? ''}`;
      });
    const press = async (key) => {
      await page.keyboard.press(key);
      await page
        .waitForFunction(() => document.activeElement !== document.body, { timeout: 2000 })
        .catch(() => assert.fail(`the focus is lost after ${key}`));
      return focused();
    };
    const tabTo = async (wanted) => {
      for (let step = 0; step < 60; step++) if (wanted.test(await press('Tab'))) return;
      assert.fail(`${wanted} is not reached`);
    };

    await tabTo(/^button pin/);
    await press('Enter');
    await page.waitForSelector(`${popover} shuk-buy >>> input`, { visible: true });
    await tabTo(/^input .*radio/);
    await press('Space');
    await tabTo(/^button button/);
    await press('Enter');
    await page.waitForSelector(line, { visible: true });
    await count(page, 1);
    await tabTo(/increase/);
    await press('Enter');
    await count(page, 2);
    await press('Escape');
    await page.waitForFunction(() => !document.querySelector('shuk-cart').shadowRoot.querySelector('dialog').open);

    await page.keyboard.down('Shift');
    for (let step = 0; step < 60 && !/^button button/.test(await press('Tab')); step++);
    await page.keyboard.up('Shift');
    await page.keyboard.press('Enter');
    await page.waitForSelector(line, { visible: true });
    await tabTo(/checkout/);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.match(await page.$eval('.summary', (table) => table.innerText), /Curvy Monitor/);
    assert.deepEqual(problems, []);
    await close();
  });
});
