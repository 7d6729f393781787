/** What an element costs the page it stands on: shifts, long tasks, memory, listeners, requests. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { catalogue, json, page, start } from './support/chromium.mjs';

const SHOP = '<shuk-shop backend="static" src="/many.json" currency="EUR"></shuk-shop>';
const each = (count, write) => Array.from({ length: count }, (_, i) => write(i)).join('');
const TAGS = (count) =>
  each(
    count,
    (i) =>
      `<shuk-tag product="p${i}" x="${(i % 23) / 23}" y="${(i % 19) / 19}"><a href="/p/${i}">Product ${i}</a></shuk-tag>`,
  );
const IMAGE = (count) =>
  `<shuk-image><img src="/pages/room.svg" width="600" height="400" alt="A room">${TAGS(count)}</shuk-image>`;

const elements = {
  'shuk-shop': SHOP.replace('src="/many.json"', 'src="/few.json" country="DE"'),
  'shuk-image': IMAGE(3),
  'shuk-product': '<shuk-product product="p1"></shuk-product>',
  'shuk-buy': '<shuk-buy product="p1"></shuk-buy>',
  'shuk-cart': '<shuk-cart></shuk-cart>',
  'shuk-cart-button': '<shuk-cart-button></shuk-cart-button>',
};

const requests = [];
const routes = {
  '/many.json': (request, response) => {
    requests.push(request.url);
    return json(catalogue(500))(request, response);
  },
  '/tags': page(SHOP + IMAGE(500)),
  '/products': page(SHOP + each(500, (i) => `<shuk-product product="p${i}"></shuk-product>`)),
  '/few.json': json(catalogue(10)),
  '/mounts': page(SHOP.replace('many', 'few') + Object.values(elements).join('') + '<main></main>'),
  '/shifts': page(
    `<style>shuk-buy { --shuk-buy-min-height: 14rem } body { font: 16px sans-serif }</style><h1>Above</h1>${IMAGE(3)}
     <p>Text</p><shuk-product product="p1"></shuk-product><p>Text</p><shuk-buy product="p2"></shuk-buy><p>Text</p>
     <shuk-cart-button></shuk-cart-button><shuk-cart></shuk-cart><p>Below</p>${SHOP}`,
  ),
};

describe('the manners of the built elements', () => {
  let env;
  before(async () => {
    env = await start(routes);
  });
  after(() => env.close());

  async function open(path, prepare) {
    const context = await env.browser.createBrowserContext();
    const tab = await context.newPage();
    const errors = [];
    tab.on('pageerror', (error) => errors.push(String(error)));
    await prepare?.(tab);
    await tab.goto(env.url + path);
    return { tab, errors, close: () => context.close() };
  }

  it('shift nothing, from the first paint until everything is there', async () => {
    const { tab, errors, close } = await open('/shifts', async (tab) => {
      await tab.setViewport({ width: 1000, height: 2500 });
      await tab.evaluateOnNewDocument(() => {
        window.shifts = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) {
            window.shifts.push(`${value} ${sources.map(({ node }) => node?.localName ?? node?.nodeName)}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
      // Slow enough that the page is painted before the first file of code is there.
      const session = await tab.createCDPSession();
      await session.send('Network.enable');
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 150,
        downloadThroughput: 2e5,
        uploadThroughput: 2e5,
      });
    });
    await tab.waitForFunction(() => {
      const root = (tag) => document.querySelector(tag)?.shadowRoot;
      return (
        root('shuk-buy')?.querySelector('[part~=button]') &&
        root('shuk-product')?.querySelector('[part~=price]') &&
        root('shuk-image')?.querySelector('[part~=pin]')
      );
    });
    await tab.waitForNetworkIdle();
    const painted = await tab.evaluate(() => performance.getEntriesByName('first-contentful-paint').length);
    assert.equal(painted, 1);
    assert.deepEqual(await tab.evaluate(() => window.shifts), []);
    assert.deepEqual(errors, []);
    await close();
  });

  for (const [path, what, ready] of [
    [
      '/tags',
      '500 tags on one picture',
      `document.querySelector('shuk-image').shadowRoot?.querySelectorAll('[part~=pin]').length === 500`,
    ],
    [
      '/products',
      '500 products on one page',
      `[...document.querySelectorAll('shuk-product')].every((one) => one.shadowRoot?.querySelector('[part~=price]')?.textContent.includes('10'))`,
    ],
  ]) {
    it(`ask once for ${what}, and then run no script for over 50 ms`, async () => {
      requests.length = 0;
      const { tab, errors, close } = await open(path);
      await tab.waitForFunction(ready);
      await tab.waitForNetworkIdle();
      assert.equal(requests.length, 1);
      // Processor time, so that a busy machine does not count; of each step as a whole, which no task can exceed.
      const session = await tab.createCDPSession();
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      const scripted = async () => {
        const { metrics } = await session.send('Performance.getMetrics');
        return metrics.find((metric) => metric.name === 'ScriptDuration').value * 1000;
      };
      const steps = {
        'scrolled to its end': () => scrollTo(0, document.body.scrollHeight),
        'made narrower': () => (document.body.style.inlineSize = '500px'),
        'seen again': () => dispatchEvent(new Event('focus')),
      };
      for (const [name, step] of Object.entries(steps)) {
        const before = await scripted();
        await tab.evaluate(step);
        await tab.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)))),
        );
        const spent = (await scripted()) - before;
        assert.ok(spent <= 50, `${spent.toFixed(0)} ms of script when the page is ${name}`);
      }
      assert.deepEqual(errors, []);
      await close();
    });
  }

  it('keep a constant number of listeners for each element, whatever they show', async () => {
    const { tab, close } = await open('/tags');
    await tab.waitForFunction(
      `document.querySelector('shuk-image').shadowRoot?.querySelectorAll('[part~=pin]').length === 500`,
    );
    const session = await tab.createCDPSession();
    const { result } = await session.send('Runtime.evaluate', {
      expression: `document.querySelector('shuk-image').shadowRoot`,
    });
    const { listeners } = await session.send('DOMDebugger.getEventListeners', {
      objectId: result.objectId,
      depth: -1,
      pierce: true,
    });
    assert.ok(listeners.length <= 20, `${listeners.length} listeners below one picture with 500 tags`);
    await close();
  });

  for (const [tag, markup] of Object.entries(elements)) {
    it(`give everything back after 1,000 mounts of <${tag}>`, async () => {
      const { tab, errors, close } = await open('/mounts', (tab) => tab.setViewport({ width: 1000, height: 4000 }));
      await tab.waitForFunction((tags) => tags.every((name) => customElements.get(name)), {}, Object.keys(elements));
      await tab.waitForNetworkIdle();
      const session = await tab.createCDPSession();
      const mount = (count) =>
        tab.evaluate(
          async (markup, count) => {
            const main = document.querySelector('main');
            const template = document.createElement('template');
            template.innerHTML = markup;
            for (let i = 0; i < count; i++) {
              main.append(template.content.cloneNode(true));
              await new Promise((done) => (i % 10 ? queueMicrotask(done) : requestAnimationFrame(done)));
              main.replaceChildren();
            }
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
          },
          markup,
          count,
        );
      const measure = async () => {
        // A nanostore whose last watcher has left is let go a second later.
        await new Promise((done) => setTimeout(done, 1_500));
        for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
        const { JSHeapUsedSize } = await tab.metrics();
        const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
        return { heap: JSHeapUsedSize, nodes, listeners: jsEventListeners };
      };
      await mount(100); // caches fill once
      const before = await measure();
      await mount(1000);
      let after = await measure();
      // What waits for an answer is let go with its deadline of 15 seconds at the latest.
      for (let i = 0; i < 12 && after.listeners - before.listeners > 20; i++) after = await measure();
      assert.ok(after.heap - before.heap <= 1_500_000, `heap grew by ${after.heap - before.heap} bytes`);
      assert.ok(after.nodes - before.nodes <= 200, `${after.nodes - before.nodes} nodes stayed`);
      assert.ok(after.listeners - before.listeners <= 20, `${after.listeners - before.listeners} listeners stayed`);
      assert.deepEqual(errors, []);
      await close();
    });
  }

  it('leave picture, links and prices to read where scripts are off', async () => {
    const { tab, close } = await open('/shop-without-scripts', (tab) => tab.setJavaScriptEnabled(false));
    await tab.goto(`${env.url}/pages/shop.html`);
    const [text, links, width] = await tab.evaluate(() => [
      document.body.innerText,
      [...document.querySelectorAll('shuk-image a')].map((link) => link.getAttribute('href')),
      document.querySelector('img').getBoundingClientRect().width,
    ]);
    assert.match(text, /Reading lamp, 49 €/);
    assert.deepEqual(links, ['/p/lamp-01', '/p/vase-02']);
    assert.equal(width, 600);
    await close();
  });
});
