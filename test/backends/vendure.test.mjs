/** The adapter against canned answers: what is asked, and what becomes of each refusal. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { beforeEach, describe, it, mock } from 'node:test';
import { vendureBackend } from '@shuk/backend-vendure';

const answers = JSON.parse(readFileSync(new URL('vendure-answers.json', import.meta.url), 'utf8'));
const endpoint = 'https://shop.example/shop-api';
const US = { country: 'US', currency: 'USD', language: 'en' };
const byId = (value) => ({ by: 'id', value });
const TRIPOD = { type: 'add', productId: '15', variantId: '29', quantity: 2 };
const prices = {
  p0: { id: '15', name: 'Tripod', variants: [{ id: '29', priceWithTax: 1498, currencyCode: 'USD' }] },
};
const order = answers.change.cart;

let sent;
/** A shop that gives what `reply` makes of a request: a body, or an answer. `token` stands in every header. */
function open(reply, { token = 'session', market = US, ...options } = {}) {
  sent = [];
  const send = async (url, init) => {
    init.signal?.throwIfAborted();
    const request = { url, ...init, ...JSON.parse(init.body) };
    sent.push(request);
    const given = reply(request);
    if (given instanceof Response) return given;
    return Response.json(given, { headers: { 'vendure-auth-token': token } });
  };
  return vendureBackend({ endpoint, customFields: true, fetch: send, ...options }).open(market);
}
/** A shop with a cart; `changes` are what it answers to each operation. */
const openCart = (changes = {}, cart = order, options) =>
  open(({ query }) => ({ data: { ...(query.startsWith('mutation') ? changes : prices), cart } }), options);
const failing = (code, path = ['p0']) => ({ data: null, errors: [{ message: 'x', path, extensions: { code } }] });
const thrown = async (promise) => {
  const error = await promise.then(
    () => assert.fail('This should have been rejected.'),
    (reason) => reason,
  );
  assert.equal(error.name, 'CommerceError', error.stack);
  return error;
};
const codeOf = async (promise) => (await thrown(promise)).code;
/** What becomes of one operation where the shop answers it with `refusal`. */
async function outcomeOf(operation, refusal) {
  const { outcomes } = await openCart({ o0: refusal }).cart.apply('session', [operation]);
  return { ...outcomes[0], error: outcomes[0].error?.code, available: outcomes[0].error?.available };
}

let said;
beforeEach(() => {
  mock.restoreAll();
  said = mock.method(console, 'error', () => {});
});

