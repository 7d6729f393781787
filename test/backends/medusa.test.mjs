/** What the adapter asks of a Store API, and what it makes of its refusals. The shop is a table of recorded answers. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it, mock } from 'node:test';
import { medusaBackend } from '@shuk/backend-medusa';

const answers = JSON.parse(readFileSync(new URL('medusa-answers.json', import.meta.url), 'utf8'));
const market = { country: 'US', currency: 'USD', language: 'en' };
const { cart } = answers.cart;
const [line] = cart.items;
const [product] = answers.products.products;
const [variant] = product.variants;

const no = (status, body) => ({ status, body });
const missing = no(404, { type: 'not_found', message: 'x' });
const invalid = no(400, { type: 'invalid_data', message: 'x' });
const noStock = no(400, answers.refusal);
const noKey = no(400, { type: 'not_allowed', message: 'x' });
const variants = (fields) => ({ variants: fields ? [{ ...answers.variants.variants[0], ...fields }] : [] });

/** A shop that answers by method and path; a table may answer in another way. `asked` lists what came. */
function shopOf(table = {}, options = {}) {
  const asked = [];
  const usual = {
    'GET regions': answers.regions,
    'GET products': answers.products,
    'GET product-variants': answers.variants,
    'GET collections': { collections: [] },
    'GET product-categories': { product_categories: [{ id: 'pcat_1' }] },
    'POST carts': answers.cart,
    [`GET carts/${cart.id}`]: answers.cart,
    [`POST carts/${cart.id}`]: answers.cart,
    [`POST carts/${cart.id}/line-items`]: answers.cart,
    [`POST carts/${cart.id}/line-items/${line.id}`]: answers.cart,
    [`POST carts/${cart.id}/promotions`]: answers.cart,
    [`DELETE carts/${cart.id}/promotions`]: answers.cart,
    ...table,
  };
  async function send(url, init) {
    init.signal?.throwIfAborted();
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace('/store/', '');
    asked.push({
      what: `${init.method} ${path}`,
      url,
      query: searchParams,
      init,
      body: init.body && JSON.parse(init.body),
    });
    const answer = usual[`${init.method} ${path}`] ?? missing;
    if (answer instanceof Error) throw answer;
    const { status, body } = typeof answer.status === 'number' ? answer : { status: 200, body: answer };
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
  }
  const backend = medusaBackend({ endpoint: 'https://shop.example/', token: 'pk_1', fetch: send, ...options });
  const session = backend.open(options.market ?? market);
  const does = async (...operations) => {
    const { outcomes } = await session.cart.apply(cart.id, operations);
    return outcomes.map(({ error }) => error?.code ?? 'done');
  };
  return { asked, backend, session, does, whats: () => asked.map(({ what }) => what) };
}

const add = (changes) => ({ type: 'add', variantId: variant.id, quantity: 1, ...changes });
const code = (promise) => promise.then(() => 'done', (error) => error.code); // prettier-ignore

/** What is written to the console meanwhile. */
async function said(work) {
  const lines = [];
  const { error } = console;
  console.error = (text) => lines.push(text);
  try {
    await work();
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve)); // the advice is not waited for
  } finally {
    console.error = error;
  }
  return lines;
}

