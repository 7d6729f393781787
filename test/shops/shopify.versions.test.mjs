/**
 * Every operation of the adapter against Shopify's schema of each version that it supports, and the contract at the
 * oldest: what is missing there is only missing where a version is named that is not the default.
 */
import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { keepsTheBackendContract } from '@shuk/conformance';
import { shopifyBackend } from '@shuk/backend-shopify';
import { parse, validate } from 'graphql';
import { productsQuery } from '../../packages/backend-shopify/dist/operations.js';
import * as ofCarts from '../../packages/backend-shopify/dist/operations-cart.js';
import * as ofLists from '../../packages/backend-shopify/dist/operations-search.js';
import { schemaOf, versions } from '../support/shopify/schemas.mjs';
import { startShopify } from '../support/shopify/server.mjs';
import { makeGoods } from './goods.mjs';
import { start } from './shopify/shop.mjs';

describe('the operations of the adapter', () => {
  it('has a schema of every quarter', () => {
    assert.equal(versions[0], '2024-10');
    assert.deepEqual(versions, [...versions].sort());
    assert.ok(versions.includes('2026-04'), 'the default');
  });

  for (const version of versions) {
    it(`are valid in ${version}`, async () => {
      const schema = await schemaOf(version);
      const operations = [...[0, 1, 3].map(productsQuery), ...Object.values(ofLists), ...Object.values(ofCarts)];
      assert.equal(operations.length, 15);
      for (const operation of operations) assert.deepEqual(validate(schema, parse(operation)), [], operation);
    });
  }

  it('name only countries and languages that every version knows', async () => {
    const known = async (name) => {
      const values = (version) => schemaOf(version).then((schema) => schema.getType(name).getValues());
      const all = await Promise.all(versions.map(values));
      return new Set(all[0].map((it) => it.name).filter((it) => all.every((some) => some.some((v) => v.name === it))));
    };
    const sent = async (market) => {
      let variables;
      const send = async (_, { body }) => {
        ({ variables } = JSON.parse(body));
        return new Response('{"data":{"nodes":[]}}', { headers: { 'content-type': 'application/json' } });
      };
      const { catalog } = shopifyBackend({ domain: 'brand.myshopify.com', fetch: send }).open(market);
      await catalog.products([{ by: 'id', value: '1' }]);
      return variables;
    };
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const codes = letters.flatMap((one) => letters.map((other) => one + other));
    // Those that have a name, and no newer code: only they are codes of a country or of a language.
    const named = (type, prefix) => {
      const names = new Intl.DisplayNames('en', { type, fallback: 'none' });
      const isNewest = (code) =>
        Intl.getCanonicalLocales(prefix + code)[0].toUpperCase() === `${prefix}${code}`.toUpperCase();
      const unions = ['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ', 'CP', 'CQ', 'DG', 'EA', 'IC'];
      return codes.filter((code) => names.of(code) && isNewest(code) && !(prefix && unions.includes(code)));
    };
    const [countries, languages] = await Promise.all(['CountryCode', 'LanguageCode'].map(known));
    const regions = named('region', 'und-');
    assert.ok(regions.length > 240);
    for (const country of regions) {
      const { country: code } = await sent({ country });
      if (code) assert.ok(countries.has(code), `${country} is sent as ${code}`);
    }
    const spoken = named('language', '');
    assert.ok(spoken.length > 170);
    for (const language of spoken) {
      const { language: code } = await sent({ language });
      if (code) assert.ok(languages.has(code), `${language} is sent as ${code}`);
    }
    assert.deepEqual([await sent({ country: 'PR', language: 'he-IL' })].map((it) => [it.country, it.language])[0], [
      'US',
      'HE',
    ]);
  });

  it('would not be valid with a field that Shopify does not have', async () => {
    const schema = await schemaOf(versions[0]);
    assert.equal(validate(schema, parse('{localization{country{currency{code}}}}')).length, 1);
  });
});

