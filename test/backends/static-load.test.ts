import { staticBackend, type StaticBackendOptions } from '@shuk/backend-static';
import { CommerceError, type ProductRef } from '@shuk/core';
import { expect } from '@open-wc/testing';
import { catalog, catalogWith, lamp, lowStockMug } from '../support/catalog.js';

const src = 'https://shop.example/data/catalog.json';
const refs: readonly ProductRef[] = [{ by: 'id', value: lamp.id }];

interface Asked {
  readonly url: string;
  readonly init: RequestInit;
}

/** A server that answers as told, one answer for each request and the last one ever after. */
function server(...answers: (() => Response | Promise<Response>)[]) {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = (url, init = {}) => {
    asked.push({ url: String(url), init });
    const answer = answers[Math.min(asked.length, answers.length) - 1]!;
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
      Promise.resolve().then(answer).then(resolve, reject);
    });
  };
  return { fetch, asked };
}
const file =
  (body: unknown = catalog) =>
  () =>
    Response.json(body);
const lost = () => Promise.reject(new TypeError('Failed to fetch'));
const hanging = () => new Promise<Response>(() => {});

const open = (options: StaticBackendOptions) => staticBackend({ src, ...options }).open({}).catalog;

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => expect.fail('This should have been rejected.'),
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(CommerceError);
  return (error as CommerceError).code;
}

describe('static backend: loading', () => {
  it('asks for nothing until it is called', () => {
    const { fetch, asked } = server(file());
    staticBackend({ src, fetch }).open({ country: 'IL' });
    expect(asked).to.deep.equal([]);
  });

  it('loads the file once for all calls and all sessions', async () => {
    const { fetch, asked } = server(file());
    const backend = staticBackend({ src, fetch });
    const sessions = ['en', 'he'].map((language) => backend.open({ language }));
    await Promise.all(sessions.flatMap(({ catalog }) => [catalog.products(refs), catalog.search({})]));
    await sessions[0]!.cart!.apply(undefined, []);
    expect(asked.map(({ url }) => url)).to.deep.equal([src]);
  });

  it('sends no cookies, and takes what the cache of the browser has', async () => {
    const { fetch, asked } = server(file());
    await open({ fetch }).products(refs);
    expect(asked[0]?.init).to.include({ credentials: 'omit', cache: 'default' });
  });

  it('asks whether the file has changed when it is older than a minute', async () => {
    let time = 1_000_000;
    const changed = catalogWith({ products: [{ ...lamp, title: 'Desk lamp' }] });
    const { fetch, asked } = server(file(), file(changed));
    const shop = open({ fetch, now: () => time });
    const title = async () => (await shop.products(refs))[0]?.title;
    expect(await title()).to.equal('Reading lamp');
    time += 60_000;
    expect(await title()).to.equal('Reading lamp');
    time += 1;
    expect(await title()).to.equal('Desk lamp');
    expect(asked.map(({ init }) => init.cache)).to.deep.equal(['default', 'no-cache']);
  });

  it('bears a clock that is set back', async () => {
    let time = 1_000_000_000;
    const { fetch, asked } = server(file());
    const shop = open({ fetch, now: () => time });
    await shop.products(refs);
    time = 0;
    await shop.products(refs);
    await shop.products(refs);
    expect(asked).to.have.length(2);
  });

  it('tries again at the next call after a failure', async () => {
    const { fetch, asked } = server(lost, file());
    const shop = open({ fetch });
    expect(await codeOf(shop.products(refs))).to.equal('offline');
    expect((await shop.products(refs))[0]?.id).to.equal(lamp.id);
    expect(asked).to.have.length(2);
  });

  it('rejects every call that waits for a load that fails', async () => {
    const { fetch, asked } = server(lost, file());
    const shop = open({ fetch });
    const codes = await Promise.all([shop.products(refs), shop.search({}), shop.collection('x', {})].map(codeOf));
    expect(codes).to.deep.equal(['offline', 'offline', 'offline']);
    expect(asked).to.have.length(1);
  });

  it('says so when the file cannot be asked for anew, and asks again', async () => {
    let time = 0;
    const { fetch, asked } = server(file(), lost, file());
    const shop = open({ fetch, now: () => time });
    await shop.products(refs);
    time = 61_000;
    expect(await codeOf(shop.products(refs))).to.equal('offline');
    expect((await shop.products(refs))[0]?.id).to.equal(lamp.id);
    expect(asked.map(({ init }) => init.cache)).to.deep.equal(['default', 'no-cache', 'no-cache']);
  });

  const whole = JSON.stringify(catalog);
  const failures: [string, () => Response | Promise<Response>, string][] = [
    ['a missing file', () => new Response('Not found', { status: 404 }), 'rejected'],
    ['a broken server', () => new Response('', { status: 503 }), 'unavailable'],
    ['a page instead of a file', () => new Response('<!doctype html>'), 'malformed'],
    ['an empty file', () => new Response(''), 'malformed'],
    ['a file that is cut in half', () => new Response(whole.slice(0, whole.length / 2)), 'malformed'],
    ['a list', file([]), 'malformed'],
    ['null', () => new Response('null'), 'malformed'],
    ['another version', file(catalogWith({ version: 2 })), 'malformed'],
    ['no version', file({ ...catalog, version: undefined }), 'malformed'],
    ['no currency', file({ ...catalog, currency: undefined }), 'malformed'],
    ['a bad currency', file(catalogWith({ currency: 'euro' })), 'malformed'],
    ['no products', file({ ...catalog, products: undefined }), 'malformed'],
    ['products that are no list', file(catalogWith({ products: { 0: lamp } })), 'malformed'],
  ];
  for (const [what, answer, code] of failures) {
    it(`calls ${what} "${code}"`, async () => {
      expect(await codeOf(open({ fetch: server(answer).fetch }).products(refs))).to.equal(code);
    });
  }

  it('leaves the load to the others when one of them is aborted', async () => {
    const { fetch, asked } = server(file());
    const shop = open({ fetch });
    const controller = new AbortController();
    const first = shop.products(refs, { signal: controller.signal }).catch((reason: unknown) => reason);
    const second = shop.products(refs);
    controller.abort('left');
    expect(await first).to.equal('left');
    expect((await second)[0]?.id).to.equal(lamp.id);
    expect(asked).to.have.length(1);
    expect(asked[0]?.init.signal?.aborted).to.equal(false);
  });

  it('stops a load that nobody waits for, and begins a new one', async () => {
    const { fetch, asked } = server(hanging, file());
    const shop = open({ fetch });
    const controller = new AbortController();
    const pending = [1, 2].map(() =>
      shop.products(refs, { signal: controller.signal }).catch((reason: unknown) => reason),
    );
    controller.abort('too slow');
    const next = shop.products(refs);
    expect(await Promise.all(pending)).to.deep.equal(['too slow', 'too slow']);
    expect((await next)[0]?.id).to.equal(lamp.id);
    expect(asked.map(({ init }) => init.signal?.aborted)).to.deep.equal([true, false]);
  });

  it('holds on to no signal once a call is over', async () => {
    const { signal } = new AbortController();
    const listening = new Set<unknown>();
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    signal.addEventListener = function (this: AbortSignal, type: string, listener: EventListener) {
      listening.add(listener);
      addEventListener.call(this, type, listener);
    } as typeof signal.addEventListener;
    signal.removeEventListener = function (this: AbortSignal, type: string, listener: EventListener) {
      listening.delete(listener);
      removeEventListener.call(this, type, listener);
    } as typeof signal.removeEventListener;
    await open({ fetch: server(file()).fetch }).products(refs, { signal });
    await open({ fetch: server(lost).fetch })
      .products(refs, { signal })
      .catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve));
    expect(listening.size).to.equal(0);
  });
});

