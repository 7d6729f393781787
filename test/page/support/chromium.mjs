/** Chromium with its developer tools, over the built files: for what only they can measure. */
import puppeteer from 'puppeteer-core';
import { browsers, chromiumArgs } from '../../../tools/browsers.mjs';
import { serve } from '../../../tools/serve.mjs';
import { testMounts } from '../../../tools/test-server.mjs';
import { root } from '../../../tools/suites.mjs';

/** Starts server and browser; `routes` answer before the files do. */
export async function start(routes = {}) {
  const server = await serve({ mounts: { ...testMounts, '/test/': `${root}/test` }, routes });
  const browser = await puppeteer.launch({
    executablePath: browsers.chromium.path(),
    args: [...chromiumArgs, '--js-flags=--expose-gc'],
  });
  return {
    url: server.url,
    browser,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** A route that answers with a page. */
export const page =
  (body, head = '') =>
  (_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Test</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/cdn/shuk.css">${head}<body>${body}<script type="module" src="/cdn/shuk.js"></script></body></html>`);

/** A route that answers with JSON. */
export const json = (value) => (_request, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));

/** A catalogue of as many products as one likes: `p0`, `p1` … */
export const catalogue = (count) => ({
  version: 1,
  currency: 'EUR',
  language: 'en',
  products: Array.from({ length: count }, (_, i) => ({
    id: `p${i}`,
    title: `Product ${i}`,
    url: `/p/${i}`,
    images: [{ src: '/pages/room.svg', alt: '', width: 600, height: 400 }],
    options: [{ name: 'Size', values: ['S', 'M'] }],
    variants: ['S', 'M'].map((size) => ({ id: `p${i}${size}`, values: [size], price: '10.00', stock: 50 })),
  })),
});
