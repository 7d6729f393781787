import { CommerceError } from '@shuk/core';
import type { CartAddedEvent, CartAddEvent, CartChangedEvent, CartChangeEvent, FailureEvent } from '@shuk/elements';
import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { fakeProduct } from '../support/fake-shop.js';
import {
  all,
  closeShops,
  focused,
  open,
  ownShop,
  part,
  productWith,
  record,
  said,
  settled,
  text,
  type,
  type Opened,
} from './cart-drawer.js';

const input = (cart: Element, index = 0) => all(cart, 'input')[index] as HTMLInputElement;
const pieces = ({ backend }: Opened) => backend.cart()?.lines.map(({ variantId, quantity }) => [variantId, quantity]);

describe('changes in <shuk-cart>', () => {
  let changes: CartChangeEvent[];
  let changed: CartChangedEvent[];
  let failures: FailureEvent[];

  beforeEach(() => {
    changes = [];
    changed = [];
    failures = [];
  });
  afterEach(closeShops);

  async function start(...rest: Parameters<typeof open>): Promise<Opened> {
    const opened = await open(...rest);
    changes = record(opened.cart, 'shuk-cart-change');
    changed = record(opened.cart, 'shuk-cart-changed');
    failures = record(opened.cart, 'shuk-failure');
    return opened;
  }

  /** Presses a button as the keyboard does: it has the focus. */
  async function press(opened: Opened, name: string, index = 0): Promise<void> {
    const button = all(opened.cart, name)[index]!;
    button.focus();
    button.click();
    await opened.cart.updateComplete;
  }

  describe('quantity', () => {
    it('steps up and down, says so once, and reports it', async () => {
      const opened = await start({ lamp: 2 });
      await press(opened, 'increase');
      expect(input(opened.cart).value).to.equal('3');
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['lamp', 3]]);
      expect(said(opened.cart)).to.deep.equal(['Title of lamp: 3 in the cart']);
      expect(focused(opened.cart)).to.equal('increase');
      await press(opened, 'decrease');
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['lamp', 2]]);
      expect(changed.map(({ eventId }) => eventId)).to.deep.equal(changes.map(({ eventId }) => eventId));
      expect(changed[0]?.change).to.deep.include({ type: 'quantity', quantity: 3 });
      expect(changed[0]?.cart.lines[0]?.quantity).to.equal(3);
    });

    it('sends only the newest of several presses and speaks once', async () => {
      const opened = await start({ lamp: 1 });
      const before = opened.backend.calls('apply').length;
      opened.backend.hold();
      for (let press = 0; press < 5; press++) {
        part(opened.cart, 'increase').click();
        await opened.cart.updateComplete;
      }
      opened.backend.release();
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['lamp', 6]]);
      expect(opened.backend.calls('apply').length - before).to.be.at.most(2);
      expect(said(opened.cart)).to.deep.equal(['Title of lamp: 6 in the cart']);
      expect(changed).to.have.length(1);
    });

    it('takes a typed number', async () => {
      const opened = await start({ lamp: 2 });
      input(opened.cart).focus();
      input(opened.cart).select();
      await sendKeys({ type: '12' });
      await sendKeys({ press: 'Enter' });
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['lamp', 12]]);
      expect(focused(opened.cart)).to.equal('input');
    });

    it('takes nothing for no number, and says that none is too few', async () => {
      const opened = await start({ lamp: 2 });
      type(input(opened.cart), '');
      expect(input(opened.cart).value).to.equal('2');
      expect(changes).to.have.length(0);
      type(input(opened.cart), '-3');
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['lamp', 1]]);
      expect(text(part(opened.cart, 'message'))).to.equal('This quantity is not possible.');
    });

    it('keeps to the rule of the line', async () => {
      const tiles = productWith('tiles', { rule: { min: 4, step: 4, max: 12 } });
      const opened = await start({ tiles: 4 }, { backend: ownShop({ products: [tiles] }) });
      expect(part(opened.cart, 'decrease')).to.have.attribute('aria-disabled', 'true');
      await press(opened, 'decrease');
      await press(opened, 'increase');
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['tiles', 8]]);
      type(input(opened.cart), '9');
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['tiles', 8]]);
      expect(text(part(opened.cart, 'message'))).to.equal('This quantity is not possible.');
      type(input(opened.cart), '13');
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['tiles', 12]]);
      expect(part(opened.cart, 'increase')).to.have.attribute('aria-disabled', 'true');
    });

    it('keeps to the stock that is told, and says how much there is', async () => {
      const mug = productWith('mug', { availability: { state: 'low-stock', left: 3 } });
      const opened = await start({ mug: 1 }, { backend: ownShop({ products: [mug] }) });
      type(input(opened.cart), '50');
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['mug', 3]]);
      expect(text(part(opened.cart, 'message'))).to.equal('Only 3 are available.');
      expect(said(opened.cart)).to.include('Only 3 are available.');
      await expect(opened.cart).to.be.accessible();
    });

    it('says so at the line when the shop gives fewer', async () => {
      const opened = await start({ lamp: 1 });
      opened.backend.stock.set('lamp', 4);
      type(input(opened.cart), '9');
      await settled(opened);
      expect(input(opened.cart).value).to.equal('4');
      expect(text(part(opened.cart, 'message'))).to.equal('Only 4 are available.');
      expect(said(opened.cart)).to.deep.equal(['Only 4 are available.']);
      expect([changed.length, failures.length]).to.deep.equal([1, 0]);
    });

    it('goes back and says why when the shop refuses', async () => {
      const opened = await start({ lamp: 2 });
      opened.backend.fail('apply', new CommerceError('out-of-stock', 'none'));
      await press(opened, 'increase');
      await settled(opened);
      expect(input(opened.cart).value).to.equal('2');
      expect(text(part(opened.cart, 'message'))).to.equal('This is sold out.');
      expect(said(opened.cart)).to.deep.equal(['This is sold out.']);
      expect(failures.map(({ error, eventId }) => [error.code, eventId])).to.deep.equal([
        ['out-of-stock', changes[0]?.eventId],
      ]);
      expect(changed).to.have.length(0);
      await expect(opened.cart).to.be.accessible();
    });

    it('takes the message away with the next try', async () => {
      const opened = await start({ lamp: 2 });
      opened.backend.fail('apply', new CommerceError('rejected', ''));
      await press(opened, 'increase');
      await settled(opened);
      expect(all(opened.cart, 'message')).to.have.length(1);
      await press(opened, 'increase');
      await settled(opened);
      expect(all(opened.cart, 'message')).to.have.length(0);
      expect(pieces(opened)).to.deep.equal([['lamp', 3]]);
    });

    it('changes nothing when the page cancels', async () => {
      const opened = await start({ lamp: 2 });
      record(opened.cart, 'shuk-cart-change', true);
      await press(opened, 'increase');
      type(input(opened.cart), '7');
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['lamp', 2]]);
      expect(input(opened.cart).value).to.equal('2');
      expect(said(opened.cart)).to.deep.equal([]);
    });

    it('does not disturb what is being typed elsewhere', async () => {
      const opened = await start({ lamp: 1, vase: 1 });
      const other = input(opened.cart, 1);
      other.focus();
      other.value = '4';
      part(opened.cart, 'increase').click();
      await settled(opened);
      expect(other.value).to.equal('4');
      expect(opened.cart.shadowRoot!.activeElement === other).to.equal(true);
    });
  });

  describe('removal', () => {
    it('takes the line out, puts the focus on the undo, and says so once', async () => {
      const opened = await start({ lamp: 2, vase: 1 });
      await press(opened, 'remove');
      expect(focused(opened.cart)).to.equal('undo');
      expect(all(opened.cart, 'line')).to.have.length(1);
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['vase', 1]]);
      expect(text(part(opened.cart, 'removed'))).to.equal('Title of lamp removed Undo');
      expect(said(opened.cart)).to.deep.equal(['Title of lamp removed']);
      expect(changed[0]?.change).to.deep.include({ type: 'remove' });
      expect(focused(opened.cart)).to.equal('undo');
      await expect(opened.cart).to.be.accessible();
    });

    it('puts the line back as it was, and the focus on it', async () => {
      const backend = ownShop({ products: [productWith('lamp', { values: ['Red'] }), fakeProduct('vase')] });
      const opened = await start({ vase: 1 }, { backend });
      const attributes = [{ name: 'Gift note', value: 'For Dana' }];
      await opened.store.add([backend.item('lamp', 3, { attributes, planId: 'm1' })]);
      await settled(opened);
      const intents = record<CartAddEvent>(opened.cart, 'shuk-cart-add');
      const facts = record<CartAddedEvent>(opened.cart, 'shuk-cart-added');
      await press(opened, 'remove', 1);
      await settled(opened);
      await press(opened, 'undo');
      expect(all(opened.cart, 'line')).to.have.length(2);
      expect(focused(opened.cart)).to.equal('line pending');
      await settled(opened);
      const line = backend.cart()!.lines[1]!;
      expect([line.variantId, line.quantity, line.attributes, line.plan?.id]).to.deep.equal([
        'lamp',
        3,
        attributes,
        'm1',
      ]);
      expect(focused(opened.cart)).to.equal('line');
      expect(all(opened.cart, 'removed')).to.have.length(0);
      expect(said(opened.cart)).to.deep.equal(['Title of lamp removed', 'Title of lamp is back in the cart']);
      expect(intents[0]?.items[0]).to.deep.include({ item_id: 'lamp', item_variant: 'Red', quantity: 3, price: 10 });
      expect(facts.map(({ eventId }) => eventId)).to.deep.equal([intents[0]?.eventId]);
    });

    it('keeps the undo beside the words of an empty cart', async () => {
      const opened = await start({ lamp: 1 });
      await press(opened, 'remove');
      await settled(opened);
      expect([all(opened.cart, 'removed').length, all(opened.cart, 'empty').length]).to.deep.equal([1, 1]);
      expect(focused(opened.cart)).to.equal('undo');
      await press(opened, 'undo');
      await settled(opened);
      expect(pieces(opened)).to.deep.equal([['lamp', 1]]);
    });

    it('puts the line back with a reason when the shop refuses', async () => {
      const opened = await start({ lamp: 1 });
      opened.backend.fail('apply', new CommerceError('rejected', ''));
      await press(opened, 'remove');
      await settled(opened);
      expect(all(opened.cart, 'line')).to.have.length(1);
      expect(text(part(opened.cart, 'message'))).to.equal('The shop did not accept that.');
      expect(focused(opened.cart)).to.equal('line');
    });

    it('keeps the undo when it is refused, and says why', async () => {
      const opened = await start({ lamp: 1, vase: 1 });
      await press(opened, 'remove');
      await settled(opened);
      opened.backend.stock.set('lamp', 0);
      await press(opened, 'undo');
      await settled(opened);
      expect(text(part(opened.cart, 'removed'))).to.include('This is sold out.');
      expect(focused(opened.cart)).to.equal('removed');
      expect(failures.map(({ error }) => error.code)).to.deep.equal(['out-of-stock']);
    });

    it('is a removal of the page to cancel, and so is the undo', async () => {
      const opened = await start({ lamp: 1, vase: 1 });
      const stop = (event: Event) => event.preventDefault();
      opened.cart.addEventListener('shuk-cart-change', stop);
      await press(opened, 'remove');
      expect(all(opened.cart, 'line')).to.have.length(2);
      opened.cart.removeEventListener('shuk-cart-change', stop);
      opened.cart.addEventListener('shuk-cart-add', stop);
      await press(opened, 'remove');
      await settled(opened);
      await press(opened, 'undo');
      await settled(opened);
      expect([all(opened.cart, 'line').length, all(opened.cart, 'undo').length]).to.deep.equal([1, 1]);
    });

    it('forgets the undo when the drawer closes, and when the line comes back by another way', async () => {
      const opened = await start({ lamp: 1, vase: 1 });
      await press(opened, 'remove');
      await settled(opened);
      await opened.store.add([opened.backend.item('lamp')]);
      await settled(opened);
      expect([all(opened.cart, 'removed').length, all(opened.cart, 'line').length]).to.deep.equal([0, 2]);
      await press(opened, 'remove');
      await settled(opened);
      opened.cart.close();
      await settled(opened);
      opened.cart.show();
      expect(all(opened.cart, 'removed')).to.have.length(0);
      expect(said(opened.cart)).to.deep.equal([]);
    });

    it('tells two lines of the same apart', async () => {
      const backend = ownShop({ separateLines: true });
      const opened = await start({ vase: 1 }, { backend });
      await opened.store.add([backend.item('lamp', 1)]);
      await opened.store.add([backend.item('lamp', 5)]);
      await settled(opened);
      const lamps = backend.cart()!.lines.filter(({ variantId }) => variantId === 'lamp').length;
      await press(opened, 'remove', 1);
      await settled(opened);
      expect(all(opened.cart, 'line')).to.have.length(lamps);
      expect(all(opened.cart, 'removed')).to.have.length(1);
    });

    it('never lets the focus fall to the page when another tab takes the line', async () => {
      const opened = await start({ lamp: 1, vase: 1 });
      part(opened.cart, 'remove').focus();
      const line = opened.backend.cart()!.lines[0]!;
      await opened.store.remove(line.id);
      await settled(opened);
      expect(focused(opened.cart)).to.equal('line');
      await opened.store.remove(opened.backend.cart()!.lines[0]!.id);
      await settled(opened);
      expect(focused(opened.cart)).to.equal('continue');
    });
  });

  describe('discount codes', () => {
    const field = (cart: Element) => part<HTMLInputElement>(cart, 'field');

    async function enter(opened: Opened, code: string): Promise<void> {
      opened.cart.shadowRoot!.querySelector<HTMLElement>('[part="codes"] summary')!.click();
      field(opened.cart).focus();
      await sendKeys({ type: code });
      await sendKeys({ press: 'Enter' });
      await settled(opened);
    }

    it('enters one, says so, and empties the field', async () => {
      const opened = await start();
      await enter(opened, 'TEN');
      expect(all(opened.cart, 'code').map(text)).to.deep.equal(['TEN ×']);
      expect(text(part(opened.cart, 'discount'))).to.equal('Discount -€1.00');
      expect(said(opened.cart)).to.deep.equal(['Code TEN applied']);
      expect(field(opened.cart).value).to.equal('');
      expect(changed[0]?.change).to.deep.equal({ type: 'add-code', code: 'TEN' });
      await expect(opened.cart).to.be.accessible();
    });

    it('says at the field why one was refused, and keeps it', async () => {
      const opened = await start();
      await enter(opened, 'NOPE');
      expect(field(opened.cart).value).to.equal('NOPE');
      expect(field(opened.cart)).to.have.attribute('aria-invalid', 'true');
      const described = field(opened.cart).getAttribute('aria-describedby')!;
      expect(text(opened.cart.shadowRoot!.getElementById(described))).to.equal('This code is not known.');
      expect(said(opened.cart)).to.deep.equal(['This code is not known.']);
      expect(focused(opened.cart)).to.equal('field');
      expect(failures.map(({ error }) => error.code)).to.deep.equal(['code-unknown']);
      await expect(opened.cart).to.be.accessible();
    });

    it('keeps the field open and the focus in it for another try', async () => {
      const opened = await start();
      await enter(opened, 'NOPE');
      field(opened.cart).select();
      await sendKeys({ type: 'TEN' });
      await sendKeys({ press: 'Enter' });
      await settled(opened);
      expect(focused(opened.cart)).to.equal('field');
      expect(all(opened.cart, 'code')).to.have.length(1);
      expect(all(opened.cart, 'message')).to.have.length(0);
    });

    it('sends nothing for an empty field', async () => {
      const opened = await start();
      await enter(opened, '  ');
      expect(changes).to.have.length(0);
    });

    it('removes one and keeps the focus in place', async () => {
      const opened = await start();
      await enter(opened, 'TEN');
      await press(opened, 'remove-code');
      await settled(opened);
      expect(all(opened.cart, 'code')).to.have.length(0);
      expect(said(opened.cart).at(-1)).to.equal('TEN removed');
      expect(opened.cart.shadowRoot!.activeElement?.localName).to.equal('summary');
    });

    it('is the page to cancel', async () => {
      const opened = await start();
      record(opened.cart, 'shuk-cart-change', true);
      await enter(opened, 'TEN');
      expect(opened.backend.cart()?.codes).to.deep.equal([]);
      expect(field(opened.cart).value).to.equal('TEN');
    });
  });

  describe('note', () => {
    const field = (cart: Element) => cart.shadowRoot!.querySelector('textarea')!;

    it('is saved on leaving the field', async () => {
      const opened = await start();
      opened.cart.shadowRoot!.querySelector<HTMLElement>('[part="note"] summary')!.click();
      field(opened.cart).focus();
      await sendKeys({ type: 'Ring twice' });
      await sendKeys({ press: 'Tab' });
      await settled(opened);
      expect(opened.backend.cart()?.note).to.equal('Ring twice');
      expect(said(opened.cart)).to.deep.equal(['Note saved']);
      expect(changed[0]?.change).to.deep.equal({ type: 'note' });
    });

    it('is saved when the drawer is closed by Escape', async () => {
      const opened = await start();
      opened.cart.shadowRoot!.querySelector<HTMLElement>('[part="note"] summary')!.click();
      field(opened.cart).focus();
      await sendKeys({ type: 'Quick' });
      await sendKeys({ press: 'Escape' });
      await settled(opened);
      expect(opened.cart.open).to.equal(false);
      expect(opened.backend.cart()?.note).to.equal('Quick');
    });

    it('keeps the text when it could not be saved', async () => {
      const opened = await start();
      opened.backend.fail('apply', new CommerceError('rejected', ''));
      type(field(opened.cart), 'Ring twice');
      await settled(opened);
      expect(field(opened.cart).value).to.equal('Ring twice');
      expect(text(part(opened.cart, 'message'))).to.equal('The shop did not accept that.');
    });

    it('shows the note that the cart has', async () => {
      const opened = await open();
      await opened.store.setNote('Leave it at the door');
      await settled(opened);
      expect(field(opened.cart).value).to.equal('Leave it at the door');
      expect(opened.cart.shadowRoot!.querySelector<HTMLDetailsElement>('[part="note"] details')!.open).to.equal(true);
    });
  });

  it('is done by keyboard alone, from the heading to an empty cart and back', async () => {
    const opened = await start({ lamp: 1 });
    const { cart } = opened;
    const tabTo = async (name: string) => {
      for (let tabs = 0; focused(cart) !== name; tabs++) {
        if (tabs > 15) throw new Error(`${name} cannot be reached`);
        await sendKeys({ press: 'Tab' });
      }
    };
    expect(focused(cart)).to.equal('heading');
    await tabTo('increase');
    await sendKeys({ press: 'Enter' });
    await settled(opened);
    expect(focused(cart)).to.equal('increase');
    await tabTo('remove');
    await sendKeys({ press: ' ' });
    await settled(opened);
    expect(focused(cart)).to.equal('undo');
    await tabTo('continue');
    await sendKeys({ press: 'Enter' });
    await settled(opened);
    expect([cart.open, pieces(opened)]).to.deep.equal([false, []]);
  });
});
