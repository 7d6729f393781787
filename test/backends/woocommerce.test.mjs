/** WooCommerce's Store API and its quirks, against a server that has them; and answers that no server should give. */
import assert from 'node:assert/strict';
import { after, afterEach, beforeEach, describe, it, mock } from 'node:test';
import { wooCommerceBackend } from '@shuk/backend-woocommerce';
import { makeSmallGoods } from '../support/woocommerce/goods.mjs';
import { startWooCommerce } from '../support/woocommerce/server.mjs';

const reviews = Array.from({ length: 130 }, (_, index) => ({
  ...{ product: 'lamp', id: 900 + index, rating: (index % 5) + 1, reviewer: 'Dana &amp; Co', verified: index === 0 },
  ...{ date: new Date(1.7e12 + index * 1e6).toISOString().slice(0, 19), text: `Good & bright ${index}` },
}));
const shop = await startWooCommerce(makeSmallGoods(), { delay: 0, reviews });
after(() => shop.stop());

const { store } = shop;
const market = { country: 'US', currency: 'USD', language: 'en' };
const open = (asked = market, options = {}) => wooCommerceBackend({ endpoint: shop.origin, ...options }).open(asked);
const idOf = (handle) => String(store.named(handle).id);
const byId = (handle) => ({ by: 'id', value: idOf(handle) });
const add = (handle, quantity = 1) => ({ type: 'add', productId: idOf(handle), variantId: idOf(handle), quantity });
const addSku = (sku, quantity = 1) => ({ type: 'add', variantId: String(store.sold(sku).id), quantity });
const asked = () => shop.requests.map(({ method, path }) => `${method} ${path}`);
const productOf = async (handle, session = open()) => (await session.catalog.products([byId(handle)]))[0];

beforeEach(() => void (shop.requests.length = 0));
afterEach(() => mock.restoreAll());

