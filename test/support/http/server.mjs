/**
 * A small shop that speaks the HTTP protocol (`packages/backend-http/openapi.json`) over the goods of the tests. What it
 * refuses it refuses by that document.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { photographs } from '../../../demo/catalogue.mjs';
import { makeCarts } from './carts.mjs';
import { operationOf, wrongWithRequest } from './document.mjs';
import { checkoutPage, productPage } from './pages.mjs';
import { makeShelf, Refusal, written } from './shelf.mjs';

/** Below which the protocol is spoken. */
const ROOT = '/shuk';
const ORIGINS = /^http:\/\/127\.0\.0\.1:\d+$/;
const HEADERS = 'content-type, idempotency-key, if-match, shuk-cart-token, shuk-key';

/** The same for everybody in a market, but not to be kept here: tests change stock and prices. */
const SHARED = { 'cache-control': 'public, no-cache' };
const PRIVATE = { 'cache-control': 'no-store' };

const json = (value, headers) =>
  new Response(written(value), { headers: { 'content-type': 'application/json', ...headers } });

function problem({ status, code, message, native, available }) {
  const headers = {
    'content-type': 'application/problem+json',
    ...PRIVATE,
    ...(status === 503 && { 'retry-after': '1' }),
  };
  return new Response(written({ title: code, status, detail: message, code, native, available }), { status, headers });
}

/** What a request asks for: `{ query, market, token, body … }`, checked by the document. */
async function readRequest(request) {
  const url = new URL(request.url);
  const operation = operationOf(request.method, url.pathname.slice(ROOT.length));
  const { headers } = request;
  const body = await request.text();
  const wrong = wrongWithRequest(operation, { query: url.searchParams, headers, body: lenient(operation, body) });
  if (wrong) throw new Refusal(400, 'rejected', wrong, { native: 'form' });
  const { country, currency, language, first, rating, ...query } = Object.fromEntries(url.searchParams);
  return {
    query: { ...query, first: first && Number(first), rating: rating && Number(rating) },
    market: { country, currency, language },
    token: headers.get('shuk-cart-token') ?? undefined,
    key: headers.get('idempotency-key'),
    match: headers.get('if-match') ?? undefined,
    body,
  };
}

/** An operation of a wrong form is refused by itself, and does not stop the others. */
function lenient({ operationId }, body) {
  if (operationId !== 'changeCart') return body;
  try {
    const { operations, ...rest } = JSON.parse(body);
    return JSON.stringify({ ...rest, operations: Array.isArray(operations) ? [] : operations });
  } catch {
    return body;
  }
}

/**
 * Starts it on 127.0.0.1. `key`: what has to stand in `Shuk-Key`; `ttl`: how long a cart lives, in milliseconds;
 * `port`: a free one where absent.
 */
