/** What the adapter of the HTTP protocol asks for, and what it makes of answers about goods. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { httpBackend } from '@shuk/backend-http';
import { byId, items, market, opened, product, variant } from '../support/http/opened.mjs';

let warn;
beforeEach(() => {
  warn = mock.method(console, 'warn', () => {});
});
afterEach(() => mock.restoreAll());

describe('requests for goods', () => {
  it('ask for many in one address, in a market, with nothing that needs a permission', async () => {
    const { catalog, asked } = opened(items(product('a'), null));
    await catalog.products([byId('a'), { by: 'sku', value: 'x:1' }]);
    const [{ url, method, headers, redirect, credentials, cache }] = asked;
    assert.equal(url.origin + url.pathname, 'https://shop.example/shuk/products');
    assert.deepEqual(Object.fromEntries(url.searchParams), { refs: '["id:a","sku:x:1"]', ...market });
    assert.deepEqual([method, headers, redirect, credentials, cache], ['GET', {}, 'follow', 'omit', 'default']);
  });

  it('leave out a market that is not told', async () => {
    const { backend, asked } = opened(items(null));
    await backend.open({}).catalog.products([byId('a')]);
    assert.deepEqual([...asked[0].url.searchParams.keys()], ['refs']);
  });

  it('ask for each once, and give all that asked the same', async () => {
    const { catalog, asked } = opened(items(product('a'), product('b')));
    const found = await catalog.products(['b', 'a', 'b'].map(byId)).catch(() => []);
    assert.equal(asked[0].url.searchParams.get('refs'), '["id:b","id:a"]');
    assert.deepEqual(found, [null, null, null]); // the shop answered in an order of its own
    assert.equal(warn.mock.callCount(), 1);
  });

  it('do not send what nobody can have', async () => {
    const { catalog, reviews, asked } = opened(items(product('a')));
    const found = await catalog.products(['', ' ', '\uD800', 'x'.repeat(256), 'a'].map(byId));
    assert.deepEqual(
      found.map((it) => it?.id),
      [undefined, undefined, undefined, undefined, 'a'],
    );
    assert.equal(asked[0].url.searchParams.get('refs'), '["id:a"]');
    assert.deepEqual(await catalog.products([byId('')]), [null]);
    assert.equal(await catalog.collection('', {}), null);
    assert.deepEqual(await reviews.page({ product: '\uD800' }), { items: [] });
    assert.equal(asked.length, 1);
  });

  it('go into the body where the address would be too long', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `gid://shop/Product/${index}`);
    const { catalog, asked } = opened(items(...ids.map((id) => product(id))));
    const found = await catalog.products(ids.map(byId));
    assert.deepEqual(
      found.map(({ id }) => id),
      ids,
    );
    const [{ url, method, body, headers }] = asked;
    assert.deepEqual(
      [method, url.searchParams.get('refs'), headers],
      ['POST', null, { 'content-type': 'application/json' }],
    );
    assert.deepEqual(JSON.parse(body), { refs: ids.map((id) => `id:${id}`) });
  });

  it('stay below 2,000 characters otherwise', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `שלום-${index}`);
    for (let many = 1; many <= ids.length; many++) {
      const some = ids.slice(0, many);
      const { catalog, asked } = opened(items(...some.map((id) => product(id))));
      await catalog.products(some.map(byId));
      assert.ok(asked[0].url.href.length <= 2_000, `${asked[0].url.href.length}`);
    }
  });

  it('name the storefront, and then follow no redirect', async () => {
    const { catalog, asked, backend } = opened(items(), { token: 'pk_1' });
    await catalog.search({ text: 'a b&c', sort: 'newest', first: 3, after: 'x' });
    assert.deepEqual(asked[0].headers, { 'shuk-key': 'pk_1' });
    assert.equal(asked[0].redirect, 'error');
    assert.deepEqual(Object.fromEntries(asked[0].url.searchParams), {
      ...{ text: 'a b&c', sort: 'newest', first: '3', after: 'x' },
      ...market,
    });
    assert.notEqual(backend.shop, httpBackend({ endpoint: 'https://shop.example/shuk' }).shop);
  });

  it('name a collection in the query, whatever it is called', async () => {
    const { catalog, asked } = opened(items());
    await catalog.collection('../cart?x=1', {});
    assert.equal(asked[0].url.pathname, '/shuk/collection');
    assert.equal(asked[0].url.searchParams.get('handle'), '../cart?x=1');
  });

  for (const [endpoint, root] of [
    ['https://shop.example/shuk///', 'https://shop.example/shuk/search'],
    ['https://shop.example', 'https://shop.example/search'],
    ['/api?x=1#y', 'https://page.example/api/search'],
  ]) {
    it(`go below ${endpoint}`, async () => {
      const { catalog, asked } = opened(items(), { endpoint, base: 'https://page.example/a/b.html' });
      await catalog.search({});
      assert.equal(asked[0].url.origin + asked[0].url.pathname, root);
    });
  }

  for (const endpoint of ['javascript:alert(1)', 'https://u:p@shop.example/', '', undefined]) {
    it(`do not go to ${endpoint}`, async () => {
      const { catalog, asked } = opened(items(), { endpoint });
      await assert.rejects(catalog.search({}), { code: 'unsupported' });
      assert.equal(asked.length, 0);
    });
  }
});

describe('answers about goods', () => {
  const read = async (more, where = market) => {
    const { backend } = opened(items(product('a', more)));
    return (await backend.open(where).catalog.products([byId('a')]))[0];
  };

  it('resolve addresses against the endpoint, and take web addresses only', async () => {
    const images = [
      { src: 'lamp.jpg', width: 3, height: 0 },
      { src: 'javascript:alert(1)' },
      { src: '/x.jpg', alt: '' },
    ];
    const found = await read({ url: '/p/a', images });
    assert.equal(found.url, 'https://shop.example/p/a');
    assert.deepEqual(
      found.images.map(({ src, width, height }) => [src, width, height]),
      [
        ['https://shop.example/shuk/lamp.jpg', 3, undefined],
        ['https://shop.example/x.jpg', undefined, undefined],
      ],
    );
    assert.equal((await read({ url: 'javascript:alert(1)' })).url, undefined);
  });

  it('count a price in the currency of the market only', async () => {
    const price = { current: { amount: 500, currency: 'USD' } };
    assert.equal((await read({ variants: [variant({ price })] })).variants[0].price, undefined);
    const [{ price: open }] = (await read({ variants: [variant({ price })] }, {})).variants;
    assert.deepEqual(open.current, { amount: 500, currency: 'USD' });
  });

  it('leave out a plan that has no price in the market', async () => {
    const plans = [
      { id: 'w', name: 'Weekly', price: { current: { amount: 1, currency: 'USD' } } },
      { id: 'm', name: 'Monthly', interval: { unit: 'month', count: 1 } },
    ];
    const [{ plans: offered }] = (await read({ variants: [variant({ plans })] })).variants;
    assert.deepEqual(offered, [{ id: 'm', name: 'Monthly', interval: { unit: 'month', count: 1 }, price: undefined }]);
  });

  for (const [what, more] of [
    ['no title', { title: '' }],
    ['no variant', { variants: [] }],
    ['a variant without an id', { variants: [variant({ id: '' })] }],
    [
      'a value that no option has',
      { options: [{ name: 'Size', values: [{ name: 'S' }] }], variants: [variant({ values: ['M'] })] },
    ],
    ['fewer values than options', { options: [{ name: 'Size', values: [{ name: 'S' }] }] }],
    ['an unknown availability', { variants: [variant({ availability: { state: 'maybe' } })] }],
  ]) {
    it(`leave out a product with ${what}, and say so once`, async () => {
      const { catalog } = opened(items(product('a'), product('b', more)));
      assert.deepEqual(
        (await catalog.search({})).items.map(({ id }) => id),
        ['a'],
      );
      await catalog.search({});
      assert.equal(warn.mock.callCount(), 1);
      assert.equal(warn.mock.calls[0].arguments[1].code, 'malformed');
    });
  }

  for (const body of [null, [], {}, { items: {} }, { items: [] }, { items: [null, null] }, 'null', '<html>', '']) {
    it(`are malformed as ${JSON.stringify(body)}`, async () => {
      const { catalog } = opened({ body });
      await assert.rejects(catalog.products([byId('a')]), { code: 'malformed' });
    });
  }

  it('may leave out reviews and recommendations', async () => {
    for (const status of [404, 501]) {
      const { reviews, recommendations } = opened({ status, body: '<h1>Not here</h1>' });
      await assert.rejects(reviews.summaries(['a']), { code: 'unsupported', status });
      await assert.rejects(reviews.page({ product: 'a' }), { code: 'unsupported' });
      await assert.rejects(recommendations.products({ for: 'visitor' }), { code: 'unsupported' });
    }
  });

  it('are read as reviews', async () => {
    const review = {
      id: 1,
      productId: 'a',
      rating: 5,
      text: ' Good ',
      author: 'Dana',
      published: '2026-02-03T04:05:06+02:00',
    };
    const { reviews } = opened({
      body: { items: [review, { ...review, author: '' }, { ...review, rating: 6 }], total: 3 },
    });
    const { items: found, total } = await reviews.page({ product: 'a' });
    assert.deepEqual(
      found.map(({ rating, published, text }) => [rating, published, text]),
      [
        [5, '2026-02-03T02:05:06.000Z', 'Good'],
        [undefined, '2026-02-03T02:05:06.000Z', 'Good'],
      ],
    );
    assert.equal(total, 3);
  });
});
