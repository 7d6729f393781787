/** The adapter against canned answers: what is asked, and what becomes of each refusal. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, it, mock } from 'node:test';
import { shopifyBackend } from '@shuk/backend-shopify';

const answers = JSON.parse(readFileSync(new URL('../support/shopify/answers.json', import.meta.url), 'utf8'));
const DOMAIN = 'shuk-test.myshopify.com';
const US = { country: 'US', currency: 'USD', language: 'en' };
const localization = { country: { currency: { isoCode: 'USD' } } };
const byId = (value) => ({ by: 'id', value });
const [plant, tree] = answers.change.cart.lines.nodes;
const CART = answers.cart.id;
const add = ({ merchandise, sellingPlanAllocation, attributes }, quantity) => ({
  ...{ type: 'add', variantId: merchandise.id, quantity },
  planId: sellingPlanAllocation?.sellingPlan.id,
  attributes: attributes.map(({ key, value }) => ({ name: key, value })),
});

let sent;
/** A shop that gives these answers in turn; a function is asked. A number is a status without a body. */
function open(replies, options = {}, market = US) {
  sent = [];
  const queue = [...replies];
  const send = async (url, init) => {
    const body = init.body && JSON.parse(init.body);
    sent.push({ url, ...init, body });
    const reply = queue.length > 1 ? queue.shift() : queue[0];
    const given = typeof reply === 'function' ? reply(body) : reply;
    if (given instanceof Response) return given;
    if (typeof given === 'number') return new Response('', { status: given });
    return new Response(JSON.stringify(given), { headers: { 'content-type': 'application/json' } });
  };
  return shopifyBackend({ domain: DOMAIN, token: 'public', fetch: send, plans: true, ...options }).open(market);
}
const data = (given) => ({ data: { localization, ...given } });
const refusedBy = async (promise) => {
  const error = await promise.then(
    () => assert.fail('This should have been rejected.'),
    (thrown) => thrown,
  );
  assert.equal(error.name, 'CommerceError', error.stack);
  return error;
};

let said;
beforeEach(() => {
  mock.restoreAll();
  said = mock.method(console, 'error', () => {});
});

