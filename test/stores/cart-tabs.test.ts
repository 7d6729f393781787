import { cartOf, createShop, type CartStore } from '@shuk/stores';
import { expect } from '@open-wc/testing';
import { randomFrom } from '../support/fake-clock.js';
import { fakeProduct, fakeShop, type FakeShop } from '../support/fake-shop.js';
import { fakeSite, germany, type FakeSite, type Tab } from '../support/fake-site.js';

const NAME = 'shuk:cart:fake:1:DE:EUR';
const fail = (): never => {
  throw new DOMException('no', 'SecurityError');
};

describe('tabs of one site', () => {
  let site: FakeSite;
  let one: Tab;
  let two: Tab;

  beforeEach(() => {
    site = fakeSite(fakeShop());
    [one, two] = [site.tab(), site.tab()];
    one.watch();
    two.watch();
  });
  const item: FakeSite['backend']['item'] = (...values) => site.backend.item(...values);

  it('share one cart', async () => {
    await site.clock.until(one.cart.add([item('lamp')]));
    await site.clock.idle();
    expect(two.cart.$count.get()).to.equal(1);
    await site.clock.until(two.cart.add([item('lamp')]));
    await site.clock.idle();
    expect(one.cart.$count.get()).to.equal(2);
    expect(site.backend.carts.size).to.equal(1);
  });

  it('begin one cart, also when both add at once', async () => {
    await site.clock.until(Promise.all([one.cart.add([item('lamp')]), two.cart.add([item('lamp')])]));
    expect(site.backend.carts.size).to.equal(1);
    expect(site.backend.pieces('lamp')).to.equal(2);
    expect(site.backend.mostChanging()).to.equal(1);
  });

  it('tell each other nothing but that something changed', async () => {
    const told: unknown[] = [];
    const three = site.tab({
      channel: () => ({ postMessage: (word: unknown) => told.push(word), close() {} }) as unknown as BroadcastChannel,
    });
    await site.clock.until(three.cart.add([item('lamp')]));
    expect(told).to.deep.equal(['changed']);
  });

  it('read once for each piece of news, and write nothing', async () => {
    await site.clock.until(one.cart.add([item('lamp')]));
    await site.clock.idle();
    expect(site.backend.calls('read')).to.have.length(1);
    const before = site.stored.get(NAME);
    two.seen();
    await site.clock.idle();
    expect(JSON.parse(site.stored.get(NAME)!)).to.deep.include({
      stamp: (JSON.parse(before!) as { stamp: string }).stamp,
    });
    expect(site.backend.calls('read'), 'a read is no news').to.have.length(2);
  });

  it('hear of each other by the storage event, too', async () => {
    const deaf = site.tab({ channel: () => undefined });
    deaf.watch();
    await site.clock.until(one.cart.add([item('lamp')]));
    await site.clock.idle();
    expect(deaf.cart.$count.get()).to.equal(0);
    dispatchEvent(new StorageEvent('storage', { key: 'something else' }));
    await site.clock.idle();
    expect(deaf.cart.$count.get()).to.equal(0);
    dispatchEvent(new StorageEvent('storage', { key: NAME }));
    await site.clock.idle();
    expect(deaf.cart.$count.get()).to.equal(1);
  });

  it('hear nothing any more when nobody watches', async () => {
    two.unwatch();
    site.backend.log.length = 0;
    await site.clock.until(one.cart.add([item('lamp')]));
    await site.clock.idle();
    expect(site.backend.calls('read')).to.have.length(0);
  });

  it('know what another one put in before they compare', async () => {
    await site.clock.until(one.cart.add([item('lamp')]));
    two.unwatch();
    site.backend.fail('apply', 'lost-request');
    await site.clock.until(two.cart.add([item('lamp')]));
    expect(site.backend.pieces('lamp')).to.equal(2);
  });

  it('see a cart that was ordered in another one as empty', async () => {
    await site.clock.until(one.cart.add([item('lamp')]));
    await site.clock.until(one.cart.checkout());
    site.backend.expire();
    one.seen();
    await site.clock.idle();
    two.seen();
    await site.clock.idle();
    expect([one.cart.$count.get(), two.cart.$count.get()]).to.deep.equal([0, 0]);
  });

  describe('in a browser that lacks something', () => {
    const lacks: [string, Parameters<FakeSite['tab']>[0]][] = [
      ['Web Locks', { locks: () => undefined }],
      ['Web Locks that may be used', { locks: fail }],
      ['Web Locks that work', { locks: () => ({ request: () => Promise.reject(new Error('no')) }) as never }],
      ['BroadcastChannel', { channel: () => undefined }],
      ['BroadcastChannel that may be used', { channel: fail }],
      ['storage', { storage: () => undefined }],
      ['storage that may be used', { storage: fail }],
      ['all of it', { locks: fail, channel: fail, storage: fail }],
    ];
    for (const [what, overrides] of lacks) {
      it(`works without ${what}`, async () => {
        site = fakeSite(fakeShop());
        one = site.tab(overrides);
        one.watch();
        await site.clock.until(one.cart.add([item('vase', 2)]));
        site.backend.fail('apply', 'lost-answer', 'lost-answer', 'error', 'twice');
        const changes = [1, 2, 3].map((quantity) => one.cart.add([item('lamp', quantity)]));
        await site.clock.until(Promise.all(changes));
        await site.clock.until(one.cart.setQuantity(one.cart.$view.get().lines[0]!.id, 1));
        await site.clock.idle();
        const drawn = one.cart.$view.get().lines.map(({ variantId, quantity }) => [variantId, quantity]);
        expect(drawn).to.deep.equal([
          ['vase', 1],
          ['lamp', 6],
        ]);
        expect(one.cart.$view.get().cart).to.deep.equal(site.backend.cart());
        expect(site.backend.mostChanging()).to.equal(1);
        expect((await site.clock.until(one.cart.checkout())).url).to.include('checkout');
      });
    }
  });
});

