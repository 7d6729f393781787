/** Anything at all in a catalogue, a token or an operation: a sound model, a refusal in the agreed words, or nothing. */
import { staticBackend } from '@shuk/backend-static';
import { CommerceError, type CartOperation, type ProductRef } from '@shuk/core';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { expectSound } from '@shuk/conformance';
import { catalog, catalogWith, coffee, lamp, oil, reducedRug, shirt } from '../support/catalog.js';

const none: string | undefined = undefined;

const { warn } = console;
before(() => {
  console.warn = () => {};
});
after(() => {
  console.warn = warn;
});

const danger = [
  ...[
    'javascript:alert(1)',
    'JaVa\tScRiPt:alert(1)',
    'data:text/html,x',
    'https://u:p@evil.example/',
    '//evil.example',
  ],
  ...['<img src=x onerror=alert(1)>', '"><script>alert(1)</script>', '{{7*7}}', '${1}', '\uD800', '\0', '\u202E', ''],
  ...['__proto__', 'constructor', 'toString', '#fff;x:url(//evil.example)', '-1', '1e9', '9'.repeat(400), 'NaN', '0x1'],
];
const names = [
  ...[
    'id',
    'handle',
    'title',
    'url',
    'images',
    'src',
    'alt',
    'options',
    'variants',
    'values',
    'name',
    'color',
    'image',
  ],
  ...['price', 'prices', 'currency', 'country', 'stock', 'availability', 'plans', 'translations', 'he', 'unitPrice'],
  ...['minimum', 'maximum', 'step', 'from', 'interval', 'unit', 'count', 'external', '__proto__', 'toJSON', 'length'],
];
const leaf = fc.oneof(
  fc.constantFrom<unknown>(...danger),
  fc.string({ unit: 'binary' }),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('EUR', 'ILS', 'he', 'Red', '1.00', '2026-12-24', 'backorder'),
);
const key = fc.oneof(fc.constantFrom(...names), fc.string());
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 8 }),
  ),
})).value;

/** A good product in which one place, however deep, holds something else. */
const spoilt = fc
  .tuple(fc.constantFrom<unknown>(lamp, shirt, coffee, oil, reducedRug), fc.nat(), json)
  .map(([good, at, evil]) => {
    const copy = JSON.parse(JSON.stringify(good)) as object;
    const places: [Record<string, unknown>, string][] = [];
    const visit = (node: object) => {
      for (const [name, inner] of Object.entries(node)) {
        places.push([node as Record<string, unknown>, name]);
        if (typeof inner === 'object' && inner !== null) visit(inner as object);
      }
    };
    visit(copy);
    const [node, name] = places[at % places.length]!;
    node[name] = evil;
    return copy;
  });