describe('shopifyBackend', () => {
  it('asks the shop at its own address, with the token and the market', async () => {
    await open([data({ nodes: [answers.product] })]).catalog.products([byId('1041')]);
    const [{ url, headers, redirect, credentials, method, body }] = sent;
    assert.equal(url, `https://${DOMAIN}/api/2026-04/graphql.json`);
    assert.equal(headers['x-shopify-storefront-access-token'], 'public');
    assert.deepEqual({ redirect, credentials, method }, { redirect: 'error', credentials: 'omit', method: 'POST' });
    assert.equal(body.variables.country, 'US');
    assert.equal(body.variables.language, 'EN');
    assert.deepEqual(body.variables.ids, ['gid://shopify/Product/1041']);
  });

  it('sends no token where there is none, and nothing of a market that names nothing', async () => {
    await open([data({ nodes: [null] })], { token: undefined }, {}).catalog.products([byId('1')]);
    assert.deepEqual(Object.keys(sent[0].headers), ['content-type']);
    assert.ok(!('country' in sent[0].body.variables || 'language' in sent[0].body.variables));
  });

  for (const [language, wanted] of [
    ...[
      ['he-IL', 'HE'],
      ['pt-BR', 'PT_BR'],
      ['pt', 'PT'],
      ['zh-Hant-HK', 'ZH_TW'],
      ['zh-Hans', 'ZH_CN'],
    ],
    ...[
      ['en_GB', 'EN'],
      ['x', undefined],
      ['gsw', undefined],
      ['fil-PH', 'FIL'],
      ['"}', undefined],
    ],
  ]) {
    it(`asks in the language ${wanted} for ${language}`, async () => {
      await open([data({ nodes: [null] })], {}, { language }).catalog.products([byId('1')]);
      assert.equal(sent[0].body.variables.language, wanted);
    });
  }

  it('refuses versions that are too old, and what is no address', () => {
    for (const options of [{ version: '2024-07' }, { version: 'unstable' }, { domain: 'https://x/' }, { domain: '' }]) {
      assert.throws(() => shopifyBackend({ domain: DOMAIN, ...options }), { code: 'unsupported' });
    }
    assert.equal(shopifyBackend({ domain: DOMAIN, version: '2024-10' }).shop, `shopify:${DOMAIN}`);
  });

  it('finds ids and handles in one request, and asks for nothing that cannot be', async () => {
    const { catalog } = open([data({ nodes: [answers.product, answers.product], h0: answers.options, h1: null })]);
    const handles = ['laptop', 'no"} such'].map((value) => ({ by: 'handle', value }));
    const refs = [
      byId('1041'),
      ...handles,
      byId('gid://shopify/Product/1041'),
      byId('gid://shopify/Cart/1'),
      byId('a'),
    ];
    const found = await catalog.products(refs);
    assert.deepEqual(
      found.map((product) => product?.title),
      ['Orchid', 'Laptop', undefined, 'Orchid', undefined, undefined],
    );
    assert.equal(sent.length, 1);
    assert.equal(sent[0].body.variables.h1, 'no"} such');
    assert.ok(!sent[0].body.query.includes('such'));
  });

  it('asks for more than 250 products beside each other', async () => {
    const { catalog } = open([({ variables }) => data({ nodes: variables.ids.map(() => null) })]);
    const refs = Array.from({ length: 600 }, (_, index) => byId(String(index + 1)));
    assert.equal((await catalog.products(refs)).length, 600);
    assert.deepEqual(
      sent.map(({ body }) => body.variables.ids.length),
      [250, 250, 100],
    );
  });

  it('reads what a product has', async () => {
    const [laptop] = await open([data({ nodes: [answers.options] })]).catalog.products([byId('1001')]);
    const [first, second] = laptop.variants;
    assert.deepEqual(first.price, {
      current: { amount: 129900, currency: 'USD' },
      compareAt: { amount: 149900, currency: 'USD' },
      unit: { price: { amount: 1240, currency: 'USD' }, quantity: 100, unit: 'ml' },
    });
    assert.equal(first.availability.state, 'backorder');
    assert.deepEqual(second.rule, { min: 2, step: 2, max: 8 });
    assert.deepEqual(
      laptop.options[0].values.map(({ color, image }) => color ?? image?.width),
      ['#e0a21b', 1600],
    );
    // Of the second option only what the variants that were read have.
    assert.deepEqual(
      laptop.options[1].values.map(({ name }) => name),
      ['8GB'],
    );
  });

  it('reads selling plans with what they cost', async () => {
    const [orchid] = await open([data({ nodes: [answers.product] })]).catalog.products([byId('1041')]);
    assert.deepEqual(orchid.options, []);
    const [plan] = orchid.variants[0].plans;
    assert.equal(plan.price.current.amount, 5850);
    assert.deepEqual(plan.interval, { unit: 'month', count: 1 });
  });

  for (const [given, wanted] of [
    [{ availableForSale: false, quantityAvailable: 7 }, { state: 'sold-out' }],
    [
      { availableForSale: true, quantityAvailable: 3 },
      { state: 'low-stock', left: 3 },
    ],
    [
      { availableForSale: true, quantityAvailable: 4 },
      { state: 'in-stock', left: 4 },
    ],
    [
      { availableForSale: true, quantityAvailable: -2 },
      { state: 'in-stock', left: undefined },
    ],
    [{ availableForSale: true, currentlyNotInStock: true, quantityAvailable: 0 }, { state: 'backorder' }],
  ]) {
    it(`is ${wanted.state} where Shopify says ${JSON.stringify(given)}`, async () => {
      const [row] = answers.product.variants.nodes;
      const variants = { nodes: [{ ...row, ...given }] };
      const { catalog } = open([data({ nodes: [{ ...answers.product, variants }] })]);
      assert.deepEqual((await catalog.products([byId('1041')]))[0].variants[0].availability, wanted);
    });
  }

  it('takes a price before that is not higher for no reduction', async () => {
    const [row] = answers.product.variants.nodes;
    for (const compareAtPrice of [
      row.price,
      { ...row.price, amount: '1.0' },
      { amount: '99.0', currencyCode: 'EUR' },
    ]) {
      const variants = { nodes: [{ ...row, compareAtPrice }] };
      const { catalog } = open([data({ nodes: [{ ...answers.product, variants }] })]);
      const [orchid] = await catalog.products([byId('1041')]);
      assert.equal(orchid.variants[0].price.compareAt, undefined);
    }
  });

  it('leaves out what cannot be read, says so once, and keeps the rest', async () => {
    const warned = mock.method(console, 'warn', () => {});
    const broken = { ...answers.product, variants: null };
    const replies = [
      data({ nodes: [broken, answers.options], h0: { ...answers.product, title: ' ' } }),
      data({ page: { nodes: [broken, answers.product] } }),
      data({ products: [broken, answers.product] }),
    ];
    const { catalog, recommendations } = open(replies);
    const found = await catalog.products([byId('1'), byId('2'), { by: 'handle', value: 'orchid' }]);
    const titles = (products) => products.map((product) => product?.title);
    assert.deepEqual(titles(found), [undefined, 'Laptop', undefined]);
    assert.deepEqual(titles((await catalog.search({})).items), ['Orchid']);
    assert.deepEqual(titles(await recommendations.products({ for: 'product', id: '1' })), ['Orchid']);
    assert.equal(warned.mock.callCount(), 1);
    assert.equal(warned.mock.calls[0].arguments[1].code, 'malformed');
  });

  it('asks for a page in an order, and goes on from the shop’s own cursor', async () => {
    const { catalog } = open([data({ page: { ...answers.page, pageInfo: { hasNextPage: true, endCursor: 'abc' } } })]);
    const query = { first: 999, text: 'a:b', sort: 'title' };
    const { next } = await catalog.search(query);
    await catalog.search({ ...query, after: next });
    const asked = sent.map(({ body: { variables } }) => [
      variables.first,
      variables.after,
      variables.text,
      variables.sort,
    ]);
    assert.deepEqual(asked, [
      [250, undefined, 'a b', 'TITLE'],
      [250, 'abc', 'a b', 'TITLE'],
    ]);
    const last = open([data({ page: { ...answers.page, pageInfo: { hasNextPage: false, endCursor: 'abc' } } })]);
    assert.equal((await last.catalog.search({})).next, undefined);
    const il = open([data({ page: answers.page })], {}, { country: 'IL' });
    assert.equal((await refusedBy(il.catalog.search({ ...query, after: next }))).code, 'rejected');
  });

  for (const [sort, reverse] of [
    ['price-ascending', false],
    ['price-descending', true],
    ['newest', true],
    ['title', false],
  ]) {
    it(`turns the order round for ${sort}: ${reverse}`, async () => {
      await open([data({ collection: { page: answers.page } })]).catalog.collection('plants', { sort });
      assert.equal(sent[0].body.variables.reverse, reverse);
    });
  }

  it('takes a price in another currency for none', async () => {
    const session = open([data({ nodes: [answers.product] })], {}, { country: 'US', currency: 'EUR' });
    const [orchid] = await session.catalog.products([byId('1041')]);
    assert.equal(orchid.variants[0].price, undefined);
  });
});

