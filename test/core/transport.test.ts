import { CommerceError, requestJson, retryAfter, statusError } from '@shuk/core';
import { expect } from '@open-wc/testing';

const url = 'https://shop.example/api';
const answering =
  (body: BodyInit | null, init?: ResponseInit): typeof fetch =>
  () =>
    Promise.resolve(new Response(body, init));

async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (thrown) {
    return thrown;
  }
  throw new Error('This should have been rejected.');
}

describe('requestJson', () => {
  it('answers with status, headers and the parsed body', async () => {
    const send = answering('{"a":[1]}', { status: 201, headers: { 'x-total': '7' } });
    const { ok, status, headers, body } = await requestJson(send, url, {});
    expect({ ok, status, total: headers.get('x-total'), body }).to.deep.equal({
      ok: true,
      status: 201,
      total: '7',
      body: { a: [1] },
    });
  });

  it('sends no cookies unless it is told to', async () => {
    const seen: (RequestInit | undefined)[] = [];
    const send: typeof fetch = (_, init) => {
      seen.push(init);
      return Promise.resolve(new Response('1'));
    };
    await requestJson(send, url, { method: 'POST', body: '{}' });
    await requestJson(send, url, { credentials: 'include' });
    expect(seen.map((init) => [init?.credentials, init?.method, init?.body])).to.deep.equal([
      ['omit', 'POST', '{}'],
      ['include', undefined, undefined],
    ]);
  });

  it('does not let a polluted Object.prototype into the request', async () => {
    let init: RequestInit | undefined;
    const send: typeof fetch = (_, given) => {
      init = given;
      return Promise.resolve(new Response('1'));
    };
    Object.defineProperty(Object.prototype, 'body', { value: 'evil', configurable: true });
    try {
      await requestJson(send, url, {});
    } finally {
      delete (Object.prototype as { body?: unknown }).body;
    }
    expect(init?.body).to.equal(undefined);
  });

  it('uses the page’s own fetch where it is given none', async () => {
    const { body } = await requestJson(undefined, '/test/support/catalogs/shop.json', {});
    expect(body).to.have.property('version', 1);
  });

  it('answers nothing with nothing', async () => {
    expect((await requestJson(answering(null, { status: 204 }), url, {})).body).to.equal(undefined);
  });

  it('answers a refusal without JSON, too', async () => {
    const { ok, status, body } = await requestJson(answering('<h1>Bad gateway</h1>', { status: 502 }), url, {});
    expect({ ok, status, body }).to.deep.equal({ ok: false, status: 502, body: undefined });
  });

  it('answers a refusal with its JSON', async () => {
    const { body } = await requestJson(answering('{"code":"x"}', { status: 400 }), url, {});
    expect(body).to.deep.equal({ code: 'x' });
  });

  const cut = new ReadableStream({ pull: (stream) => stream.error(new TypeError('cut')) });
  const failures: [string, typeof fetch, string][] = [
    ['a lost network', () => Promise.reject(new TypeError('Failed to fetch')), 'offline'],
    ['a connection that is cut within the body', answering(cut), 'offline'],
    ['a page instead of JSON', answering('<!doctype html>'), 'malformed'],
    ['JSON that is cut in half', answering('{"a": [1, 2'), 'malformed'],
    ['more than sixteen million characters', answering(`"${'x'.repeat(16_000_000)}"`), 'malformed'],
    [
      'a fetch that throws at once',
      () => {
        throw new Error('blocked');
      },
      'unavailable',
    ],
  ];
  for (const [what, send, code] of failures) {
    it(`calls ${what} "${code}"`, async () => {
      const error = await failure(requestJson(send, url, {}));
      expect(error).to.be.instanceOf(CommerceError).with.property('code', code);
    });
  }

  it('rejects with the reason of an abort, whatever the fetch says', async () => {
    const controller = new AbortController();
    const reason = { why: 'gone' };
    const send: typeof fetch = () => {
      controller.abort(reason);
      return Promise.reject(new DOMException('', 'AbortError'));
    };
    expect(await failure(requestJson(send, url, { signal: controller.signal }))).to.equal(reason);
  });

  it('rejects with the reason of an abort that comes while the body is read', async () => {
    const controller = new AbortController();
    const reason = new Error('gone');
    const body = new ReadableStream({
      pull(stream) {
        controller.abort(reason);
        stream.error(reason);
      },
    });
    expect(await failure(requestJson(answering(body), url, { signal: controller.signal }))).to.equal(reason);
  });
});

describe('statusError', () => {
  const codes: [number, string][] = [
    [400, 'rejected'],
    [401, 'unauthorized'],
    [403, 'unauthorized'],
    [404, 'rejected'],
    [408, 'timeout'],
    [409, 'conflict'],
    [412, 'conflict'],
    [422, 'rejected'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [530, 'unavailable'],
  ];
  for (const [status, code] of codes) {
    it(`calls ${status} "${code}"`, () => {
      const error = statusError({ status, headers: new Headers() }, 'native');
      expect(error).to.include({ code, status, native: 'native' });
    });
  }

  it('says how long to wait', () => {
    const headers = new Headers({ 'retry-after': '3' });
    expect(statusError({ status: 429, headers }).retryAfter).to.equal(3_000);
  });
});

describe('retryAfter', () => {
  const wait = (value: string) => retryAfter(new Headers({ 'retry-after': value }));

  it('reads seconds', () => expect(wait('120')).to.equal(120_000));
  it('reads a date', () => {
    expect(wait(new Date(Date.now() + 60_000).toUTCString())).to.be.within(55_000, 60_000);
  });
  it('reads nothing where there is nothing', () => expect(retryAfter(new Headers())).to.equal(undefined));
  for (const value of ['0', '-5', 'soon', '1.5.2', 'Wed, 21 Oct 2015 07:28:00 GMT', 'NaN', '']) {
    it(`reads no time from ${JSON.stringify(value)}`, () => expect(wait(value)).to.equal(undefined));
  }
});
