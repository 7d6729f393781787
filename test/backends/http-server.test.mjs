/** The small shop of the tests keeps every rule of the protocol: repeated keys, revisions, what is refused and how. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { start } from '../shops/http/shop.mjs';
import { operationOf, wrongWithAnswer } from '../support/http/document.mjs';

describe('the server', () => {
  let shop;
  before(async () => {
    shop = await start({ key: 'pk_1' });
  });
  after(() => shop.stop());

  const JSON_TYPE = { 'content-type': 'application/json' };

  /** Asks, checks the answer against the document, and resolves to `{ status, headers, body }`. */
  async function ask(method, path, { headers, body } = {}) {
    const sent = { 'shuk-key': 'pk_1', ...headers };
    const response = await fetch(shop.endpoint + path, { method, headers: sent, body });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, body: text };
    assert.equal(wrongWithAnswer(operationOf(method, path.split('?')[0]), answer), undefined);
    return { ...answer, body: JSON.parse(text) };
  }

  const market = 'country=US&currency=USD&language=en';
  const added = (quantity = 1) => ({
    operations: [{ type: 'add', productId: 'tripod', variantId: 'B00XI87KV8', quantity }],
  });
  let keys = 0;
  const change = (operations, { token, key = `k${++keys}`, match, query = market, ...more } = {}) =>
    ask('POST', `/cart?${query}`, {
      headers: {
        ...JSON_TYPE,
        ...(key !== null && { 'idempotency-key': key }),
        ...(token && { 'shuk-cart-token': token }),
        ...(match && { 'if-match': match }),
        ...more,
      },
      body: typeof operations === 'string' ? operations : JSON.stringify(operations),
    });
  const read = (token) => ask('GET', `/cart?${market}`, { headers: { 'shuk-cart-token': token } });
  const outcomeOf = ({ status, body }) => [status, body.code];

  it('knows the variant that these tests buy', async () => {
    const { body } = await ask('GET', `/products?refs=${encodeURIComponent('["id:tripod"]')}&${market}`);
    assert.equal(body.items[0].variants[0].id, 'B00XI87KV8');
  });

  it('refuses a wrong key', async () => {
    assert.deepEqual(outcomeOf(await ask('GET', '/search', { headers: { 'shuk-key': 'pk_2' } })), [
      401,
      'unauthorized',
    ]);
  });

  it('refuses what is not of the document', async () => {
    const wrong = [
      await ask('GET', '/products'),
      await ask('GET', '/products?refs=tripod'),
      await ask('GET', '/search?currency=usd'),
      await ask('GET', '/search?first=0'),
      await ask('GET', '/collection'),
      await ask('GET', '/reviews?product=tripod&rating=6'),
      await ask('GET', '/cart'),
      await change('{'),
      await change({}),
      await change(added(), { key: null }),
      await change(added(), { match: '7' }),
      await change(added(), { 'content-type': 'text/plain' }),
    ];
    assert.deepEqual(
      wrong.map(outcomeOf),
      wrong.map(() => [400, 'rejected']),
    );
  });

  it('refuses a single operation of a wrong form, and of an unknown type, but not the others', async () => {
    const { operations } = added();
    const { body } = await change({
      operations: [{ type: 'add' }, { type: 'dance' }, null, ...operations, { type: 'set', lineId: 7, quantity: 1 }],
    });
    assert.deepEqual(
      body.outcomes.map(({ status, error }) => error?.code ?? status),
      ['rejected', 'unsupported', 'unsupported', 'done', 'rejected'],
    );
  });

  it('answers a key twice with the same outcomes and the cart as it is now', async () => {
    const first = await change(added(2), { key: 'same' });
    const { token } = first.body.cart;
    await change(added(), { token });
    const again = await change(added(2), { key: 'same' });
    assert.deepEqual(again.body.outcomes, first.body.outcomes);
    assert.equal(again.body.cart.token, token);
    assert.deepEqual(
      again.body.cart.lines.map(({ quantity }) => quantity),
      [3],
    );
  });

  it('refuses a key with another body', async () => {
    const { token } = (await change(added(), { key: 'other' })).body.cart;
    assert.deepEqual(outcomeOf(await change(added(2), { key: 'other' })), [422, 'rejected']);
    const once = await change(added(), { token, key: 'mine' });
    assert.equal(once.status, 200);
    assert.deepEqual(outcomeOf(await change(added(2), { token, key: 'mine' })), [422, 'rejected']);
    assert.deepEqual(
      (await read(token)).body.lines.map(({ quantity }) => quantity),
      [2],
    );
  });

  it('keeps keys of different carts apart', async () => {
    const [one, two] = [await change(added()), await change(added())].map(({ body }) => body.cart.token);
    await change(added(), { token: one, key: 'both' });
    const other = await change(added(4), { token: two, key: 'both' });
    assert.deepEqual(
      other.body.cart.lines.map(({ quantity }) => quantity),
      [5],
    );
  });

  it('begins one cart for a request that comes twice at once', async () => {
    const both = await Promise.all([1, 2].map(() => change(added(), { key: 'twin' })));
    const [one, two] = both.map(({ body }) => body.cart);
    assert.equal(one.token, two.token);
    assert.deepEqual(
      (await read(one.token)).body.lines.map(({ quantity }) => quantity),
      [1],
    );
  });

  it('loses none of many changes at once', async () => {
    const { token } = (await change(added())).body.cart;
    await Promise.all(Array.from({ length: 12 }, () => change(added(), { token })));
    assert.deepEqual(
      (await read(token)).body.lines.map(({ quantity }) => quantity),
      [13],
    );
  });

  it('lets through one of two changes that were made on the same revision', async () => {
    const { token, revision } = (await change(added())).body.cart;
    const match = `"${revision}"`;
    const both = await Promise.all([1, 2].map(() => change(added(), { token, match })));
    assert.deepEqual(both.map(({ status }) => status).sort(), [200, 412]);
    const late = both.find(({ status }) => status === 412);
    assert.equal(late.body.code, 'conflict');
  });

  it('may be asked again with the key of a change that was refused as a whole', async () => {
    const { token, revision } = (await change(added())).body.cart;
    assert.equal((await change(added(), { token, key: 'late', match: '"0"' })).status, 412);
    const again = await change(added(), { token, key: 'late', match: `"${revision}"` });
    assert.deepEqual(
      again.body.cart.lines.map(({ quantity }) => quantity),
      [2],
    );
  });

  it('answers a key that it knows, although the revision has moved on', async () => {
    const { token, revision } = (await change(added())).body.cart;
    const match = `"${revision}"`;
    await change(added(), { token, key: 'lost', match });
    const again = await change(added(), { token, key: 'lost', match });
    assert.equal(again.status, 200);
    assert.deepEqual(
      again.body.cart.lines.map(({ quantity }) => quantity),
      [2],
    );
  });

  it('gives the revision as an ETag, too, and forbids to keep a cart', async () => {
    const { headers, body } = await change(added());
    assert.equal(headers.get('etag'), `"${body.cart.revision}"`);
    assert.equal(headers.get('cache-control'), 'no-store');
  });

  it('forgets a cart', async () => {
    const { token } = (await change(added())).body.cart;
    await shop.expire(token);
    assert.deepEqual(outcomeOf(await read(token)), [404, 'cart-gone']);
    assert.deepEqual(outcomeOf(await change(added(), { token })), [404, 'cart-gone']);
  });

  it('closes a cart that was ordered, and takes what was sold off the stock', async () => {
    await shop.setStock('B00XI87KV8', 10);
    const operations = [
      ...added(3).operations,
      { type: 'add-code', code: 'welcome10' },
      { type: 'note', text: 'Ring' },
    ];
    operations[0].attributes = [{ name: 'Gift', value: 'For Noa' }];
    const { cart } = (await change({ operations }, { key: 'bought' })).body;
    assert.deepEqual(await shop.order(cart.token), {
      lines: [{ sku: 'B00XI87KV8', quantity: 3, attributes: [{ name: 'Gift', value: 'For Noa' }] }],
      codes: ['WELCOME10'],
      note: 'Ring',
    });
    assert.deepEqual(outcomeOf(await change(added(), { token: cart.token })), [409, 'cart-closed']);
    assert.deepEqual(outcomeOf(await read(cart.token)), [410, 'cart-gone']);
    assert.equal((await change({ operations }, { key: 'bought' })).body.outcomes[0].status, 'done');
    const { body } = await change(added(8));
    assert.deepEqual(body.outcomes[0].error.available, 7);
    await shop.setStock('B00XI87KV8', 100);
  });

  it('says of each code why it is refused', async () => {
    const { token } = (await change(added())).body.cart;
    const codes = ['NOPE', 'SUMMER', 'FIVE'].map((code) => ({ type: 'add-code', code }));
    const { body } = await change({ operations: codes }, { token });
    assert.deepEqual(
      body.outcomes.map(({ error }) => error.code),
      ['code-unknown', 'code-expired', 'code-not-applicable'],
    );
  });

  it('has no prices in a currency that it does not sell in', async () => {
    const query = 'country=GB&currency=GBP';
    const { body } = await ask('GET', `/products?refs=${encodeURIComponent('["id:tripod"]')}&${query}`);
    assert.equal(body.items[0].variants[0].price, undefined);
    const answer = await change(added(), { query });
    assert.equal(answer.body.outcomes[0].error.code, 'price-missing');
  });

  it('shows a checkout without the token of the cart, in the language of the shopper', async () => {
    const { token } = (await change(added(2))).body.cart;
    const headers = { ...JSON_TYPE, 'shuk-cart-token': token };
    const { body } = await ask('POST', `/cart/checkout?country=US&currency=USD&language=he`, { headers, body: '{}' });
    assert.ok(!body.url.includes(token));
    const response = await fetch(new URL(body.url, shop.origin));
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer');
    const html = await response.text();
    assert.match(html, /<html lang="he" dir="rtl">[^]*<title>Checkout<\/title>/);
    assert.match(html, /<li data-sku="B00XI87KV8" data-quantity="2">/);
    assert.ok(!html.includes(token));
  });

  it('does not check out an empty cart', async () => {
    const { token } = (await change({ operations: [] })).body.cart;
    const headers = { ...JSON_TYPE, 'shuk-cart-token': token };
    assert.deepEqual(outcomeOf(await ask('POST', '/cart/checkout', { headers, body: '{}' })), [409, 'rejected']);
  });

  it('lets pages of 127.0.0.1 read its answers, and no others', async () => {
    const allowed = async (origin, method = 'GET') => {
      const response = await fetch(`${shop.endpoint}/search`, { method, headers: { origin, 'shuk-key': 'pk_1' } });
      await response.arrayBuffer();
      const { headers } = response;
      return [headers.get('access-control-allow-origin'), headers.get('access-control-allow-headers')];
    };
    const names = 'content-type, idempotency-key, if-match, shuk-cart-token, shuk-key';
    assert.deepEqual(await allowed('http://127.0.0.1:5000'), ['http://127.0.0.1:5000', null]);
    assert.deepEqual(await allowed('http://127.0.0.1:5000', 'OPTIONS'), ['http://127.0.0.1:5000', names]);
    assert.deepEqual(await allowed('http://localhost:5000', 'OPTIONS'), [null, null]);
    assert.deepEqual(await allowed('http://127.0.0.1:5000.evil.example'), [null, null]);
  });
});

it('carts end by themselves', async () => {
  const shop = await start({ ttl: -1 });
  const { market, product } = shop.fixture;
  const { cart } = shop.open().open(market);
  const added = { type: 'add', productId: product.id, variantId: product.variantId, quantity: 1 };
  const begin = async () => (await cart.apply(undefined, [added], { idempotencyKey: 'k' })).cart.token;
  const token = await begin();
  assert.equal(await cart.read(token), null);
  assert.notEqual(await begin(), token); // its key counts no more
  await assert.rejects(cart.apply(token, [added]), { code: 'cart-gone' });
  await shop.stop();
});