/** No text of a model holds what must not come out of a wire. */
function expectHarmless(model: unknown): void {
  const visit = (value: unknown, name: string): void => {
    if (typeof value === 'number') expect(Number.isFinite(value), name).to.equal(true);
    if (typeof value === 'string') {
      expect(() => encodeURIComponent(value), name).to.not.throw();
      expect(value.length).to.be.at.most(10_000);
      if (name === 'src' || name === 'url') expect(value).to.match(/^https?:\/\/[^/@]*(\/|$)/);
      if (name === 'color') expect(value).to.match(/^#[0-9a-f]{3,6}$/i);
      if (name === 'currency') expect(value).to.match(/^[A-Z]{3}$/);
      if (name === 'from') expect(Number.isNaN(Date.parse(value))).to.equal(false);
    }
    if (typeof value === 'object' && value !== null) {
      for (const [inner, each] of Object.entries(value)) visit(each, Array.isArray(value) ? name : inner);
    }
    expect(typeof value, name).to.not.equal('function');
  };
  visit(model, '');
}

const markets = [{}, { currency: 'EUR' }, { country: 'IL', currency: 'ILS', language: 'he-IL' }];
const market = fc.constantFrom(...markets);
const runs = { numRuns: 1_000 };

describe('static backend: hostile catalogues', () => {
  it('are read, or are malformed', async () => {
    const file = fc.oneof(
      json,
      fc.record({
        version: fc.constant(1),
        currency: fc.constantFrom('EUR', 'x'),
        products: json,
        discounts: json,
        checkout: json,
      }),
    );
    await fc.assert(
      fc.asyncProperty(file, market, async (file, market) => {
        const { catalog, cart } = staticBackend({ catalog: file, base: 'https://shop.example/' }).open(market);
        try {
          const { items } = await catalog.search({});
          expectHarmless(items);
          const { cart: empty } = await cart!.apply(undefined, [{ type: 'add-code', code: 'A' }]);
          expectHarmless(empty);
        } catch (thrown) {
          expect(thrown).to.be.instanceOf(CommerceError);
          expect((thrown as CommerceError).code).to.equal('malformed');
        }
      }),
      runs,
    );
  });

  it('have products that are sound or left out, and the next one is not touched', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoilt, json), market, async (entry, market) => {
        const products = [entry, { ...lamp, id: 'good' }];
        const shop = staticBackend({ catalog: catalogWith({ products }), base: 'https://shop.example/' }).open(market);
        const { items } = await shop.catalog.search({});
        expect(items.at(-1)?.id).to.equal('good');
        items.forEach(expectSound);
        expectHarmless(items);
        const refs = items.map(({ id }): ProductRef => ({ by: 'id', value: id }));
        expect((await shop.catalog.products(refs)).at(-1)?.title).to.be.a('string');
      }),
      runs,
    );
  });

  it('have products whose every variant can be put into a cart, or is refused for a reason', async () => {
    await fc.assert(
      fc.asyncProperty(spoilt, market, async (entry, market) => {
        const { catalog, cart } = staticBackend({ catalog: catalogWith({ products: [entry] }) }).open(market);
        const [product] = (await catalog.search({})).items;
        if (!product) return;
        const operations = product.variants.flatMap(({ id, rule, plans }): CartOperation[] =>
          [undefined, ...plans].map((plan) => ({
            type: 'add',
            productId: product.id,
            variantId: id,
            quantity: Math.min(rule.min, 1_000_000),
            planId: plan?.id,
          })),
        );
        const { cart: filled, outcomes } = await cart!.apply(none, operations);
        expect(outcomes).to.have.length(operations.length);
        for (const outcome of outcomes) {
          if (outcome.status !== 'done') expect(outcome.error).to.be.instanceOf(CommerceError);
          if (outcome.status !== 'done') expect(outcome.error.code).to.not.be.oneOf(['offline', 'unavailable']);
        }
        expectHarmless(filled);
        expect(await cart!.read(filled.token)).to.deep.equal(filled);
      }),
      { numRuns: 500 },
    );
  });

  it('lead nowhere but to the web or to a mail', async () => {
    const checkout = fc.oneof(
      json,
      fc.dictionary(
        fc.constantFrom('url', 'whatsapp', 'messenger', 'email'),
        fc.oneof(leaf, fc.webUrl(), fc.emailAddress()),
      ),
    );
    await fc.assert(
      fc.asyncProperty(checkout, fc.string({ unit: 'binary' }), async (checkout, note) => {
        const { cart } = staticBackend({ catalog: catalogWith({ checkout }), base: 'https://shop.example/' }).open({});
        const { cart: filled } = await cart!.apply(undefined, [
          { type: 'add', productId: 'lamp-01', variantId: 'lamp-01-red', quantity: 1 },
          { type: 'note', text: note },
        ]);
        try {
          const { url, message } = await cart!.checkout(filled.token);
          expect(url).to.match(/^(?:https?:\/\/|mailto:)[\x21-\x7e]+$/);
          expect((url.match(/[?&](?:cc|bcc|to)=/gi) ?? []).length).to.equal(0);
          if (message !== undefined) expectHarmless(message);
        } catch (thrown) {
          expect(thrown).to.be.instanceOf(CommerceError).with.property('code', 'unsupported');
        }
      }),
      runs,
    );
  });
});

describe('static backend: hostile tokens and operations', () => {
  const encode = (value: unknown) => {
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    return `1.${btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
  };
  const word = fc.oneof(fc.constantFrom('lamp-01', 'lamp-01-red', 'mug-03', 'mug-03-one', 'TEN', 'x'), leaf);
  const pair = fc.array(word, { maxLength: 3 });
  const line = fc.tuple(
    word,
    word,
    word,
    fc.oneof(fc.integer(), word),
    fc.oneof(fc.constant(0), word),
    fc.array(pair, { maxLength: 3 }),
  );
  const stored = fc.tuple(
    fc.array(line, { maxLength: 4 }),
    fc.array(word, { maxLength: 3 }),
    fc.oneof(fc.constant(0), word),
    fc.array(pair, { maxLength: 3 }),
  );
  const token = fc.oneof(
    fc.string(),
    fc.base64String().map((text) => `1.${text}`),
    json.map(encode),
    stored.map(encode),
  );

  it('are a sound cart, or none', async () => {
    const { cart } = staticBackend({ catalog }).open({ currency: 'EUR' });
    await fc.assert(
      fc.asyncProperty(token, async (token) => {
        const read = await cart!.read(token);
        if (!read) return;
        expectHarmless(read);
        expect(read.total.amount).to.be.at.least(0);
        expect(await cart!.read(read.token)).to.deep.equal(read);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are refused one by one', async () => {
    const { cart } = staticBackend({ catalog }).open({ currency: 'EUR' });
    const type = fc.constantFrom(
      'add',
      'set',
      'remove',
      'line-attributes',
      'add-code',
      'remove-code',
      'note',
      'attributes',
      'x',
    );
    const operation = fc.record(
      {
        type,
        variantId: word,
        productId: word,
        planId: word,
        lineId: word,
        quantity: leaf,
        code: word,
        text: leaf,
        attributes: json,
      },
      { requiredKeys: ['type'] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 6 }), async (operations) => {
        const { cart: filled, outcomes } = await cart!.apply(none, operations as unknown as CartOperation[]);
        expect(outcomes).to.have.length(operations.length);
        for (const outcome of outcomes) {
          if (outcome.status !== 'done') expect(outcome.error.code).to.not.be.oneOf(['offline', 'unavailable']);
        }
        expectHarmless(filled);
        expect(await cart!.read(filled.token)).to.deep.equal(filled);
      }),
      runs,
    );
  });
});