describe('vendureBackend asks', () => {
  it('for the market, at the address given, with the token of the channel', async () => {
    const { catalog } = open(() => ({ data: { p0: answers.product } }), { channel: 'b2c' });
    const [found] = await catalog.products([byId('1')]);
    assert.equal(found.title, 'Laptop');
    const [{ url, headers, redirect, credentials, method, cache }] = sent;
    assert.equal(url, `${endpoint}?languageCode=en&currencyCode=USD`);
    assert.equal(headers['vendure-token'], 'b2c');
    assert.deepEqual([method, redirect, credentials, cache], ['POST', 'error', 'omit', 'no-store']);
  });

  it('for many in one request, each once, and none that nobody can have', async () => {
    const { catalog } = open(() => ({ data: { p0: answers.product } }));
    const refs = ['1', '', '  ', '1', 'x'.repeat(300)].map(byId);
    assert.deepEqual(
      (await catalog.products(refs)).map((it) => it?.id),
      ['1', undefined, undefined, '1', undefined],
    );
    assert.equal(sent.length, 1);
    assert.deepEqual(Object.values(sent[0].variables), ['1']);
  });

  it('for a hundred at a time', async () => {
    const { catalog } = open(() => ({ data: {} }));
    await catalog.products(Array.from({ length: 250 }, (_, id) => byId(`${id}`)));
    assert.deepEqual(
      sent.map(({ variables }) => Object.keys(variables).length),
      [100, 100, 50],
    );
  });

  it('never takes another product for the one asked for', async () => {
    const { catalog } = open(() => ({ data: { p0: answers.product } }));
    assert.deepEqual(await catalog.products([byId('1.0')]), [null]);
  });

  it('in the language that the channel has', async () => {
    const reply = ({ query }) =>
      query.includes('activeChannel')
        ? { data: { activeChannel: { availableLanguageCodes: ['en', 'pt_BR', 'he'] } } }
        : { data: { p0: null } };
    for (const [language, code] of Object.entries({ 'pt-br': 'pt_BR', 'he-IL': 'he', he: 'he' })) {
      const { catalog } = open(reply, { market: { language } });
      await catalog.products([byId('1')]);
      await catalog.products([byId('2')]);
      assert.equal(sent.at(-1).url, `${endpoint}?languageCode=${code}`);
      assert.equal(sent.length, language.includes('-') ? 3 : 2);
    }
  });

  it('whatever language a page or a channel writes', async () => {
    const codes = [{ toString: 1 }, null, 'en'];
    for (const language of ['\uD800', '\uD800-x', 'a&b=c', '-']) {
      const { catalog } = open(() => ({ data: { activeChannel: { availableLanguageCodes: codes }, p0: null } }), {
        market: { language },
      });
      assert.deepEqual(await catalog.products([byId('1')]), [null]);
      assert.equal(new URL(sent.at(-1).url).searchParams.get('b'), null);
    }
  });

  it('by SKU through the search, and takes the very one only', async () => {
    const items = [
      { sku: 'AB-1', productId: '7' },
      { sku: 'AB', productId: '1' },
    ];
    const { catalog } = open(({ query }) => ({
      data: query.includes('search') ? { s0: { items } } : { p0: answers.product },
    }));
    const refs = ['AB', 'A'].map((value) => ({ by: 'sku', value }));
    assert.deepEqual(
      (await catalog.products(refs)).map((it) => it?.id),
      ['1', undefined],
    );
    assert.equal(sent.length, 2);
  });

  it('again, without prices, for what has none in the currency', async () => {
    const { catalog } = open(({ query }) =>
      query.includes('priceWithTax') ? answers.unpriced : { data: { p0: answers.bare } },
    );
    const [, candle] = await catalog.products([byId('1'), byId('55')]);
    assert.equal(candle.variants[0].price, undefined);
    assert.equal(sent.length, 2);
  });

  it('for each variant where only some have a price', async () => {
    const bare = { ...answers.bare, variants: [{ id: '89' }, { id: '90' }] };
    const priced = { variantList: { items: [{ id: '90', priceWithTax: 500, currencyCode: 'USD' }] } };
    const missing = failing('INTERNAL_SERVER_ERROR', ['p0', 'variantList', 'items', 0, 'priceWithTax']).errors;
    const { catalog } = open(({ query }) => {
      if (query.includes('variantList')) return { data: { p0: null, p1: priced }, errors: missing };
      return query.includes('priceWithTax') ? { data: { p0: null }, errors: missing } : { data: { p0: bare } };
    });
    const [found] = await catalog.products([byId('55')]);
    assert.deepEqual(
      found.variants.map(({ price }) => price?.current.amount),
      [undefined, 500],
    );
  });

  it('for the prices of a hundred variants, and keeps the others', async () => {
    const variants = Array.from({ length: 120 }, (_, at) => ({ id: `${at}` }));
    const missing = failing('INTERNAL_SERVER_ERROR', ['p0', 'variants', 0, 'priceWithTax']);
    const priced = { variantList: { items: [{ id: '7', priceWithTax: 500, currencyCode: 'USD' }] } };
    const { catalog } = open(({ query }) => {
      if (query.includes('variantList')) return { data: { p7: priced } };
      return query.includes('priceWithTax') ? missing : { data: { p0: { ...answers.bare, variants } } };
    });
    const [found] = await catalog.products([byId('55')]);
    assert.equal(found.variants.length, 120);
    assert.deepEqual(
      found.variants.filter(({ price }) => price).map(({ id }) => id),
      ['7'],
    );
    assert.equal(sent.at(-1).query.match(/variantList/g).length, 100);
  });

  it('nothing of a field that the shop may not have', async () => {
    const { cart } = openCart({}, { ...order, customFields: undefined }, { customFields: false });
    await cart.read('session');
    assert.doesNotMatch(sent[0].query, /customFields/);
    assert.equal(typeof cart.abilities.note.setup, 'string');
    const { outcomes } = await cart.apply('session', [{ type: 'note', text: 'x' }]);
    assert.equal(outcomes[0].error.code, 'unsupported');
  });
});