export async function startHttpShop({ goods, key, ttl, port = 0 }) {
  const shelf = makeShelf(goods);
  const carts = makeCarts(shelf, { ttl });
  const app = new Hono();

  app.use(`${ROOT}/*`, async (context, next) => {
    const origin = context.req.header('origin') ?? '';
    if (context.req.method === 'OPTIONS') context.res = new Response(null, { status: 204 });
    else if (key !== undefined && context.req.header('shuk-key') !== key) {
      context.res = problem(new Refusal(401, 'unauthorized', 'Shuk-Key is wrong.'));
    } else await next();
    context.res.headers.append('vary', 'Origin');
    if (!ORIGINS.test(origin)) return;
    context.res.headers.set('access-control-allow-origin', origin);
    context.res.headers.set('access-control-expose-headers', 'retry-after');
    if (context.req.method !== 'OPTIONS') return;
    context.res.headers.set('access-control-allow-methods', 'GET, POST');
    context.res.headers.set('access-control-allow-headers', HEADERS);
    context.res.headers.set('access-control-max-age', '7200');
  });

  /** Registers an answer at a path of the protocol. */
  function on(method, path, answer) {
    app.on(method, ROOT + path, async ({ req }) => {
      try {
        return await answer(await readRequest(req.raw));
      } catch (thrown) {
        if (thrown instanceof Refusal) return problem(thrown);
        console.error(thrown);
        return problem({ status: 500, code: 'unavailable', message: 'The shop has made a mistake.' });
      }
    });
  }

  const cartAnswer = (value, { revision }) => json(value, { ...PRIVATE, etag: `"${revision}"` });

  on('GET', '/products', async ({ query, market }) =>
    json({ items: await shelf.products(market, JSON.parse(query.refs)) }, SHARED),
  );
  on('POST', '/products', async ({ body, market }) =>
    json({ items: await shelf.products(market, JSON.parse(body).refs) }, PRIVATE),
  );
  on('GET', '/search', async ({ query, market }) => json(await shelf.search(market, query), SHARED));
  on('GET', '/collection', async ({ query, market }) => {
    const page = await shelf.collection(market, query.handle, query);
    if (!page) throw new Refusal(404, 'rejected', 'There is no such collection.', { native: 'collection' });
    return json(page, SHARED);
  });
  on('GET', '/cart', async ({ token, market }) => {
    const cart = await carts.read(token, market);
    return cartAnswer(cart, cart);
  });
  on('POST', '/cart', async ({ token, ...request }) => {
    const answer = await carts.change(token, request);
    return cartAnswer(answer, answer.cart);
  });
  on('POST', '/cart/checkout', async ({ token, market }) => json(await carts.checkout(token, market), PRIVATE));
  on('GET', '/recommendations', async ({ query, token, market }) => {
    const isForCart = query.for === 'cart';
    const cart = isForCart && token !== undefined ? await carts.read(token, market) : undefined;
    const ids = cart ? cart.lines.map(({ productId }) => productId) : query.for === 'product' ? [query.id] : [];
    const known = query.for === 'visitor' || cart !== undefined || shelf.knows(query.id);
    const items = known ? await shelf.recommended(market, ids, query.first) : [];
    return json({ items }, isForCart ? PRIVATE : SHARED);
  });
  on('GET', '/reviews/summaries', ({ query }) => json({ items: shelf.summaries(JSON.parse(query.products)) }, SHARED));
  on('POST', '/reviews/summaries', ({ body }) => json({ items: shelf.summaries(JSON.parse(body).products) }, PRIVATE));
  on('GET', '/reviews', ({ query }) => json(shelf.reviews(query), SHARED));

  app.get('/checkout/:id', async (context) => {
    const found = await carts.visit(context.req.param('id'));
    if (!found) return context.text('There is no such checkout.', 404);
    const { cart, market } = found;
    const sold = await shelf.products(
      market,
      cart.lines.map(({ productId }) => `id:${productId}`),
    );
    const skus = new Map(sold.flatMap((product) => product?.variants ?? []).map(({ id, sku }) => [id, sku]));
    const page = checkoutPage(market, cart, ({ variantId }) => skus.get(variantId));
    return context.html(page, 200, { ...PRIVATE, 'referrer-policy': 'no-referrer' });
  });
  app.get('/:language/p/:name', async (context) => {
    const { language, name } = context.req.param();
    const [product] = await shelf.products({ language }, [`handle:${name.replace(/\.html$/, '')}`]);
    return product ? context.html(productPage(language, product)) : context.notFound();
  });
  app.get('/vendure/:name', async (context) => {
    const { name } = context.req.param();
    if (!/^[\w-]+\.jpg$/.test(name)) return context.notFound();
    const file = await readFile(join(photographs, name)).catch(() => undefined);
    return file ? context.body(file, 200, { 'content-type': 'image/jpeg' }) : context.notFound();
  });

  const server = await new Promise((resolve, reject) => {
    const started = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(started));
    started.on('error', reject);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    endpoint: origin + ROOT,
    order: (token) => carts.order(token),
    expire: (token) => carts.expire(token),
    setStock: (sku, stock) => void (shelf.variant(sku).stock = stock),
    /** In minor units of the currency of the goods. */
    setPrice: (sku, amount) => void (shelf.variant(sku).price = (amount / 100).toFixed(2)),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
