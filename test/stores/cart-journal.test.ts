import { expect } from '@open-wc/testing';
import { fakeShop, type Fault, type FakeShopOptions } from '../support/fake-shop.js';
import { fakeSite, type FakeSite, type Tab } from '../support/fake-site.js';
import { rejection } from '../support/rejection.js';

const NAME = 'shuk:cart:fake:1:DE:EUR';

describe('a page that ends in the middle of a change', () => {
  let site: FakeSite;
  let one: Tab;

  async function open(options: FakeShopOptions = {}, overrides: Parameters<FakeSite['tab']>[0] = {}): Promise<void> {
    site = fakeSite(fakeShop(options));
    one = site.tab(overrides);
    await until(one.cart.add([item('lamp')]));
    site.backend.log.length = 0;
  }
  beforeEach(() => open());

  const item: FakeSite['backend']['item'] = (...values) => site.backend.item(...values);
  const until = <T>(promise: Promise<T>) => site.clock.until(promise);
  const intents = () => (JSON.parse(site.stored.get(NAME)!) as { intents: { type: string }[] }).intents;
  /** The next page of the site. */
  async function next(): Promise<Tab> {
    const tab = site.tab();
    tab.watch();
    await site.clock.idle();
    return tab;
  }
  const line = () => site.backend.cart()!.lines[0]!.id;

  /** Begins an add that does not end before the page does. */
  async function cutOff(fault: Fault): Promise<void> {
    site.backend.fail('apply', fault);
    void one.cart.add([item('lamp', 2)]);
    await site.clock.pass(1_000);
  }

  it('writes the change down before it is sent, and forgets it with the answer', async () => {
    await cutOff('hang');
    expect(intents()).to.have.length(1);
    await site.clock.idle();
    expect(intents()).to.have.length(0);
    expect(site.backend.pieces('lamp')).to.equal(3);
  });

  for (const fault of ['hang', 'hang-after', 'late'] as const) {
    it(`neither loses nor doubles a change that was under way (${fault})`, async () => {
      await cutOff(fault);
      one.die();
      const two = await next();
      expect(site.backend.pieces('lamp')).to.equal(3);
      expect(two.cart.$count.get()).to.equal(3);
      expect(intents()).to.have.length(0);
      expect(site.backend.calls('apply')).to.have.length(fault === 'hang' ? 2 : 1);
    });
  }

  it('keeps the token of a cart that is its own storage, however long', async () => {
    const [server] = [...site.backend.carts.values()];
    const token = `1.${'x'.repeat(200_000)}`;
    site.backend.carts.set(token, Object.assign(server!, { token }));
    await until(one.cart.refresh());
    await until(one.cart.add([item('lamp')]));
    one.die();
    expect((await next()).cart.$count.get()).to.equal(2);
    expect(site.backend.calls('read').at(-1)?.token).to.have.length(token.length);
  });

  it('keeps what was asked for while the cart was read', async () => {
    site.backend.fail('read', 'hang');
    void one.cart.add([item('lamp', 2)]);
    await site.clock.pass(1_000);
    expect(site.backend.calls('apply')).to.have.length(0);
    one.leave();
    await next();
    expect(site.backend.pieces('lamp')).to.equal(3);
  });

  it('keeps the order of several, also where the next page ends as well', async () => {
    site = fakeSite(fakeShop());
    one = site.tab();
    site.backend.fail('apply', 'hang', 'hang');
    void one.cart.add([item('lamp'), item('vase')]);
    void one.cart.add([item('lamp', 3)]);
    await site.clock.pass(1_000);
    one.leave();
    const two = site.tab();
    two.watch();
    await site.clock.pass(1_000);
    two.leave();
    await next();
    expect([site.backend.pieces('lamp'), site.backend.pieces('vase')]).to.deep.equal([4, 1]);
  });

  it('repairs what the browser had sent twice', async () => {
    await cutOff('twice-lost'); // the pause before the cart is read
    one.die();
    await next();
    expect(site.backend.pieces('lamp')).to.equal(3);
  });

  it('is made good by whichever tab has the next turn, before its own change', async () => {
    const two = site.tab();
    await cutOff('hang');
    const added = two.cart.add([item('lamp', 4)]);
    one.die();
    await until(added);
    expect(site.backend.pieces('lamp')).to.equal(7);
    expect(intents()).to.have.length(0);
  });

  it('is made good without anybody watching the cart, once something is added', async () => {
    await cutOff('hang');
    one.die();
    const two = site.tab();
    await until(two.cart.add([item('vase')]));
    expect([site.backend.pieces('lamp'), site.backend.pieces('vase')]).to.deep.equal([3, 1]);
  });

  it('is made good for the very first piece', async () => {
    site = fakeSite(fakeShop());
    one = site.tab();
    await cutOff('hang');
    one.die();
    await next();
    expect(site.backend.pieces('lamp')).to.equal(2);
  });

  it('keeps a removal and a new quantity', async () => {
    site.backend.fail('apply', 'hang');
    void one.cart.setQuantity(line(), 6);
    await site.clock.pass(100);
    one.die();
    one = await next();
    expect(site.backend.pieces('lamp')).to.equal(6);
    site.backend.fail('apply', 'hang');
    void one.cart.remove(line());
    await site.clock.pass(100);
    one.die();
    await next();
    expect(site.backend.pieces('lamp')).to.equal(0);
  });

  it('does not keep notes and codes, which are no lines', async () => {
    site.backend.fail('apply', 'hang');
    void one.cart.setNote('Ring twice');
    await site.clock.pass(100);
    expect(intents()).to.have.length(0);
    expect(site.stored.get(NAME)).not.to.include('Ring');
  });

  it('adds nothing after a quarter of an hour, and says so', async () => {
    await cutOff('hang');
    one.die();
    await site.clock.pass(16 * 60_000);
    const two = await next();
    expect(site.backend.pieces('lamp')).to.equal(1);
    expect(two.cart.$notice.get()).to.have.property('reason', 'gone');
    expect(two.cart.$notice.get()!.lost.map(({ title, quantity }) => [title, quantity])).to.deep.equal([
      ['Title of lamp', 2],
    ]);
    expect(intents()).to.have.length(0);
  });

  it('says nothing of an old change that added nothing', async () => {
    site.backend.fail('apply', 'hang');
    void one.cart.setQuantity(line(), 6);
    await site.clock.pass(100);
    one.die();
    await site.clock.pass(16 * 60_000);
    const two = await next();
    expect(two.cart.$notice.get()).to.equal(undefined);
    expect(site.backend.pieces('lamp')).to.equal(1);
  });

  it('does not trust a clock that was set back', async () => {
    await cutOff('hang');
    one.die();
    site.clock.shift(-86_400_000);
    await next();
    expect(site.backend.pieces('lamp')).to.equal(1);
  });

  it('says what the shop refused', async () => {
    await cutOff('hang');
    one.die();
    site.backend.stock.set('lamp', 1);
    const two = await next();
    expect(two.cart.$notice.get()).to.have.property('reason', 'gone');
    expect(intents()).to.have.length(0);
  });

  it('waits for a shop that does not answer, and adds nothing before', async () => {
    await cutOff('hang');
    one.die();
    site.backend.fail('read', 'error', 'error', 'error', 'error', 'error', 'error');
    const two = site.tab();
    two.watch();
    await site.clock.idle();
    expect(two.cart.$view.get().status).to.equal('failed');
    expect(await rejection(until(two.cart.add([item('vase')])))).to.have.property('code', 'unavailable');
    expect(site.backend.pieces('vase')).to.equal(0);
    two.seen();
    await site.clock.idle();
    expect(site.backend.pieces('lamp')).to.equal(3);
    expect(two.cart.$count.get()).to.equal(3);
  });

  it('builds the cart again where it is gone meanwhile', async () => {
    await cutOff('hang');
    one.die();
    site.backend.expire();
    await next();
    expect(site.backend.pieces('lamp')).to.equal(3);
  });

  it('writes nothing down where a page cannot know that it is alone', async () => {
    await open({}, { locks: () => undefined });
    await cutOff('hang');
    expect(intents()).to.have.length(0);
  });

  describe('with more that waits', () => {
    const busy = async () => {
      site.backend.hold();
      void one.cart.setNote('busy');
      void one.cart.add([item('lamp', 2)]);
      void one.cart.add([item('vase', 3)]);
      await site.clock.pass(100);
    };

    it('leaves that behind when it is told', async () => {
      await busy();
      one.leave();
      site.backend.release();
      const two = await next();
      expect([site.backend.pieces('lamp'), site.backend.pieces('vase')]).to.deep.equal([3, 3]);
      expect(two.cart.$count.get()).to.equal(6);
      expect(intents()).to.have.length(0);
    });

    it('sends it once where the page comes back after all', async () => {
      await busy();
      one.comesBack();
      site.backend.release();
      await site.clock.idle();
      expect([site.backend.pieces('lamp'), site.backend.pieces('vase')]).to.deep.equal([3, 3]);
      expect(intents()).to.have.length(0);
    });

    it('sends it once where another page was faster', async () => {
      await busy();
      const two = site.tab();
      const added = two.cart.add([item('lamp')]);
      one.comesBack();
      site.backend.release();
      await until(added);
      await site.clock.idle();
      expect([site.backend.pieces('lamp'), site.backend.pieces('vase')]).to.deep.equal([4, 3]);
      expect(intents()).to.have.length(0);
    });

    it('answers those who wait, where the page comes back', async () => {
      one.watch();
      site.backend.hold();
      void one.cart.setNote('busy');
      const added = one.cart.add([item('lamp', 2)]);
      await site.clock.pass(100);
      one.comesBack();
      site.backend.release();
      const { outcomes, cart } = await until(added);
      expect(outcomes).to.deep.equal([{ status: 'done' }]);
      expect(cart.lines[0]!.quantity).to.equal(3);
      expect(one.cart.$count.get()).to.equal(3);
    });
  });
});
