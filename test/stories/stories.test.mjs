/**
 * Opens every story of the built Storybook and lets axe look at it: light, dark and forced colours, left to right and
 * right to left. Each story is loaded once; only the emulation changes.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { launchChromium, openPage } from '../../tools/chromium.mjs';
import { serve } from '../../tools/serve.mjs';
import { root } from '../../tools/suites.mjs';

const storybook = join(root, 'dist/storybook');
const entries = Object.values(JSON.parse(readFileSync(join(storybook, 'index.json'), 'utf8')).entries);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const modes = ['light', 'dark', 'forced'].flatMap((colours) => ['ltr', 'rtl'].map((dir) => ({ colours, dir })));
/** A story is not a page, so it has none of the landmarks of one. */
const rules = Object.fromEntries(
  ['landmark-one-main', 'page-has-heading-one', 'region'].map((rule) => [rule, { enabled: false }]),
);

let server;
let browser;
const idle = [];
const waiting = [];

/** Two pages are shared by all tests: more would only wait for the processor. */
async function withPage(use) {
  const opened = idle.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
  opened.problems.length = 0;
  try {
    return await use(opened);
  } finally {
    const next = waiting.shift();
    if (next) next(opened);
    else idle.push(opened);
  }
}

before(async () => {
  const noIcon = (_request, response) => response.writeHead(204).end();
  server = await serve({ mounts: { '/': storybook }, routes: { '/favicon.ico': noIcon } });
  browser = await launchChromium();
  for (let i = 0; i < 2; i++) idle.push(await openPage(browser, server.url));
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a story until its play function has ended. The add-on's own look by axe would be in the way of ours. */
async function openStory({ page, cdp, problems }, { id, type }) {
  await emulate(cdp, 'light');
  await page.goto(`${server.url}/iframe.html?id=${id}&viewMode=${type}&globals=a11y.manual:!true`);
  if (type === 'docs') {
    await page.waitForSelector('#storybook-docs :is(h1, h2)');
    await page.waitForNetworkIdle({ idleTime: 200 });
    return;
  }
  const ended = await page.waitForFunction(
    () => ['finished', 'errored', 'aborted'].find((end) => window.__STORYBOOK_PREVIEW__?.currentRender?.phase === end),
    { timeout: 60_000 },
  );
  assert.equal(await ended.jsonValue(), 'finished', problems.join('\n'));
}

function emulate(cdp, colours) {
  const features = {
    'prefers-color-scheme': colours === 'dark' ? 'dark' : 'light',
    'prefers-reduced-motion': 'reduce',
    'forced-colors': colours === 'forced' ? 'active' : 'none',
  };
  return cdp.send('Emulation.setEmulatedMedia', {
    features: Object.entries(features).map(([name, value]) => ({ name, value })),
  });
}

/** What axe finds in one mode, a text for each element. */
async function violations({ page, cdp }, { colours, dir }) {
  await emulate(cdp, colours);
  return page.evaluate(
    async (dir, rules) => {
      document.documentElement.dir = dir;
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
      const { violations } = await window.axe.run({ rules, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.flat().join(' ')}: ${failureSummary}`),
      );
    },
    dir,
    rules,
  );
}

describe('Storybook', { concurrency: 2 }, () => {
  it('lists its stories and shows one', () =>
    withPage(async ({ page, cdp, problems }) => {
      const story = entries.find(({ type }) => type === 'story');
      assert.ok(story, 'the index has no story');
      await emulate(cdp, 'light');
      await page.goto(`${server.url}/?path=/story/${story.id}`);
      await page.waitForSelector(`[data-item-id="${story.id}"]`);
      const frame = await (await page.waitForSelector('#storybook-preview-iframe')).contentFrame();
      await frame.waitForSelector('#storybook-root > *');
      assert.deepEqual(problems, []);
    }));

  for (const entry of entries) {
    it(`${entry.title}: ${entry.name}`, () =>
      withPage(async (opened) => {
        await openStory(opened, entry);
        const found = new Map(); // what, and in which modes
        if (entry.type === 'story') {
          await opened.page.evaluate(axe);
          for (const mode of modes) {
            for (const text of await violations(opened, mode)) {
              found.set(text, [...(found.get(text) ?? []), `${mode.colours} ${mode.dir}`]);
            }
          }
        }
        const reasons = [...opened.problems, ...[...found].map(([text, where]) => `${where.join(', ')}: ${text}`)];
        if (reasons.length > 0) assert.fail(reasons.join('\n'));
      }));
  }
});