for (const version of [versions[0]]) {
  const shop = await start({ version });
  describe(`the contract in ${version}`, () => {
    keepsTheBackendContract(() => shop.open(), shop.fixture, { describe, it, beforeEach });
    after(() => shop.stop());
  });
}

const shop = await start();
const { attributes, fixture, origin } = shop;
const US = fixture.market;
const byId = ({ id }) => ({ by: 'id', value: id });

describe('our Shopify', () => {
  after(() => shop.stop());
  const session = (options = {}, market = US) =>
    shopifyBackend({
      domain: attributes.domain,
      endpoint: attributes.endpoint,
      token: attributes.token,
      ...options,
    }).open(market);
  const codeOf = (promise) =>
    promise.then(
      () => 'none',
      ({ code }) => code,
    );

  it('sells at the price of the country, and speaks the language of the market', async () => {
    const il = session({}, { country: 'IL', currency: 'ILS', language: 'he' });
    const [tripod] = await il.catalog.products([byId(fixture.product)]);
    assert.deepEqual(tripod.variants[0].price.current, { amount: 5490, currency: 'ILS' });
    assert.equal(tripod.title, 'חצובה');
    const { cart } = await il.cart.apply(undefined, [{ type: 'add', variantId: tripod.variants[0].id, quantity: 1 }]);
    assert.equal(cart.currency, 'ILS');
    const { url } = await il.cart.checkout(cart.token);
    const page = await (await fetch(url)).text();
    assert.match(
      page,
      /<html lang="he">.*data-country="IL" data-currency="ILS".*data-sku="B00XI87KV8" data-quantity="1"/s,
    );
  });

  it('has no price, and sells nothing, in a currency that the country does not have', async () => {
    const eur = session({}, { country: 'US', currency: 'EUR', language: 'en' });
    const [tripod] = await eur.catalog.products([byId(fixture.product)]);
    assert.equal(tripod.variants[0].price, undefined);
    const { outcomes, cart } = await eur.cart.apply(undefined, [
      { type: 'add', variantId: fixture.product.variantId, quantity: 1 },
    ]);
    assert.equal(outcomes[0].error.code, 'price-missing');
    assert.deepEqual(cart.lines, []);
  });

  it('takes everything to the checkout', async () => {
    const { cart } = session();
    const { cart: full } = await cart.apply(undefined, [
      {
        ...{ type: 'add', variantId: fixture.product.variantId, quantity: 2 },
        attributes: [{ name: '_credit', value: 'a<b' }],
      },
      { type: 'add-code', code: 'welcome10' },
      { type: 'note', text: 'Ring' },
      { type: 'attributes', attributes: [{ name: 'Gift', value: 'yes' }] },
    ]);
    const page = await (await fetch((await cart.checkout(full.token)).url)).text();
    assert.match(page, /<title>Checkout<\/title>/);
    assert.match(page, /<li data-sku="B00XI87KV8" data-quantity="2">Tripod<ul><li data-attribute="_credit">a&#60;b</);
    assert.match(page, /<li data-code="welcome10">.*<li data-attribute="Gift">yes<.*<p data-note>Ring</s);
  });

  it('knows no cart any more that expired', async () => {
    const { cart } = session();
    const added = [{ type: 'add', variantId: fixture.product.variantId, quantity: 1 }];
    const { token } = (await cart.apply(undefined, added)).cart;
    await shop.expire(token);
    assert.equal(await cart.read(token), null);
    assert.equal(await codeOf(cart.apply(token, added)), 'cart-gone');
    assert.equal(await codeOf(cart.apply(token, [{ type: 'add-code', code: 'X' }])), 'cart-gone');
    assert.equal(await codeOf(cart.checkout(token)), 'cart-gone');
  });

  it('clamps what is set and what has ended meanwhile', async () => {
    const { cart } = session();
    const { variantId } = fixture.scarce;
    const { cart: begun } = await cart.apply(undefined, [{ type: 'add', variantId, quantity: 1 }]);
    const [line] = begun.lines;
    const more = await cart.apply(begun.token, [{ type: 'set', lineId: line.id, quantity: 5 }]);
    assert.deepEqual([more.outcomes[0].status, more.outcomes[0].quantity], ['clamped', 2]);
    const again = await cart.apply(begun.token, [{ type: 'add', variantId, quantity: 1 }]);
    assert.deepEqual([again.outcomes[0].status, again.outcomes[0].quantity], ['clamped', 2]);
    await shop.setStock('B01MXFLUSV', 0);
    const none = await cart.apply(begun.token, [{ type: 'set', lineId: line.id, quantity: 1 }]);
    assert.equal(none.outcomes[0].error.code, 'out-of-stock');
    assert.deepEqual(none.cart.lines, []);
    await shop.setStock('B01MXFLUSV', 2);
  });

  it('refuses a wrong token, and lets in without any', async () => {
    const said = console.error;
    console.error = () => {};
    assert.equal(await codeOf(session({ token: 'wrong' }).catalog.products([byId(fixture.product)])), 'unauthorized');
    console.error = said;
    const [tripod] = await session({ token: undefined }).catalog.products([byId(fixture.product)]);
    assert.equal(tripod.title, 'Tripod');
  });

  it('needs a permission for plans and stock, and for those only', async () => {
    const said = console.error;
    console.error = () => {};
    const scopes = ['unauthenticated_read_product_listings', 'unauthenticated_write_checkouts'];
    const { origin: at, shelf, fail, stop } = await startShopify({ goods: await makeGoods(), scopes });
    const endpoint = `${at}/api/2026-04/graphql.json`;
    const codeWith = (options) => {
      const { catalog } = session({ endpoint, ...options });
      return codeOf(catalog.products([{ by: 'id', value: shelf.entries[0].id }]));
    };
    assert.equal(await codeWith({}), 'none');
    assert.equal(await codeWith({ plans: true }), 'unauthorized');
    assert.equal(await codeWith({ stock: true }), 'unauthorized');
    const body = '{"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}]}';
    for (const [how, code] of [
      ...[
        [{ status: 430 }, 'rate-limited'],
        [{ body }, 'rate-limited'],
        [{ body: '<html>' }, 'malformed'],
      ],
      ...[
        [{ status: 402, body: '{"errors":"Frozen"}' }, 'unavailable'],
        [undefined, 'none'],
      ],
    ]) {
      fail(how);
      assert.equal(await codeWith({}), code);
    }
    await stop();
    console.error = said;
  });

  it('lets pages of 127.0.0.1 ask, and no others', async () => {
    const ask = async (from) => {
      const headers = { origin: from, 'access-control-request-method': 'POST' };
      const answer = await fetch(attributes.endpoint, { method: 'OPTIONS', headers });
      return answer.headers.get('access-control-allow-origin');
    };
    assert.equal(await ask('http://127.0.0.1:8000'), 'http://127.0.0.1:8000');
    assert.equal(await ask('http://localhost:8000'), null);
    assert.ok(origin.startsWith('http://127.0.0.1:'));
  });

  it('pages by its own cursors, in the order asked for', async () => {
    const { catalog } = session();
    const prices = [];
    let after;
    do {
      const page = await catalog.search({ first: 20, sort: 'price-descending', after });
      prices.push(...page.items.map(({ variants }) => Math.min(...variants.map(({ price }) => price.current.amount))));
      after = page.next;
    } while (after);
    assert.ok(prices.length > 40);
    assert.deepEqual(
      prices,
      [...prices].sort((one, other) => other - one),
    );
    const titles = (await catalog.collection('footwear', { sort: 'title' })).items.map(({ title }) => title);
    assert.deepEqual(titles, [...titles].sort());
    assert.equal((await catalog.search({ text: 'tree', sort: 'title' })).items.length > 0, true);
    assert.equal(await codeOf(catalog.collection('footwear', { text: 'x' })), 'unsupported');
  });
});