describe('what the adapter asks of Medusa', () => {
  it('asks for a region once, then for many products at once', async () => {
    const { session, asked, whats } = shopOf();
    const refs = ['prod_1', 'prod_2', 'prod_1'].map((value) => ({ by: 'id', value }));
    await session.catalog.products(refs);
    await session.catalog.products(refs);
    assert.deepEqual(whats(), ['GET regions', 'GET products', 'GET products']);
    const [, { query, init }] = asked;
    assert.deepEqual(query.getAll('id[]'), ['prod_1', 'prod_2']);
    assert.equal(query.get('region_id'), answers.regions.regions.find((it) => it.currency_code === 'usd').id);
    assert.equal(init.headers['x-publishable-api-key'], 'pk_1');
    assert.equal(init.headers['x-medusa-locale'], 'en');
    assert.deepEqual([init.credentials, init.redirect], ['omit', 'error']);
  });

  it('asks for no region where one is given, and for no prices where there is none', async () => {
    const given = shopOf({}, { region: 'reg_1' });
    await given.session.catalog.products([{ by: 'handle', value: 'laptop' }]);
    assert.deepEqual(given.whats(), ['GET products']);
    assert.equal(given.asked[0].query.get('region_id'), 'reg_1');
    const nowhere = shopOf({}, { market: { country: 'FR', currency: 'EUR' } });
    const lines = await said(() => nowhere.session.catalog.products([{ by: 'handle', value: 'laptop' }]));
    assert.doesNotMatch(nowhere.asked[1].query.get('fields'), /calculated_price/);
    assert.equal(nowhere.asked[1].query.get('region_id'), null);
    assert.equal(lines.length, 1);
    assert.match(lines[0], /no region .* FR .* EUR/);
  });

  it('asks again for a region after a failure', async () => {
    const table = { 'GET regions': no(503, '') };
    const send = shopOf(table);
    assert.equal(await code(send.session.catalog.products([{ by: 'id', value: 'a' }])), 'unavailable');
    assert.equal(await code(send.session.catalog.products([{ by: 'id', value: 'a' }])), 'unavailable');
    assert.deepEqual(send.whats(), ['GET regions', 'GET regions']);
  });

  it('shows no price in another currency than the session’s', async () => {
    const { session } = shopOf({}, { region: 'reg_1', market: { country: 'US', currency: 'EUR' } });
    const [found] = await session.catalog.products([{ by: 'id', value: product.id }]);
    assert.equal(found.variants[0].price, undefined);
    assert.equal(await code(session.cart.apply(undefined, [add()])), 'price-missing');
  });

  it('lets nothing into an address that is no name', async () => {
    const { session, whats } = shopOf();
    const names = ['', ' ', '\0', 'a\0b', '\uD800', 'x'.repeat(300)];
    const refs = ['id', 'handle', 'sku'].flatMap((by) => names.map((value) => ({ by, value })));
    assert.deepEqual(new Set(await session.catalog.products(refs)), new Set([null]));
    assert.equal(await session.catalog.collection('a\0', {}), null);
    for (const token of ['', 'cart_', 'cart_1/../x', 'cart_1?x', '../carts', 'x', `cart_${'x'.repeat(300)}`]) {
      assert.equal(await session.cart.read(token), null);
      assert.equal(await code(session.cart.apply(token, [])), 'cart-gone');
    }
    assert.deepEqual(whats(), []);
  });

  it('names no more in one address than servers take', async () => {
    const handles = Array.from({ length: 150 }, (_, at) => `${'עציץ-גדול-לסלון-'.repeat(at % 7)}${at}`);
    const all = shopOf({ 'GET products': { products: [], count: 0 } });
    await all.session.catalog.products(handles.map((value) => ({ by: 'handle', value })));
    const pages = all.asked.slice(1);
    assert.deepEqual(
      pages.flatMap(({ query }) => query.getAll('handle[]')),
      handles,
    );
    for (const { url, query } of pages) {
      assert.ok(url.length < 7_500, `${url.length}`);
      assert.ok(query.getAll('handle[]').length <= 100);
    }
    const ids = Array.from({ length: 200 }, (_, at) => `prod_${String(at).padStart(26, '0')}`);
    const plain = shopOf();
    await plain.session.catalog.products(ids.map((value) => ({ by: 'id', value })));
    assert.deepEqual(plain.whats(), ['GET regions', 'GET products', 'GET products']);
  });

  it('leaves out a product that cannot be read, and says so once', async () => {
    const blank = { ...product, id: 'prod_blank', title: ' ' };
    const products = [blank, product, { ...blank, id: 'prod_other' }];
    const { session } = shopOf({ 'GET products': { products, count: 3 } });
    const { mock: warned } = mock.method(console, 'warn', () => undefined);
    const { items, next, total } = await session.catalog.search({ first: 3 });
    const refs = ['prod_blank', product.id].map((value) => ({ by: 'id', value }));
    const found = await session.catalog.products(refs);
    mock.restoreAll();
    assert.deepEqual([items.map(({ id }) => id), next, total], [[product.id], undefined, 3]);
    assert.deepEqual([found[0], found[1].id], [null, product.id]);
    assert.equal(warned.callCount(), 1);
    assert.equal(warned.calls[0].arguments[1].code, 'malformed');
  });

  it('takes a collection, or else a category, and pages through it', async () => {
    const { session, asked } = shopOf({ 'GET products': { ...answers.products, count: 2 } });
    const { next, total } = await session.catalog.collection('plants', { first: 1, sort: 'newest' });
    assert.equal(total, 2);
    const [page] = asked.filter(({ what }) => what === 'GET products');
    assert.deepEqual([page.query.get('category_id[]'), page.query.get('order')], ['pcat_1', '-id']);
    assert.equal(
      (await session.catalog.collection('plants', { first: 1, sort: 'newest', after: next })).next,
      undefined,
    );
    assert.equal(asked.at(-1).query.get('offset'), '1');
    assert.equal(await code(session.catalog.collection('plants', { after: next })), 'rejected');
    const both = shopOf({ 'GET collections': { collections: [{ id: 'pcol_1' }] } });
    await both.session.catalog.collection('plants', {});
    assert.equal(both.asked.at(-1).query.get('collection_id[]'), 'pcol_1');
  });

  it('does not pretend to sort by price', async () => {
    assert.equal(await code(shopOf().session.catalog.search({ sort: 'price-ascending' })), 'unsupported');
  });
});

