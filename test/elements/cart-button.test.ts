import '@shuk/elements/define/cart';
import '@shuk/elements/define/cart-button';

import { addLocale, CartOpenEvent } from '@shuk/elements';
import { cartOf } from '@shuk/stores';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { all, closeShops, openShop, ownShop, part, record, text, turn, until, type Drawer } from './cart-drawer.js';

type Button = HTMLElementTagNameMap['shuk-cart-button'];

describe('<shuk-cart-button>', () => {
  const warn = console.warn;
  let warnings: string[];

  beforeEach(() => {
    warnings = [];
    console.warn = (message: string) => warnings.push(message);
  });
  afterEach(() => {
    console.warn = warn;
    closeShops();
  });

  const button = (host: Element) => part<HTMLButtonElement>(host, 'button');
  const status = (host: Element) => text(host.shadowRoot!.querySelector('[role="status"]'));
  const name = (host: Element) => text(button(host))!.replace(/^\d+\+?\s/, ''); // without the badge, which is not for readers

  async function open(pieces: number, markup = html`<shuk-cart-button lang="en"></shuk-cart-button>`) {
    const backend = ownShop();
    const shop = openShop(backend);
    const store = cartOf(shop);
    if (pieces) await store.add([backend.item('lamp', pieces)]);
    const host = await fixture<Button>(markup);
    await until(() => store.$count.get() !== undefined);
    await host.updateComplete;
    return { host, shop, store, backend };
  }

  it('is named by what it holds', async () => {
    const { host } = await open(3);
    expect(name(host)).to.equal('Cart, 3 items');
    expect(text(part(host, 'count'))).to.equal('3');
    await expect(host).to.be.accessible();
  });

  it('counts in the words of the language', async () => {
    addLocale('qq', { cartButton: { cart: 'Korb', items: { one: '{count} Ding', other: '{count} Dinge' } } });
    const { host } = await open(1, html`<shuk-cart-button lang="qq"></shuk-cart-button>`);
    expect(name(host)).to.equal('Korb, 1 Ding');
  });

  it('has no badge while the cart is empty', async () => {
    const { host } = await open(0);
    expect(name(host)).to.equal('Cart, 0 items');
    expect(all(host, 'count')).to.have.length(0);
    await expect(host).to.be.accessible();
  });

  it('stands there before anything is known, and does not move when it is', async () => {
    const host = await fixture<Button>(html`<shuk-cart-button lang="en"></shuk-cart-button>`);
    const { width, height } = host.getBoundingClientRect();
    expect(text(button(host))).to.equal('Cart');
    expect(width).to.be.at.least(44);
    const backend = ownShop();
    const store = cartOf(openShop(backend));
    await store.add([backend.item('lamp', 120)]);
    await until(() => all(host, 'count').length);
    expect(text(part(host, 'count'))).to.equal('99+');
    expect(host.getBoundingClientRect().width).to.equal(width);
    expect(host.getBoundingClientRect().height).to.equal(height);
  });

  it('announces a change, and not what was there when the page came', async () => {
    const { host, store, backend } = await open(2);
    expect(status(host)).to.equal('');
    await store.add([backend.item('vase')]);
    await until(() => status(host));
    expect(status(host)).to.equal('Cart, 3 items');
  });

  it('opens the cart of its shop and has the focus again after it', async () => {
    const { host } = await open(1);
    const cart = await fixture<Drawer>(html`<shuk-cart></shuk-cart>`);
    button(host).focus();
    await sendKeys({ press: 'Enter' });
    await until(() => cart.open);
    await sendKeys({ press: 'Escape' });
    await until(() => document.activeElement === host);
    expect(host.shadowRoot!.activeElement === button(host)).to.equal(true);
    expect(warnings).to.deep.equal([]);
  });

  it('has the focus after it also where a press gives none', async () => {
    const { host } = await open(1);
    const cart = await fixture<Drawer>(html`<shuk-cart></shuk-cart>`);
    button(host).click();
    await until(() => cart.open);
    cart.close();
    await until(() => document.activeElement === host);
    expect(host.shadowRoot!.activeElement === button(host)).to.equal(true);
  });

  it('leaves it to a page that cancels', async () => {
    const { host } = await open(1);
    const cart = await fixture<Drawer>(html`<shuk-cart></shuk-cart>`);
    const intents = record(host.parentElement!, 'shuk-cart-open', true);
    button(host).click();
    await turn();
    expect([cart.open, intents.length, warnings.length]).to.deep.equal([false, 1, 0]);
  });

  it('calls the cart of the page where the page owns it', async () => {
    const { host, shop } = await open(1);
    let asked = 0;
    shop.setServices({ cart: { ...shop.$session.get().cart!, open: () => asked++ } });
    button(host).click();
    expect([asked, warnings.length]).to.deep.equal([1, 0]);
  });

  it('tells the developer once that nobody answers', async () => {
    const { host } = await open(1);
    button(host).click();
    button(host).click();
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.include('no <shuk-cart>');
  });

  it('is the link of the author where the shop has no cart', async () => {
    const { host, shop } = await open(1, html`<shuk-cart-button><a href="/cart">Cart</a></shuk-cart-button>`);
    expect(host.querySelector('a')!.checkVisibility()).to.equal(false);
    shop.setServices({ cart: undefined });
    await host.updateComplete;
    expect(all(host, 'button')).to.have.length(0);
    expect(host.querySelector('a')!.checkVisibility()).to.equal(true);
    expect(warnings).to.deep.equal(['[shuk] <shuk-cart-button> is not shown: this shop has no cart.']);
  });

  it('takes icon and label of the author', async () => {
    const markup = html`<shuk-cart-button lang="en"><b slot="label">Bag</b><i slot="icon">i</i></shuk-cart-button>`;
    const { host } = await open(2, markup);
    const slotted = [...host.shadowRoot!.querySelectorAll('slot')].flatMap((slot) => slot.assignedElements());
    expect(slotted.map(text)).to.deep.equal(['i', 'Bag']);
    await expect(host).to.be.accessible();
  });

  it('lets go of its store when removed, and takes it up again', async () => {
    const { host, store, backend } = await open(1);
    host.remove();
    expect(store.$count.lc).to.equal(0);
    document.body.append(host);
    await store.add([backend.item('lamp')]);
    await until(() => text(all(host, 'count')[0]) === '2');
    host.remove();
  });

  it('tells a press by an event with an id', async () => {
    const { host } = await open(1);
    const events = record<CartOpenEvent>(host, 'shuk-cart-open', true);
    button(host).click();
    expect(events[0]).to.be.instanceOf(CartOpenEvent);
    expect(events[0]?.eventId).to.be.a('string');
  });
});