/** With the browser's own storage, locks, channel and clock. */
describe('two tabs at the same time', () => {
  const products = ['lamp', 'vase', 'chair', 'desk'];
  const CHANGES = 200;
  let backend: FakeShop;

  beforeEach(() => {
    localStorage.clear();
    backend = fakeShop({ products: products.map((id) => fakeProduct(id)), shop: `real:${crypto.randomUUID()}` });
  });
  afterEach(() => localStorage.clear());

  async function shopping(cart: CartStore, random: () => number, wanted: Map<string, number>): Promise<void> {
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
    for (let change = 0; change < CHANGES; change++) {
      const { lines } = cart.$view.get();
      const line = lines.length ? pick(lines) : undefined;
      const chance = random();
      if (line && chance < 0.3) {
        const quantity = chance < 0.1 ? 0 : 1 + Math.floor(random() * 9);
        const { outcomes } = await (quantity ? cart.setQuantity(line.id, quantity) : cart.remove(line.id));
        if (outcomes[0]!.status === 'done') wanted.set(line.variantId, quantity); // else the other tab removed it before
      } else if (line && chance < 0.4) await cart.setNote(`note ${change}`);
      else {
        const id = pick(products);
        const quantity = 1 + Math.floor(random() * 3);
        const { outcomes } = await cart.add([backend.item(id, quantity)]);
        expect(outcomes).to.deep.equal([{ status: 'done' }]);
        wanted.set(id, (wanted.get(id) ?? 0) + quantity);
      }
      if (random() < 0.05)
        backend.fail('apply', pick(['lost-answer', 'lost-request', 'error-after', 'twice'] as const));
    }
  }

  it('make 200 changes each: nothing is lost, nothing doubled, both equal at the end', async function () {
    this.timeout(120_000);
    const carts = [1, 2].map(() => cartOf(createShop(backend, germany)));
    const stops = carts.map((cart) => cart.$view.subscribe(() => {}));
    const wanted = new Map<string, number>();
    await Promise.all(carts.map((cart, index) => shopping(cart, randomFrom(index + 1), wanted)));
    await Promise.all(carts.map((cart) => cart.refresh()));

    expect(backend.carts.size).to.equal(1);
    for (const id of products) expect(backend.pieces(id), id).to.equal(wanted.get(id) ?? 0);
    expect(backend.mostChanging()).to.equal(1);
    const [one, two] = carts.map((cart) => cart.$view.get());
    expect(one).to.deep.equal(two);
    expect(one!.cart).to.deep.equal(backend.cart());
    for (const stop of stops) stop();
  });

  it('tell each other without being asked', async () => {
    const [one, two] = [1, 2].map(() => cartOf(createShop(backend, germany)));
    const counts = new Promise<void>((resolve) => two!.$count.listen((count) => count === 2 && resolve()));
    const stop = one!.$view.subscribe(() => {});
    await one!.add([backend.item('lamp', 2)]);
    await counts;
    stop();
  });
});