describe('a cart of Medusa', () => {
  it('begins with the first line, in one request', async () => {
    const { session, asked, whats } = shopOf();
    const attributes = [{ name: 'Engraving', value: 'For Dana' }];
    const { cart: begun } = await session.cart.apply(undefined, [add({ attributes })]);
    assert.deepEqual(whats(), ['GET regions', 'POST carts']);
    const { items } = asked[1].body;
    assert.deepEqual(items, [{ variant_id: variant.id, quantity: 1, metadata: { shuk_attributes: attributes } }]);
    assert.equal(asked[1].init.cache, 'no-store');
    assert.equal(begun.token, cart.id);
  });

  it('can be read, and so emptied, whatever its lines are called', async () => {
    const items = [{ ...line, product_title: null, title: ' ' }];
    const { session } = shopOf({ [`GET carts/${cart.id}`]: { cart: { ...cart, items } } });
    const { lines } = await session.cart.read(cart.id);
    assert.deepEqual([lines[0].id, lines[0].title], [line.id, '–']);
  });

  it('removes a line by its quantity, because DELETE would take it out of any cart', async () => {
    const { does, asked } = shopOf();
    assert.deepEqual(await does({ type: 'remove', lineId: line.id }), ['done']);
    assert.deepEqual([asked[0].what, asked[0].body], [`POST carts/${cart.id}/line-items/${line.id}`, { quantity: 0 }]);
  });

  it('empties metadata, which Medusa merges, with empty texts', async () => {
    const { does, asked } = shopOf();
    await does({ type: 'note', text: '' }, { type: 'attributes', attributes: [] });
    await does({ type: 'line-attributes', lineId: line.id, attributes: [] });
    const bodies = asked.flatMap(({ body }) => body ?? []);
    assert.deepEqual(bodies, [
      { metadata: { shuk_note: '' } },
      { metadata: { shuk_attributes: '' } },
      { metadata: { shuk_attributes: '' }, quantity: line.quantity },
    ]);
  });

  const at = (path) => `${path.startsWith('GET') ? '' : 'POST '}${path}`;
  const lines = at(`carts/${cart.id}/line-items`);
  const one = at(`carts/${cart.id}/line-items/${line.id}`);
  const promotions = at(`carts/${cart.id}/promotions`);
  const reading = `GET carts/${cart.id}`;
  const set = { type: 'set', lineId: line.id, quantity: 5 };
  const cases = [
    ['sold out', add(), { [lines]: noStock, 'GET product-variants': variants({ inventory_quantity: 0 }) }, 'out-of-stock'],
    ['too many', add({ quantity: 9 }), { [lines]: noStock }, 'insufficient-stock'],
    ['too many to set', set, { [one]: noStock }, 'insufficient-stock'],
    ['stock that came back', set, { [one]: noStock, 'GET product-variants': variants({ inventory_quantity: 50 }) }, 'insufficient-stock'],
    ['no price', add(), { [lines]: invalid, 'GET product-variants': variants({ calculated_price: null, inventory_quantity: 50 }) }, 'price-missing'],
    ['no such variant', add(), { [lines]: invalid, 'GET product-variants': variants() }, 'rejected'],
    ['another reason', add(), { [lines]: invalid, 'GET product-variants': variants({ inventory_quantity: 50 }) }, 'rejected'],
    ['a line that is gone', { ...set, lineId: 'cali_none' }, {}, 'line-gone'],
    ['a line that cannot be', { ...set, lineId: '../x' }, {}, 'line-gone'],
    ['a code nobody knows', { type: 'add-code', code: 'NONE' }, { [promotions]: invalid }, 'code-unknown'],
    ['a code that does nothing', { type: 'add-code', code: 'FIVE' }, {}, 'code-not-applicable'],
    ['a plan', add({ planId: 'x' }), {}, 'unsupported'],
    ['half a piece', add({ quantity: 0.5 }), {}, 'quantity-rule'],
  ]; // prettier-ignore
  for (const [what, operation, table, expected] of cases) {
    it(`refuses ${what} as ${expected}, and goes on`, async () => {
      const { does } = shopOf(table);
      assert.deepEqual(await does(operation, { type: 'note', text: 'x' }), [expected, 'done']);
    });
  }

  it('says how many there are', async () => {
    const { session } = shopOf({ [one]: noStock, 'GET product-variants': variants({ inventory_quantity: 2 }) });
    const { outcomes } = await session.cart.apply(cart.id, [set]);
    assert.deepEqual([outcomes[0].error.available, outcomes[0].error.native], [2, 'insufficient_inventory']);
  });

  const closed = { cart: { ...cart, completed_at: '2026-01-01T00:00:00Z' } };
  const whole = [
    ['a cart that is gone', { [lines]: missing, [reading]: missing }, 'cart-gone'],
    ['a cart that was ordered', { [lines]: invalid, [reading]: closed }, 'cart-closed'],
    ['a lock that was not to be had', { [lines]: no(500, { code: 'unknown_error', type: 'unknown_error' }) }, 'unavailable'],
    ['a conflict', { [lines]: no(409, { code: 'invalid_state_error', type: 'conflict' }) }, 'conflict'],
    ['a limit of a proxy', { [lines]: no(429, '') }, 'rate-limited'],
    ['a page instead of JSON', { [lines]: no(200, '<html>') }, 'malformed'],
    ['a lost network', { [lines]: new TypeError('x') }, 'offline'],
    ['an answer cut short', { [lines]: no(200, '{"cart":{"id"') }, 'malformed'],
  ]; // prettier-ignore
  for (const [what, table, expected] of whole) {
    it(`rejects with ${expected} for ${what}`, async () => {
      assert.equal(await code(shopOf(table).session.cart.apply(cart.id, [add()])), expected);
    });
  }

  it('reads an ordered cart as none', async () => {
    assert.equal(await shopOf({ [reading]: closed }).session.cart.read(cart.id), null);
  });

  it('leads to the checkout, once it is said where that is', async () => {
    assert.equal(await code(shopOf().session.cart.checkout(cart.id)), 'unsupported');
    const { session } = shopOf({}, { checkoutUrl: 'https://shop.example/{country}#{token}' });
    const { url, carries } = await session.cart.checkout(cart.id);
    assert.equal(url, `https://shop.example/US#${cart.id}`);
    assert.ok(carries.includes('lines') && carries.includes('market'));
    const bare = shopOf({}, { checkoutUrl: 'https://shop.example/checkout' }).session;
    assert.deepEqual((await bare.cart.checkout(cart.id)).carries, []);
  });
});