describe('products', () => {
  it('come with text in place of HTML and entities', async () => {
    const { title, description, vendor, images, url } = await productOf('lamp');
    assert.deepEqual(
      [title, description, vendor, images[0].alt, url],
      ['Tom’s lamp & shade', 'Warm. Bright.', 'Pina & Co', 'A lamp', `${shop.origin}/product/lamp/`],
    );
  });

  it('have the price before a reduction', async () => {
    const { current, compareAt } = (await productOf('vase')).variants[0].price;
    assert.deepEqual([current.amount, compareAt.amount], [1500, 1800]);
  });

  it('are asked for in one request, with one more for all variations', async () => {
    await open().catalog.products(['lamp', 'shirt', 'any'].map(byId));
    assert.deepEqual(asked(), ['GET /products', 'GET /products']);
    assert.match(shop.requests[1].query, /type=variation/);
    shop.requests.length = 0;
    await open().catalog.products(['lamp', 'vase'].map(byId));
    assert.deepEqual(asked(), ['GET /products']);
  });

  it('are asked for by slug, by SKU and by id beside each other', async () => {
    const refs = [
      byId('vase'),
      { by: 'handle', value: 'lamp' },
      { by: 'sku', value: 'rare' },
      { by: 'sku', value: 'S-RED' },
    ];
    const found = await open().catalog.products(refs);
    assert.deepEqual(
      found.map(({ handle }) => handle),
      ['vase', 'lamp', 'rare', 'shirt'],
    );
    assert.equal(asked().length, 5); // with one for the product of a variation, and one for all its variations
  });

  it('are found by slugs of other scripts, which the shop keeps encoded', async () => {
    const found = await open().catalog.products([{ by: 'handle', value: 'נר' }]);
    assert.deepEqual([found[0].title, found[0].handle], ['נר', 'נר']);
    assert.deepEqual(await open().catalog.products([{ by: 'handle', value: 'אין' }]), [null]);
  });

  it('are found by a SKU with a comma, which the shop takes for two', async () => {
    const [found] = await open().catalog.products([{ by: 'sku', value: 'M,RED' }]);
    assert.equal(found.handle, 'shirt');
  });

  it('ask for nothing that cannot be an id, a slug or a SKU', async () => {
    const strange = ['', '0', '-1', '1e3', '01', '1,2', '../cart', 'a b', '\uD800', '9'.repeat(40)];
    const refs = strange.flatMap((value) => [
      { by: 'id', value },
      { by: 'handle', value: `${value}/` },
    ]);
    assert.deepEqual(
      await open().catalog.products(refs),
      refs.map(() => null),
    );
    assert.deepEqual(asked(), []);
  });

  it('show their options in the order of the shop, and what is sold out', async () => {
    const { options, variants } = await productOf('shirt');
    assert.deepEqual(
      options.map(({ name, values }) => [name, values.map((value) => value.name)]),
      [
        ['Size', ['S', 'M']],
        ['Colour & cut', ['Red', 'Deep blue']],
      ],
    );
    assert.deepEqual(
      variants.map(({ sku, values, availability, price }) => [sku, ...values, availability, price.compareAt?.amount]),
      [
        ['S-RED', 'S', 'Red', { state: 'in-stock' }, undefined],
        ['M,RED', 'M', 'Red', { state: 'sold-out' }, 3000],
        ['M-BLUE', 'M', 'Deep blue', { state: 'low-stock', left: 2 }, undefined],
      ],
    );
  });

  it('have the rules of quantities', async () => {
    const ruleOf = async (handle) => (await productOf(handle)).variants[0].rule;
    assert.deepEqual(await ruleOf('single'), { min: 1, step: 1, max: 1 });
    assert.deepEqual(await ruleOf('sixpack'), { min: 6, step: 3, max: 48 });
    assert.deepEqual(await ruleOf('rare'), { min: 1, step: 1, max: undefined }); // two are left: that is no rule
  });

  it('tell backorders from stock, and what is sold elsewhere', async () => {
    assert.deepEqual((await productOf('later')).variants[0].availability, { state: 'backorder' });
    const elsewhere = await productOf('elsewhere');
    assert.deepEqual([elsewhere.external, elsewhere.variants[0].price.current.amount], [true, 1000]);
  });

  it('have no price in another currency than that of the shop', async () => {
    const session = open({ ...market, currency: 'ILS' });
    assert.equal((await productOf('lamp', session)).variants[0].price, undefined);
    const { outcomes, cart } = await session.cart.apply(undefined, [add('lamp')]);
    assert.deepEqual([outcomes[0].error.code, cart.lines], ['price-missing', []]);
    assert.equal((await productOf('lamp', open({}))).variants[0].price.current.currency, 'USD');
  });

  it('are priced by the digits that the merchant has set', async () => {
    const session = async (options) => {
      const other = await startWooCommerce(makeSmallGoods(), options);
      const { catalog } = wooCommerceBackend({ endpoint: other.origin }).open({});
      const [found] = await catalog.products([byId('lamp')]);
      await other.stop();
      return found.variants[0].price.current;
    };
    assert.deepEqual(await session({ decimals: 0 }), { amount: 2000, currency: 'USD' });
    assert.deepEqual(await session({ decimals: 4 }), { amount: 1998, currency: 'USD' });
    assert.deepEqual(await session({ decimals: 2, currency: 'JPY' }), { amount: 20, currency: 'JPY' });
    assert.deepEqual(await session({ decimals: 2, currency: 'KWD' }), { amount: 19980, currency: 'KWD' });
  });

  it('come by pages of any length, to their end', async () => {
    const { catalog } = open();
    const first = await catalog.search({ first: 5 });
    const second = await catalog.search({ first: 50, after: first.next });
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    assert.deepEqual([new Set(ids).size, second.next, first.total], [12, undefined, 12]);
  });

  it('come to their end where the header with the count may not be read', async () => {
    const bare = async (url, init) => new Response(await (await fetch(url, init)).text());
    const { catalog } = open(market, { fetch: bare });
    const ids = [];
    let after;
    do {
      const page = await catalog.search({ first: 5, after });
      assert.equal(page.total, undefined);
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after);
    assert.equal(new Set(ids).size, 12);
  });

  it('are sorted', async () => {
    const { catalog } = open();
    const titles = async (sort) => (await catalog.search({ sort, text: 'a' })).items.map(({ handle }) => handle);
    assert.deepEqual((await titles('price-ascending')).at(-1), 'lamp');
    assert.deepEqual((await titles('price-descending'))[0], 'lamp');
    assert.deepEqual(await titles('title'), [...(await titles('title'))]);
    assert.notDeepEqual(await titles('newest'), await titles('relevance'));
  });

  it('look up a category once, however many pages it has', async () => {
    const { catalog } = open();
    const first = await catalog.collection('home', { first: 5 });
    await catalog.collection('home', { first: 5, after: first.next });
    assert.deepEqual(asked().filter((line) => line.endsWith('categories')).length, 1);
    assert.deepEqual((await catalog.collection('empty', {})).items, []);
    await assert.rejects(catalog.collection('empty', { after: first.next }), { code: 'rejected', native: 'cursor' });
  });
});

