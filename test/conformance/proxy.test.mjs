/** The fault proxy, before a server that counts what it hears. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { countFields, faultProxy, mutate, seededPlan } from '@shuk/conformance/faults';

const ANSWER = { id: 7, lines: [{ id: 'a', quantity: 2 }], note: null };

describe('the fault proxy', () => {
  let heard;
  let waits;
  let changes;
  let server;
  let proxy;

  before(async () => {
    server = createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      heard.push({
        ...request,
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: chunks.join(''),
      });
      const { origin } = request.headers;
      response.setHeader('access-control-allow-origin', origin ?? '*');
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      if (request.method === 'OPTIONS' || request.url === '/none') response.writeHead(204).end();
      else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ANSWER));
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    proxy = await faultProxy({
      target: `http://127.0.0.1:${server.address().port}`,
      wait: (milliseconds, { index }) => {
        waits.push([milliseconds, index, heard.length]);
        return Promise.resolve();
      },
      onChange: ({ index }, state) => changes.push(`${index} ${state}`),
    });
  });
  after(async () => {
    await proxy.stop();
    server.close();
  });
  beforeEach(() => {
    heard = [];
    waits = [];
    changes = [];
    proxy.plan(undefined);
  });

  const origin = 'http://page.example';
  const ask = (path = '/cart?x=1', init = {}) =>
    fetch(proxy.origin + path, { method: 'POST', body: '{"add":1}', ...init, headers: { origin, ...init.headers } });
  const last = () => proxy.log.at(-1);

  it('passes everything on', async () => {
    const response = await ask('/cart?x=1', { headers: { 'x-key': 'k', 'content-type': 'application/json' } });
    assert.deepEqual(await response.json(), ANSWER);
    assert.equal(response.headers.get('access-control-allow-origin'), origin);
    assert.deepEqual(response.headers.getSetCookie(), ['a=1', 'b=2']);
    const [{ method, url, headers, body }] = heard;
    assert.deepEqual([method, url, body], ['POST', '/cart?x=1', '{"add":1}']);
    assert.deepEqual([headers.origin, headers['x-key']], [origin, 'k']);
    assert.equal(headers.host, `127.0.0.1:${server.address().port}`);
    const { index, path, acted, status, late, fault } = last();
    assert.deepEqual(
      { path, acted, status, late, fault },
      { path: '/cart?x=1', acted: 1, status: 200, late: false, fault: { name: 'none' } },
    );
    assert.deepEqual(changes, [`${index} arrived`, `${index} ended`]);
  });

  it('passes on an answer without a body', async () => {
    const response = await ask('/none');
    assert.deepEqual([response.status, await response.text()], [204, '']);
  });

  it('lets preflights be, and does not count them', async () => {
    const before = proxy.log.length;
    proxy.next('error');
    assert.equal((await fetch(proxy.origin, { method: 'OPTIONS' })).status, 204);
    assert.equal(proxy.log.length, before);
    assert.equal((await ask()).status, 500);
  });

  for (const [fault, times] of [
    ['lost-request', 0],
    ['lost-answer', 1],
  ]) {
    it(`${fault}: no answer, and the shop acted ${times} times`, async () => {
      proxy.next(fault);
      await assert.rejects(ask(), TypeError);
      assert.deepEqual([heard.length, last().acted, last().status], [times, times, undefined]);
      assert.equal((await ask()).status, 200);
    });
  }

  it('cut-answer: a head, and half a body', async () => {
    proxy.next('cut-answer');
    const response = await ask();
    assert.equal(response.status, 200);
    await assert.rejects(response.text(), TypeError);
    assert.equal(heard.length, 1);
  });

  it('twice: the shop acts twice, one answer arrives', async () => {
    proxy.next('twice');
    assert.deepEqual(await (await ask()).json(), ANSWER);
    assert.deepEqual(
      heard.map(({ body }) => body),
      ['{"add":1}', '{"add":1}'],
    );
    assert.equal(last().acted, 2);
  });

  for (const [fault, status, times] of [
    ['error', 500, 0],
    ['error-after', 500, 1],
    ['unavailable', 503, 0],
    ['rate-limited', 429, 0],
  ]) {
    it(`${fault}: ${status}, and the shop acted ${times} times; a page may read it`, async () => {
      proxy.next(fault);
      const response = await ask();
      assert.deepEqual([response.status, heard.length, last().acted], [status, times, times]);
      assert.equal(response.headers.get('access-control-allow-origin'), origin);
      assert.equal(response.headers.get('retry-after'), null);
    });
  }

  for (const retryAfter of ['2', 'Wed, 21 Oct 2026 07:28:00 GMT', 'soon']) {
    it(`rate-limited: Retry-After: ${retryAfter}`, async () => {
      proxy.next({ name: 'rate-limited', retryAfter });
      const { headers } = await ask();
      assert.equal(headers.get('retry-after'), retryAfter);
      assert.match(headers.get('access-control-expose-headers'), /retry-after/);
    });
  }

  for (const [fault, times] of [
    ['html', 0],
    ['html-after', 1],
  ]) {
    it(`${fault}: a page with 200, and the shop acted ${times} times`, async () => {
      proxy.next(fault);
      const response = await ask();
      assert.deepEqual([response.status, response.headers.get('content-type')], [200, 'text/html']);
      assert.match(await response.text(), /^<!doctype html>/);
      assert.equal(heard.length, times);
    });
  }

  it('truncated: half of the JSON, as a whole answer', async () => {
    proxy.next('truncated');
    const text = await (await ask()).text();
    assert.equal(text, JSON.stringify(ANSWER).slice(0, text.length));
    assert.ok(text.length > 2 && text.length < JSON.stringify(ANSWER).length);
  });

  it('latency: before the shop acts, or after', async () => {
    proxy.next({ name: 'latency', milliseconds: 300, of: 'request' }, { name: 'latency', milliseconds: 400 });
    await ask();
    await ask();
    assert.deepEqual(waits, [
      [300, last().index - 1, 0],
      [400, last().index, 2],
    ]);
  });

  it('offline: so many requests are lost, then it is back', async () => {
    proxy.next({ name: 'offline', requests: 3 });
    for (let request = 0; request < 3; request++) await assert.rejects(ask(), TypeError);
    assert.equal((await ask()).status, 200);
    assert.equal(heard.length, 1);
  });

  it('says which request came to the shop when nobody waited for it any more', async () => {
    const states = { arrived: gate(), gone: gate(), ended: gate() };
    const held = gate();
    const own = await faultProxy({
      target: `http://127.0.0.1:${server.address().port}`,
      wait: () => held.opened,
      onChange: (_, state) => states[state].open(),
    });
    own.next({ name: 'latency', milliseconds: 1, of: 'request' });
    const page = new AbortController();
    const asked = fetch(own.origin, { method: 'POST', signal: page.signal });
    await states.arrived.opened;
    page.abort();
    await assert.rejects(asked);
    await states.gone.opened;
    held.open();
    await states.ended.opened;
    assert.deepEqual([own.log[0].late, own.log[0].acted, own.log[0].status], [true, 1, undefined]);
    await own.stop();
  });

  it('mutates answers, one field at a time', async () => {
    const fields = countFields(JSON.stringify(ANSWER));
    assert.equal(fields, 5);
    const seen = { 'missing-field': [], 'null-field': [], 'extra-field': [] };
    for (const name of Object.keys(seen)) {
      for (let at = 0; at < 1; at += 1 / fields) {
        proxy.next({ name, at });
        seen[name].push(await (await ask()).text());
      }
    }
    assert.deepEqual(seen['missing-field'].map(JSON.parse), [
      { lines: ANSWER.lines, note: null },
      { id: 7, note: null },
      { ...ANSWER, lines: [{ quantity: 2 }] },
      { ...ANSWER, lines: [{ id: 'a' }] },
      { id: 7, lines: ANSWER.lines },
    ]);
    assert.deepEqual(JSON.parse(seen['null-field'][3]), { ...ANSWER, lines: [{ id: 'a', quantity: null }] });
    const counts = seen['extra-field'].map(countFields);
    assert.deepEqual(counts, [7, 7, 7, 7, 7]); // the extra one has a field itself
    assert.ok(seen['extra-field'].some((text) => text.includes('"__proto__"')));
  });

  it('leaves be what has no fields', () => {
    for (const text of ['', '<html>', '[]', '3', 'null', '[[],"x"]']) {
      assert.deepEqual([countFields(text), mutate(text, 'null-field', 0.5)], [0, text]);
    }
  });

  it('has the same plan for the same seed, and another one for another', () => {
    const drawn = (seed, share) => {
      const plan = seededPlan(seed, share);
      return Array.from({ length: 400 }, (_, index) => plan({ index, method: 'POST', path: '/', body: '' }));
    };
    // A date is told from now on, whenever it is drawn.
    const known = (faults) => JSON.stringify(faults).replace(/"[A-Z][a-z]{2}, [^"]*GMT"/g, '"date"');
    assert.equal(known(drawn(7)), known(drawn(7)));
    assert.notEqual(known(drawn(7)), known(drawn(8)));
    assert.deepEqual(new Set(drawn(1, 0)), new Set([undefined]));
    const share = drawn(1).filter(Boolean).length / 400;
    assert.ok(share > 0.2 && share < 0.4, String(share));
    const names = new Set(drawn(3, 1).map(({ name }) => name));
    assert.equal(names.size, 16);
  });

  it('draws by the seed it is given', async () => {
    const statuses = async () => {
      proxy.plan(5);
      const seen = [];
      for (let request = 0; request < 12; request++) {
        seen.push(
          await ask().then(
            ({ status }) => status,
            () => 'reset',
          ),
        );
      }
      return seen;
    };
    assert.deepEqual(await statuses(), await statuses());
  });
});

function gate() {
  let open;
  const opened = new Promise((resolve) => (open = resolve));
  return { open, opened };
}