describe('a refusal of the whole request', () => {
  const named = (code) => ({ errors: [{ message: 'x', extensions: { code } }], data: null });
  for (const [reply, code, native] of [
    ...[
      [401, 'unauthorized'],
      [403, 'unauthorized'],
      [402, 'unavailable'],
      [423, 'unavailable'],
      [429, 'rate-limited'],
    ],
    ...[
      [430, 'rate-limited'],
      [500, 'unavailable'],
      [503, 'unavailable'],
      [404, 'rejected'],
      [400, 'rejected'],
    ],
    ...[
      [named('THROTTLED'), 'rate-limited', 'THROTTLED'],
      [named('ACCESS_DENIED'), 'unauthorized', 'ACCESS_DENIED'],
    ],
    ...[
      [named('INTERNAL_SERVER_ERROR'), 'unavailable'],
      [named('SHOP_INACTIVE'), 'unavailable'],
    ],
    ...[
      [named('undefinedField'), 'rejected', 'undefinedField'],
      [{ errors: 'Not Found' }, 'rejected'],
    ],
    ...[
      [{}, 'malformed'],
      [null, 'malformed'],
      [{ data: { nodes: null }, errors: [{}] }, 'rejected'],
    ],
  ]) {
    it(`${JSON.stringify(reply).slice(0, 60)} is ${code}`, async () => {
      const error = await refusedBy(open([reply]).catalog.products([byId('1')]));
      assert.equal(error.code, code);
      if (native) assert.equal(error.native, native);
      if (typeof reply === 'number') assert.equal(error.status, reply);
    });
  }

  it('tells how long to wait', async () => {
    const reply = () => new Response('', { status: 430, headers: { 'retry-after': '2' } });
    assert.equal((await refusedBy(open([reply]).catalog.products([byId('1')]))).retryAfter, 2_000);
  });

  it('a page of a shop behind a password is malformed', async () => {
    const reply = () => new Response('<!doctype html><title>Opening soon</title>');
    assert.equal((await refusedBy(open([reply]).catalog.products([byId('1')]))).code, 'malformed');
  });

  it('says that the address cannot be read only where a request that every shop answers fails', async () => {
    const lost = () => {
      throw new TypeError('Failed to fetch');
    };
    /** How often `lost` comes before the shop answers; the request without permission always arrives. */
    for (const [times, calls] of [
      [1, 0],
      [2, 0],
      [3, 1],
    ]) {
      let left = times;
      said.mock.resetCalls();
      const asked = [];
      const send = async (url, init) => {
        asked.push(init);
        if (init.mode === 'no-cors' || left-- <= 0) return new Response('{"data":{"nodes":[]}}');
        return lost();
      };
      const { catalog } = shopifyBackend({ domain: DOMAIN, fetch: send }).open(US);
      assert.equal((await refusedBy(catalog.products([byId('1')]))).code, 'offline');
      await new Promise(setImmediate);
      assert.equal(said.mock.callCount(), calls);
      assert.equal(asked[2].method, 'POST');
    }
    assert.match(said.mock.calls[0].arguments[0], /this page may not read .* \(CORS\): write domain=/);
  });

  it('says once which permissions the token needs', async () => {
    const session = open([401]);
    await refusedBy(session.catalog.products([byId('1')]));
    await refusedBy(session.catalog.products([byId('1')]));
    assert.equal(said.mock.callCount(), 1);
    assert.match(said.mock.calls[0].arguments[0], /\[shuk\] shopify: .*public access token.*read_selling_plans/);
    assert.ok(!said.mock.calls[0].arguments[0].includes('inventory'), 'only those that are used');
  });
});

