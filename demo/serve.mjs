/** The demo site on this machine. `node demo/serve.mjs` serves what was built; `npm start` builds first. */
import { fileURLToPath } from 'node:url';
import { serve } from '../tools/serve.mjs';
import { makeCatalogue, photographs } from './catalogue.mjs';
import { describeShop } from './shop.mjs';
import { languages, makeSite } from './site.mjs';

const PORT = 4173;
const TRIES = 20;

/** What every page is held to. Shuk needs no more than this, and the shop's address where it is another one. */
const policy = (shop = '') =>
  [
    ...["default-src 'self'", `connect-src 'self' ${shop}`, `img-src 'self' ${shop}`, "style-src 'self'"],
    ...["script-src 'self'", "require-trusted-types-for 'script'", "base-uri 'none'", "object-src 'none'"],
  ]
    .map((rule) => rule.trim())
    .join('; ');

const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
const mounts = { '/assets/': folder('assets'), '/cdn/': folder('../dist/cdn'), '/vendure/': photographs };

/**
 * Makes the catalogue and the pages, and serves them on 127.0.0.1. Without a `port` it takes 4173, or the next one that
 * is free. `shop` is what one of `test/shops` has started; without it the demo sells from its own catalogue file.
 * Resolves when it listens.
 */
export async function serveDemo({ port, shop } = {}) {
  const made = await makeCatalogue();
  const sold = describeShop(shop);
  const { pages, checkout } = makeSite(made, sold);
  const html = (response, text, status = 200, headers = {}) =>
    answer(response, status, 'text/html', text, { 'content-security-policy': policy(sold.origin), ...headers });
  const routes = {
    '/': (_, response) => response.writeHead(302, { location: '/en/' }).end(),
    '/catalog.json': (_, response) => json(response, made.catalogue),
    '/nursery.json': (_, response) => json(response, made.nursery),
  };
  for (const [path, text] of pages) routes[path] = (_, response) => html(response, text);
  for (const language of Object.keys(languages)) {
    routes[`/${language}/checkout.html`] = ({ url }, response) =>
      // The address of this page may hold the key of a cart.
      html(response, checkout(language, new URL(url, 'http://localhost')), 200, { 'referrer-policy': 'no-referrer' });
  }
  const missing = ({ url }, response) =>
    html(response, pages.get(`/${url.startsWith('/he/') ? 'he' : 'en'}/404.html`), 404);
  return listen({ mounts, routes, missing }, port);
}

async function listen(site, port, tries = port === undefined ? TRIES : 1) {
  const wanted = port ?? PORT;
  try {
    return await serve({ ...site, port: wanted });
  } catch (error) {
    if (error.code !== 'EADDRINUSE' || tries === 1) throw error;
    return listen(site, wanted + 1, tries - 1);
  }
}

const json = (response, value) => answer(response, 200, 'application/json', JSON.stringify(value));

function answer(response, status, type, text, headers = {}) {
  response.writeHead(status, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-cache', ...headers });
  response.end(text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serveDemo();
  console.log(`The demo is at ${url}`);
}
