/**
 * A server that answers as WooCommerce's Store API (`/wp-json/wc/store/v1`) does, with what makes adapters wrong: no
 * CORS where the merchant has not switched it on, a cart token that changes with each answer, an empty cart for a bad
 * one, writes that get lost where two are under way, one code for every reason why a coupon is refused, HTML entities
 * in messages, status 400 for a rate limit.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { emptyCart, makeCarts, RouteError } from './cart.mjs';
import { invalid, makeQueries } from './queries.mjs';
import { makeStore, texturize } from './store.mjs';

const API = '/wp-json/wc/store/v1';
const DAYS_2 = 172_800;
const errorBody = ({ code, message, status, data }) => ({ code, message, data: { ...data, status } });
/** What `allowed_http_origins` names where the mu-plugin is there. */
const ALLOWED = /^http:\/\/127\.0\.0\.1:\d+$/;
/**
 * Starts it on 127.0.0.1. `cors`: which answers pages of another origin may read. `delay`: how long a write takes, in
 * milliseconds; the cart is read before, and written back after it. `pictures`: the folder of `/vendure/`.
 */
export async function startWooCommerce(goods, options = {}) {
  const { decimals = 2, tax = 0, display = 'excl', delay = 5, pictures, hostname = '127.0.0.1' } = options;
  const { currency = goods.currency, reviews = [] } = options;
  let { cors = 'all' } = options;
  let limited = 0;
  let origin = '';
  const requests = [];
  const secret = randomBytes(32);
  const sessions = new Map();
  const expired = new Set();
  const store = makeStore(goods, { origin: () => origin, currency, decimals, tax, display, reviews });
  const carts = makeCarts(store, goods);
  const queries = makeQueries(store, () => origin);

  // ---------------------------------------------------------------- tokens

  const sign = (text) => createHmac('sha256', secret).update(text).digest('base64url');
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  let issued = 0;

  function tokenOf(user) {
    const now = Math.floor(Date.now() / 1_000);
    const payload = { user_id: user, exp: now + DAYS_2 + issued++, iss: 'store-api', iat: now };
    const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(payload)}`;
    return `${text}.${sign(text)}`;
  }

  /** Whose cart it is; `undefined` for a token that is not good (any more). */
  function userOf(token) {
    const [head, payload, signature] = (token ?? '').split('.');
    if (!signature || sign(`${head}.${payload}`) !== signature) return undefined;
    const { user_id: user, exp } = JSON.parse(Buffer.from(payload, 'base64url'));
    return exp > Date.now() / 1_000 && !expired.has(user) ? user : undefined;
  }

  const load = (user) => structuredClone(sessions.get(user) ?? emptyCart());
  const newUser = () => `t_${randomBytes(15).toString('hex')}`;
  const headersOf = (user) => ({
    Nonce: 'a1b2c3d4e5',
    'Nonce-Timestamp': String(Math.floor(Date.now() / 1_000)),
    'User-ID': '0',
    'Cart-Token': tokenOf(user),
  });

  // ---------------------------------------------------------------- answers

  /** One request to a cart route, on a cart that is in memory; `{ status, body }`. */
  function onCart(route, cart, body, hasToken) {
    try {
      if (!hasToken) {
        const message = 'Missing the Nonce header. This endpoint requires a valid nonce.';
        throw new RouteError('woocommerce_rest_missing_nonce', message, 401);
      }
      const status = carts.change(route, cart, body);
      if (!status)
        throw new RouteError('rest_no_route', 'No route was found matching the URL and request method.', 404);
      return { status, body: carts.present(cart) };
    } catch (thrown) {
      if (!(thrown instanceof RouteError)) throw thrown;
      if (thrown.status === 409) thrown.data = { cart: carts.present(cart) };
      return { status: thrown.status, body: errorBody(thrown) };
    }
  }

  const app = new Hono();

  // ---------------------------------------------------------------- who may read, and how often

  app.use(`${API}/*`, async (context, next) => {
    const { req } = context;
    const from = req.header('origin');
    const path = req.path.slice(API.length);
    const isPreflight = req.method === 'OPTIONS' && req.header('access-control-request-method');
    requests.push({ method: req.method, path, query: new URL(req.url).search, origin: from });
    const send = (name, value) => context.header(name, value);
    send('Access-Control-Expose-Headers', 'X-WP-Total, X-WP-TotalPages, Link, Cart-Token');
    const allowed = 'Authorization, X-WP-Nonce, Content-Disposition, Content-MD5, Content-Type, Cart-Token, Nonce';
    send('Access-Control-Allow-Headers', allowed);
    send('Access-Control-Allow-Methods', 'OPTIONS, GET, POST, PUT, PATCH, DELETE');
    send('Access-Control-Allow-Credentials', 'true');
    send('Vary', 'Origin');
    const isOpen = cors === 'all' || (cors === 'products' && path.startsWith('/products'));
    const isKnown = from === origin || (isOpen && ALLOWED.test(from ?? ''));
    if (from && (isPreflight || isKnown || userOf(req.header('cart-token')))) send('Access-Control-Allow-Origin', from);
    if (isPreflight) return context.body(null, 200);
    if (limited) {
      send('RateLimit-Limit', '25');
      send('RateLimit-Remaining', '0');
      send('RateLimit-Retry-After', String(limited));
      const message = `Too many requests. Please wait ${limited} seconds before trying again.`;
      limited = 0;
      return context.json({ code: 'rate_limit_exceeded', message, data: { status: 400 } }, 400);
    }
    await next();
  });

  // ---------------------------------------------------------------- the catalogue

  const listed = (ask) => (context) => {
    try {
      const { total, size, items } = ask(context.req.queries());
      context.header('X-WP-Total', String(total));
      context.header('X-WP-TotalPages', String(Math.ceil(total / size)));
      return context.json(items);
    } catch (thrown) {
      if (!(thrown instanceof RouteError)) throw thrown;
      return context.json(errorBody(thrown), thrown.status);
    }
  };

  app.get(`${API}/products`, listed(queries.products));
  app.get(`${API}/products/reviews`, listed(queries.reviews));
  app.get(`${API}/products/categories`, (context) =>
    context.json(
      store.categories.map((category) => ({
        ...{ ...category, name: texturize(category.name), description: '', parent: 0, image: null, review_count: 0 },
        count: store.all().filter((post) => store.categoriesOf(post).includes(category)).length,
        permalink: `${origin}/c/${category.slug}/`,
      })),
    ),
  );
  app.get(`${API}/products/:which`, (context) => {
    const which = context.req.param('which');
    const post = /^\d+$/.test(which)
      ? store.get(Number(which))
      : store.all().find(({ slug }) => slug === encodeURIComponent(which).toLowerCase());
    if (post) return context.json(store.present(post));
    const kind = /^\d+$/.test(which) ? 'id' : 'slug';
    return context.json(
      { code: `woocommerce_rest_product_invalid_${kind}`, message: `Invalid product ${kind}.`, data: { status: 404 } },
      404,
    );
  });

  // ---------------------------------------------------------------- the cart

  app.get(`${API}/cart`, (context) => {
    const user = userOf(context.req.header('cart-token')) ?? newUser();
    return context.json(carts.present(load(user)), 200, headersOf(user));
  });

  app.post(`${API}/cart/:route`, async (context) => {
    const known = userOf(context.req.header('cart-token'));
    const user = known ?? newUser();
    const body = await context.req.json().catch(() => ({}));
    const cart = load(user);
    await sleep(delay); // whoever reads the session now, reads the old one
    const answer = onCart(context.req.param('route'), cart, body, known);
    if (known) sessions.set(user, cart);
    return context.json(answer.body, answer.status, headersOf(user));
  });

  app.post(`${API}/batch`, async (context) => {
    const { requests: asked = [] } = await context.req.json();
    if (asked.length > 25)
      return context.json(errorBody(invalid('requests', 'requests must contain at most 25 items.')), 400);
    // The session is that of the outer header; whether a nonce is needed, each request is asked for itself.
    const known = userOf(context.req.header('cart-token'));
    const user = known ?? newUser();
    const cart = load(user);
    await sleep(delay);
    const responses = asked.map(({ path, body = {}, headers = {} }) => {
      const inner = Object.entries(headers).find(([name]) => name.toLowerCase() === 'cart-token')?.[1];
      const route = /\/wc\/store(?:\/v1)?\/cart\/([\w-]+)$/.exec(path)?.[1];
      return { ...onCart(route, cart, body, userOf(inner)), headers: headersOf(user) };
    });
    if (known) sessions.set(user, cart);
    return context.json({ responses }, 207);
  });

  // ---------------------------------------------------------------- pages

  const escaped = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const page = (title, body) => `<!doctype html><html lang="en"><title>${title}</title><h1>${title}</h1>${body}`;

  app.get('/checkout/', (context) => {
    const user = userOf(context.req.query('session'));
    const { items, coupons } = user ? load(user) : emptyCart();
    const lines = items.map(({ id, quantity }) => {
      const sku = escaped(store.get(id).row.sku);
      return `<li data-sku="${sku}" data-quantity="${quantity}">${quantity} × ${sku}</li>`;
    });
    const codes = coupons.map((code) => `<li data-code="${escaped(code)}">${escaped(code)}</li>`);
    return context.html(page('Checkout', `<ul>${lines.join('')}</ul><ul>${codes.join('')}</ul>`));
  });

  app.get('/checkout-link/', (context) => {
    const user = newUser();
    const cart = emptyCart();
    const rows = (context.req.query('products') ?? '').split(',').map((row) => row.split(':').map(Number));
    for (const [id, quantity = 1] of rows) if (id && quantity) onCart('add-item', cart, { id, quantity }, true);
    const code = context.req.query('coupon');
    if (code) onCart('apply-coupon', cart, { code }, true);
    sessions.set(user, cart);
    return context.redirect(`/checkout/?session=${tokenOf(user)}`, 302);
  });

  app.get('/product/:slug/', (context) => {
    const post = store.named(context.req.param('slug'));
    return post ? context.html(page(escaped(post.entry.title), '')) : context.notFound();
  });

  app.get('/vendure/:file', async (context) => {
    if (!pictures) return context.notFound();
    const picture = await readFile(join(pictures, basename(context.req.param('file')))).catch(() => undefined);
    return picture ? context.body(picture, 200, { 'Content-Type': 'image/jpeg' }) : context.notFound();
  });

  app.notFound((context) =>
    context.json({ code: 'rest_no_route', message: 'No route was found.', data: { status: 404 } }, 404),
  );

  const server = await new Promise((resolve) => {
    const started = serve({ fetch: app.fetch, hostname, port: 0 }, () => resolve(started));
  });
  origin = `http://${hostname}:${server.address().port}`;

  return {
    origin,
    store,
    /** What was asked of the Store API: `{ method, path, query, origin }`, in order. */
    requests,
    setCors: (value) => void (cors = value),
    /** The next request is answered as one too many, to be made again after so many seconds. */
    limitNext: (seconds = 7) => void (limited = seconds),
    expire(token) {
      const user = userOf(token);
      if (user) expired.add(user);
    },
    /** As the session behind a token has it: `{ items: [{ id, quantity }], coupons }`. */
    cartOf: (token) => load(userOf(token)),
    setStock: (sku, stock) => void (store.sold(sku).row.stock = stock),
    setPrice: (sku, amount) => void (store.sold(sku).row.price = (amount / 100).toFixed(2)),
    stop() {
      server.closeAllConnections?.();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