describe('settings of Medusa that are wrong', () => {
  it('says once which key to give', async () => {
    const { session } = shopOf({ 'GET regions': noKey, 'POST carts': noKey });
    const lines = await said(async () => {
      assert.equal(await code(session.catalog.products([{ by: 'id', value: 'a' }])), 'unauthorized');
      assert.equal(await code(session.cart.apply(undefined, [add()])), 'unauthorized');
    });
    assert.equal(lines.length, 1);
    assert.match(lines[0], /^\[shuk\] medusa: .*pk_1.*publishable API key/);
  });

  it('says once which origin to allow, and never names a cart', async () => {
    const probes = [];
    const fetch = async (url, init) => {
      probes.push(url);
      if (init.mode === 'no-cors') return new Response('');
      throw new TypeError('Failed to fetch');
    };
    const { session } = shopOf({}, { fetch });
    const lines = await said(async () => assert.equal(await code(session.cart.read(cart.id)), 'offline'));
    assert.equal(lines.length, 1);
    assert.match(lines[0], /storeCors.*STORE_CORS/);
    assert.doesNotMatch(lines.join() + probes.slice(1).join(), /cart_/);
  });

  it('does not ask where there is no address', async () => {
    const { session } = shopOf({}, { endpoint: 'javascript:alert(1)' });
    assert.equal(await code(session.catalog.products([{ by: 'id', value: 'a' }])), 'unsupported');
  });
});
