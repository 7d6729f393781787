import { CommerceError, type Checkout } from '@shuk/core';
import type { CheckoutEvent, FailureEvent } from '@shuk/elements';
import { expect } from '@open-wc/testing';
import {
  all,
  closeShops,
  focused,
  open,
  part,
  record,
  said,
  settled,
  text,
  until,
  type Opened,
} from './cart-drawer.js';

const everything = ['lines', 'codes', 'note', 'attributes', 'market'] as const;

describe('checkout in <shuk-cart>', () => {
  let asked: CheckoutEvent[];

  /** A cart whose shop answers so; no page is left. */
  async function start(answer: () => Promise<Checkout>, cancel = true): Promise<Opened> {
    const opened = await open({ lamp: 2 });
    const { shop } = opened;
    shop.setServices({ cart: { ...shop.$session.get().cart!, checkout: answer } });
    asked = record(opened.cart, 'shuk-checkout', cancel);
    await settled(opened);
    return opened;
  }

  const answering = (more: Partial<Checkout>) => () =>
    Promise.resolve({ url: 'https://shop.example/checkout', carries: everything, ...more });

  async function press(opened: Opened): Promise<void> {
    const button = part(opened.cart, 'checkout');
    button.focus();
    button.click();
    await opened.cart.updateComplete;
    await until(() => part(opened.cart, 'checkout').getAttribute('aria-disabled') !== 'true');
  }

  afterEach(async () => {
    closeShops();
    history.replaceState(null, '', location.pathname + location.search);
  });

  it('asks the page, and goes where the shop says', async () => {
    const url = `${location.origin}${location.pathname}${location.search}#paid`;
    const opened = await start(answering({ url }), false);
    await press(opened);
    expect(asked.map((event) => [event.url, event.cart.lines.length])).to.deep.equal([[url, 1]]);
    await until(() => location.hash === '#paid');
  });

  it('stays where the page cancels', async () => {
    const url = `${location.origin}${location.pathname}${location.search}#paid`;
    const opened = await start(answering({ url }));
    await press(opened);
    expect(asked).to.have.length(1);
    expect(location.hash).to.equal('');
    expect(part(opened.cart, 'checkout')).to.have.attribute('aria-disabled', 'false');
  });

  it('asks the shop once, however often it is pressed', async () => {
    let calls = 0;
    let answer!: (checkout: Checkout) => void;
    const opened = await start(() => {
      calls++;
      return new Promise((resolve) => (answer = resolve));
    });
    const button = part(opened.cart, 'checkout');
    button.click();
    await until(() => calls);
    button.click();
    await opened.cart.updateComplete;
    expect(button).to.have.attribute('aria-disabled', 'true');
    answer({ url: 'https://shop.example/', carries: everything });
    await until(() => asked.length);
    expect(calls).to.equal(1);
  });

  it('says why it is not possible now', async () => {
    const opened = await start(() => Promise.reject(new CommerceError('rejected', 'no')));
    const failures = record<FailureEvent>(opened.cart, 'shuk-failure');
    await press(opened);
    expect(text(part(opened.cart, 'message'))).to.equal('The shop did not accept that.');
    expect(said(opened.cart)).to.deep.equal(['The shop did not accept that.']);
    expect(failures).to.have.length(1);
    expect(focused(opened.cart)).to.equal('checkout');
    await expect(opened.cart).to.be.accessible();
  });

  it('says that the order goes by WhatsApp before it does', async () => {
    const url = 'https://wa.me/972501234567?text=order';
    const opened = await start(answering({ url, via: 'whatsapp' }));
    await press(opened);
    const link = part<HTMLAnchorElement>(opened.cart, 'checkout');
    expect([text(link), link.href, link.target, link.rel]).to.deep.equal([
      'Order by WhatsApp',
      url,
      '_blank',
      'noopener',
    ]);
    expect(focused(opened.cart)).to.equal('checkout');
    expect(asked).to.have.length(0);
    link.click();
    expect(asked.map((event) => event.url)).to.deep.equal([url]);
    await expect(opened.cart).to.be.accessible();
  });

  it('shows the order that has to be pasted', async () => {
    const message = '2 × Reading lamp\n<b>98 EUR</b>';
    const opened = await start(answering({ url: 'https://m.me/shop', via: 'messenger', message }));
    await press(opened);
    expect(part<HTMLTextAreaElement>(opened.cart, 'order').value).to.equal(message);
    expect(focused(opened.cart)).to.equal('copy');
    const { clipboard } = navigator;
    let copied = '';
    Object.defineProperty(navigator, 'clipboard', {
      value: { writeText: (words: string) => Promise.resolve((copied = words)) },
      configurable: true,
    });
    part(opened.cart, 'copy').click();
    await settled(opened);
    expect(copied).to.equal(message);
    expect(said(opened.cart).at(-1)).to.equal('Copied');
    Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true });
    part(opened.cart, 'copy').click();
    await settled(opened);
    const order = part<HTMLTextAreaElement>(opened.cart, 'order');
    expect(order.value.slice(order.selectionStart, order.selectionEnd)).to.equal(message);
    Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
    await expect(opened.cart).to.be.accessible();
  });

  it('tells what has to be entered again, of what there is', async () => {
    const opened = await start(answering({ carries: ['lines'] }));
    await opened.store.addCode('TEN');
    await opened.store.setNote('Ring twice');
    await opened.store.add([{ ...opened.backend.item('vase'), attributes: [{ name: '_credit', value: 'secret' }] }]);
    await settled(opened);
    await press(opened);
    expect(text(part(opened.cart, 'summary'))).to.include('Please enter again there: Discount code, Order note');
    expect(text(part(opened.cart, 'summary')), 'of what the shopper cannot see').not.to.include('details');
    expect(text(part(opened.cart, 'checkout'))).to.equal('Checkout');
    expect(part(opened.cart, 'checkout')).to.have.attribute('href', 'https://shop.example/checkout');
  });

  it('writes the order anew when the cart has changed', async () => {
    const opened = await start(answering({ url: 'https://wa.me/1', via: 'whatsapp' }));
    await press(opened);
    await opened.store.add([opened.backend.item('vase')]);
    await settled(opened);
    expect(part(opened.cart, 'checkout').localName).to.equal('button');
    expect(focused(opened.cart)).to.equal('checkout');
  });

  it('never leads to an address that is none', async () => {
    const opened = await start(answering({ url: 'javascript:alert(1)', via: 'whatsapp' }));
    await press(opened);
    expect(part(opened.cart, 'checkout')).not.to.have.attribute('href');
    expect(all(opened.cart, 'checkout')).to.have.length(1);
  });
});
