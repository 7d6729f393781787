/** The demo site, as `npm start` serves it: every link, both languages, both colour schemes, without scripts, without shifts. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { root } from '../../tools/suites.mjs';
import { visitDemo } from './support/demo.mjs';

const PAGES = [
  '',
  'journal.html',
  'p/modern-cafe-chair.html',
  'c/green.html',
  'checkout.html?cart=modern-cafe-chair-mint:2',
];
const axe = readFileSync(`${root}/node_modules/axe-core/axe.min.js`, 'utf8');

let demo;
before(async () => {
  demo = await visitDemo();
});
after(() => demo.close());

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
      const response = await fetch(demo.url + path);
      if (response.status !== 200) broken.push(`${response.status} ${path}`);
      if (!response.headers.get('content-type').includes('html')) continue;
      const html = await response.text();
      assert.doesNotMatch(html, /\{\{|undefined|NaN/, `${path} is not filled`);
      for (const [, address] of html.matchAll(/\s(?:href|src)="([^"]+)"/g)) {
        const { origin, pathname, search } = new URL(address, demo.url + path);
        if (origin === demo.url) seen.add(pathname + search);
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
    const response = await fetch(`${demo.url}/he/nothing.html`);
    assert.equal(response.status, 404);
    assert.match(await response.text(), /פינה ריקה/);
  });

  for (const language of ['en', 'he']) {
    for (const dark of [false, true]) {
      it(`has no fault that axe knows, and no error, in ${language}, ${dark ? 'dark' : 'light'}`, async () => {
        for (const path of PAGES) {
          const { page, problems, close } = await demo.open(`/${language}/${path}`, { dark });
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
      const { page, close } = await demo.open(`/${language}/`, { scripts: false });
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
      const { page, close } = await demo.open(path, { size: [320, 640] });
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
        const { page, close } = await demo.open(path, { size, before: watchShifts });
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
