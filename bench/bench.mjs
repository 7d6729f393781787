/**
 * `npm run bench`: what Shuk costs a page, beside the same page as plain HTML in the same run. Prints medians of the
 * runs and their ratio. Code is what was sent as JavaScript, compressed as a CDN would (gzip, level 9).
 *
 *   --runs 5          visits of each page
 *   --only picture    scenarios whose name holds this
 *   --json            for machines
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import puppeteer from 'puppeteer-core';
import { browsers, chromiumArgs } from '../tools/browsers.mjs';
import { serve } from '../tools/serve.mjs';
import { root } from '../tools/suites.mjs';
import { catalogue, scenarios } from './pages.mjs';

const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, only: { type: 'string', default: '' }, json: { type: 'boolean' } },
});
const { version } = JSON.parse(readFileSync(join(root, 'packages/embed/package.json'), 'utf8'));

const send = (type, body) => (_request, response) => response.writeHead(200, { 'content-type': type }).end(body);
const pages = Object.values(scenarios).flatMap(({ plain, shuk }, i) => [
  [`/${i}/plain`, send('text/html', plain)],
  [`/${i}/shuk`, send('text/html', shuk)],
]);
const server = await serve({
  mounts: { '/cdn/': join(root, 'dist/cdn', version) },
  routes: {
    ...Object.fromEntries(pages),
    '/catalog.json': send('application/json', JSON.stringify(catalogue)),
    '/room.svg': send('image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="800"/>'),
    '/favicon.ico': send('image/x-icon', ''),
  },
});
const browser = await puppeteer.launch({ executablePath: browsers.chromium.path(), args: chromiumArgs });

/** One visit: bytes and requests of code, milliseconds until it can be used, main-thread work. */
async function visit(url, { ready = 'true', before, act }, isShuk) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  if (isShuk && before) {
    await page.goto(url);
    await before(page);
  }
  const code = [];
  page.on('response', async (response) => {
    if (!/javascript/.test(response.headers()['content-type'] ?? '')) return;
    code.push(response.buffer().then((body) => gzipSync(body, { level: 9 }).length));
  });
  await page.setCacheEnabled(false);
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  if (isShuk && act) await page.evaluate(act);
  const usable = await page.evaluate(
    `new Promise((done) => { const look = () => { if (${isShuk ? ready : 'true'}) done(performance.now()); else requestAnimationFrame(look); }; look(); })`,
  );
  await page.waitForNetworkIdle({ idleTime: 200 });
  const { TaskDuration, ScriptDuration, LayoutDuration, Nodes } = await page.metrics();
  const sizes = await Promise.all(code);
  await context.close();
  return {
    bytes: sizes.reduce((total, size) => total + size, 0),
    requests: sizes.length,
    usable,
    work: TaskDuration * 1000,
    script: ScriptDuration * 1000,
    layout: LayoutDuration * 1000,
    nodes: Nodes,
  };
}

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const medians = (visits) =>
  Object.fromEntries(Object.keys(visits[0]).map((key) => [key, median(visits.map((visit) => visit[key]))]));

const results = [];
for (const [i, [name, scenario]] of Object.entries(scenarios).entries()) {
  if (!name.includes(options.only)) continue;
  const visits = { plain: [], shuk: [] };
  await visit(`${server.url}/${i}/shuk`, scenario, true); // the browser's own first time is nobody's cost
  for (let run = 0; run < Number(options.runs); run++) {
    for (const kind of ['plain', 'shuk'])
      visits[kind].push(await visit(`${server.url}/${i}/${kind}`, scenario, kind === 'shuk'));
  }
  results.push({ name, plain: medians(visits.plain), shuk: medians(visits.shuk) });
}
await browser.close();
await server.close();

if (options.json) console.log(JSON.stringify(results, null, 2));
else print();

function print() {
  const columns = [
    '',
    'code kB',
    'requests',
    'usable ms',
    '× plain',
    'work ms',
    '× plain',
    'script ms',
    'nodes',
    '× plain',
  ];
  const ratio = (a, b) => (b > 0 ? (a / b).toFixed(1) : '–');
  const rows = results.map(({ name, plain, shuk }) => [
    name,
    (shuk.bytes / 1000).toFixed(2),
    shuk.requests,
    shuk.usable.toFixed(0),
    ratio(shuk.usable, plain.usable),
    shuk.work.toFixed(0),
    ratio(shuk.work, plain.work),
    shuk.script.toFixed(0),
    shuk.nodes,
    ratio(shuk.nodes, plain.nodes),
  ]);
  const widths = columns.map((column, i) => Math.max(column.length, ...rows.map((row) => String(row[i]).length)));
  for (const row of [columns, ...rows]) {
    console.log(
      row.map((cell, i) => (i ? String(cell).padStart(widths[i]) : String(cell).padEnd(widths[i]))).join('  '),
    );
  }
}
