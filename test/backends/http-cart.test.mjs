/** How the adapter of the HTTP protocol changes carts, and what it makes of failures. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { CommerceError } from '@shuk/core';
import { answered, byId, cart, DONE, items, line, opened, TOKEN } from '../support/http/opened.mjs';

let error;
beforeEach(() => {
  error = mock.method(console, 'error', () => {});
});
afterEach(() => mock.restoreAll());

describe('requests for a cart', () => {
  const add = (more) => ({ type: 'add', variantId: 'v1', quantity: 1, ...more });

  it('carry the token in a header, and never in the address', async () => {
    const {
      cart: service,
      recommendations,
      asked,
    } = opened([{ body: cart() }, answered([DONE]), { body: { url: '/c/1', carries: ['lines', 'x'] } }, items()]);
    await service.read(TOKEN);
    await service.apply(TOKEN, [add()]);
    assert.deepEqual(await service.checkout(TOKEN), { url: 'https://shop.example/c/1', carries: ['lines'] });
    await recommendations.products({ for: 'cart', token: TOKEN });
    for (const { url, headers, cache, redirect } of asked) {
      assert.ok(!url.href.includes(TOKEN));
      assert.deepEqual([headers['shuk-cart-token'], cache, redirect], [TOKEN, 'no-store', 'error']);
    }
  });

  it('carry the key and the revision that were given', async () => {
    const { cart: service, asked } = opened(answered([DONE]));
    await service.apply(TOKEN, [add()], { idempotencyKey: 'k1', revision: '7' });
    const { method, headers } = asked[0];
    assert.deepEqual([method, headers['idempotency-key'], headers['if-match']], ['POST', 'k1', '"7"']);
  });

  it('always carry a key, another one for each change', async () => {
    const { cart: service, asked } = opened(answered([DONE]));
    await service.apply(undefined, [add()]);
    await service.apply(undefined, [add()]);
    const [one, two] = asked.map(({ headers }) => headers['idempotency-key']);
    assert.match(one, /^[\da-f-]{36}$/);
    assert.notEqual(one, two);
    assert.deepEqual([asked[0].headers['if-match'], asked[0].headers['shuk-cart-token']], [undefined, undefined]);
  });

  it('leave out what cannot be asked for, and put the outcomes together in order', async () => {
    const refused = { status: 'refused', error: { code: 'out-of-stock', native: 'E7' } };
    const { cart: service, asked } = opened(answered([DONE, refused]));
    const bad = add({ quantity: 0.5 });
    const { outcomes } = await service.apply(TOKEN, [bad, add(), bad, add({ planId: 'm' }), bad]);
    assert.equal(JSON.parse(asked[0].body).operations.length, 2);
    assert.deepEqual(
      outcomes.map(({ status, error: why }) => [status, why?.code, why?.native]),
      [
        ['refused', 'quantity-rule', undefined],
        ['done', undefined, undefined],
        ['refused', 'quantity-rule', undefined],
        ['refused', 'out-of-stock', 'E7'],
        ['refused', 'quantity-rule', undefined],
      ],
    );
  });

  it('are well-formed Unicode, whatever was typed', async () => {
    const { cart: service, asked } = opened(answered([DONE, DONE]));
    const text = 'a\uD800b \\ud800 "\\" \u0001 😀 \\\uDC00';
    await service.apply(TOKEN, [
      { type: 'note', text },
      { type: 'add-code', code: '\uDFFF' },
    ]);
    const { operations } = JSON.parse(asked[0].body);
    assert.equal(operations[0].text, 'a\uFFFDb \\ud800 "\\" \u0001 😀 \\\uFFFD');
    assert.equal(operations[1].code, '\uFFFD');
  });

  for (const outcomes of [
    [],
    [DONE, DONE],
    [{ status: 'maybe' }],
    [{ status: 'clamped', error: { code: 'rejected' } }],
    undefined,
  ]) {
    it(`are malformed where the outcomes are ${JSON.stringify(outcomes)}`, async () => {
      const { cart: service } = opened(answered(outcomes));
      await assert.rejects(service.apply(TOKEN, [add()]), { code: 'malformed' });
    });
  }

  for (const [what, more] of [
    ['a token that could be no header', { token: 'a b' }],
    ['no revision', { revision: undefined }],
    ['no lines', { lines: undefined }],
    ['two lines with one id', { lines: [line(), line()] }],
    ['half a piece', { lines: [line({ quantity: 0.5 })] }],
    ['a price in another currency', { lines: [line({ price: { current: { amount: 1, currency: 'USD' } } })] }],
    ['a sum below nothing', { total: { amount: -1, currency: 'EUR' } }],
    ['a currency that is none', { currency: 'eur' }],
  ]) {
    it(`are malformed with ${what}`, async () => {
      const { cart: service } = opened({ body: cart(more) });
      await assert.rejects(service.read(TOKEN), { code: 'malformed' });
    });
  }
});

describe('failures', () => {
  const problem = (status, body, headers) => ({ status, body, headers });
  const codeOf = async (answer) => {
    const { cart: service } = opened(answer);
    return service.apply(TOKEN, []).then(
      () => assert.fail('This should have been rejected.'),
      (thrown) => thrown,
    );
  };

  for (const [answer, expected] of [
    [
      problem(409, { code: 'out-of-stock', detail: 'None', native: 'E1' }),
      { code: 'out-of-stock', native: 'E1', message: 'None' },
    ],
    [problem(409, { code: 'insufficient-stock', available: 3 }), { code: 'insufficient-stock', available: 3 }],
    [problem(409, { code: 'cart-closed' }), { code: 'cart-closed' }],
    [problem(404, { code: 'cart-gone' }), { code: 'cart-gone' }],
    [problem(412, { code: 'conflict' }), { code: 'conflict' }],
    [problem(412, ''), { code: 'conflict' }],
    [problem(422, { code: 'rejected' }), { code: 'rejected' }],
    [problem(422, { code: 'made-up' }), { code: 'rejected', native: 'made-up' }],
    [problem(400, { code: 'offline' }), { code: 'rejected', native: 'offline' }],
    [problem(429, { code: 'rate-limited' }, { 'retry-after': '3' }), { code: 'rate-limited', retryAfter: 3_000 }],
    [problem(429, '<html>', { 'retry-after': '3' }), { code: 'rate-limited', retryAfter: 3_000 }],
    [problem(503, { code: 'unavailable' }, { 'retry-after': '1' }), { code: 'unavailable', retryAfter: 1_000 }],
    [problem(503, '<html>Maintenance</html>'), { code: 'unavailable', status: 503 }],
    [problem(500, 'null'), { code: 'unavailable' }],
    [problem(401, ''), { code: 'unauthorized' }],
    [problem(404, '<html>Not found</html>'), { code: 'unsupported' }],
    [problem(405, ''), { code: 'unsupported' }],
    [problem(501, { code: 'unsupported' }), { code: 'unsupported', status: 501 }],
    [problem(200, '<html>Captive portal</html>'), { code: 'malformed' }],
    [problem(200, '{"cart":'), { code: 'malformed' }],
  ]) {
    it(`${answer.status} ${JSON.stringify(answer.body)} is ${expected.code}`, async () => {
      const thrown = await codeOf(answer);
      assert.ok(thrown instanceof CommerceError);
      for (const [name, value] of Object.entries(expected)) assert.equal(thrown[name], value, name);
    });
  }

  it('of a cart that is gone or ordered read as no cart; one that the shop cannot have stays', async () => {
    for (const [status, code] of [
      [404, 'cart-gone'],
      [410, 'cart-gone'],
      [409, 'cart-closed'],
    ]) {
      assert.equal(await opened(problem(status, { code })).cart.read(TOKEN), null);
    }
    await assert.rejects(opened(problem(404, '')).cart.read(TOKEN), { code: 'unsupported' });
  });

  it('of a collection read as none where it is unknown only', async () => {
    assert.equal(await opened(problem(404, { code: 'rejected' })).catalog.collection('x', {}), null);
    await assert.rejects(opened(problem(501, '')).catalog.collection('x', {}), { code: 'unsupported' });
  });

  it('are not sent for again', async () => {
    const { cart: service, asked } = opened(problem(503, ''));
    await assert.rejects(service.apply(TOKEN, []));
    assert.equal(asked.length, 1);
  });

  it('are the reason of a signal, also before anything is sent', async () => {
    const { catalog, cart: service, reviews, recommendations, asked } = opened(items());
    const reason = { left: 'the page' };
    const signal = AbortSignal.abort(reason);
    const calls = [
      ...[catalog.products([], { signal }), catalog.products([byId('')], { signal }), catalog.search({}, { signal })],
      ...[catalog.collection('', {}, { signal }), service.read('', { signal }), service.apply('', [], { signal })],
      ...[
        service.checkout('', { signal }),
        reviews.summaries([], { signal }),
        reviews.page({ product: '' }, { signal }),
      ],
      recommendations.products({ for: 'product', id: '' }, { signal }),
    ];
    for (const call of calls) assert.equal(await call.catch((thrown) => thrown), reason);
    assert.equal(asked.length, 0);
  });
});

describe('advice', () => {
  it('names a wrong key once', async () => {
    const { catalog } = opened({ status: 401, body: { code: 'unauthorized' } }, { token: 'pk_2' });
    await assert.rejects(catalog.search({}), { code: 'unauthorized' });
    await assert.rejects(catalog.search({}));
    assert.equal(error.mock.callCount(), 1);
    assert.match(
      error.mock.calls[0].arguments[0],
      /^\[shuk\] http: https:\/\/shop\.example\/shuk refuses token="pk_2"/,
    );
  });

  it('says what to set where a page may not read the answers, and shows nobody the cart meanwhile', async () => {
    const { cart: service, asked } = opened(({ mode }) => {
      if (mode === 'no-cors') return { body: '' };
      throw new TypeError('Failed to fetch');
    });
    await assert.rejects(service.read(TOKEN), { code: 'offline' });
    while (!error.mock.callCount()) await new Promise(setImmediate);
    assert.match(
      error.mock.calls[0].arguments[0],
      /Access-Control-Allow-Headers: content-type, idempotency-key, if-match/,
    );
    const [first, ...probes] = asked;
    assert.equal(first.headers['shuk-cart-token'], TOKEN);
    assert.equal(probes.length, 4);
    for (const { headers, url } of probes) assert.ok(!`${url} ${JSON.stringify(headers)}`.includes(TOKEN));
    assert.deepEqual(probes[1].headers, { 'shuk-cart-token': 'x' });
  });
});
