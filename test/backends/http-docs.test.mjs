/** The examples of `docs/http.md` are requests and answers of the protocol, and the adapter reads them. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { httpBackend } from '@shuk/backend-http';
import { openapi, operationOf, wrongWithAnswer, wrongWithRequest } from '../support/http/document.mjs';

const page = readFileSync(new URL('../../docs/http.md', import.meta.url), 'utf8');
const ENDPOINT = 'https://shop.example/shuk';

/** `{ first, headers, body }` of a block. */
function parse(block) {
  const [head, ...rest] = block.trim().split('\n\n');
  const [first, ...lines] = head.split('\n');
  return {
    first,
    headers: new Headers(lines.map((line) => line.split(/: (.*)/s).slice(0, 2))),
    body: rest.join('\n\n'),
  };
}

const blocks = [...page.matchAll(/```http\n([^]*?)```/g)].map(([, block]) => parse(block));
const examples = blocks
  .filter((_, index) => index % 2 === 0)
  .map(({ first, ...request }, index) => {
    const [method, address] = first.split(/ (.*)/s);
    const url = new URL(ENDPOINT + address);
    const path = address.split('?')[0];
    const { first: status, ...answer } = blocks[index * 2 + 1];
    const operation = operationOf(method, path);
    return { method, path, url, operation, request, answer: { ...answer, status: Number(status.split(' ')[1]) } };
  });

const market = { country: 'DE', currency: 'EUR', language: 'de' };

/** What makes the adapter send each of them. */
const calls = {
  products: ({ catalog }) =>
    catalog.products([
      { by: 'id', value: 'lamp-01' },
      { by: 'sku', value: 'NOPE' },
    ]),
  search: ({ catalog }) => catalog.search({ text: 'lampe', sort: 'price-ascending', first: 24 }),
  changeCart: ({ cart }, { request }) =>
    cart.apply(undefined, JSON.parse(request.body).operations, {
      idempotencyKey: request.headers.get('idempotency-key'),
    }),
  readCart: ({ cart }, { request }) => cart.read(request.headers.get('shuk-cart-token')),
  checkout: ({ cart }, { request }) => cart.checkout(request.headers.get('shuk-cart-token')),
  recommendations: ({ recommendations }) => recommendations.products({ for: 'product', id: 'lamp-01' }),
  ratings: ({ reviews }) => reviews.summaries(['lamp-01', 'nope']),
  reviews: ({ reviews }) => reviews.page({ product: 'lamp-01', sort: 'highest', first: 10 }),
};

/** What the adapter makes of each answer. */
const results = {
  products: ([lamp, none]) => assert.deepEqual([lamp.url, none], ['https://shop.example/p/reading-lamp', null]),
  search: ({ items, next, total }) => assert.deepEqual([items.length, next, total], [1, 'eyJvIjoyNH0', 31]),
  changeCart: ({ cart, outcomes }) => {
    assert.deepEqual([cart.lines.length, cart.revision], [1, '1']);
    assert.deepEqual(
      outcomes.map(({ error }) => error.code),
      ['insufficient-stock', 'code-expired'],
    );
  },
  readCart: (cart) => assert.equal(cart, null),
  checkout: ({ url }) => assert.equal(url, 'https://shop.example/checkout/5hT2'),
  recommendations: ({ code, retryAfter, native }) =>
    assert.deepEqual([code, retryAfter, native], ['rate-limited', 3_000, 'E_LIMIT']),
  ratings: ([lamp, none]) => assert.deepEqual([lamp.count, none], [12, null]),
  reviews: ({ items }) => assert.deepEqual([items[0].rating, items[0].author], [5, 'Dana']),
};

describe('the page about the protocol', () => {
  it('has an example of each of these', () => {
    assert.deepEqual(examples.map(({ operation }) => operation?.operationId).sort(), Object.keys(calls).sort());
  });

  for (const example of examples) {
    const { method, path, url, operation, request, answer } = example;

    it(`shows ${method} ${path} as the document says`, () => {
      const asked = { query: url.searchParams, headers: request.headers, body: request.body || undefined };
      assert.equal(wrongWithRequest(operation, asked, true), undefined);
      assert.equal(wrongWithAnswer(operation, answer), undefined);
    });

    it(`shows ${method} ${path} as the adapter asks and reads`, async () => {
      const sent = [];
      const backend = httpBackend({
        endpoint: ENDPOINT,
        fetch: async (...asked) => {
          sent.push(asked);
          return new Response(answer.body, { status: answer.status, headers: answer.headers });
        },
      });
      const result = await calls[operation.operationId](backend.open(market), example).catch((thrown) => thrown);
      results[operation.operationId](result);
      const [[address, { headers, body }]] = sent;
      const sorted = (params) => [...params].sort();
      assert.deepEqual(sorted(new URL(address).searchParams), sorted(url.searchParams));
      assert.deepEqual(Object.fromEntries(new Headers(headers)), Object.fromEntries(request.headers));
      assert.deepEqual(JSON.parse(body ?? 'null'), JSON.parse(request.body || 'null'));
    });
  }

  it('names every path, operation and header of the document', () => {
    const operations = openapi.components.schemas.Operation.oneOf.map(({ properties }) => properties.type.const);
    const headers = Object.values(openapi.components.parameters)
      .filter((parameter) => parameter.in === 'header')
      .map(({ name }) => name);
    const words = [...Object.keys(openapi.paths), ...operations.map((name) => `\`${name}\``), ...headers];
    assert.deepEqual(
      words.filter((word) => !page.includes(word)),
      [],
    );
    const allowed = [...new Set([...headers, 'Shuk-Key', 'Content-Type'])].map((name) => name.toLowerCase()).sort();
    assert.ok(page.includes(`Access-Control-Allow-Headers: ${allowed.join(', ')}`));
  });
});