describe('vendureBackend bears', () => {
  const sku = (value) => ({ by: 'sku', value });
  /** A database that fails at ids that are no numbers, each for itself. */
  const picky = ({ variables }) => {
    const data = {};
    const errors = [];
    for (const [at, id] of Object.values(variables).entries()) {
      data[`p${at}`] = /^\d+$/.test(id) ? { ...answers.product, id } : null;
      if (!data[`p${at}`]) errors.push(...failing('INTERNAL_SERVER_ERROR', [`p${at}`]).errors);
    }
    return { data, errors };
  };
  const idsOf = (found) => found.map((it) => it?.id);

  it('an id that the database of the shop fails at, and asks for it once more', async () => {
    const { catalog } = open(picky);
    const found = await catalog.products(['1', 'lamp', '2', 'chair'].map(byId));
    assert.deepEqual(idsOf(found), ['1', undefined, '2', undefined]);
    assert.deepEqual(
      sent.map(({ variables }) => Object.values(variables)),
      [
        ['1', 'lamp', '2', 'chair'],
        ['lamp', 'chair'],
      ],
    );
  });

  it('such an id alone in its request, where others were asked for before', async () => {
    const { catalog } = open(picky);
    const ids = [...Array.from({ length: 100 }, (_, at) => `${at}`), 'lamp'];
    assert.deepEqual(idsOf(await catalog.products(ids.map(byId))), [...ids.slice(0, 100), undefined]);
  });

  it('no shop that fails at everything', async () => {
    const error = await thrown(open(picky).catalog.products(['lamp', 'chair'].map(byId)));
    assert.deepEqual([error.code, error.native], ['unavailable', 'INTERNAL_SERVER_ERROR']);
    assert.equal(await codeOf(open(picky).catalog.products([byId('lamp')])), 'unavailable');
    assert.equal(sent.length, 1);
  });

  it('nothing else that fails at one of several', async () => {
    for (const [code, path] of [
      ['FORBIDDEN', ['p1']],
      ['INTERNAL_SERVER_ERROR', []],
      ['INTERNAL_SERVER_ERROR', ['p1', 'variants']],
    ]) {
      const { catalog } = open(() => ({ ...failing(code, path), data: { p0: answers.product } }));
      await thrown(catalog.products([byId('1'), byId('2')]));
    }
  });

  it('a search that is missing, for what else is asked', async () => {
    const reply = ({ query }) =>
      query.includes('search')
        ? Response.json(failing('GRAPHQL_VALIDATION_FAILED'), { status: 400 })
        : { data: { p0: answers.product } };
    const { catalog } = open(reply);
    assert.deepEqual(idsOf(await catalog.products([sku('AB'), byId('1')])), [undefined, '1']);
    assert.equal(await codeOf(catalog.products([sku('AB'), sku('')])), 'unsupported');
  });

  it('no abort while it searches', async () => {
    const stop = new AbortController();
    const { catalog } = open(() => {
      stop.abort(new Error('enough'));
      throw stop.signal.reason;
    });
    const asked = catalog.products([sku('AB'), byId('')], { signal: stop.signal });
    await assert.rejects(asked, { message: 'enough' });
  });

  it('products without a title, and says so once', async () => {
    const warned = mock.method(console, 'warn', () => {});
    const { catalog } = open(({ variables }) => {
      const products = Object.values(variables).map((id) => ({
        ...answers.product,
        id,
        name: id === '2' ? 'Lamp' : ' ',
      }));
      return { data: Object.fromEntries(products.map((product, at) => [`p${at}`, product])) };
    });
    assert.deepEqual(idsOf(await catalog.products(['1', '2', '3'].map(byId))), [undefined, '2', undefined]);
    assert.equal(warned.mock.callCount(), 1);
    assert.equal(warned.mock.calls[0].arguments[1].code, 'malformed');
  });
});