describe('the cart', () => {
  it('begins with a token, and then takes all that is added in one request', async () => {
    const { cart } = await open().cart.apply(undefined, [add('lamp'), add('vase', 2), addSku('S-RED')]);
    assert.deepEqual(asked(), ['GET /cart', 'POST /batch', 'GET /products']);
    assert.equal(cart.lines.length, 3);
  });

  it('loses nothing of what the shop would lose side by side', async () => {
    const slow = await startWooCommerce(makeSmallGoods(), { delay: 20 });
    const url = `${slow.origin}/wp-json/wc/store/v1/cart`;
    const token = (await fetch(url)).headers.get('cart-token');
    const send = (handle) =>
      fetch(`${url}/add-item`, {
        method: 'POST',
        headers: { 'Cart-Token': token, 'Content-Type': 'application/json' },
        body: JSON.stringify({ id: Number(idOf(handle)), quantity: 1 }),
      });
    const statuses = (await Promise.all(['lamp', 'vase', 'rare'].map(send))).map(({ status }) => status);
    assert.deepEqual([statuses, slow.cartOf(token).items.length], [[201, 201, 201], 1]); // the quirk
    const { cart } = wooCommerceBackend({ endpoint: slow.origin }).open(market);
    const answer = await cart.apply(undefined, [add('lamp'), add('vase'), add('rare')]);
    assert.equal(slow.cartOf(answer.cart.token).items.length, 3);
    await slow.stop();
  });

  it('sends more than the shop takes at once one after the other', async () => {
    const { outcomes, cart } = await open().cart.apply(
      undefined,
      Array.from({ length: 40 }, () => add('lamp')),
    );
    assert.deepEqual(asked(), ['GET /cart', 'POST /batch', 'POST /batch']);
    assert.deepEqual([outcomes.length, cart.lines[0].quantity], [40, 40]);
  });

  it('has another token after each change, and is found by the old one, too', async () => {
    const { cart } = open();
    const { cart: one } = await cart.apply(undefined, [add('lamp')]);
    const { cart: two } = await cart.apply(one.token, [add('lamp')]);
    assert.notEqual(one.token, two.token);
    assert.equal((await cart.read(one.token)).lines[0].quantity, 2);
  });

  it('is gone where the shop answers a bad token with an empty cart', async () => {
    const { cart } = open();
    const { token } = (await cart.apply(undefined, [add('lamp')])).cart;
    shop.expire(token);
    const url = `${shop.origin}/wp-json/wc/store/v1/cart`;
    assert.equal((await fetch(url, { headers: { 'Cart-Token': token } })).status, 200); // the quirk
    assert.equal(await cart.read(token), null);
    await assert.rejects(cart.apply(token, [add('lamp')]), {
      code: 'cart-gone',
      native: 'woocommerce_rest_missing_nonce',
    });
    await assert.rejects(cart.apply(token, [add('lamp'), add('vase')]), { code: 'cart-gone' });
    await assert.rejects(cart.apply(token, []), { code: 'cart-gone' });
    await assert.rejects(cart.checkout(token), { code: 'cart-gone' });
  });

  it('asks the shop nothing for what cannot be a token', async () => {
    const { cart } = open(market, { cart: 'api' });
    for (const token of ['', 'x', 'a.b', 'a.b.c.d', 'a b.c.d', `${'x'.repeat(5_000)}.b.c`]) {
      assert.equal(await cart.read(token), null);
    }
    assert.deepEqual(asked(), []);
  });

  it('tells the product of each variation', async () => {
    const { cart } = await open().cart.apply(undefined, [addSku('M-BLUE')]);
    const [line] = cart.lines;
    assert.deepEqual([line.productId, line.variantId], [idOf('shirt'), String(store.sold('M-BLUE').id)]);
    assert.deepEqual([...line.values].sort(), ['Deep blue', 'M']);
    assert.deepEqual(line.availability, { state: 'low-stock', left: 2 });
    const session = open();
    await productOf('shirt', session);
    shop.requests.length = 0;
    await session.cart.read(cart.token);
    assert.deepEqual(asked(), ['GET /cart']); // known from the catalogue
  });

  const refusals = [
    ['what is sold out', [add('gone')], 'out-of-stock', 'woocommerce_rest_product_out_of_stock'],
    ['more than there are', [add('rare', 3)], 'insufficient-stock', 'woocommerce_rest_product_partially_out_of_stock'],
    ['what has no price', [add('unpriced')], 'price-missing', 'woocommerce_rest_product_not_purchasable'],
    [
      'a product whose variant is not chosen',
      [add('shirt')],
      'option-required',
      'woocommerce_rest_variation_id_from_variation_data',
    ],
    ['a variant for any size', [addSku('ANY')], 'option-required', 'woocommerce_rest_missing_variation_data'],
    [
      'what does not exist',
      [{ type: 'add', variantId: '999999', quantity: 1 }],
      'rejected',
      'woocommerce_rest_cart_invalid_product',
    ],
    [
      'an unknown code',
      [{ type: 'add-code', code: 'nope' }],
      'code-not-applicable',
      'woocommerce_rest_cart_coupon_error',
    ],
    [
      'a code that is over',
      [{ type: 'add-code', code: 'old' }],
      'code-not-applicable',
      'woocommerce_rest_cart_coupon_error',
    ],
    [
      'a line that is not there',
      [{ type: 'set', lineId: 'x', quantity: 2 }],
      'line-gone',
      'woocommerce_rest_cart_invalid_key',
    ],
  ];
  for (const [what, operations, code, native] of refusals) {
    it(`refuses ${what} alone and among others`, async () => {
      const alone = await open().cart.apply(undefined, operations);
      assert.deepEqual([alone.outcomes[0].error.code, alone.outcomes[0].error.native], [code, native]);
      assert.deepEqual(alone.cart.lines, []);
      const among = await open().cart.apply(undefined, [add('lamp'), ...operations, add('vase')]);
      assert.deepEqual(
        among.outcomes.map(({ status, error }) => error?.code ?? status),
        ['done', code, 'done'],
      );
      assert.equal(among.cart.lines.length, 2);
    });
  }

  it('says so where the shop quietly puts in another quantity', async () => {
    const { cart } = open();
    const shown = async (token, ...operations) => {
      const { outcomes, cart: next } = await cart.apply(token, operations);
      return [next.token, ...outcomes.map(({ status, quantity, error }) => [status, quantity, error?.code])];
    };
    const [token, single] = await shown(undefined, add('single', 3));
    assert.deepEqual(single, ['clamped', 1, 'quantity-rule']);
    assert.deepEqual((await shown(token, add('single')))[1], ['refused', undefined, 'quantity-rule']);
    assert.deepEqual((await shown(undefined, add('sixpack', 1)))[1], ['clamped', 6, 'quantity-rule']);
    assert.deepEqual((await shown(undefined, add('sixpack', 7)))[1], ['clamped', 6, 'quantity-rule']);
    const [six, exact] = await shown(undefined, add('sixpack', 6));
    assert.deepEqual(exact, ['done', undefined, undefined]);
    assert.deepEqual((await shown(six, add('sixpack', 3)))[1], ['done', undefined, undefined]);
    assert.deepEqual((await shown(six, add('sixpack', 1)))[1], ['refused', undefined, 'quantity-rule']);
  });

  it('says how many may be had where a line grows too large', async () => {
    const { cart } = open();
    const { cart: first } = await cart.apply(undefined, [add('rare'), add('lamp')]);
    const [rare, lamp] = first.lines;
    const { outcomes } = await cart.apply(first.token, [
      { type: 'set', lineId: rare.id, quantity: 9 },
      { type: 'set', lineId: lamp.id, quantity: 99 },
    ]);
    assert.deepEqual(
      outcomes.map(({ error }) => [error.code, error.available]),
      [
        ['insufficient-stock', 2],
        ['quantity-rule', 50],
      ],
    );
  });

  it('takes a code that is in it already, and one back that is not, as done', async () => {
    const { cart } = open();
    const { cart: first, outcomes } = await cart.apply(undefined, [
      add('lamp'),
      { type: 'add-code', code: 'TEN' },
      { type: 'add-code', code: 'ten' },
      { type: 'remove-code', code: 'BIG' },
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['done', 'done', 'done', 'done'],
    );
    assert.deepEqual(first.codes, [{ code: 'ten', applied: true }]);
    assert.deepEqual([first.subtotal.amount, first.discount.amount, first.total.amount], [1998, 200, 1798]);
  });

  it('takes a code as done whose request came to the shop twice', async () => {
    const twice = async (url, init) => {
      if (url.endsWith('/apply-coupon')) await fetch(url, init);
      return fetch(url, init);
    };
    const { cart } = open(market, { fetch: twice });
    const { outcomes, cart: coded } = await cart.apply(undefined, [{ type: 'add-code', code: 'ten' }]);
    assert.deepEqual([outcomes, coded.codes], [[{ status: 'done' }], [{ code: 'ten', applied: true }]]);
  });

  it('shows what it costs as the shop does: with tax, or without', async () => {
    const cartOf = async (options) => {
      const other = await startWooCommerce(makeSmallGoods(), { delay: 0, tax: 0.17, ...options });
      const { cart } = wooCommerceBackend({ endpoint: other.origin }).open(market);
      const answer = await cart.apply(undefined, [add('vase', 2), { type: 'add-code', code: 'TEN' }]);
      await other.stop();
      const [line] = answer.cart.lines;
      const { subtotal, discount, total } = answer.cart;
      return [line.price.current, line.total, subtotal, discount, total].map(({ amount }) => amount);
    };
    assert.deepEqual(await cartOf({ display: 'incl' }), [1755, 3510, 3510, 351, 3159]);
    assert.deepEqual(await cartOf({ display: 'excl' }), [1500, 3000, 3000, 300, 3159]);
  });

  it('leads to the checkout of the shop, which finds the cart', async () => {
    const { cart } = open();
    const { cart: filled } = await cart.apply(undefined, [add('lamp', 2), { type: 'add-code', code: 'TEN' }]);
    const { url, carries } = await cart.checkout(filled.token);
    assert.ok(url.startsWith(`${shop.origin}/checkout/?session=`));
    assert.deepEqual(carries, ['lines', 'codes']);
    assert.match(await (await fetch(url)).text(), /data-sku="LAMP" data-quantity="2"[^]*data-code="ten"/);
    const renamed = await open(market, { checkoutUrl: '/kasse/?step=1&session={token}' }).cart.checkout(filled.token);
    assert.ok(renamed.url.startsWith(`${shop.origin}/kasse/?step=1&session=`));
    assert.deepEqual(renamed.carries, ['lines', 'codes']);
  });

  it('says that a checkout takes nothing along whose address the shop does not read', async () => {
    const { token } = (await open().cart.apply(undefined, [add('lamp')])).cart;
    for (const checkoutUrl of ['/kasse/', '/kasse/?cart={token}', '/kasse/?mysession={token}', '/kasse/?session=']) {
      const { url, carries } = await open(market, { checkoutUrl }).cart.checkout(token);
      assert.ok(url.startsWith(`${shop.origin}/kasse/`));
      assert.deepEqual(carries, [], checkoutUrl);
    }
  });

  it('can be emptied of what has no name', async () => {
    const nameless = async (url, init) => {
      const answer = await fetch(url, init);
      const body = await answer.json();
      for (const item of body.items ?? []) item.name = ' ';
      return new Response(JSON.stringify(body), answer);
    };
    const { cart } = open(market, { fetch: nameless });
    const { cart: filled } = await cart.apply(undefined, [add('lamp')]);
    const [{ id, title }] = filled.lines;
    assert.equal(title, '–');
    const { outcomes, cart: empty } = await cart.apply(filled.token, [{ type: 'remove', lineId: id }]);
    assert.deepEqual([outcomes, empty.lines], [[{ status: 'done' }], []]);
  });

  it('does not check out empty', async () => {
    const { cart } = open();
    const { cart: empty } = await cart.apply(undefined, []);
    await assert.rejects(cart.checkout(empty.token), { code: 'rejected', native: 'empty' });
  });

  it('is told of a rate limit, which comes with status 400', async () => {
    const { cart } = open();
    const { token } = (await cart.apply(undefined, [add('lamp')])).cart;
    for (const operations of [[add('lamp')], [add('lamp'), add('vase')]]) {
      shop.limitNext(7);
      await assert.rejects(cart.apply(token, operations), { code: 'rate-limited', status: 400, retryAfter: 7_000 });
    }
    shop.limitNext(3);
    await assert.rejects(cart.read(token), { code: 'rate-limited', retryAfter: 3_000 });
  });
});

describe('reviews and recommendations', () => {
  it('sum up many products in one request', async () => {
    const found = await open().reviews.summaries([idOf('lamp'), '0', idOf('vase')]);
    assert.deepEqual(found, [{ count: 130, average: 3 }, null, { count: 0, average: undefined }]);
    assert.deepEqual(asked(), ['GET /products']);
  });

  it('are read as text', async () => {
    const { next, items, total } = await open().reviews.page({ product: idOf('lamp'), first: 100 });
    assert.deepEqual([items.length, total], [100, 130]);
    const rest = await open().reviews.page({ product: idOf('lamp'), first: 100, after: next });
    assert.deepEqual(rest.items.at(-1), {
      ...{ id: '900', productId: idOf('lamp'), rating: 1, text: 'Good & bright 0', author: 'Dana & Co' },
      ...{ published: '2023-11-14T22:13:20.000Z', verified: 'purchase', images: [] },
    });
    assert.equal(rest.next, undefined);
  });

  it('are found by stars, though the shop cannot do that', async () => {
    const ids = [];
    let after;
    do {
      const page = await open().reviews.page({ product: idOf('lamp'), rating: 2, first: 4, after });
      assert.ok(page.items.length <= 4);
      assert.ok(page.items.every(({ rating }) => rating === 2));
      ids.push(...page.items.map(({ id }) => id));
      after = page.next;
    } while (after);
    assert.deepEqual([ids.length, new Set(ids).size], [26, 26]);
  });

  it('recommend what is related to a product, with its variants', async () => {
    const found = await open().recommendations.products({ for: 'product', id: idOf('lamp') });
    assert.equal(found.length, 11);
    assert.equal(found.find(({ handle }) => handle === 'shirt').variants.length, 3);
  });

  it('recommend what the shop sells along with a cart', async () => {
    store.named('lamp').woo.crossSells = ['vase', 'shirt'];
    const session = open();
    const { token } = (await session.cart.apply(undefined, [add('lamp')])).cart;
    const found = await session.recommendations.products({ for: 'cart', token });
    assert.deepEqual(
      found.map(({ handle, variants }) => [handle, variants.length]),
      [
        ['vase', 1],
        ['shirt', 3],
      ],
    );
    shop.expire(token);
    assert.deepEqual(await session.recommendations.products({ for: 'cart', token }), []);
  });
});

describe('an endpoint', () => {
  for (const end of ['', '/', '/wp-json', '/wp-json/', '/wp-json/wc/store/v1/', '?x=1#y']) {
    it(`may be written as ${end || 'the address of the site'}`, async () => {
      const backend = wooCommerceBackend({ endpoint: shop.origin + end });
      assert.equal(backend.shop, `woocommerce:${shop.origin}`);
      assert.ok((await backend.open(market).catalog.products([byId('lamp')]))[0]);
    });
  }

  it('may lie in a folder, and be relative to the page', () => {
    const shopOf = (endpoint, base) => wooCommerceBackend({ endpoint, base }).shop;
    assert.equal(shopOf('/shop/wp-json/', 'https://a.example/x/y'), 'woocommerce:https://a.example/shop');
    assert.equal(shopOf('/', 'https://a.example/x/y'), 'woocommerce:https://a.example');
  });

  it('that is none fails each call, and asks nobody', async () => {
    for (const endpoint of [undefined, '', 'javascript:alert(1)', 'shop', 'https://user:pass@shop.example']) {
      const session = wooCommerceBackend({ endpoint }).open(market);
      await assert.rejects(session.catalog.products([byId('lamp')]), { code: 'unsupported' });
      await assert.rejects(session.cart.apply(undefined, [add('lamp')]), { code: 'unsupported' });
    }
  });
});

describe('an answer', () => {
  const answering = (status, body, headers = { 'cart-token': 'a.b.c' }) =>
    open(market, { cart: 'api', fetch: () => Promise.resolve(new Response(body, { status, headers })) });
  const failures = [
    ['of a shop in maintenance', 503, '<html>Briefly unavailable', 'unavailable'],
    ['that is a page in place of JSON', 200, '<html>Welcome', 'malformed'],
    ['that is cut off', 200, '[{"id": 1', 'malformed'],
    ['that is no list', 200, '{}', 'malformed'],
    ['of a fatal error', 500, '{"code":"internal_server_error"}', 'unavailable'],
    ['of a site without WooCommerce', 404, '{"code":"rest_no_route","data":{"status":404}}', 'unsupported'],
    ['of a shop that wants a log-in', 401, '{"code":"rest_cannot_access"}', 'unauthorized'],
    ['of a firewall', 403, '<html>Blocked', 'unauthorized'],
  ];
  for (const [what, status, body, code] of failures) {
    it(`${what} is ${code}`, async () => {
      const { mock: errors } = mock.method(console, 'error', () => undefined);
      const session = answering(status, body);
      await assert.rejects(session.catalog.products([byId('lamp')]), { code });
      await assert.rejects(session.catalog.search({}), { code });
      await assert.rejects(session.cart.apply(undefined, [add('lamp')]), (error) => error.name === 'CommerceError');
      assert.equal(errors.callCount(), code === 'unauthorized' ? 1 : 0);
      if (errors.callCount()) assert.match(errors.calls[0].arguments[0], /wp-json\/wc\/store\/v1/);
    });
  }

  it('keeps how long a shop in maintenance wants to be left alone', async () => {
    const session = answering(503, '', { 'retry-after': '120' });
    await assert.rejects(session.catalog.search({}), { code: 'unavailable', retryAfter: 120_000 });
  });

  it('with one product that cannot be read has the others', async () => {
    const { mock: warned } = mock.method(console, 'warn', () => undefined);
    const session = answering(200, JSON.stringify([{ id: 1 }, store.present(store.named('lamp'))]));
    const found = await session.catalog.products([{ by: 'id', value: '1' }, byId('lamp')]);
    assert.deepEqual([found[0], found[1].handle, warned.callCount()], [null, 'lamp', 1]);
  });

  it('of a batch with too few answers is malformed', async () => {
    const { token } = (await open().cart.apply(undefined, [add('lamp')])).cart;
    for (const body of ['{}', '{"responses":[]}', '{"responses":[{"status":200}]}', '{"responses":null}']) {
      const { cart } = open({}, { cart: 'api', fetch: () => Promise.resolve(new Response(body, { status: 207 })) });
      await assert.rejects(cart.apply(token, [add('lamp'), add('vase')]), { code: 'malformed' });
    }
  });

  it('sends its token to nobody but the shop, and no cookie', async () => {
    const seen = [];
    const watching = (url, init) => {
      seen.push([new URL(url).origin, init.credentials, init.redirect, init.cache]);
      return fetch(url, init);
    };
    const { cart } = open(market, { fetch: watching });
    const { token } = (await cart.apply(undefined, [add('lamp')])).cart;
    await cart.apply(token, [add('lamp'), add('vase')]);
    assert.ok(seen.every((one) => one.join() === [shop.origin, 'omit', 'error', 'no-store'].join()));
  });
});
