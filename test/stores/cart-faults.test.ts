import { CommerceError } from '@shuk/core';
import { expect } from '@open-wc/testing';
import { fakeShop, type Fault, type FakeShopOptions } from '../support/fake-shop.js';
import { fakeSite, type FakeSite, type Tab } from '../support/fake-site.js';
import { rejection } from '../support/rejection.js';

const rateLimited = (retryAfter: number) => new CommerceError('rate-limited', 'slow down', { retryAfter });

describe('a cart on a bad network', () => {
  let site: FakeSite;
  let one: Tab;
  let online = true;

  /** A site whose cart holds one lamp already, with nothing logged yet. */
  async function open(options: FakeShopOptions = {}): Promise<void> {
    online = true;
    site = fakeSite(fakeShop(options));
    one = site.tab({ online: () => online });
    one.watch();
    await add();
    site.backend.log.length = 0;
  }
  beforeEach(() => open());

  const item: FakeSite['backend']['item'] = (...values) => site.backend.item(...values);
  const until = <T>(promise: Promise<T>) => site.clock.until(promise);
  const add = (quantity = 1) => until(one.cart.add([item('lamp', quantity)]));
  const calls = () => site.backend.log.map(({ call }) => call).join(' ');
  const lineId = () => one.cart.$view.get().lines[0]!.id;

  describe('one click is one unit', () => {
    const cases: [Fault, string][] = [
      ['lost-answer', 'apply read'],
      ['error-after', 'apply read'],
      ['malformed-after', 'apply read'],
      ['hang-after', 'apply read'],
      ['late', 'apply read'],
      ['lost-request', 'apply read apply'],
      ['error', 'apply read apply'],
      ['hang', 'apply read apply'],
      ['throw', 'read apply'],
      ['twice', 'apply apply'],
      ['twice-lost', 'apply read apply'],
      ['conflict', 'apply read apply'],
      [rateLimited(2_000), 'apply apply'],
    ];
    for (const [fault, requests] of cases) {
      const name = fault instanceof CommerceError ? fault.code : fault;
      it(`after ${name}`, async () => {
        site.backend.fail('apply', fault);
        const { outcomes, cart } = await add(2);
        expect(outcomes).to.deep.equal([{ status: 'done' }]);
        expect(cart.lines[0]!.quantity).to.equal(3);
        await site.clock.idle();
        expect(site.backend.pieces('lamp')).to.equal(3);
        expect(one.cart.$view.get().lines.map(({ quantity, pending }) => [quantity, pending])).to.deep.equal([
          [3, false],
        ]);
        expect(calls()).to.equal(requests);
        expect(site.backend.mostChanging()).to.equal(1);
      });

      it(`after ${name}, for the very first piece`, async () => {
        site = fakeSite(fakeShop());
        one = site.tab();
        site.backend.fail('apply', fault);
        const { cart } = await add(2);
        await site.clock.idle();
        expect(cart.lines.map(({ quantity }) => quantity)).to.deep.equal([2]);
        expect(site.backend.carts.get(cart.token)!.lines[0]!.quantity).to.equal(2);
      });

      it(`after ${name}, with idempotency keys`, async () => {
        await open({ abilities: { idempotency: 'native' } });
        site.backend.fail('apply', fault);
        await add(2);
        expect(site.backend.pieces('lamp')).to.equal(3);
        const keys = site.backend.calls('apply').map(({ key }) => key);
        expect(new Set(keys).size, 'one key').to.equal(1);
      });
    }

    it('after three lost requests it was none, and the shopper is told', async () => {
      site.backend.fail('apply', 'lost-request', 'error', 'lost-request');
      expect(await rejection(add())).to.have.property('code', 'offline');
      await site.clock.idle();
      expect(calls(), 'and what is drawn is read once more').to.equal('apply read apply read apply read read');
      expect(one.cart.$view.get().lines[0]).to.deep.include({ quantity: 1, pending: false });
    });

    it('after an answer that is lost at the third try', async () => {
      site.backend.fail('apply', 'lost-request', 'error', 'error-after');
      const { outcomes } = await add();
      expect(outcomes[0]!.status).to.equal('done');
      expect(site.backend.pieces('lamp')).to.equal(2);
    });

    it('where the shop hears it twice and has enough for one only', async () => {
      site.backend.stock.set('vase', 2);
      site.backend.fail('apply', 'twice');
      const { outcomes } = await until(one.cart.add([item('vase', 2)]));
      expect(outcomes).to.deep.equal([{ status: 'done' }]);
      expect(site.backend.pieces('vase')).to.equal(2);
    });

    it('where the shop hears it twice and has fewer, it says how many there are', async () => {
      site.backend.stock.set('vase', 2);
      site.backend.fail('apply', 'twice');
      const { outcomes } = await until(one.cart.add([item('vase', 3)]));
      expect(outcomes[0]).to.deep.include({ status: 'clamped', quantity: 2 });
      expect(site.backend.pieces('vase')).to.equal(2);
    });

    it('what is refused is not taken for done because something else of it was added', async () => {
      site.backend.stock.set('vase', 2);
      const engraved = { attributes: [{ name: 'Engraving', value: 'N' }] };
      const { outcomes } = await until(one.cart.add([item('vase', 2), item('vase', 1, engraved)]));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['done', 'refused']);
    });

    it('where the first try arrives after the second', async () => {
      site.backend.fail('apply', 'lost-request');
      const { cart } = one.shop.$session.get();
      let tries = 0;
      one.shop.setServices({
        cart: {
          ...cart!,
          apply(token, operations, options) {
            if (++tries === 2) site.backend.carts.get(token!)!.lines[0]!.quantity += 1;
            return cart!.apply(token, operations, options);
          },
        },
      });
      await add();
      expect(site.backend.pieces('lamp')).to.equal(2);
    });

    it('never sends an add again before it has read the cart', async () => {
      site.backend.fail('apply', 'error');
      site.backend.fail('read', 'error', 'error', 'error');
      expect(await rejection(add())).to.have.property('code', 'unavailable');
      expect(calls()).to.match(/^apply read read read/);
      expect(site.backend.calls('apply')).to.have.length(1);
    });

    it('sends only what is lacking where a part arrived', async () => {
      const { cart } = one.shop.$session.get();
      let broken = true;
      one.shop.setServices({
        cart: {
          ...cart!,
          async apply(token, operations, options) {
            if (!broken) return cart!.apply(token, operations, options);
            broken = false;
            await cart!.apply(token, operations.slice(0, 1), options);
            throw new CommerceError('unavailable', 'in the middle');
          },
        },
      });
      const { outcomes } = await until(one.cart.add([item('lamp', 2), item('vase', 3)]));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['done', 'done']);
      expect(site.backend.pieces('lamp')).to.equal(3);
      expect(site.backend.pieces('vase')).to.equal(3);
      const sent = site.backend
        .calls('apply')
        .map(({ operations }) => operations!.map((it) => 'variantId' in it && it.variantId));
      expect(sent).to.deep.equal([['lamp'], ['vase']]);
    });

    it('counts a part that arrived only once', async () => {
      const { cart } = one.shop.$session.get();
      let broken = true;
      one.shop.setServices({
        cart: {
          ...cart!,
          async apply(token, operations, options) {
            if (!broken) return cart!.apply(token, operations, options);
            broken = false;
            site.backend.carts.get(token!)!.lines[0]!.quantity += 1;
            site.backend.fail('apply', 'lost-answer');
            throw new CommerceError('unavailable', 'in the middle');
          },
        },
      });
      await add(2);
      expect(site.backend.pieces('lamp')).to.equal(3);
    });

    it('leaves alone what another device put in at the same moment', async () => {
      const { cart } = one.shop.$session.get();
      one.shop.setServices({
        cart: {
          ...cart!,
          apply(token, operations, options) {
            site.backend.carts.get(token!)!.lines[0]!.quantity += 5;
            return cart!.apply(token, operations, options);
          },
        },
      });
      await add();
      expect(site.backend.pieces('lamp')).to.equal(7);
    });

    it('holds where the cart is gone before it could be repaired', async () => {
      site.backend.fail('apply', 'twice', 'gone');
      const { cart } = await add();
      expect(cart.lines.map(({ quantity }) => quantity)).to.deep.equal([2]);
      expect(site.backend.pieces('lamp')).to.equal(2);
      expect(one.cart.$notice.get()).to.deep.equal({ reason: 'rebuilt', lost: [] });
    });

    it('calls it clamped where only a part could be had and its answer was lost', async () => {
      site.backend.stock.set('lamp', 3);
      site.backend.fail('apply', 'lost-answer');
      const { outcomes } = await add(5);
      expect(outcomes[0]).to.deep.include({ status: 'clamped', quantity: 3 });
      expect(site.backend.pieces('lamp')).to.equal(3);
    });

    it('does not mistake the piece of another device for its own', async () => {
      await site.clock.pass(60_000);
      site.backend.carts.get('cart-1')!.lines[0]!.quantity = 2; // from one, meanwhile
      one.unwatch();
      await add();
      expect(site.backend.pieces('lamp')).to.equal(3);
      expect(calls()).to.equal('read apply');
    });

    it('lets a shop keep its lines apart', async () => {
      await open({ separateLines: true });
      site.backend.fail('apply', 'lost-answer');
      await add(2);
      expect(site.backend.pieces('lamp')).to.equal(3);
    });

    it('repairs what came twice although something beside it did not come at all', async () => {
      site.backend.stock.set('vase', 0);
      site.backend.fail('apply', 'twice-lost');
      const { outcomes } = await until(one.cart.add([site.backend.item('lamp'), site.backend.item('vase')]));
      expect(outcomes.map(({ status }) => status)).to.deep.equal(['done', 'refused']);
      expect(site.backend.pieces('lamp')).to.equal(2);
      expect(one.cart.$count.get()).to.equal(2);
    });

    it('repairs what came twice although the answer to that is broken as well', async () => {
      site.backend.fail('apply', 'twice', 'malformed-after', 'malformed-after');
      const { cart } = await add();
      expect(cart.lines[0]!.quantity).to.equal(2);
      expect(site.backend.pieces('lamp')).to.equal(2);
    });

    it('lets an answer stand that could not be repaired', async () => {
      site.backend.fail('apply', 'twice', 'error', 'error', 'error');
      const { cart } = await add();
      expect(cart.lines[0]!.quantity).to.equal(3);
      expect(one.cart.$count.get()).to.equal(3);
    });
  });

  describe('what may be repeated', () => {
    const lost: Fault[] = ['lost-answer', 'lost-request', 'error-after', 'malformed-after', 'twice', 'twice-lost'];
    for (const fault of lost) {
      it(`is set right after ${String(fault)}`, async () => {
        const { cart } = one;
        const attributes = [{ name: 'Gift note', value: 'For Noor' }];
        const changes = [
          () => cart.setQuantity(lineId(), 5),
          () => cart.addCode('TEN'),
          () => cart.setNote('Ring twice'),
          () => cart.setAttributes(attributes),
          () => cart.setLineAttributes(lineId(), attributes),
        ];
        for (const change of changes) {
          site.backend.fail('apply', fault);
          const { outcomes } = await until(change());
          if (fault !== 'twice') expect(outcomes).to.deep.equal([{ status: 'done' }]);
        }
        const server = site.backend.cart()!;
        expect(server.lines[0]).to.deep.include({ quantity: 5, attributes });
        expect(server).to.deep.include({ note: 'Ring twice', attributes });
        expect(server.codes).to.deep.equal([{ code: 'TEN', applied: true }]);
        site.backend.fail('apply', fault);
        expect((await until(cart.removeCode('TEN'))).outcomes[0]!.status).to.equal('done');
        site.backend.fail('apply', fault);
        expect((await until(cart.remove(lineId()))).outcomes[0]!.status).to.equal('done');
        expect(site.backend.cart()!.lines).to.have.length(0);
      });
    }
  });

  describe('patience', () => {
    it('ends after 25 seconds, and the shopper is told', async () => {
      site.backend.fail('apply', 'hang', 'hang', 'hang');
      const start = site.clock.now();
      expect(await rejection(add())).to.have.property('code', 'timeout');
      expect(site.clock.now() - start).to.equal(25_000);
      await site.clock.idle();
      expect(one.cart.$view.get()).to.deep.include({ status: 'ready', pending: false });
      expect(site.backend.pieces('lamp')).to.equal(1);
    });

    it('waits as long as the shop asks, up to ten seconds', async () => {
      site.backend.fail('apply', rateLimited(10_000));
      const start = site.clock.now();
      await add();
      expect(site.clock.now() - start).to.equal(10_000);
    });

    it('does not wait longer', async () => {
      site.backend.fail('apply', rateLimited(11_000));
      expect(await rejection(add())).to.deep.include({ code: 'rate-limited', retryAfter: 11_000 });
      expect(site.backend.calls('apply')).to.have.length(1);
    });

    it('gives up after three refusals to hurry', async () => {
      site.backend.fail('apply', rateLimited(1), rateLimited(1), rateLimited(1));
      expect(await rejection(add())).to.have.property('code', 'rate-limited');
      expect(site.backend.calls('apply')).to.have.length(3);
    });

    for (const code of ['unauthorized', 'unsupported', 'rejected'] as const) {
      it(`does not try again after ${code}`, async () => {
        site.backend.fail('apply', new CommerceError(code, 'no'));
        expect(await rejection(add())).to.have.property('code', code);
        expect(site.backend.calls('apply')).to.have.length(1);
      });
    }

    it('goes on with the next change after one that failed', async () => {
      site.backend.fail('apply', new CommerceError('rejected', 'no'));
      const failed = one.cart.add([item('lamp')]);
      const added = one.cart.add([item('vase')]);
      expect(await rejection(until(failed))).to.have.property('code', 'rejected');
      expect((await until(added)).outcomes[0]!.status).to.equal('done');
    });
  });

  describe('somebody else changes the cart', () => {
    beforeEach(() => open({ abilities: { revision: 'native' } }));

    it('so the change is made again on what is there now', async () => {
      const server = site.backend.carts.get('cart-1')!;
      server.lines.push({ id: 'theirs', variantId: 'vase', quantity: 4, attributes: [] });
      server.revision++;
      const { cart } = await add();
      expect(cart.lines.map(({ quantity }) => quantity)).to.deep.equal([2, 4]);
      expect(calls()).to.equal('apply read apply');
      expect(site.backend.calls('apply')[1]!.revision).to.equal('2');
    });

    it('more of the same, and both count', async () => {
      const server = site.backend.carts.get('cart-1')!;
      server.lines[0]!.quantity = 4;
      server.revision++;
      await add();
      expect(site.backend.pieces('lamp')).to.equal(5);
    });

    it('again and again: twice it is tried anew', async () => {
      site.backend.fail('apply', 'conflict', 'conflict');
      await add();
      expect(site.backend.calls('apply')).to.have.length(3);
      site.backend.fail('apply', 'conflict', 'conflict', 'conflict');
      expect(await rejection(add())).to.have.property('code', 'conflict');
      expect(site.backend.pieces('lamp')).to.equal(2);
    });

    it('and the newest quantity of the shopper wins', async () => {
      const server = site.backend.carts.get('cart-1')!;
      server.lines[0]!.quantity = 4;
      server.revision++;
      await until(one.cart.setQuantity(lineId(), 2));
      expect(site.backend.pieces('lamp')).to.equal(2);
    });
  });

  describe('without a network', () => {
    it('a change waits for it', async () => {
      online = false;
      site.backend.fail('apply', 'lost-request');
      const added = one.cart.add([item('lamp')]);
      await site.clock.pass(20_000);
      expect(one.cart.$view.get().pending).to.equal(true);
      expect(site.backend.calls('apply'), 'asks once, then waits').to.have.length(1);
      online = true;
      expect((await until(added)).outcomes[0]!.status).to.equal('done');
      expect(site.backend.pieces('lamp')).to.equal(2);
    });

    it('an answer that was lost as it went is not forgotten', async () => {
      site.backend.fail('apply', 'lost-answer');
      const added = one.cart.add([item('lamp')]);
      online = false;
      await site.clock.pass(20_000);
      online = true;
      await until(added);
      expect(site.backend.pieces('lamp')).to.equal(2);
      expect(site.backend.calls('apply')).to.have.length(1);
    });

    it('all that wait are told after 25 seconds', async () => {
      online = false;
      site.backend.fail('apply', 'lost-request');
      const start = site.clock.now();
      const changes = [one.cart.add([item('lamp')]), one.cart.setNote('x'), one.cart.add([item('vase')])];
      const codes = Promise.all(changes.map((change) => rejection(change).then((it) => (it as CommerceError).code)));
      expect(await until(codes)).to.deep.equal(['offline', 'offline', 'offline']);
      expect(site.clock.now() - start).to.equal(25_000);
      expect(one.cart.$view.get().lines).to.have.length(1);
    });

    it('no more than twenty wait', async () => {
      online = false;
      site.backend.hold();
      const changes = Array.from({ length: 20 }, () => one.cart.add([item('lamp')]));
      for (const change of changes) change.catch(() => undefined);
      expect(await rejection(one.cart.add([item('lamp')]))).to.have.property('code', 'offline');
      expect(one.cart.$count.get()).to.equal(21);
      site.backend.release();
      await site.clock.idle();
    });

    it('a shop that needs none goes on', async () => {
      online = false;
      expect((await add()).outcomes[0]!.status).to.equal('done');
    });
  });

  describe('a cart that is gone', () => {
    it('is built again with what was in it and the change', async () => {
      await until(one.cart.add([item('vase', 2)]));
      await until(one.cart.addCode('TEN'));
      site.backend.expire();
      site.backend.log.length = 0;
      const { outcomes, cart } = await add(3);
      expect(outcomes).to.deep.equal([{ status: 'done' }]);
      expect(cart.lines.map(({ variantId, quantity }) => [variantId, quantity])).to.deep.equal([
        ['lamp', 4],
        ['vase', 2],
      ]);
      expect(cart.codes).to.deep.equal([{ code: 'TEN', applied: true }]);
      expect(one.cart.$notice.get()).to.deep.equal({ reason: 'rebuilt', lost: [] });
      expect(calls()).to.equal('apply apply');
    });

    it('tells what could not be brought back', async () => {
      await until(one.cart.add([item('vase', 4)]));
      site.backend.expire();
      site.backend.stock.set('lamp', 0);
      site.backend.stock.set('vase', 1);
      await until(one.cart.setNote('x'));
      const { reason, lost } = one.cart.$notice.get()!;
      expect(reason).to.equal('rebuilt');
      expect(lost.map(({ title, quantity }) => [title, quantity])).to.deep.equal([
        ['Title of lamp', 1],
        ['Title of vase', 3],
      ]);
      expect(site.backend.cart()!.note).to.equal('x');
    });

    it('is built with the quantity that was asked for', async () => {
      await until(one.cart.add([item('vase')]));
      site.backend.expire();
      const { outcomes, cart } = await until(one.cart.setQuantity(lineId(), 5));
      expect(outcomes).to.deep.equal([{ status: 'done' }]);
      expect(cart.lines.map(({ quantity }) => quantity)).to.deep.equal([5, 1]);
    });

    it('is built without the line that was removed', async () => {
      await until(one.cart.add([item('vase')]));
      site.backend.expire();
      const { outcomes, cart } = await until(one.cart.remove(lineId()));
      expect(outcomes).to.deep.equal([{ status: 'done' }]);
      expect(cart.lines.map(({ variantId }) => variantId)).to.deep.equal(['vase']);
    });

    it('is built again as soon as that is seen', async () => {
      site.backend.expire();
      one.seen();
      await site.clock.idle();
      expect(one.cart.$view.get()).to.deep.include({ status: 'ready', error: undefined });
      expect(one.cart.$count.get()).to.equal(1);
      expect(one.cart.$notice.get()).to.deep.equal({ reason: 'rebuilt', lost: [] });
      expect(site.backend.pieces('lamp')).to.equal(1);
    });

    it('is built once, also where the new one dies at once', async () => {
      site.backend.expire();
      site.backend.fail('apply', 'gone', 'gone');
      const { cart } = one.shop.$session.get();
      one.shop.setServices({
        cart: { ...cart!, apply: () => Promise.reject(new CommerceError('cart-gone', 'always')) },
      });
      expect(await rejection(add())).to.have.property('code', 'cart-gone');
      expect(one.cart.$notice.get()).to.have.property('reason', 'gone');
    });

    it('is built by one of two tabs', async () => {
      const two = site.tab();
      two.watch();
      await site.clock.idle();
      site.backend.expire();
      one.seen();
      two.seen();
      await site.clock.idle();
      expect(site.backend.carts.size).to.equal(1);
      expect(two.cart.$count.get()).to.equal(1);
    });

    it('is not built again where it was ordered', async () => {
      await until(one.cart.checkout());
      await site.clock.pass(3_600_000);
      one.seen();
      await site.clock.idle();
      site.backend.expire();
      one.seen();
      await site.clock.idle();
      expect(one.cart.$view.get()).to.deep.include({ status: 'ready', lines: [], cart: undefined });
      expect(one.cart.$notice.get()).to.equal(undefined);
      await until(one.cart.add([item('vase')]));
      expect(site.backend.cart()!.lines.map(({ variantId }) => variantId)).to.deep.equal(['vase']);
    });

    it('is built again where the checkout was left a day ago', async () => {
      await until(one.cart.checkout());
      await site.clock.pass(25 * 3_600_000);
      site.backend.expire();
      one.seen();
      await site.clock.idle();
      expect(one.cart.$count.get()).to.equal(1);
    });

    it('is begun anew where the shop says that it was ordered', async () => {
      site.backend.fail('apply', new CommerceError('cart-closed', 'ordered'));
      const { cart } = await until(one.cart.add([item('vase')]));
      expect(cart.lines.map(({ variantId }) => variantId)).to.deep.equal(['vase']);
      site.backend.fail('apply', new CommerceError('cart-closed', 'ordered'));
      expect(await rejection(until(one.cart.remove(lineId())))).to.have.property('code', 'cart-closed');
      expect(one.cart.$view.get().lines).to.have.length(0);
    });

    it('stays remembered until it could be built', async () => {
      site.backend.expire();
      site.backend.fail('apply', 'error', 'error', 'error');
      one.seen();
      await site.clock.idle();
      expect(one.cart.$view.get().status).to.equal('failed');
      expect(one.cart.$count.get()).to.equal(1);
      one.seen();
      await site.clock.idle();
      expect(one.cart.$view.get().status).to.equal('ready');
      expect(site.backend.pieces('lamp')).to.equal(1);
    });
  });
});
