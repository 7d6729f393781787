import { CommerceError, type CartOutcome } from '@shuk/core';
import { cartOf, createShop, type CartView } from '@shuk/stores';
import { expect } from '@open-wc/testing';
import { fakeProduct, fakeShop, type FakeShopOptions } from '../support/fake-shop.js';
import { fakeSite, germany, type FakeSite, type Tab } from '../support/fake-site.js';
import { rejection } from '../support/rejection.js';
import { uncaught } from '../support/uncaught.js';

const NAME = 'shuk:cart:fake:1:DE:EUR';

describe('cart', () => {
  let site: FakeSite;
  let one: Tab;

  function open(options: FakeShopOptions = {}): void {
    site = fakeSite(fakeShop(options));
    one = site.tab();
  }
  beforeEach(() => open());

  const view = (): CartView => one.cart.$view.get();
  const drawn = () => view().lines.map(({ variantId, quantity, pending }) => [variantId, quantity, pending]);
  const item: FakeSite['backend']['item'] = (...values) => site.backend.item(...values);
  const until = <T>(promise: Promise<T>) => site.clock.until(promise);
  const add = (id: string, quantity = 1) => until(one.cart.add([item(id, quantity)]));
  const line = (id: string) => view().lines.find((it) => it.variantId === id)!.id;

  describe('before the shopper does anything', () => {
    it('is ready and empty without asking the shop', async () => {
      one.watch();
      await site.clock.idle();
      expect(view()).to.deep.equal({ status: 'ready', cart: undefined, lines: [], pending: false, error: undefined });
      expect(one.cart.$count.get()).to.equal(0);
      expect(site.backend.log).to.have.length(0);
    });

    it('stores nothing', async () => {
      one.watch();
      one.seen();
      await until(one.cart.refresh());
      await rejection(until(one.cart.checkout()));
      await site.clock.idle();
      expect(site.stored.size).to.equal(0);
    });

    it('stores nothing of an add that failed', async () => {
      site.backend.fail('apply', new CommerceError('unauthorized', 'no'));
      expect(await rejection(add('lamp'))).to.have.property('code', 'unauthorized');
      expect(site.stored.size).to.equal(0);
    });
  });

  describe('a change', () => {
    beforeEach(() => one.watch());

    it('shows at once and is confirmed', async () => {
      const added = one.cart.add([item('lamp', 2)]);
      expect(drawn()).to.deep.equal([['lamp', 2, true]]);
      expect(view().pending).to.equal(true);
      expect(view().lines[0]).to.deep.include({ title: 'Title of lamp', total: undefined });
      expect(view().lines[0]!.price).to.deep.equal({ current: { amount: 1000, currency: 'EUR' } });
      expect(one.cart.$count.get()).to.equal(2);
      const { cart, outcomes } = await until(added);
      expect(outcomes).to.deep.equal([{ status: 'done' }]);
      expect(cart.lines).to.have.length(1);
      expect(view().cart).to.equal(cart);
      expect(drawn()).to.deep.equal([['lamp', 2, false]]);
      expect(view().lines[0]!.total).to.deep.equal({ amount: 2000, currency: 'EUR' });
    });

    it('is never drawn twice, not even for a moment', async () => {
      const counts: (number | undefined)[] = [];
      one.cart.$count.listen((count) => void counts.push(count));
      await Promise.all([add('lamp'), add('lamp'), add('vase')]);
      await until(one.cart.setQuantity(line('lamp'), 1));
      expect(counts.filter((count, index) => count !== counts[index - 1])).to.deep.equal([1, 2, 3, 2]);
    });

    it('is never drawn twice, whatever else is drawn at that moment', async () => {
      const counts: (number | undefined)[] = [];
      one.cart.$view.listen(() => void counts.push(one.cart.$count.get()));
      let added = false;
      site.backend.hold();
      void one.cart.add([item('lamp')]).then(() => (added = true));
      await site.clock.pass(0);
      site.backend.release();
      while (!added) {
        one.shop.setServices({});
        await Promise.resolve();
      }
      expect(new Set(counts)).to.deep.equal(new Set([1]));
    });

    it('adds to a line that is there', async () => {
      await add('lamp');
      const added = one.cart.add([item('lamp', 2)]);
      expect(drawn()).to.deep.equal([['lamp', 3, true]]);
      expect(view().lines[0]!.total, 'of the shop, not computed').to.equal(undefined);
      await until(added);
      expect(drawn()).to.deep.equal([['lamp', 3, false]]);
    });

    it('keeps lines with other attributes or plans apart', async () => {
      const attributes = [{ name: 'Gift note', value: 'For Noor' }];
      await add('lamp');
      const added = one.cart.add([item('lamp', 1, { attributes }), item('lamp', 1, { planId: 'm' })]);
      expect(view().lines).to.have.length(3);
      await until(added);
      expect(view().lines.map((it) => [it.attributes, it.planId])).to.deep.equal([
        [[], undefined],
        [attributes, undefined],
        [[], 'm'],
      ]);
    });

    it('is rolled back where the shop refuses', async () => {
      site.backend.stock.set('lamp', 0);
      const added = one.cart.add([item('lamp')]);
      expect(drawn()).to.deep.equal([['lamp', 1, true]]);
      const { outcomes } = await until(added);
      expect((outcomes[0] as CartOutcome & { error: CommerceError }).error.code).to.equal('out-of-stock');
      expect(drawn()).to.deep.equal([]);
    });

    it('shows what the shop made of it where that is less', async () => {
      site.backend.stock.set('lamp', 3);
      const { outcomes } = await add('lamp', 5);
      expect(outcomes[0]).to.deep.include({ status: 'clamped', quantity: 3 });
      expect(drawn()).to.deep.equal([['lamp', 3, false]]);
    });

    it('sends many items at once, with an outcome for each', async () => {
      site.backend.stock.set('vase', 0);
      const { outcomes } = await until(one.cart.add([item('lamp'), item('vase')]));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['done', 'refused']);
      expect(site.backend.calls('apply')).to.have.length(1);
    });

    it('sets and removes lines', async () => {
      await until(one.cart.add([item('lamp'), item('vase')]));
      const set = one.cart.setQuantity(line('lamp'), 4);
      const removed = one.cart.remove(line('vase'));
      expect(drawn()).to.deep.equal([['lamp', 4, true]]);
      await until(Promise.all([set, removed]));
      expect(drawn()).to.deep.equal([['lamp', 4, false]]);
      await until(one.cart.setQuantity(line('lamp'), 0));
      expect(drawn()).to.deep.equal([]);
      expect(one.cart.$count.get()).to.equal(0);
    });

    it('sets attributes, note and codes', async () => {
      await add('lamp');
      const attributes = [{ name: 'Gift note', value: 'For Noor' }];
      const { cart } = one;
      const changes = [cart.setLineAttributes(line('lamp'), attributes), cart.setNote('Ring twice')];
      changes.push(cart.setAttributes([{ name: 'ref', value: 'x' }]), cart.addCode('TEN'));
      expect(view().lines[0]!.attributes).to.deep.equal(attributes);
      expect(view().pending).to.equal(true);
      await until(Promise.all(changes));
      expect(view().lines[0]!.attributes).to.deep.equal(attributes);
      expect(view().cart).to.deep.include({ note: 'Ring twice', attributes: [{ name: 'ref', value: 'x' }] });
      expect(view().cart!.codes).to.deep.equal([{ code: 'TEN', applied: true }]);
      await until(cart.removeCode('TEN'));
      expect(view().cart!.codes).to.deep.equal([]);
    });

    it('tells a refused code', async () => {
      await add('lamp');
      const { outcomes } = await until(one.cart.addCode('NOPE'));
      expect(outcomes[0]).to.have.property('status', 'refused');
    });

    it('is made one at a time and in order', async () => {
      const changes = [1, 2, 3, 4].map(() => one.cart.add([item('lamp')]));
      await until(Promise.all([...changes, one.cart.add([item('vase')])]));
      expect(site.backend.mostChanging()).to.equal(1);
      expect(site.backend.calls('apply').map(({ revision }) => revision)).to.deep.equal([
        undefined,
        '1',
        '2',
        '3',
        '4',
      ]);
      expect(drawn()).to.deep.equal([
        ['lamp', 4, false],
        ['vase', 1, false],
      ]);
      expect(site.backend.carts.size, 'one cart').to.equal(1);
    });

    it('sends token, revision and a key of its own', async () => {
      await add('lamp');
      await add('lamp');
      const [first, second] = site.backend.calls('apply');
      expect(first).to.deep.include({ token: undefined, revision: undefined });
      expect(second).to.deep.include({ token: 'cart-1', revision: '1' });
      expect(first!.key).to.match(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(second!.key).not.to.equal(first!.key);
    });
  });

  describe('of what waits for one line', () => {
    beforeEach(async () => {
      one.watch();
      await until(one.cart.add([item('lamp'), item('vase')]));
      site.backend.log.length = 0;
    });

    it('sends only the newest, which answers all', async () => {
      const first = one.cart.setNote('busy');
      const sets = [2, 3, 4].map((quantity) => one.cart.setQuantity(line('lamp'), quantity));
      expect(drawn()[0]).to.deep.equal(['lamp', 4, true]);
      await until(first);
      const answers = await until(Promise.all(sets));
      expect(new Set(answers).size).to.equal(1);
      expect(site.backend.calls('apply').map(({ operations }) => operations![0])).to.deep.equal([
        { type: 'note', text: 'busy' },
        { type: 'set', lineId: line('lamp'), quantity: 4 },
      ]);
    });

    it('does not touch what is already sent, nor another line', async () => {
      site.backend.hold();
      const sets = [one.cart.setQuantity(line('lamp'), 2)];
      await site.clock.pass(100);
      sets.push(one.cart.setQuantity(line('lamp'), 3), one.cart.setQuantity(line('vase'), 5));
      sets.push(one.cart.setQuantity(line('lamp'), 4));
      site.backend.release();
      await until(Promise.all(sets));
      const sent = site.backend
        .calls('apply')
        .map(({ operations: [it] = [] }) => (it as { quantity: number }).quantity);
      expect(sent).to.deep.equal([2, 4, 5]);
    });

    it('takes back a removal that is not sent yet', async () => {
      const first = one.cart.setNote('busy');
      const removed = one.cart.remove(line('lamp'));
      expect(drawn()).to.deep.equal([['vase', 1, false]]);
      const kept = one.cart.setQuantity(site.backend.cart()!.lines[0]!.id, 1);
      expect(drawn()[0]).to.deep.equal(['lamp', 1, true]);
      await until(Promise.all([first, removed, kept]));
      expect(site.backend.calls('apply')).to.have.length(2);
      expect(site.backend.pieces('lamp')).to.equal(1);
    });
  });

  describe('a line that is not confirmed yet', () => {
    it('can be changed already', async () => {
      one.watch();
      const added = one.cart.add([item('lamp')]);
      const pending = line('lamp');
      expect(pending).to.match(/^pending:/);
      const set = one.cart.setQuantity(pending, 3);
      expect(drawn()).to.deep.equal([['lamp', 3, true]]);
      await until(Promise.all([added, set]));
      expect(drawn()).to.deep.equal([['lamp', 3, false]]);
      await until(one.cart.setQuantity(pending, 5)); // by somebody who remembers the old id
      expect(site.backend.pieces('lamp')).to.equal(5);
    });

    it('has nothing to be changed where it was refused', async () => {
      one.watch();
      site.backend.stock.set('lamp', 0);
      const added = one.cart.add([item('lamp')]);
      const set = one.cart.setQuantity(line('lamp'), 2);
      await until(added);
      const { outcomes } = await until(set);
      expect(outcomes[0]).to.have.property('status', 'refused');
      expect(drawn()).to.deep.equal([]);
    });
  });

  describe('what cannot be asked for', () => {
    const cases: [string, () => ReturnType<typeof item>, string][] = [
      ['a price that was not read', () => ({ ...item('free'), quantity: 1 }), 'price-missing'],
      ['a half piece', () => item('lamp', 0.5), 'quantity-rule'],
      ['no piece', () => item('lamp', 0), 'quantity-rule'],
      ['less than no piece', () => item('lamp', -1), 'quantity-rule'],
      ['no number', () => item('lamp', NaN), 'quantity-rule'],
      ['what is sold elsewhere', () => item('poster'), 'unsupported'],
    ];
    beforeEach(() =>
      open({
        products: [
          fakeProduct('lamp'),
          fakeProduct('free', { price: null }),
          fakeProduct('poster', { external: true }),
        ],
      }),
    );

    for (const [what, wrong, code] of cases) {
      it(`is ${what}`, async () => {
        expect(await rejection(until(one.cart.add([wrong()])))).to.have.property('code', code);
        expect(site.backend.log).to.have.length(0);
      });

      it(`is ${what}, beside others that are added`, async () => {
        const { outcomes } = await until(one.cart.add([item('lamp'), wrong(), item('lamp')]));
        expect(outcomes.map(({ status }) => status)).to.deep.equal(['done', 'refused', 'done']);
        expect((outcomes[1] as { error: CommerceError }).error.code).to.equal(code);
        expect(site.backend.pieces('lamp')).to.equal(2);
      });
    }

    it('is a plan that was not chosen, and not one that was', async () => {
      const { product, variant } = item('lamp');
      const plans = [{ id: 'm', name: 'Monthly', price: { current: { amount: 900, currency: 'EUR' } } }];
      const own = { ...variant, price: undefined, plans, planRequired: true };
      const rejected = one.cart.add([{ product, variant: own, quantity: 1 }]);
      expect(await rejection(until(rejected))).to.have.property('code', 'option-required');
      const { outcomes } = await until(one.cart.add([{ product, variant: own, quantity: 1, planId: 'm' }]));
      expect(outcomes[0]!.status).to.equal('done');
    });

    it('is nothing at all', async () => {
      expect(await rejection(one.cart.add([]))).to.have.property('code', 'rejected');
    });

    for (const quantity of [-1, 0.5, NaN, Infinity]) {
      it(`is a quantity of ${quantity}`, async () => {
        expect(await rejection(one.cart.setQuantity('any', quantity))).to.have.property('code', 'quantity-rule');
      });
    }

    it('is a line of a cart that does not exist', async () => {
      expect(await rejection(until(one.cart.setQuantity('any', 2)))).to.have.property('code', 'line-gone');
      expect(site.backend.log).to.have.length(0);
    });
  });

  describe('reading', () => {
    beforeEach(async () => {
      one.watch();
      await add('lamp', 2);
      site.backend.log.length = 0;
    });
    const reload = () => {
      one.die();
      one = site.tab();
    };

    it('finds the cart again after a reload, with the last known lines until then', async () => {
      reload();
      one.watch();
      expect(view().status).to.equal('loading');
      expect(drawn()).to.deep.equal([['lamp', 2, false]]);
      expect(view().lines[0]!.price).to.equal(undefined);
      expect(one.cart.$count.get()).to.equal(2);
      await site.clock.idle();
      expect(view().status).to.equal('ready');
      expect(view().cart).to.deep.equal(site.backend.cart());
      expect(site.backend.log.map(({ call }) => call)).to.deep.equal(['read']);
    });

    it('waits until somebody watches', async () => {
      reload();
      await site.clock.pass(10_000);
      expect(site.backend.log).to.have.length(0);
      expect(one.cart.$count.value).to.equal(undefined);
    });

    it('stops when nobody watches any more', async () => {
      reload();
      site.backend.hold();
      one.watch();
      await site.clock.pass(100);
      one.unwatch();
      expect(site.backend.log[0]!.aborted).to.equal(true);
      site.backend.release();
      one.watch();
      await site.clock.idle();
      expect(view().status).to.equal('ready');
    });

    it('keeps the last known lines where it fails, and says why', async () => {
      reload();
      site.backend.fail('read', 'error', 'error', 'error');
      one.watch();
      await site.clock.idle();
      expect(view()).to.deep.include({ status: 'failed', cart: undefined });
      expect(view().error!.code).to.equal('unavailable');
      expect(drawn()).to.deep.equal([['lamp', 2, false]]);
      one.seen();
      await site.clock.idle();
      expect(view()).to.deep.include({ status: 'ready', error: undefined });
    });

    it('fails where the adapter throws at once', async () => {
      reload();
      site.backend.fail('read', 'throw', 'throw', 'throw');
      one.watch();
      await site.clock.idle();
      expect(view().status).to.equal('failed');
    });

    it('happens when the page is seen again', async () => {
      const [server] = site.backend.carts.values();
      server!.lines[0]!.quantity = 7;
      one.seen();
      one.seen(); // focus and visibility come together
      await site.clock.idle();
      expect(drawn()).to.deep.equal([['lamp', 7, false]]);
      expect(site.backend.calls('read')).to.have.length(1);
    });

    it('happens once where the page is seen again while it is under way', async () => {
      site.backend.hold();
      one.seen();
      await site.clock.pass(100);
      one.seen();
      const refreshed = one.cart.refresh();
      site.backend.release();
      await until(refreshed);
      expect(site.backend.calls('read')).to.have.length(1);
    });

    it('does not count where another tab changed the cart meanwhile', async () => {
      const two = site.tab({ channel: () => undefined });
      const { cart } = one.shop.$session.get();
      one.shop.setServices({
        cart: {
          ...cart!,
          async read(...values) {
            const found = await cart!.read(...values);
            await new Promise<void>((resolve) => site.clock.timer(resolve, 1_000));
            return found;
          },
        },
      });
      const refreshed = one.cart.refresh();
      await site.clock.pass(500);
      await until(two.cart.add([item('lamp')]));
      const kept = () => (JSON.parse(site.stored.get(NAME)!) as { lines: { quantity: number }[] }).lines[0]!.quantity;
      expect(kept()).to.equal(3);
      await site.clock.pass(600);
      expect(kept()).to.equal(3);
      await until(refreshed);
      expect(drawn()).to.deep.equal([['lamp', 3, false]]);
    });

    it('happens on demand, also unwatched', async () => {
      one.unwatch();
      const [server] = site.backend.carts.values();
      server!.lines[0]!.quantity = 7;
      await until(one.cart.refresh());
      expect(drawn()).to.deep.equal([['lamp', 7, false]]);
    });

    it('gives way to a change, and is not needed after it', async () => {
      reload();
      site.backend.hold();
      one.watch();
      await site.clock.pass(100);
      const added = one.cart.add([item('lamp')]);
      expect(site.backend.log[0]!.aborted).to.equal(true);
      site.backend.release();
      await until(added);
      await site.clock.idle();
      expect(drawn()).to.deep.equal([['lamp', 3, false]]);
      expect(view().status).to.equal('ready');
    });

    it('takes over a token that the shop renewed', async () => {
      const [server] = site.backend.carts.values();
      const { cart } = one.shop.$session.get();
      one.shop.setServices({
        cart: { ...cart!, read: async (...values) => ({ ...(await cart!.read(...values))!, token: 'renewed' }) },
      });
      site.backend.carts.set('renewed', Object.assign(server!, { token: 'renewed' }));
      await until(one.cart.refresh());
      expect(JSON.parse(site.stored.get(NAME)!)).to.have.property('token', 'renewed');
    });
  });

  describe('checkout', () => {
    it('gives the address after all changes', async () => {
      const added = one.cart.add([item('lamp')]);
      const checkout = one.cart.checkout();
      expect((await until(checkout)).url).to.equal('https://shop.example/checkout/cart-1');
      await until(added);
      expect(site.backend.log.map(({ call }) => call)).to.deep.equal(['apply', 'checkout']);
    });

    it('is refused where there is no cart', async () => {
      expect(await rejection(until(one.cart.checkout()))).to.have.property('code', 'cart-gone');
    });

    it('passes the reason of the shop on', async () => {
      await add('lamp');
      site.backend.fail('checkout', new CommerceError('cart-closed', 'ordered'));
      expect(await rejection(until(one.cart.checkout()))).to.have.property('code', 'cart-closed');
    });

    it('is not a change that is drawn', async () => {
      await add('lamp');
      one.watch();
      site.backend.hold();
      void one.cart.checkout();
      await site.clock.pass(100);
      expect(view().pending).to.equal(false);
      site.backend.release();
    });
  });

  describe('market', () => {
    const israel = { country: 'IL', currency: 'ILS', language: 'he' };

    it('has a cart of its own, and the other one waits', async () => {
      one.watch();
      await add('lamp');
      one.shop.setMarket(israel);
      expect(view()).to.deep.include({ status: 'ready', lines: [] });
      await add('vase');
      expect(drawn()).to.deep.equal([['vase', 1, false]]);
      expect([...site.stored.keys()].sort()).to.deep.equal([NAME, 'shuk:cart:fake:1:IL:ILS']);
      one.shop.setMarket(germany);
      expect(drawn()).to.deep.equal([['lamp', 1, false]]);
    });

    it('lets changes of the old one come to their end there', async () => {
      one.watch();
      site.backend.hold();
      const added = [one.cart.add([item('lamp')]), one.cart.add([item('lamp')])];
      one.shop.setMarket(israel);
      expect(drawn()).to.deep.equal([]);
      site.backend.release();
      await until(Promise.all(added));
      expect(drawn()).to.deep.equal([]);
      expect(site.backend.calls('apply').map(({ market }) => market.currency)).to.deep.equal(['EUR', 'EUR']);
      one.shop.setMarket(germany);
      await site.clock.idle();
      expect(drawn()).to.deep.equal([['lamp', 2, false]]);
    });

    it('keeps the cart in another language, and reads it in that', async () => {
      one.watch();
      await add('lamp');
      site.backend.log.length = 0;
      one.shop.setMarket({ ...germany, language: 'he' });
      expect(drawn()).to.deep.equal([['lamp', 1, false]]);
      await site.clock.idle();
      expect(site.backend.log.map(({ call, market }) => [call, market.language])).to.deep.equal([['read', 'he']]);
      await add('lamp');
      expect(site.backend.log.at(-1)!.market.language).to.equal('he');
      expect(site.backend.carts.size).to.equal(1);
    });
  });

  it('is refused where the shop has none', async () => {
    one.shop.setServices({ cart: undefined });
    one.watch();
    expect(view()).to.deep.include({ status: 'ready', lines: [] });
    expect(await rejection(one.cart.add([item('lamp')]))).to.have.property('code', 'unsupported');
    expect(await rejection(one.cart.remove('any'))).to.have.property('code', 'unsupported');
    expect(await rejection(one.cart.addCode('TEN'))).to.have.property('code', 'unsupported');
    expect(await rejection(one.cart.checkout())).to.have.property('code', 'unsupported');
    await one.cart.refresh();
  });

  it('is one for each shop', () => {
    const shop = createShop(fakeShop(), germany);
    expect(cartOf(shop)).to.equal(cartOf(shop));
    expect(cartOf(createShop(fakeShop(), germany))).not.to.equal(cartOf(shop));
  });

  it('does not fail because a listener does, and hides nothing', async () => {
    one.watch();
    const stop = one.cart.$view.listen(() => {
      throw new Error('of the page');
    });
    const errors = await uncaught(async () => {
      expect((await add('lamp')).outcomes).to.deep.equal([{ status: 'done' }]);
    });
    stop();
    expect(errors.length).to.be.above(0);
    expect(errors.every((error) => (error as Error).message === 'of the page')).to.equal(true);
    expect(one.cart.$count.get()).to.equal(1);
  });

  it('takes the notice away', async () => {
    one.watch();
    await add('lamp');
    site.backend.expire();
    await add('lamp');
    expect(one.cart.$notice.get()).to.have.property('reason', 'rebuilt');
    one.cart.dismissNotice();
    expect(one.cart.$notice.get()).to.equal(undefined);
  });
});
