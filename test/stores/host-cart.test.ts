import { CommerceError } from '@shuk/core';
import { hostCart, type HostCart, type HostCartData } from '@shuk/stores';
import { expect } from '@open-wc/testing';
import { fakeShop } from '../support/fake-shop.js';
import { fakeSite, type FakeSite, type Tab } from '../support/fake-site.js';
import { rejection } from '../support/rejection.js';

/** A page with a cart of its own. */
function page(overrides: Partial<HostCart> = {}) {
  const lines = new Map<string, number>();
  const calls: unknown[][] = [];
  const host: HostCart = {
    get: () => ({
      currency: 'EUR',
      lines: [...lines].map(([variantId, quantity]) => ({
        ...{ id: `l-${variantId}`, variantId, title: `The ${variantId}`, quantity, price: '10.00' },
      })),
    }),
    add(item) {
      calls.push(['add', item]);
      lines.set(item.variantId, (lines.get(item.variantId) ?? 0) + item.quantity);
    },
    update(id, quantity) {
      calls.push(['update', id, quantity]);
      lines.set(id.slice(2), quantity);
    },
    remove(id) {
      calls.push(['remove', id]);
      lines.delete(id.slice(2));
    },
    ...overrides,
  };
  return { host, lines, calls };
}

describe('the cart of the host page', () => {
  let site: FakeSite;
  let tab: Tab;

  function open(overrides: Partial<HostCart> = {}) {
    const own = page(overrides);
    site = fakeSite(fakeShop());
    tab = site.tab();
    tab.shop.setServices({ cart: hostCart(own.host) });
    return own;
  }
  const item: FakeSite['backend']['item'] = (...values) => site.backend.item(...values);
  const until = <T>(promise: Promise<T>) => site.clock.until(promise);
  const drawn = () => tab.cart.$view.get().lines.map(({ variantId, quantity }) => [variantId, quantity]);

  it('is read when first watched, and when the page is seen again', async () => {
    const { lines } = open();
    lines.set('lamp', 2);
    tab.watch();
    expect(tab.cart.$view.get().status).to.equal('loading');
    expect(tab.cart.$count.get()).to.equal(undefined);
    await site.clock.idle();
    expect(drawn()).to.deep.equal([['lamp', 2]]);
    lines.set('lamp', 5);
    tab.seen();
    await site.clock.idle();
    expect(tab.cart.$count.get()).to.equal(5);
    lines.set('lamp', 6);
    await until(tab.cart.refresh());
    expect(tab.cart.$count.get()).to.equal(6);
  });

  it('leaves alone what the page adds itself', async () => {
    const { lines, calls } = open();
    tab.watch();
    await site.clock.idle();
    await until(tab.cart.add([item('lamp')]));
    lines.set('lamp', 2); // by the page's own button, which tells nobody
    await until(tab.cart.add([item('lamp')]));
    expect(lines.get('lamp')).to.equal(3);
    expect(calls.map(([name]) => name)).to.deep.equal(['add', 'add']);
    expect(tab.cart.$count.get()).to.equal(3);
  });

  it('takes nothing of the page for its own that was refused', async () => {
    let soldOut = false;
    const own = open({
      add({ variantId, quantity }) {
        if (soldOut) throw new CommerceError('out-of-stock', 'Sold out.');
        own.lines.set(variantId, (own.lines.get(variantId) ?? 0) + quantity);
      },
    });
    tab.watch();
    await site.clock.idle();
    await until(tab.cart.add([item('lamp')]));
    own.lines.set('lamp', 2);
    soldOut = true;
    const { outcomes } = await until(tab.cart.add([item('lamp')]));
    expect(outcomes[0]!.status).to.equal('refused');
    expect(own.lines.get('lamp')).to.equal(2);
  });

  it('is changed by the callbacks, and asked again', async () => {
    const { calls, lines } = open();
    tab.watch();
    await until(tab.cart.add([item('lamp', 2, { attributes: [{ name: 'Gift note', value: 'x' }], planId: 'm' })]));
    await until(tab.cart.setQuantity('l-lamp', 3));
    expect(drawn()).to.deep.equal([['lamp', 3]]);
    await until(tab.cart.setQuantity('l-lamp', 0));
    await until(tab.cart.add([item('vase')]));
    await until(tab.cart.remove('l-vase'));
    expect(lines.size).to.equal(0);
    expect(calls).to.deep.equal([
      [
        'add',
        {
          ...{ variantId: 'lamp', productId: 'lamp', quantity: 2, planId: 'm' },
          attributes: [{ name: 'Gift note', value: 'x' }],
        },
      ],
      ['update', 'l-lamp', 3],
      ['remove', 'l-lamp'],
      ['add', { variantId: 'vase', productId: 'vase', quantity: 1, planId: undefined, attributes: [] }],
      ['remove', 'l-vase'],
    ]);
  });

  it('may take its time', async () => {
    const own = open({ get: () => Promise.resolve({ currency: 'EUR', lines: [] }) });
    own.host.add = () => Promise.resolve();
    const { outcomes } = await until(tab.cart.add([item('lamp')]));
    expect(outcomes).to.deep.equal([{ status: 'done' }]);
  });

  it('keeps nothing, tells nobody, and never asks the shop', async () => {
    open();
    tab.watch();
    await until(tab.cart.add([item('lamp')]));
    await site.clock.idle();
    expect(site.stored.size).to.equal(0);
    expect(site.backend.log).to.have.length(0);
  });

  it('refuses by throwing, and is not asked again', async () => {
    const errors: [unknown, string][] = [
      [new Error('sold out'), 'rejected'],
      [new TypeError('a bug'), 'rejected'],
      ['text', 'rejected'],
      [new CommerceError('out-of-stock', 'no'), 'out-of-stock'],
    ];
    for (const [thrown, code] of errors) {
      let times = 0;
      open({
        add() {
          times++;
          throw thrown;
        },
      });
      const { outcomes } = await until(tab.cart.add([item('lamp')]));
      expect(outcomes[0]).to.have.property('status', 'refused');
      expect((outcomes[0] as { error: CommerceError }).error.code).to.equal(code);
      expect(times).to.equal(1);
      expect(drawn()).to.deep.equal([]);
    }
  });

  it('is not asked to add twice where it does not answer', async () => {
    let times = 0;
    open({ add: () => (times++, new Promise(() => {})) });
    expect(await rejection(until(tab.cart.add([item('lamp')])))).to.have.property('code', 'timeout');
    expect(times).to.equal(1);
  });

  it('is one change at a time', async () => {
    let running = 0;
    let most = 0;
    open({
      async add() {
        most = Math.max(most, ++running);
        await Promise.resolve();
        running--;
      },
    });
    await until(Promise.all([1, 2, 3].map(() => tab.cart.add([item('lamp')]))));
    expect(most).to.equal(1);
  });

  it('stays through a change of the market', async () => {
    const { lines } = open();
    lines.set('lamp', 2);
    tab.watch();
    await site.clock.idle();
    tab.shop.setMarket({ country: 'IL', currency: 'ILS' });
    expect(drawn()).to.deep.equal([['lamp', 2]]);
  });

  it('says what it can by what it is given', async () => {
    const abilities = (overrides: Partial<HostCart> = {}) => hostCart(page(overrides).host).abilities;
    expect(abilities()).to.deep.include({ codes: 'none', checkout: 'none', note: 'none', attributes: 'none' });
    expect(abilities({ addCode() {}, removeCode() {} })).to.have.property('codes', 'native');
    expect(abilities({ addCode() {} })).to.have.property('codes', 'none');
    expect(abilities({ checkout: () => '/checkout' })).to.have.property('checkout', 'native');
    expect(hostCart(page().host).open).to.equal(undefined);
    let opened = 0;
    hostCart(page({ open: () => opened++ }).host).open!();
    expect(opened).to.equal(1);
  });

  it('refuses what it was given no callback for', async () => {
    open();
    for (const change of [tab.cart.addCode('TEN'), tab.cart.removeCode('TEN'), tab.cart.setNote('x')]) {
      const { outcomes } = await until(change);
      expect((outcomes[0] as { error: CommerceError }).error.code).to.equal('unsupported');
    }
    expect(await rejection(until(tab.cart.checkout()))).to.have.property('code', 'unsupported');
  });

  it('takes codes', async () => {
    const codes: string[] = [];
    open({
      ...{ addCode: (code) => codes.push(code), removeCode: (code) => codes.splice(codes.indexOf(code), 1) },
      get: () => ({ currency: 'EUR', lines: [], codes }),
    });
    await until(tab.cart.addCode('TEN'));
    expect(tab.cart.$view.value!.cart!.codes).to.deep.equal([{ code: 'TEN', applied: true }]);
    await until(tab.cart.removeCode('TEN'));
    expect(codes).to.deep.equal([]);
  });

  it('gives its checkout, also by a relative address', async () => {
    open({ checkout: () => '/checkout?step=1' });
    expect((await until(tab.cart.checkout())).url).to.equal(`${location.origin}/checkout?step=1`);
    open({ checkout: () => 'javascript:alert(1)' });
    expect(await rejection(until(tab.cart.checkout()))).to.have.property('code', 'unsupported');
  });

  describe('is checked', () => {
    const line = { id: 1, variantId: 7, productId: 5, title: ' A <b>lamp</b> ', quantity: 2, price: '9.99' };
    const read = (value: unknown) => hostCart(page({ get: () => value as HostCartData }).host).read('host');

    it('and read into our model', async () => {
      const cart = (await read({
        currency: 'EUR',
        lines: [
          {
            ...{ ...line, values: ['Red', 5, {}], image: '/lamp.jpg', url: 'javascript:alert(1)' },
            attributes: [{ name: 'Gift note', value: 'x' }],
          },
        ],
        ...{ subtotal: 19.98, discount: { amount: 198, currency: 'EUR' }, codes: ['TEN', {}] },
      }))!;
      expect(cart).to.deep.include({ token: 'host', currency: 'EUR', attributes: [] });
      expect(cart.subtotal).to.deep.equal({ amount: 1998, currency: 'EUR' });
      expect(cart.discount).to.deep.equal({ amount: 198, currency: 'EUR' });
      expect(cart.total).to.deep.equal({ amount: 1800, currency: 'EUR' });
      expect(cart.codes).to.deep.equal([{ code: 'TEN', applied: true }]);
      expect(cart.lines[0]).to.deep.include({
        ...{ id: '1', variantId: '7', productId: '5', title: 'A <b>lamp</b>', quantity: 2, values: ['Red', '5'] },
        ...{ url: undefined, image: { src: `${location.origin}/lamp.jpg` } },
        ...{ price: { current: { amount: 999, currency: 'EUR' } }, total: { amount: 1998, currency: 'EUR' } },
        attributes: [{ name: 'Gift note', value: 'x' }],
      });
    });

    const wrong: [string, unknown][] = [
      ['nothing', undefined],
      ['a text', 'cart'],
      ['no currency', { lines: [] }],
      ['a currency that is none', { currency: 'euro', lines: [] }],
      ['a line without an id', { currency: 'EUR', lines: [{ ...line, id: '' }] }],
      ['a line without a variant', { currency: 'EUR', lines: [{ ...line, variantId: {} }] }],
      ['half a piece', { currency: 'EUR', lines: [{ ...line, quantity: 0.5 }] }],
      ['no price', { currency: 'EUR', lines: [{ ...line, price: undefined }] }],
      ['a price below zero', { currency: 'EUR', lines: [{ ...line, price: -1 }] }],
      ['a price in another currency', { currency: 'EUR', lines: [{ ...line, price: { amount: 1, currency: 'USD' } }] }],
      ['a price that is no number', { currency: 'EUR', lines: [{ ...line, price: '9,99' }] }],
    ];
    for (const [what, value] of wrong) {
      it(`and ${what} is malformed`, async () => {
        expect(await rejection(read(value))).to.have.property('code', 'malformed');
      });
    }

    it('and the shopper sees the failure', async () => {
      open({ get: () => ({ lines: [] }) as never });
      tab.watch();
      await site.clock.idle();
      expect(tab.cart.$view.get().status).to.equal('failed');
      expect(tab.cart.$view.get().error!.code).to.equal('malformed');
    });
  });
});
