import { CommerceError, type Product } from '@shuk/core';
import { createShop, type Loadable, type Shop } from '@shuk/stores';
import { expect } from '@open-wc/testing';
import { cleanStores, type ReadableAtom } from 'nanostores';
import { fakeClock } from '../support/fake-clock.js';
import { fakeProduct, fakeShop, type FakeShop, type FakeShopOptions } from '../support/fake-shop.js';
import { germany } from '../support/fake-site.js';
import { uncaught } from '../support/uncaught.js';

type ProductAtom = ReadableAtom<Loadable<Product>>;

describe('products', () => {
  let clock = fakeClock();
  let backend: FakeShop;
  let shop: Shop;
  let seen: () => void;

  function open(options: FakeShopOptions = {}): void {
    clock = fakeClock();
    backend = fakeShop(options);
    shop = createShop(backend, germany);
    shop.part('clock', () => clock);
    const watchers = new Set<() => void>();
    seen = () => watchers.forEach((run) => run());
    shop.part('seen', () => (run: () => void) => (watchers.add(run), () => watchers.delete(run)));
  }
  beforeEach(() => open());

  /** Watches as an element does and collects what it would draw. */
  function watch($product: ProductAtom) {
    const states: Loadable<Product>[] = [];
    const stop = $product.subscribe((state) => void states.push(state));
    return {
      states,
      /** Nobody looks any more; nanostores would wait a second. */
      stop() {
        stop();
        if (!$product.lc) cleanStores($product);
      },
      get last() {
        return states.at(-1)!;
      },
      get statuses() {
        return states.map(({ status }) => status);
      },
    };
  }
  const requests = () => backend.calls('products').map(({ refs }) => refs!.map(({ value }) => value));

  describe('states', () => {
    it('loads when first watched, not before', async () => {
      const $lamp = shop.product('lamp');
      await clock.pass(1_000);
      expect(backend.log).to.have.length(0);
      const lamp = watch($lamp);
      await clock.idle();
      expect(lamp.statuses).to.deep.equal(['loading', 'ready']);
      expect(lamp.last.value).to.have.property('title', 'Title of lamp');
    });

    it('says that a product is missing', async () => {
      const nothing = watch(shop.product('nothing'));
      await clock.idle();
      expect(nothing.statuses).to.deep.equal(['loading', 'missing']);
    });

    it('says why it failed, after three tries', async () => {
      backend.fail('products', 'error', 'error', 'error');
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      expect(lamp.last).to.deep.include({ status: 'failed', value: undefined });
      expect((lamp.last as { error: CommerceError }).error.code).to.equal('unavailable');
      expect(requests()).to.have.length(3);
    });

    it('fails where the adapter throws at once', async () => {
      backend.fail('products', 'throw', 'throw', 'throw');
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      expect(lamp.last.status).to.equal('failed');
    });

    it('fails all products of a request that failed, and keeps the values they had', async () => {
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      backend.fail('products', 'malformed-after');
      const vase = watch(shop.product('vase'));
      shop.refreshProducts();
      await clock.idle();
      expect(lamp.last.status).to.equal('failed');
      expect(lamp.last.value).to.have.property('id', 'lamp');
      expect(vase.last).to.deep.include({ status: 'failed', value: undefined });
    });

    it('reach everybody though one of them throws', async () => {
      let fails = false;
      const stop = shop.product('lamp').listen(() => {
        if (fails) throw new Error('of the page');
      });
      const vase = watch(shop.product('vase'));
      fails = true;
      const errors = await uncaught(() => clock.idle());
      expect(errors).to.have.length(1);
      expect(vase.last.status).to.equal('ready');
      stop();
    });

    it('takes a short answer for misses', async () => {
      const session = shop.$session.get();
      shop.setServices({ catalog: { ...session.catalog, products: () => Promise.resolve([]) } });
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      expect(lamp.last.status).to.equal('missing');
    });
  });

  describe('batching', () => {
    it('makes one request of what is asked for in one frame', async () => {
      watch(shop.product('lamp'));
      watch(shop.product('vase'));
      await clock.pass(10);
      watch(shop.product('nothing'));
      await clock.idle();
      expect(requests()).to.deep.equal([['lamp', 'vase', 'nothing']]);
    });

    it('asks once for a product that is shown many times', async () => {
      for (let time = 0; time < 10; time++) watch(shop.product('lamp'));
      await clock.idle();
      expect(requests()).to.deep.equal([['lamp']]);
    });

    it('gives the same atom for the same reference', () => {
      expect(shop.product('id:lamp')).to.equal(shop.product('lamp'));
      expect(shop.product('handle:lamp')).not.to.equal(shop.product('lamp'));
    });

    it('passes handles and SKUs on', async () => {
      const lamp = watch(shop.product('handle:lamp-handle'));
      await clock.idle();
      expect(backend.calls('products')[0]!.refs).to.deep.equal([{ by: 'handle', value: 'lamp-handle' }]);
      expect(lamp.last.value).to.have.property('id', 'lamp');
    });

    it('asks apart for what the shop cannot find, so that it spoils nothing', async () => {
      const session = backend.open(germany);
      const { catalog } = session;
      const noSku = (by: string) => by === 'sku';
      shop = createShop(
        {
          ...backend,
          open: () => ({
            ...session,
            catalog: {
              ...catalog,
              abilities: { ...catalog.abilities, sku: 'none' },
              products: (refs, options) =>
                refs.some(({ by }) => noSku(by))
                  ? Promise.reject(new CommerceError('unsupported', 'No SKUs here.'))
                  : catalog.products(refs, options),
            },
          }),
        },
        germany,
      );
      shop.part('clock', () => clock);
      const [lamp, vase, sku] = ['lamp', 'vase', 'sku:A'].map((ref) => watch(shop.product(ref)));
      await clock.idle();
      expect([lamp!.last.status, vase!.last.status, sku!.last.status]).to.deep.equal(['ready', 'ready', 'failed']);
      expect(requests()).to.deep.equal([['lamp', 'vase']]);
    });

    it('never asks for more than a hundred at once', async () => {
      open({ products: Array.from({ length: 250 }, (_, index) => fakeProduct(`p${index}`)) });
      const all = Array.from({ length: 250 }, (_, index) => watch(shop.product(`p${index}`)));
      await clock.idle();
      expect(requests().map(({ length }) => length)).to.deep.equal([100, 100, 50]);
      expect(all.every(({ last }) => last.status === 'ready')).to.equal(true);
    });

    it('does not ask for what nobody looks at any more when the frame comes', async () => {
      watch(shop.product('lamp')).stop();
      watch(shop.product('vase'));
      await clock.idle();
      expect(requests()).to.deep.equal([['vase']]);
    });

    it('joins a request that is under way', async () => {
      backend.hold();
      const first = watch(shop.product('lamp'));
      await clock.pass(100);
      first.stop();
      watch(shop.product('vase')); // nobody else held the first request, so it was given up
      const again = watch(shop.product('lamp'));
      await clock.pass(100);
      watch(shop.product('lamp'));
      backend.release();
      await clock.idle();
      expect(requests()).to.deep.equal([['lamp'], ['vase', 'lamp']]);
      expect(again.last.status).to.equal('ready');
    });
  });

  describe('giving up', () => {
    it('goes on while anybody watches any product of the request', async () => {
      backend.hold();
      const lamp = watch(shop.product('lamp'));
      const vase = watch(shop.product('vase'));
      await clock.pass(100);
      lamp.stop();
      expect(backend.log[0]!.aborted).to.equal(undefined);
      vase.stop();
      expect(backend.log[0]!.aborted).to.equal(true);
    });

    it('loads again when it is watched again', async () => {
      backend.hold();
      const lamp = watch(shop.product('lamp'));
      await clock.pass(100);
      lamp.stop();
      backend.release();
      await clock.idle();
      expect(shop.product('lamp').value!.status).to.equal('loading');
      const again = watch(shop.product('lamp'));
      await clock.idle();
      expect(again.last.status).to.equal('ready');
      expect(requests()).to.have.length(2);
    });

    it('ends with the shop', async () => {
      backend.hold();
      watch(shop.product('lamp'));
      await clock.pass(100);
      shop.close();
      expect(backend.log[0]!.aborted).to.equal(true);
      shop.setMarket({ country: 'IL', currency: 'ILS' });
      await clock.idle();
      expect(requests()).to.have.length(1);
    });
  });

  describe('freshness', () => {
    it('does not ask again within a minute', async () => {
      watch(shop.product('lamp')).stop();
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      lamp.stop();
      await clock.pass(59_000);
      watch(shop.product('lamp'));
      seen();
      await clock.idle();
      expect(requests()).to.have.length(1);
    });

    it('asks again after a minute when the page is seen, and shows the old value meanwhile', async () => {
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      await clock.pass(61_000);
      expect(requests(), 'nothing by itself').to.have.length(1);
      backend.catalog.set('lamp', fakeProduct('lamp', { title: 'New' }));
      seen();
      await clock.idle();
      expect(requests()).to.have.length(2);
      expect(lamp.statuses).to.deep.equal(['loading', 'ready', 'ready']);
      expect(lamp.last.value).to.have.property('title', 'New');
    });

    it('asks only for what is watched', async () => {
      watch(shop.product('vase'));
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      lamp.stop();
      await clock.pass(61_000);
      seen();
      await clock.idle();
      expect(requests()).to.deep.equal([['vase', 'lamp'], ['vase']]);
    });

    it('tries what failed again as soon as the page is seen', async () => {
      backend.fail('products', 'malformed-after');
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      seen();
      await clock.idle();
      expect(lamp.statuses).to.deep.equal(['loading', 'failed', 'loading', 'ready']);
    });

    it('does not trust a clock that was set back', async () => {
      watch(shop.product('lamp'));
      await clock.idle();
      clock.shift(-86_400_000);
      seen();
      await clock.idle();
      expect(requests()).to.have.length(2);
    });

    it('asks again on demand: for all, or for some', async () => {
      watch(shop.product('lamp'));
      watch(shop.product('handle:vase-handle'));
      await clock.idle();
      shop.refreshProducts(['id:lamp', 'never-shown']);
      await clock.idle();
      shop.refreshProducts();
      await clock.idle();
      expect(requests()).to.deep.equal([['lamp', 'vase-handle'], ['lamp'], ['lamp', 'vase-handle']]);
    });

    it('does not go on when asked for nothing', async () => {
      watch(shop.product('lamp'));
      await clock.idle();
      shop.refreshProducts([]);
      await clock.idle();
      expect(requests()).to.have.length(1);
    });
  });

  describe('market', () => {
    it('never shows a price of the old one', async () => {
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      shop.setMarket({ country: 'IL', currency: 'ILS' });
      expect(lamp.last).to.deep.equal({ status: 'loading' });
      await clock.idle();
      expect(lamp.last.status).to.equal('ready');
      expect(backend.calls('products').map(({ market }) => market.currency)).to.deep.equal(['EUR', 'ILS']);
    });

    it('drops an answer of the old one that is still under way', async () => {
      backend.hold();
      const lamp = watch(shop.product('lamp'));
      await clock.pass(100);
      shop.setMarket({ country: 'IL', currency: 'ILS' });
      expect(backend.log[0]!.aborted).to.equal(true);
      backend.release();
      await clock.idle();
      expect(lamp.statuses.filter((status) => status === 'ready')).to.have.length(1);
      expect(backend.log.map(({ market }) => market.currency)).to.deep.equal(['EUR', 'ILS']);
    });

    it('forgets what nobody watches', async () => {
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      lamp.stop();
      shop.setMarket({ country: 'IL', currency: 'ILS' });
      expect(shop.product('lamp').value).to.deep.equal({ status: 'loading' });
      await clock.idle();
      expect(requests()).to.have.length(1);
    });

    it('keeps the products where only another service is joined', async () => {
      const lamp = watch(shop.product('lamp'));
      await clock.idle();
      shop.setServices({ cart: undefined });
      await clock.idle();
      expect(lamp.statuses).to.deep.equal(['loading', 'ready']);
    });
  });

  describe('memory', () => {
    it('forgets the longest unused of more than a thousand', () => {
      const $first = shop.product('p0');
      const kept = watch(shop.product('kept'));
      for (let index = 1; index < 1_100; index++) shop.product(`p${index}`);
      expect(shop.product('p1099')).to.equal(shop.product('p1099'));
      expect(shop.product('p0')).not.to.equal($first);
      const $kept = shop.product('kept');
      kept.stop();
      expect(shop.product('kept'), 'what is watched').to.equal($kept);
    });

    it('serves an atom that it has forgotten', async () => {
      const $first = shop.product('lamp');
      for (let index = 0; index < 1_100; index++) shop.product(`p${index}`);
      const lamp = watch($first);
      await clock.idle();
      expect(lamp.last.status).to.equal('ready');
      shop.setMarket({ country: 'IL', currency: 'ILS' });
      expect(lamp.last).to.deep.equal({ status: 'loading' });
    });

    it('lets go of the page when nobody watches', async () => {
      let watchers = 0;
      const own = createShop(backend, germany);
      own.part('clock', () => clock);
      own.part('seen', () => () => (watchers++, () => watchers--));
      const stops = ['lamp', 'vase', 'lamp'].map((id) => watch(own.product(id)));
      expect(watchers).to.equal(1);
      for (const { stop } of stops) stop();
      expect(watchers).to.equal(0);
      watch(own.product('lamp'));
      expect(watchers).to.equal(1);
    });
  });
});
