/** The cart of WooCommerce that the browser keeps, and the way down to it. */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it, mock } from 'node:test';
import { wooCommerceBackend } from '@shuk/backend-woocommerce';
import { keepsTheBackendContract } from '@shuk/conformance';
import { makeSmallGoods } from '../support/woocommerce/goods.mjs';
import { pageFetch } from '../support/woocommerce/page-fetch.mjs';
import { startWooCommerce } from '../support/woocommerce/server.mjs';

const shop = await startWooCommerce(makeSmallGoods(), { delay: 0 });
after(() => shop.stop());

const { store } = shop;
const idOf = (handle) => String(store.named(handle).id);
const buyable = (handle) => ({ id: idOf(handle), variantId: idOf(handle) });
const variantOf = (sku) => {
  const { id, parent } = store.sold(sku);
  return { id: String(parent), variantId: String(id) };
};
const add = ({ id, variantId }, quantity = 1) => ({ type: 'add', productId: id, variantId, quantity });
const market = { country: 'US', currency: 'USD', language: 'en' };

describe('kept in the browser', () => {
  keepsTheBackendContract(
    () => wooCommerceBackend({ endpoint: shop.origin, cart: 'links' }),
    {
      market,
      product: {
        ...buyable('lamp'),
        ...{ title: 'Tom’s lamp & shade', handle: 'lamp', sku: 'LAMP', price: { amount: 1998, currency: 'USD' } },
      },
      other: buyable('vase'),
      withOptions: { id: idOf('shirt'), options: ['Size', 'Colour & cut'], variants: 3 },
      soldOut: buyable('gone'),
      scarce: { ...buyable('rare'), left: 2 },
      unpriced: buyable('unpriced'),
      collection: { handle: 'home', ids: makeSmallGoods().products.map(({ handle }) => idOf(handle)) },
      search: { text: 'shirt', id: idOf('shirt') },
    },
    { describe, it, beforeEach },
  );

  const open = () => wooCommerceBackend({ endpoint: shop.origin, cart: 'links' }).open(market);
  const outcomeOf = async (...operations) => {
    const { cart, outcomes } = await open().cart.apply(undefined, operations);
    const shown = outcomes.map(({ status, quantity, error }) => [status, error?.code, quantity ?? error?.available]);
    return { cart, outcomes: shown };
  };

  it('sums up its lines from the prices of the shop', async () => {
    const { cart } = await outcomeOf(add(buyable('lamp'), 2), add(variantOf('S-RED'), 3));
    assert.deepEqual(
      cart.lines.map(({ total, values }) => [total.amount, values]),
      [
        [3996, []],
        [6000, ['S', 'Red']],
      ],
    );
    assert.deepEqual([cart.subtotal.amount, cart.total.amount, cart.discount], [9996, 9996, undefined]);
  });

  it('finds the product of a variant by itself', async () => {
    const { cart } = await outcomeOf({ type: 'add', variantId: variantOf('S-RED').variantId, quantity: 1 });
    assert.equal(cart.lines[0].productId, idOf('shirt'));
  });

  it('keeps the rules of quantities', async () => {
    assert.deepEqual((await outcomeOf(add(buyable('single'), 2))).outcomes, [['clamped', 'quantity-rule', 1]]);
    assert.deepEqual((await outcomeOf(add(buyable('sixpack'), 2))).outcomes, [['refused', 'quantity-rule', 48]]);
    assert.deepEqual((await outcomeOf(add(buyable('sixpack'), 7))).outcomes, [['clamped', 'quantity-rule', 6]]);
    assert.deepEqual((await outcomeOf(add(buyable('rare'), 3))).outcomes, [['clamped', 'insufficient-stock', 2]]);
    assert.deepEqual((await outcomeOf(add(buyable('later'), 3))).outcomes, [['done', undefined, undefined]]);
  });

  it('sells neither what is sold elsewhere nor a product whose variant is not chosen', async () => {
    const { outcomes } = await outcomeOf(add(buyable('elsewhere')), add(buyable('shirt')), add(buyable('lamp')));
    assert.deepEqual(
      outcomes.map(([, code]) => code),
      ['unsupported', 'option-required', undefined],
    );
  });

  it('takes no code before the checkout, and says what would let it', async () => {
    const { cart } = open();
    assert.match(cart.abilities.codes.setup, /allowed_http_origins/);
    assert.deepEqual((await outcomeOf({ type: 'add-code', code: 'ten' })).outcomes, [
      ['refused', 'unsupported', undefined],
    ]);
  });

  it('leads to a link of which the shop makes a cart', async () => {
    const { cart } = await outcomeOf(add(buyable('lamp'), 2), add(variantOf('M-BLUE')));
    const { url, carries } = await open().cart.checkout(cart.token);
    assert.equal(url, `${shop.origin}/checkout-link/?products=${idOf('lamp')}:2,${variantOf('M-BLUE').variantId}:1`);
    assert.deepEqual(carries, ['lines']);
    const page = await (await fetch(url)).text();
    assert.match(page, /<title>Checkout</);
    assert.match(page, /data-sku="LAMP" data-quantity="2"[^]*data-sku="M-BLUE" data-quantity="1"/);
  });

  it('does not check out what ended meanwhile', async () => {
    const { cart } = await outcomeOf(add(buyable('vase')));
    shop.setStock('VASE', 0);
    await assert.rejects(open().cart.checkout(cart.token), { code: 'out-of-stock' });
    const read = await open().cart.read(cart.token);
    assert.deepEqual(
      read.lines.map(({ availability }) => availability.state),
      ['sold-out'],
    );
    shop.setStock('VASE', 50);
  });

  it('does not check out an empty cart', async () => {
    const { cart } = await outcomeOf();
    await assert.rejects(open().cart.checkout(cart.token), { code: 'rejected', native: 'empty' });
  });

  it('shows prices of today', async () => {
    const { cart } = await outcomeOf(add(buyable('vase')));
    shop.setPrice('VASE', 1_600);
    assert.equal((await open().cart.read(cart.token)).total.amount, 1600);
    shop.setPrice('VASE', 1_500);
  });

  it('takes no token that somebody has written', async () => {
    const lamp = idOf('lamp');
    const good = `L.${lamp}-${lamp}-1`;
    const forged = ['L', 'L.x', `L.${lamp}`, `L.${lamp}-${lamp}`, `L.${lamp}-${lamp}-0`, `L.${lamp}-${lamp}-10000`];
    const strange = [`L.../x-${lamp}-1`, `L.${lamp}-${lamp}-1,x`, `L.${lamp}-${lamp}-1,`, ` ${good}`, `${good}\n`];
    for (const token of [...forged, ...strange]) assert.equal(await open().cart.read(token), null, token);
    assert.equal((await open().cart.read(good)).lines.length, 1);
  });

  it('takes no more lines than a link can carry', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => `${900 + index}-${9000 + index}-1`);
    const { cart } = await open().cart.apply(`L.${rows.join()}`, [add(buyable('lamp'))]);
    assert.equal(cart.lines.length, 1); // what is no longer sold is gone
    assert.equal(await open().cart.read(`L.${[...rows, '7-7-1'].join()}`), null);
  });
});