describe('the cart', () => {
  const change = (given) => data({ done: { cart: answers.change.cart, userErrors: [], warnings: [], ...given } });
  const cut = (quantity, code) => ({
    cart: {
      ...answers.change.cart,
      lines: { nodes: [plant, { ...tree, quantity }] },
    },
    warnings: code ? [{ code, target: tree.id }] : [],
  });

  it('begins for the country of the market, many at once', async () => {
    const { cart, catalog } = open([data({ nodes: [null] }), change(cut(2))]);
    await catalog.products([byId('1041')]);
    const { outcomes } = await cart.apply(undefined, [add(plant, 2), add(tree, 2)]);
    assert.deepEqual(outcomes, [{ status: 'done' }, { status: 'done' }]);
    assert.equal(sent.length, 2);
    const { value } = sent[1].body.variables;
    assert.deepEqual(value.buyerIdentity, { countryCode: 'US' });
    assert.deepEqual(
      value.lines.map(({ quantity }) => quantity),
      [2, 2],
    );
    assert.equal(sent[1].cache, 'no-store');
  });

  it('looks which currency the shop sells in, and not where products have told it', async () => {
    const { cart, catalog } = open([data({ nodes: [] }), change(), change()]);
    await catalog.products([byId('1041')]);
    await cart.apply(CART, [add(plant, 2)]);
    await cart.apply(CART, [add(plant, 2)]);
    assert.equal(sent.length, 3);
    const begun = open([change(cut(0)), change(cut(2))]);
    const { outcomes } = await begun.cart.apply(undefined, [add(tree, 2)]);
    assert.deepEqual(outcomes, [{ status: 'done' }]);
    assert.deepEqual(
      sent.map(({ body }) => /done:(\w+)/.exec(body.query)[1]),
      ['cartCreate', 'cartLinesAdd'],
    );
  });

  it('adds nothing where the shop sells in another currency', async () => {
    const { cart } = open([{ data: { cart: answers.cart } }], {}, { country: 'US', currency: 'EUR' });
    const { outcomes } = await cart.apply(CART, [add(plant, 1)]);
    assert.equal(outcomes[0].error.code, 'price-missing');
    assert.equal(sent.length, 1);
    assert.ok(sent.every(({ body }) => !body.query.startsWith('mutation')));
  });

  for (const [quantity, code, status, error] of [
    [2, 'MERCHANDISE_NOT_ENOUGH_STOCK', 'clamped', 'insufficient-stock'],
    [2, undefined, 'clamped', 'insufficient-stock'],
    [0, 'MERCHANDISE_OUT_OF_STOCK', 'refused', 'out-of-stock'],
    [0, undefined, 'refused', 'out-of-stock'],
    [9, 'SOMETHING_NEW', 'done', undefined],
  ]) {
    it(`${status} where the shop sells ${quantity} of 9 and warns of ${code}`, async () => {
      const { cart } = open([change(cut(quantity, code))], {}, {});
      const answer = await cart.apply(CART, [add(plant, 2), add(tree, 9)]);
      assert.deepEqual(answer.outcomes[0], { status: 'done' });
      const [, outcome] = answer.outcomes;
      assert.equal(outcome.status, status);
      assert.equal(outcome.error?.code, error);
      if (status === 'clamped') assert.deepEqual([outcome.quantity, outcome.error.available], [2, 2]);
      assert.ok(answer.cart.lines.every((line) => line.quantity > 0));
    });
  }

  it('does not take a line with other attributes for the one that was added', async () => {
    const engraved = { ...add(tree, 1), attributes: [{ name: 'Engraving', value: 'x' }] };
    const lines = {
      nodes: [
        { ...tree, quantity: 5 },
        { ...tree, id: `${tree.id}2`, quantity: 0, attributes: [{ key: 'Engraving', value: 'x' }] },
      ],
    };
    const { cart } = open([change({ cart: { ...answers.change.cart, lines } })], {}, {});
    const { outcomes } = await cart.apply(CART, [engraved]);
    assert.equal(outcomes[0].error?.code, 'out-of-stock');
  });

  it('sends each line once in a request, and lines of one kind', async () => {
    const { cart } = open([change(cut(2))], {}, {});
    const [one, other] = [plant.id, tree.id];
    await cart.apply(CART, [
      { type: 'set', lineId: one, quantity: 3 },
      { type: 'set', lineId: other, quantity: 2 },
      { type: 'set', lineId: one, quantity: 2 },
      { type: 'line-attributes', lineId: other, attributes: [] },
      { type: 'remove', lineId: one },
      { type: 'set', lineId: other, quantity: 0 },
      add(tree, 1),
    ]);
    assert.deepEqual(
      sent.map(({ body }) => [/done:(\w+)/.exec(body.query)[1], body.variables.value.length]),
      [
        ['cartLinesUpdate', 2],
        ['cartLinesUpdate', 2],
        ['cartLinesRemove', 2],
        ['cartLinesAdd', 1],
      ],
    );
  });

  it('believes no sum in another currency than the total', async () => {
    const euros = { amount: '1.0', currencyCode: 'EUR' };
    const wrong = [
      { ...answers.cart, cost: { ...answers.cart.cost, subtotalAmount: euros } },
      { ...answers.cart, lines: { nodes: [{ ...plant, cost: { ...plant.cost, totalAmount: euros } }] } },
      { ...answers.cart, lines: { nodes: [{ ...plant, cost: { ...plant.cost, amountPerQuantity: euros } }] } },
    ];
    for (const cart of wrong) {
      assert.equal((await refusedBy(open([data({ cart })]).cart.read(CART))).code, 'malformed');
    }
    const discountAllocations = [{ targetType: 'LINE_ITEM', discountedAmount: euros }];
    const read = await open([data({ cart: { ...answers.cart, discountAllocations } })]).cart.read(CART);
    assert.equal(read.discount, undefined);
  });

  it('asks for no cart that cannot be', async () => {
    const { cart } = open([data({ cart: answers.cart })]);
    for (const token of ['', 'gid://shopify/Cart/', 'gid://shopify/Order/12345678901', `${CART} `, `${CART}\uD800`]) {
      assert.equal(await cart.read(token), null);
      assert.equal((await refusedBy(cart.checkout(token))).code, 'cart-gone');
    }
    assert.equal(sent.length, 0);
  });

  it('sends one by one what is refused as a whole', async () => {
    const refusal = change({ cart: null, userErrors: [{ code: 'INVALID', field: ['lines', '1', 'merchandiseId'] }] });
    const { cart } = open([refusal, change(cut(2)), refusal, change(cut(2))], {}, {});
    const gone = { type: 'add', variantId: '404', quantity: 1 };
    const { outcomes } = await cart.apply(CART, [add(plant, 2), gone, add(tree, 2)]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['done', 'refused', 'done'],
    );
    assert.deepEqual(
      sent.map(({ body }) => body.variables.value.length),
      [3, 1, 1, 1],
    );
    assert.equal(outcomes[1].error.native, 'INVALID');
  });

  for (const [native, code] of [
    ...[
      ['INVALID_MERCHANDISE_LINE', 'line-gone'],
      ['MINIMUM_NOT_MET', 'quantity-rule'],
    ],
    ...[
      ['MAXIMUM_EXCEEDED', 'quantity-rule'],
      ['INVALID_INCREMENT', 'quantity-rule'],
      ['NEW_ONE', 'rejected'],
    ],
    ...[
      ['VARIANT_REQUIRES_SELLING_PLAN', 'option-required'],
      [null, 'rejected'],
    ],
  ]) {
    it(`${native} is ${code}`, async () => {
      const userErrors = [{ code: native, field: ['lines', '0', 'id'] }];
      const { cart } = open([change({ userErrors })], {}, {});
      const { outcomes } = await cart.apply(CART, [{ type: 'set', lineId: tree.id, quantity: 3 }]);
      assert.equal(outcomes[0].error.code, code);
    });
  }

  it('rejects where the cart is gone, by each way of saying it', async () => {
    const userErrors = [{ code: 'INVALID', field: ['cartId'] }];
    for (const reply of [change({ cart: null, userErrors }), change({ cart: null }), data({ cart: null })]) {
      const { cart } = open([reply], {}, {});
      const operation = reply.data.done ? add(plant, 1) : { type: 'add-code', code: 'TEN' };
      assert.equal((await refusedBy(cart.apply(CART, [operation]))).code, 'cart-gone');
      assert.equal(sent.length, 1);
    }
    assert.equal(await open([data({ cart: null })]).cart.read(CART), null);
    assert.equal((await refusedBy(open([data({ cart: null })]).cart.checkout(CART))).code, 'cart-gone');
  });

  for (const [native, code] of [
    ...[
      ['DISCOUNT_NOT_FOUND', 'code-unknown'],
      ['DISCOUNT_CURRENTLY_INACTIVE', 'code-expired'],
    ],
    ...[
      ['DISCOUNT_USAGE_LIMIT_REACHED', 'code-not-applicable'],
      [undefined, 'code-not-applicable'],
    ],
  ]) {
    it(`gives a code back that is not applied: ${native} is ${code}`, async () => {
      const discountCodes = [
        { code: 'WELCOME10', applicable: true },
        { code: 'Ten', applicable: false },
      ];
      const warnings = native ? [{ code: native, target: CART }] : [];
      const replies = [
        data({ cart: answers.cart }),
        change({ cart: { ...answers.cart, discountCodes }, warnings }),
        change({ cart: answers.cart }),
      ];
      const answer = await open(replies, {}, {}).cart.apply(CART, [{ type: 'add-code', code: 'ten' }]);
      assert.deepEqual([answer.outcomes[0].status, answer.outcomes[0].error.code], ['refused', code]);
      assert.deepEqual(
        sent.slice(1).map(({ body }) => body.variables.value),
        [['WELCOME10', 'ten'], ['WELCOME10']],
      );
      assert.deepEqual(answer.cart.codes, [{ code: 'WELCOME10', applied: true }]);
    });
  }

  it('rejects when the network is lost between two requests', async () => {
    const replies = [
      change(cut(2)),
      () => {
        throw new TypeError('lost');
      },
    ];
    const { cart } = open(replies, {}, {});
    const error = await refusedBy(cart.apply(CART, [add(plant, 2), { type: 'note', text: 'x' }]));
    assert.equal(error.code, 'offline');
  });

  it('leads to the checkout that the shop names, on its own or an allowed host', async () => {
    const replies = (checkoutUrl) => [data({ cart: { ...answers.cart, checkoutUrl } })];
    const at = (url, options) => open(replies(url), options).cart.checkout(CART);
    const brand = 'https://www.brand.example/cart/c/1?key=2';
    assert.equal((await at(brand)).url, brand);
    assert.equal((await at(brand, { checkoutHosts: ['WWW.brand.example'] })).url, brand);
    assert.equal(
      (await at(`https://${DOMAIN}/cart/c/1?key=2`, { checkoutHosts: [] })).url.slice(0, 14),
      'https://shuk-t',
    );
    for (const [url, options] of [
      ...[
        [brand, { checkoutHosts: [] }],
        [brand, { checkoutHosts: ['brand.example'] }],
      ],
      ...[
        ['http://www.brand.example/', {}],
        ['https://www.brand.example.evil.example/', { checkoutHosts: ['www.brand.example'] }],
      ],
    ]) {
      assert.equal((await refusedBy(at(url, options))).native, 'host', url);
    }
    assert.equal((await refusedBy(at('javascript:alert(1)'))).code, 'malformed');
  });

  it('sends no id that cannot be one', async () => {
    const { cart } = open([data({ cart: answers.cart })], {}, {});
    const { outcomes } = await cart.apply(CART, [
      ...['"', '__proto__', 'gid://shopify/ProductVariant/1 OR 1', '\uD800', 'x'.repeat(99_999)].map((variantId) => ({
        ...{ type: 'add', variantId, quantity: 1 },
      })),
      { type: 'remove', lineId: 'gid://other/CartLine/1' },
    ]);
    assert.ok(outcomes.every(({ status }) => status === 'refused'));
    assert.equal(sent.length, 1);
    assert.ok(sent[0].body.query.startsWith('query'));
  });
});

describe('recommendations', () => {
  it('are those of the shop, as many as asked for', async () => {
    const { recommendations } = open([data({ products: [answers.product, answers.options] })]);
    const found = await recommendations.products({ for: 'product', id: '1' }, { first: 1 });
    assert.deepEqual(
      found.map(({ title }) => title),
      ['Orchid'],
    );
    assert.deepEqual(await recommendations.products({ for: 'product', id: 'x' }), []);
    assert.equal((await refusedBy(recommendations.products({ for: 'visitor' }))).code, 'unsupported');
    assert.equal(sent.length, 1);
    const many = open([data({ products: Array.from({ length: 20 }, () => answers.product) })]);
    assert.equal((await many.recommendations.products({ for: 'product', id: '1' })).length, 12);
  });
});