describe('static backend: addresses', () => {
  it('resolves src against the page, and what is in the file against src', async () => {
    const { fetch, asked } = server(
      file(catalogWith({ products: [{ ...lamp, images: [{ src: 'lamp.jpg' }], url: '../p' }] })),
    );
    const backend = staticBackend({ src: 'data/catalog.json', base: 'https://shop.example/en/page?x', fetch });
    const [product] = await backend.open({}).catalog.products(refs);
    expect(asked[0]?.url).to.equal('https://shop.example/en/data/catalog.json');
    expect(product?.images[0]?.src).to.equal('https://shop.example/en/data/lamp.jpg');
    expect(product?.url).to.equal('https://shop.example/en/p');
  });

  it('resolves what is in an object against base', async () => {
    const inline = staticBackend({ catalog, base: 'https://shop.example/x/' });
    const [product] = await inline.open({}).catalog.products(refs);
    expect(product?.url).to.equal('https://shop.example/p/lamp-01');
  });

  it('takes the page for the base', async () => {
    const [product] = await staticBackend({ catalog }).open({}).catalog.products(refs);
    expect(product?.url).to.equal(`${location.origin}/p/lamp-01`);
  });

  for (const bad of [
    'javascript:alert(1)',
    'data:application/json,{}',
    'https://u:p@shop.example/',
    'http://',
    '',
    undefined,
  ]) {
    it(`asks nobody for ${JSON.stringify(bad)}`, async () => {
      const { fetch, asked } = server(file());
      const shop = staticBackend({ src: bad, base: 'https://shop.example/', fetch }).open({}).catalog;
      expect(await codeOf(shop.products(refs))).to.equal('unsupported');
      expect(asked).to.deep.equal([]);
    });
  }

  it('is named after the file', () => {
    const names = [
      staticBackend({ src }),
      staticBackend({ src: '/data/catalog.json', base: 'https://shop.example/he/' }),
      staticBackend({ src: 'other.json', base: src }),
      staticBackend({ catalog }),
      staticBackend({ catalog: {} }),
    ].map(({ shop }) => shop);
    expect(names).to.deep.equal([
      `static:${src}`,
      `static:${src}`,
      'static:https://shop.example/data/other.json',
      'static:inline:Noor',
      'static:inline:',
    ]);
  });

  for (const bad of [null, 7, 'x', [], () => {}]) {
    it(`calls an object that is ${String(bad) || '[]'} malformed`, async () => {
      const backend = staticBackend({ catalog: bad });
      expect(backend.shop).to.equal('static:inline:');
      expect(await codeOf(backend.open({}).catalog.products(refs))).to.equal('malformed');
    });
  }

  it('prefers the object to the address', async () => {
    const { fetch, asked } = server(file());
    const shop = open({ catalog: catalogWith({ products: [lowStockMug] }), fetch });
    expect(await shop.products(refs)).to.deep.equal([null]);
    expect(asked).to.deep.equal([]);
  });
});