describe('on another origin', () => {
  let said;
  let told;
  let tell;
  before(() => mock.method(console, 'error', (line) => tell(said.push(line))));
  beforeEach(() => {
    said = [];
    told = new Promise((resolve) => (tell = resolve));
    shop.requests.length = 0;
  });
  afterEach(() => shop.setCors('all'));
  after(() => mock.restoreAll());

  const here = 'http://127.0.0.1:1';
  const visit = (options = {}, origin = here) => {
    const sent = [];
    const backend = wooCommerceBackend({ endpoint: shop.origin, fetch: pageFetch(origin, sent), ...options });
    return { ...backend.open(market), sent };
  };

  it('uses the cart of a shop that lets it', async () => {
    shop.setCors('all');
    const { cart, sent } = visit();
    const answer = await cart.apply(undefined, [add(buyable('lamp'))]);
    assert.deepEqual(sent, ['GET /cart', 'POST /cart/add-item']);
    assert.equal(answer.cart.token.split('.').length, 3);
    assert.equal(cart.abilities.codes, 'native');
    assert.deepEqual(said, []);
  });

  it('keeps the cart itself where it may read products only, and says once what to switch on', async () => {
    shop.setCors('products');
    const { cart, recommendations } = visit();
    const first = await cart.apply(undefined, [add(buyable('lamp'))]);
    assert.match(first.cart.token, /^L\./);
    assert.equal(typeof cart.abilities.codes, 'object');
    assert.equal(recommendations.abilities.cart, 'none');
    const { cart: second } = await cart.apply(first.cart.token, [add(buyable('vase'))]);
    assert.equal(second.lines.length, 2);
    assert.match((await cart.checkout(second.token)).url, /checkout-link/);
    assert.equal(said.length, 1);
    assert.match(said[0], /allowed_http_origins.*mu-plugins|mu-plugins.*allowed_http_origins/);
    assert.match(said[0], /docs\/woocommerce\.md/);
  });

  it('asks for the cart of the shop once in a session', async () => {
    shop.setCors('products');
    const { cart, sent } = visit();
    const { cart: first } = await cart.apply(undefined, [add(buyable('lamp'))]);
    sent.length = 0;
    await cart.apply(first.token, [add(buyable('lamp'))]);
    await cart.apply(undefined, [add(buyable('lamp'))]);
    assert.deepEqual(sent, ['GET /products', 'GET /products']);
  });

  it('takes up a cart of the browser without asking for that of the shop', async () => {
    shop.setCors('products');
    const { token } = (await visit().cart.apply(undefined, [add(buyable('lamp'))])).cart;
    const { cart, sent } = visit();
    assert.equal((await cart.read(token)).lines.length, 1);
    assert.deepEqual(sent, ['GET /products']);
    assert.equal(typeof cart.abilities.codes, 'object');
  });

  it('calls a cart of the shop gone that it can no longer reach, so that it is built again', async () => {
    const { token } = (await visit().cart.apply(undefined, [add(buyable('lamp'))])).cart;
    shop.expire(token); // a token that is good may always be used
    shop.setCors('products');
    const { cart } = visit();
    assert.equal(await cart.read(token), null);
    await assert.rejects(cart.apply(token, [add(buyable('lamp'))]), { code: 'cart-gone' });
    await assert.rejects(visit({ cart: 'links' }).cart.apply(token, [add(buyable('lamp'))]), { code: 'cart-gone' });
    assert.equal(await visit({ cart: 'links' }).cart.read(token), null);
    assert.match((await cart.apply(undefined, [add(buyable('lamp'))])).cart.token, /^L\./);
  });

  it('goes on with a cart that it has, wherever the filter was taken away', async () => {
    const { token } = (await visit().cart.apply(undefined, [add(buyable('lamp'))])).cart;
    shop.setCors('none');
    const { cart } = await visit().cart.apply(token, [add(buyable('lamp'))]);
    assert.equal(cart.lines[0].quantity, 2);
  });

  it('keeps to the cart of the shop where it is told to', async () => {
    shop.setCors('products');
    const { cart } = visit({ cart: 'api' });
    await assert.rejects(cart.apply(undefined, [add(buyable('lamp'))]), { code: 'offline' });
    assert.equal(cart.abilities.codes, 'native');
    assert.equal(said.length, 1);
    assert.equal(await cart.read('L.11-11-1'), null);
  });

  it('fails where not even products can be read, and says once why', async () => {
    shop.setCors('none');
    const { catalog, cart } = visit();
    const asked = catalog.products([{ by: 'id', value: idOf('lamp') }]);
    await assert.rejects(asked, { code: 'offline' });
    await assert.rejects(cart.apply(undefined, [add(buyable('lamp'))]), { code: 'offline' });
    assert.equal(said.length, 1);
    assert.match(said[0], /docs\/woocommerce\.md/);
  });

  it('lets pages of other hosts in neither', async () => {
    const { catalog } = visit({}, 'http://localhost:1');
    await assert.rejects(catalog.products([{ by: 'id', value: idOf('lamp') }]), { code: 'offline' });
    await told;
  });

  it('keeps the cart itself where the shop gives no token', async () => {
    const bare = async (url, init) => {
      const answer = await fetch(url, init);
      return new Response(await answer.text(), { status: answer.status });
    };
    const { cart } = wooCommerceBackend({ endpoint: shop.origin, fetch: bare }).open(market);
    assert.match((await cart.apply(undefined, [add(buyable('lamp'))])).cart.token, /^L\./);
    assert.match(said[0], /Cart-Token/);
  });

  it('takes a bad line for no closed door, once it has got through', async () => {
    let cut = 0;
    const page = pageFetch(here);
    const { cart } = wooCommerceBackend({
      endpoint: shop.origin,
      fetch: (url, init) =>
        cut-- > 0 && init.mode !== 'no-cors' ? Promise.reject(new TypeError('cut')) : page(url, init),
    }).open(market);
    const { token } = (await cart.apply(undefined, [add(buyable('lamp'))])).cart;
    cut = 10;
    await assert.rejects(cart.apply(token, [add(buyable('lamp'))]), { code: 'offline' });
    await assert.rejects(cart.read(token), { code: 'offline' });
    cut = 0;
    assert.equal((await cart.read(token)).lines[0].quantity, 1);
    assert.deepEqual(said, []);
  });

  it('does not take one lost request at the beginning for a closed door', async () => {
    let asked = 0;
    const page = pageFetch(here);
    const { cart } = wooCommerceBackend({
      endpoint: shop.origin,
      fetch: (url, init) => (++asked === 1 || asked === 3 ? Promise.reject(new TypeError('cut')) : page(url, init)),
    }).open(market);
    await assert.rejects(cart.apply(undefined, [add(buyable('lamp'))]), { code: 'offline' });
    assert.equal(cart.abilities.codes, 'native');
  });

  it('does not take a lost network for a shop that lets nobody in', async () => {
    const { cart } = wooCommerceBackend({
      endpoint: shop.origin,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    }).open(market);
    await assert.rejects(cart.apply(undefined, [add(buyable('lamp'))]), { code: 'offline' });
    assert.equal(cart.abilities.codes, 'native');
    assert.deepEqual(said, []);
  });

  it('rejects with the reason of an abort also on the way down', async () => {
    shop.setCors('products');
    const controller = new AbortController();
    const page = pageFetch(here);
    const { cart } = wooCommerceBackend({
      endpoint: shop.origin,
      fetch(url, init) {
        if (init.mode === 'no-cors') controller.abort('left');
        return page(url, init);
      },
    }).open(market);
    const asked = cart.apply(undefined, [add(buyable('lamp'))], { signal: controller.signal });
    assert.equal(await asked.catch((reason) => reason), 'left');
    assert.equal(cart.abilities.codes, 'native'); // it has not gone down for the rest of the visit
  });
});