describe('vendureBackend says no', () => {
  const asked = (reply, options) => thrown(open(reply, options).catalog.products([byId('1')]));

  for (const [code, expected] of [
    ['CHANNEL_NOT_FOUND', 'unauthorized'],
    ['FORBIDDEN', 'unauthorized'],
    ['USER_INPUT_ERROR', 'unsupported'],
    ['ENTITY_NOT_FOUND', 'rejected'],
    ['INTERNAL_SERVER_ERROR', 'unavailable'],
    ['SOMETHING_NEW', 'unavailable'],
  ]) {
    it(`to ${code} with ${expected}`, async () => {
      const error = await asked(() => failing(code));
      assert.deepEqual([error.code, error.native], [expected, code]);
    });
  }

  for (const [status, expected] of [
    [400, 'rejected'],
    [401, 'unauthorized'],
    [429, 'rate-limited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ]) {
    it(`to ${status} with ${expected}, whatever the page says`, async () => {
      const page = () => new Response('<h1>Back soon</h1>', { status, headers: { 'retry-after': '7' } });
      const error = await asked(page);
      assert.deepEqual([error.code, error.status, error.retryAfter], [expected, status, 7_000]);
    });
  }

  it('to a field that the shop lacks', async () => {
    const refused = Response.json(failing('GRAPHQL_VALIDATION_FAILED'), { status: 400 });
    const error = await asked(() => refused);
    assert.deepEqual([error.code, error.native, error.status], ['unsupported', 'GRAPHQL_VALIDATION_FAILED', 400]);
  });

  for (const body of ['<h1>Sign in to the Wi-Fi</h1>', '{"data":{"p0"', '', '[]', 'null', '{}']) {
    it(`to ${JSON.stringify(body)} with malformed`, async () => {
      assert.equal((await asked(() => new Response(body))).code, 'malformed');
    });
  }

  it('to an address that is none', async () => {
    assert.equal((await asked(() => ({}), { endpoint: 'javascript:1' })).code, 'unsupported');
    assert.equal(sent.length, 0);
  });

  it('once in the console where the channel is wrong', async () => {
    const { catalog } = open(() => failing('CHANNEL_NOT_FOUND'), { channel: 'nix' });
    await thrown(catalog.products([byId('1')]));
    await thrown(catalog.products([byId('1')]));
    assert.equal(said.mock.callCount(), 1);
    assert.match(said.mock.calls[0].arguments[0], /channel/);
  });

  it('once in the console where the page may not read the answers', async () => {
    const send = async (_, { mode }) => {
      if (mode === 'no-cors') return new Response();
      throw new TypeError('blocked');
    };
    const { catalog } = vendureBackend({ endpoint, fetch: send }).open(US);
    assert.equal(await codeOf(catalog.products([byId('1')])), 'offline');
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(said.mock.callCount(), 1);
    assert.match(said.mock.calls[0].arguments[0], /apiOptions\.cors/);
  });
});

describe('the cart of vendureBackend', () => {
  it('begins before anything is added, because two adds would begin one each', async () => {
    const { cart } = openCart({ o0: {}, o1: {} });
    const answer = await cart.apply(undefined, [TRIPOD, { ...TRIPOD, quantity: 1 }]);
    assert.equal(answer.cart.token, 'session');
    const changes = sent.filter(({ query }) => query.startsWith('mutation'));
    assert.deepEqual(
      changes.map(({ headers }) => headers.authorization),
      [undefined, 'Bearer session'],
    );
    assert.doesNotMatch(changes[0].query, /addItem/);
  });

  it('is gone where the shop began another session, and nothing was written', async () => {
    const { cart } = openCart({}, null, { token: 'another' });
    assert.equal(await cart.read('session'), null);
    assert.equal(await codeOf(cart.apply('session', [TRIPOD])), 'cart-gone');
    assert.ok(sent.every(({ query }) => !query.startsWith('mutation')));
  });

  it('takes the order of another session for no answer, where its own ended in between', async () => {
    const { cart } = open(({ query }) => {
      const headers = { 'vendure-auth-token': query.startsWith('mutation') ? 'another' : 'session' };
      return Response.json({ data: { ...prices, cart: order } }, { headers });
    });
    assert.equal(await codeOf(cart.apply('session', [TRIPOD])), 'unavailable');
  });

  it('is gone where the order is placed', async () => {
    assert.equal(await openCart({}, null).cart.read('session'), null);
  });

  for (const token of ['', ' ', 'a b', '\uD800', 'x'.repeat(600), 'a\nb']) {
    it(`asks no shop for ${JSON.stringify(token.slice(0, 9))}`, async () => {
      const { cart } = openCart();
      assert.equal(await cart.read(token), null);
      assert.equal(sent.length, 0);
    });
  }

  it('says once what to set where no token comes', async () => {
    const { cart } = open(({ query }) =>
      Response.json({ data: query.startsWith('mutation') ? { cart: order } : prices }),
    );
    assert.equal(await codeOf(cart.apply(undefined, [TRIPOD])), 'unauthorized');
    await thrown(cart.apply(undefined, [TRIPOD]));
    assert.equal(said.mock.callCount(), 1);
    assert.match(said.mock.calls[0].arguments[0], /tokenMethod.*vendure-auth-token/);
  });

  for (const [what, variants] of [
    ['without a price', [{ id: '29' }]],
    ['with a price in another currency', [{ id: '29', priceWithTax: 5, currencyCode: 'ILS' }]],
  ]) {
    it(`never adds what is ${what}`, async () => {
      const { cart } = open(() => ({ data: { p0: { ...prices.p0, variants }, cart: order } }));
      const { outcomes } = await cart.apply('session', [TRIPOD]);
      assert.deepEqual([outcomes[0].status, outcomes[0].error.code], ['refused', 'price-missing']);
      assert.ok(sent.every(({ query }) => !query.includes('addItem')));
    });
  }

  it('refuses a variant that the product does not have, or that names no product', async () => {
    for (const add of [
      { ...TRIPOD, variantId: '30' },
      { ...TRIPOD, productId: undefined },
    ]) {
      const { outcomes } = await openCart().cart.apply('session', [add]);
      assert.equal(outcomes[0].error.code, 'rejected');
    }
  });

  const line = order.lines[0].id;
  for (const [name, operation, errorCode, expected] of [
    ['a limit', TRIPOD, 'ORDER_LIMIT_ERROR', 'quantity-rule'],
    ['a quantity', TRIPOD, 'NEGATIVE_QUANTITY_ERROR', 'quantity-rule'],
    ['a rule of the shop', TRIPOD, 'ORDER_INTERCEPTOR_ERROR', 'rejected'],
    ['what is new', TRIPOD, 'SOME_NEW_ERROR', 'rejected'],
    ['a code', { type: 'add-code', code: 'NIX' }, 'COUPON_CODE_INVALID_ERROR', 'code-unknown'],
    ['an old code', { type: 'add-code', code: 'SUMMER' }, 'COUPON_CODE_EXPIRED_ERROR', 'code-expired'],
    ['a used code', { type: 'add-code', code: 'ONCE' }, 'COUPON_CODE_LIMIT_ERROR', 'code-not-applicable'],
  ]) {
    it(`refuses ${name}: ${errorCode}`, async () => {
      const { status, error } = await outcomeOf(operation, { errorCode });
      assert.deepEqual([status, error], ['refused', expected]);
    });
  }

  it('tells how many came', async () => {
    const short = (quantityAvailable) => ({ errorCode: 'INSUFFICIENT_STOCK_ERROR', quantityAvailable });
    const plain = { ...TRIPOD, attributes: [{ name: 'Gift note', value: 'For Dana' }] };
    const clamped = { status: 'clamped', quantity: 2, error: 'insufficient-stock', available: 2 };
    assert.deepEqual(await outcomeOf(plain, short(1)), clamped);
    assert.deepEqual(await outcomeOf({ type: 'set', lineId: line, quantity: 9 }, short(2)), clamped);
    assert.deepEqual(await outcomeOf(plain, short(0)), {
      ...{ status: 'refused', error: 'insufficient-stock', available: 2 },
    });
    assert.deepEqual(await outcomeOf(TRIPOD, short(0)), { status: 'refused', error: 'out-of-stock', available: 0 });
  });

  it('knows the line whose attributes the shop gives back trimmed', async () => {
    const short = { errorCode: 'INSUFFICIENT_STOCK_ERROR', quantityAvailable: 0 };
    const padded = {
      ...TRIPOD,
      attributes: [
        { name: ' Gift note', value: 'For Dana  ' },
        { name: ' ', value: 'x' },
      ],
    };
    const { error, available } = await outcomeOf(padded, short);
    assert.deepEqual([error, available], ['insufficient-stock', 2]);
  });

  it('is closed while it is paid for', async () => {
    const { cart } = openCart({ o0: { errorCode: 'ORDER_MODIFICATION_ERROR' } });
    assert.equal(await codeOf(cart.apply('session', [TRIPOD])), 'cart-closed');
  });

  it('gives a code back that takes nothing off', async () => {
    const kept = { ...order, couponCodes: ['FIVE'], promotions: [] };
    const { cart } = open(({ query }) => ({
      data: { o0: {}, cart: query.includes('d0:') ? { ...kept, couponCodes: [] } : kept },
    }));
    const answer = await cart.apply('session', [{ type: 'add-code', code: 'five' }]);
    assert.equal(answer.outcomes[0].error.code, 'code-not-applicable');
    assert.deepEqual(answer.cart.codes, []);
    assert.deepEqual(sent.at(-1).variables, { v0: 'FIVE' });
  });

  it('goes on after a refusal that stopped the request', async () => {
    let asked = 0;
    const { cart } = open(({ query }) => {
      if (!query.startsWith('mutation')) return { data: { cart: order } };
      return asked++ ? { data: { o1: {}, cart: order } } : failing('USER_INPUT_ERROR', ['o0']);
    });
    const operations = [
      { type: 'set', lineId: line, quantity: 4 },
      { type: 'remove', lineId: order.lines[1].id },
    ];
    const { outcomes } = await cart.apply('session', operations);
    assert.deepEqual([outcomes[0].error.code, outcomes[1].status], ['line-gone', 'done']);
  });

  it('leaves it to the stores to look, where a request stopped in the middle', async () => {
    const { cart } = open(({ query }) =>
      query.startsWith('mutation') ? failing('USER_INPUT_ERROR', ['o1']) : { data: { cart: order } },
    );
    const set = (at) => ({ type: 'set', lineId: order.lines[at].id, quantity: 4 });
    const error = await thrown(cart.apply('session', [set(0), set(1)]));
    assert.deepEqual([error.code, error.native], ['unavailable', 'USER_INPUT_ERROR']);
  });

  it('keeps what a shopper wrote out of the text of a request', async () => {
    const { cart } = openCart();
    const wicked = '"){__typename} evil: deleteAll #\u0000\n\uD800';
    const named = { name: wicked, value: wicked };
    await cart.apply('session', [
      { type: 'note', text: wicked },
      { type: 'attributes', attributes: [named] },
      { type: 'add-code', code: wicked },
      { type: 'remove-code', code: wicked },
      { ...TRIPOD, attributes: [named] },
    ]);
    for (const { query } of sent) assert.doesNotMatch(query, /evil/);
  });

  it('repeats the quantity with new attributes, as the shop has it by then', async () => {
    const { cart } = openCart({ o0: {}, o1: {} });
    await cart.apply('session', [
      { type: 'set', lineId: line, quantity: 1 },
      { type: 'line-attributes', lineId: line, attributes: [] },
    ]);
    const changes = sent.filter(({ query }) => query.startsWith('mutation'));
    assert.equal(changes.length, 2);
    assert.match(changes[1].query, /quantity:2 customFields/);
  });

  it('is taken to the storefront, with the market where the address names it', async () => {
    const { cart } = openCart({}, order, { checkoutUrl: 'https://shop.example/{language}/take#token={token}' });
    assert.deepEqual(await cart.checkout('session'), {
      url: 'https://shop.example/en/take#token=session',
      carries: ['lines', 'codes', 'note', 'attributes', 'market'],
    });
    assert.equal(await codeOf(openCart().cart.checkout('session')), 'unsupported');
  });

  it('stays behind where the address has no place for its token', async () => {
    const url = 'https://shop.example/en/checkout';
    const { cart } = openCart({}, order, { checkoutUrl: 'https://shop.example/{language}/checkout' });
    assert.deepEqual(await cart.checkout('session'), { url, carries: [] });
  });
});
