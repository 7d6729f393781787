import { CommerceError } from '@shuk/core';
import { addLocale, type CartClosedEvent, type CartOpenedEvent, type FailureEvent } from '@shuk/elements';
import { expect, fixture, html, oneEvent } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import {
  all,
  closeShops,
  focused,
  open,
  openShop,
  ownShop,
  part,
  record,
  said,
  settled,
  show,
  text,
  turn,
  until,
  viewOf,
  viewWith,
  type Drawer,
} from './cart-drawer.js';

const dialog = (cart: Element) => cart.shadowRoot!.querySelector('dialog')!;

describe('<shuk-cart>', () => {
  afterEach(closeShops);

  describe('states', () => {
    it('shows nothing while it is closed', async () => {
      const { cart } = await open({ lamp: 1 }, { closed: true });
      expect(cart.open).to.equal(false);
      expect(cart.getBoundingClientRect().height).to.equal(0);
      expect(dialog(cart).open).to.equal(false);
    });

    it('shows placeholders while the cart is read for the first time', async () => {
      const { cart } = await show({ status: 'loading' });
      expect(text(part(cart, 'loading'))).to.equal('Updating…');
      await expect(cart).to.be.accessible();
    });

    it('waits for a shop that has not come yet', async () => {
      const cart = await fixture<Drawer>(html`<shuk-cart lang="en"></shuk-cart>`);
      cart.show();
      expect(all(cart, 'loading')).to.have.length(1);
      openShop(ownShop());
      await until(() => all(cart, 'empty').length);
    });

    it('says that it is empty, and leads back to the page', async () => {
      const { cart } = await open({});
      expect(text(part(cart, 'empty'))).to.include('Your cart is empty.');
      expect(all(cart, 'checkout')).to.have.length(0);
      expect(all(cart, 'codes')).to.have.length(0);
      await expect(cart).to.be.accessible();
      part(cart, 'continue').click();
      expect(dialog(cart).open).to.equal(false);
    });

    it('shows each line with what is known of it', async () => {
      const money = (amount: number) => ({ amount, currency: 'EUR' });
      const view = viewWith(1, {
        title: 'Reading lamp',
        values: ['Red', 'Large'],
        quantity: 2,
        price: { current: money(4900), compareAt: money(5900), lowest30Days: money(4700) },
        total: money(9800),
        image: { src: '/test/support/pictures/lamp-red.svg', width: 12, height: 9 },
        url: 'https://shop.example/lamp',
        planId: 'm1',
        attributes: [
          { name: 'Gift note', value: 'For Dana' },
          { name: '_credit', value: 'secret' },
        ],
      });
      const cartLine = { ...view.cart!.lines[0]!, plan: { id: 'm1', name: 'Every month' } };
      const { cart } = await show({ ...view, cart: { ...view.cart!, lines: [cartLine] } });
      const names = ['title', 'values', 'plan', 'attribute', 'price', 'lowest', 'line-total'];
      expect(names.map((name) => text(part(cart, name)))).to.deep.equal([
        'Reading lamp',
        'Red / Large',
        'Every month',
        'Gift note: For Dana',
        '€49.00 each Was €59.00',
        'Lowest price in the last 30 days: €47.00',
        '€98.00',
      ]);
      expect(part(cart, 'title')).to.have.attribute('href', 'https://shop.example/lamp');
      expect(text(cart.shadowRoot!.firstElementChild)).not.to.match(/secret|true|undefined/);
      expect(cart.shadowRoot!.querySelector('img')).to.have.attribute('alt', '');
      await expect(cart).to.be.accessible();
    });

    it('says which line is sold out', async () => {
      const { cart } = await show(viewWith(1, { availability: { state: 'sold-out' } }));
      expect(text(part(cart, 'stock'))).to.equal('This is sold out.');
      await expect(cart).to.be.accessible();
    });

    it('marks what is not confirmed yet, and makes up no totals', async () => {
      const view = viewWith(2);
      const lines = [{ ...view.lines[0]!, pending: true, quantity: 3, total: undefined }, view.lines[1]!];
      const { cart } = await show({ ...view, lines, pending: true });
      expect(all(cart, 'pending')).to.have.length(1);
      expect(text(part(cart, 'line-total'))).to.equal('…');
      expect(text(part(cart, 'total'))).to.equal('Total Updating…');
      expect(part(cart, 'totals')).to.have.attribute('aria-busy', 'true');
      await expect(cart).to.be.accessible();
    });

    it('shows the totals as the shop says them', async () => {
      const money = (amount: number) => ({ amount, currency: 'EUR' });
      const { cart } = await show(viewWith(1, {}, { subtotal: money(1000), discount: money(150), total: money(850) }));
      expect(all(cart, 'totals').map(text)).to.deep.equal(['Subtotal €10.00 Discount -€1.50 Total €8.50']);
    });

    it('says why the cart could not be read, and tries again', async () => {
      const error = new CommerceError('offline', 'no network');
      const { cart, calls } = await show({ status: 'failed', error });
      expect(text(part(cart, 'notice'))).to.include('You seem to be offline.');
      expect(said(cart)).to.have.length(1);
      expect(all(cart, 'empty')).to.have.length(0);
      await expect(cart).to.be.accessible();
      part(cart, 'retry').click();
      expect(calls).to.deep.equal(['refresh']);
    });

    it('keeps the last known cart, with a mark, when it cannot be read again', async () => {
      const error = new CommerceError('timeout', 'slow');
      const { cart } = await show({ ...viewWith(1), status: 'failed', error });
      expect(all(cart, 'line')).to.have.length(1);
      expect(text(part(cart, 'notice'))).to.include('The cart may have changed meanwhile.');
      expect(all(cart, 'retry')).to.have.length(1);
      await expect(cart).to.be.accessible();
    });

    it('says once what an expired cart lost', async () => {
      const lost = [{ ...viewWith(1).lines[0]!, title: 'Vase', quantity: 2 }];
      const { cart, $view, calls } = await show(viewWith(1), { reason: 'rebuilt', lost });
      const words = 'Your cart had expired. It has been filled again. No longer in it: Vase × 2';
      expect(text(part(cart, 'notice'))).to.include(words);
      $view.set(viewWith(2));
      await cart.updateComplete;
      expect(said(cart)).to.deep.equal([words]);
      await expect(cart).to.be.accessible();
      part(cart, 'dismiss').click();
      expect(calls).to.deep.equal(['dismissNotice']);
    });

    it('offers only what the shop can keep', async () => {
      const { cart } = await open(
        { lamp: 1 },
        { backend: ownShop({ abilities: { codes: 'none', note: { setup: 'Do it.' } } }) },
      );
      expect([...all(cart, 'codes'), ...all(cart, 'note')]).to.have.length(0);
    });

    it('shows no drawer and says so where the shop has no cart', async () => {
      const warnings: string[] = [];
      const { warn } = console;
      console.warn = (message: string) => warnings.push(message);
      const { cart, shop } = await open({}, { closed: true });
      shop.setServices({ cart: undefined });
      cart.show();
      cart.show();
      console.warn = warn;
      expect(cart.open).to.equal(false);
      expect(warnings).to.deep.equal(['[shuk] <shuk-cart> stays closed: this shop has no cart.']);
    });

    it('speaks the language of the page', async () => {
      addLocale('qq', { cart: { cart: 'Korb' }, failure: {} });
      const { cart } = await open({});
      cart.lang = 'qq';
      cart.requestUpdate();
      await cart.updateComplete;
      expect(text(part(cart, 'heading'))).to.equal('Korb');
    });

    it('shows what the author puts into its slots', async () => {
      const { cart } = await open({});
      cart.append(
        Object.assign(document.createElement('p'), { slot: 'empty', textContent: 'Nothing here' }),
        Object.assign(document.createElement('p'), { slot: 'upsell', textContent: 'Look at this' }),
      );
      const slots = [...cart.shadowRoot!.querySelectorAll('slot')].flatMap((slot) => slot.assignedElements());
      expect(slots.map(text)).to.deep.equal(['Nothing here', 'Look at this']);
    });
  });

  describe('opening and closing', () => {
    it('opens and closes by method and tells the page', async () => {
      const { cart } = await open({ lamp: 1 }, { closed: true });
      const opened = record<CartOpenedEvent>(document, 'shuk-cart-opened');
      const intents = record(document, 'shuk-cart-open');
      cart.show();
      cart.show();
      expect([cart.open, dialog(cart).open, opened.length, intents.length]).to.deep.equal([true, true, 1, 0]);
      expect(focused(cart)).to.equal('heading');
      const closed = oneEvent(cart, 'shuk-cart-closed') as Promise<CartClosedEvent>;
      cart.close();
      expect((await closed).eventId).to.be.a('string');
      expect(cart.open).to.equal(false);
    });

    it('shows the newest state when it opens again', async () => {
      const opened = await open({ lamp: 1 });
      const { cart, store, backend } = opened;
      cart.close();
      await oneEvent(cart, 'shuk-cart-closed');
      await store.add([backend.item('vase')]);
      cart.show();
      expect(all(cart, 'line')).to.have.length(2);
    });

    it('closes by Escape and gives the focus back', async () => {
      const button = await fixture<HTMLButtonElement>(html`<button>Open</button>`);
      const { cart } = await open({ lamp: 1 }, { closed: true });
      button.focus();
      cart.show();
      const closed = oneEvent(cart, 'shuk-cart-closed');
      await sendKeys({ press: 'Escape' });
      await closed;
      expect(document.activeElement === button).to.equal(true);
    });

    it('closes by a press beside it, not by one that began inside', async () => {
      await setViewport({ width: 1000, height: 700 });
      const { cart } = await open();
      const { left } = dialog(cart).getBoundingClientRect();
      await until(() => dialog(cart).getAnimations().length === 0);
      const inside = dialog(cart).getBoundingClientRect().left + 60;
      expect(left).to.be.greaterThan(200);
      await sendMouse({ type: 'move', position: [inside, 300] });
      await sendMouse({ type: 'down' });
      await sendMouse({ type: 'move', position: [20, 300] });
      await sendMouse({ type: 'up' });
      expect(cart.open).to.equal(true);
      const closed = oneEvent(cart, 'shuk-cart-closed');
      await sendMouse({ type: 'click', position: [20, 300] });
      await closed;
      expect(cart.open).to.equal(false);
    });

    it('opens by commandfor, with an intent that the page can cancel', async () => {
      const { cart } = await open({ lamp: 1 }, { closed: true });
      const button = await fixture<HTMLButtonElement>(html`<button commandfor="cart" command="--show">Cart</button>`);
      const stop = (event: Event) => event.preventDefault();
      document.addEventListener('shuk-cart-open', stop);
      button.click();
      document.removeEventListener('shuk-cart-open', stop);
      expect(cart.open).to.equal(false);
      button.click();
      expect(cart.open).to.equal(true);
      const closed = oneEvent(cart, 'shuk-cart-closed');
      await sendKeys({ press: 'Escape' });
      await closed;
      expect(document.activeElement === button).to.equal(true);
    });

    it('closes and toggles by commandfor, and leaves other commands alone', async () => {
      const { cart } = await open({ lamp: 1 }, { closed: true });
      const box = await fixture(html`
        <div>
          <button commandfor="cart" command="--toggle"></button>
          <button commandfor="cart" command="--close"></button>
          <button commandfor="cart" command="--other"></button>
          <button commandfor="other" command="--show"></button>
        </div>
      `);
      const [toggle, close, other, foreign] = box.querySelectorAll('button');
      const states = [foreign, other, toggle, close, toggle, toggle].map((button) => {
        button!.click();
        return dialog(cart).open;
      });
      expect(states).to.deep.equal([false, false, true, false, true, false]);
    });

    it('opens for shuk-cart-open from anywhere, after everybody could cancel', async () => {
      const { CartOpenEvent } = await import('@shuk/elements');
      const { cart } = await open({ lamp: 1 }, { closed: true });
      const refused = new CartOpenEvent();
      window.addEventListener('shuk-cart-open', (event) => event.preventDefault(), { once: true });
      document.body.dispatchEvent(refused);
      await turn();
      expect([cart.open, refused.handled]).to.deep.equal([false, true]);
      document.dispatchEvent(new CartOpenEvent());
      await turn();
      expect(cart.open).to.equal(true);
    });

    it('leaves the request to the cart of another shop', async () => {
      const { CartOpenEvent } = await import('@shuk/elements');
      const { cart } = await open({ lamp: 1 }, { closed: true });
      const other = openShop(ownShop());
      await cart.updateComplete;
      const elsewhere = await fixture(html`<div></div>`);
      elsewhere.addEventListener('context-request', (event) => {
        event.stopPropagation();
        (event as unknown as { callback(shop: unknown): void }).callback({ not: other });
      });
      const intent = new CartOpenEvent();
      elsewhere.dispatchEvent(intent);
      await turn();
      expect([cart.open, intent.handled]).to.deep.equal([false, false]);
    });

    it('opens only one of two carts', async () => {
      const { CartOpenEvent } = await import('@shuk/elements');
      const { cart } = await open({ lamp: 1 }, { closed: true });
      const second = await fixture<Drawer>(html`<shuk-cart></shuk-cart>`);
      document.body.dispatchEvent(new CartOpenEvent());
      await turn();
      expect([cart.open, second.open]).to.deep.equal([true, false]);
    });

    it('calls the cart of the page where the page owns it', async () => {
      const { cart, shop, store } = await open({ lamp: 1 }, { closed: true });
      let asked = 0;
      shop.setServices({ cart: { ...shop.$session.get().cart!, open: () => asked++ } });
      await settled({ cart, store });
      cart.show();
      expect([asked, cart.open]).to.deep.equal([1, false]);
    });
  });

  describe('open-on-add', () => {
    async function add(openOnAdd: string, ...ids: string[]) {
      const { CartAddEvent, CartAddedEvent, eventItem } = await import('@shuk/elements');
      const opened = await open({}, { closed: true, attributes: { 'open-on-add': openOnAdd } });
      const { cart, store, backend } = opened;
      const states: boolean[] = [];
      for (const id of ids) {
        const item = backend.item(id);
        const { cart: answer, outcomes } = await store.add([item]);
        const intent = new CartAddEvent([eventItem(item.product, item.variant, 1)], 'EUR');
        document.body.dispatchEvent(new CartAddedEvent(intent, answer, outcomes));
        states.push(cart.open);
        if (cart.open) {
          const closed = oneEvent(cart, 'shuk-cart-closed');
          cart.close();
          await closed;
        }
      }
      return states;
    }

    it('stays closed unless asked', async () => {
      expect(await add('', 'lamp')).to.deep.equal([false]);
      expect(await add('never', 'lamp')).to.deep.equal([false]);
    });

    it('opens at every addition', async () => {
      expect(await add('always', 'lamp', 'vase')).to.deep.equal([true, true]);
    });

    it('opens at the first thing in the cart', async () => {
      expect(await add('first', 'lamp', 'lamp')).to.deep.equal([true, false]);
    });
  });

  describe('life cycle', () => {
    it('closes when it is taken from the page, and works again after that', async () => {
      const { cart } = await open();
      cart.remove();
      await turn();
      expect(cart.open).to.equal(false);
      document.body.append(cart);
      cart.show();
      expect(all(cart, 'line')).to.have.length(1);
      cart.remove();
    });

    it('leaves no listener behind, and the store unwatched', async () => {
      const count = new Map<EventTarget, number>();
      const { addEventListener, removeEventListener } = EventTarget.prototype;
      const counted = (by: number, method: typeof addEventListener): typeof addEventListener =>
        function (this: EventTarget, ...rest) {
          const target = this ?? window;
          count.set(target, (count.get(target) ?? 0) + by);
          method.apply(target, rest);
        };
      const { cart, store } = await open();
      cart.remove();
      await turn();
      EventTarget.prototype.addEventListener = counted(1, addEventListener);
      EventTarget.prototype.removeEventListener = counted(-1, removeEventListener);
      document.body.append(cart);
      cart.show();
      const added = count.get(document);
      cart.remove();
      await turn();
      Object.assign(EventTarget.prototype, { addEventListener, removeEventListener });
      expect(added).to.be.greaterThan(0);
      expect([document, window, document.body].map((target) => count.get(target) ?? 0)).to.deep.equal([0, 0, 0]);
      expect(store.$view.lc).to.equal(0);
    });

    it('is not drawn while it is closed', async () => {
      const { cart, $view } = await show(viewWith(1));
      cart.close();
      await oneEvent(cart, 'shuk-cart-closed');
      $view.set(viewWith(5));
      await cart.updateComplete;
      expect(all(cart, 'line')).to.have.length(1);
    });

    it('keeps the nodes of a hundred lines when one changes', async () => {
      const view = viewWith(100);
      const { cart, $view } = await show(view);
      const before = all(cart, 'line');
      const [first, ...rest] = view.lines;
      $view.set({ ...view, lines: [...rest.map((line, i) => (i === 50 ? { ...line, quantity: 7 } : line)), first!] });
      await cart.updateComplete;
      const after = all(cart, 'line');
      expect(after).to.have.length(100);
      expect(after.filter((line) => before.includes(line))).to.have.length(100);
      expect(after[99] === before[0]).to.equal(true);
      const body = part(cart, 'body');
      expect(body.scrollHeight).to.be.greaterThan(body.clientHeight);
      expect(part(cart, 'checkout').getBoundingClientRect().bottom).to.be.at.most(innerHeight);
    });

    it('scrolls as a whole where there is little height', async () => {
      const { cart } = await show(viewWith(3));
      await setViewport({ width: 320, height: 256 });
      const box = dialog(cart);
      await until(() => box.getAnimations().length === 0);
      await until(() => box.scrollHeight > box.clientHeight);
      expect(box.scrollWidth).to.be.at.most(320);
      expect(part(cart, 'body').scrollHeight).to.be.at.most(part(cart, 'body').clientHeight + 1);
      await setViewport({ width: 1000, height: 700 });
    });

    it('draws hostile texts as texts', async () => {
      const evil = '<img src=x onerror=alert(1)>{title}$&';
      const view = viewWith(1, {
        ...{ title: evil, values: [evil], planId: evil },
        attributes: [{ name: evil, value: evil }],
      });
      const { cart } = await show({
        ...view,
        cart: { ...view.cart!, codes: [{ code: evil, applied: false }], note: evil },
      });
      expect(text(part(cart, 'title'))).to.equal(evil);
      expect(cart.shadowRoot!.querySelectorAll('img')).to.have.length(0);
      expect(part<HTMLTextAreaElement>(cart, 'field').tagName).to.equal('INPUT');
    });

    it('reports nothing to the page that nobody did', async () => {
      const events = ['shuk-failure', 'shuk-cart-change', 'shuk-cart-changed', 'shuk-cart-add'].map((name) =>
        record<FailureEvent>(document, name),
      );
      const { cart, $view } = await show(viewWith(1));
      $view.set(viewOf({ status: 'failed', error: new CommerceError('offline', '') }));
      await cart.updateComplete;
      expect(events.flat()).to.have.length(0);
    });
  });
});
