import { CommerceError } from '@shuk/core';
import type { CartAddedEvent, CartAddEvent, FailureEvent } from '@shuk/elements';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import { button, choose, press, says, type Buy } from './buy-page.js';
import {
  all,
  closeShops,
  openShop,
  part,
  place,
  productOf,
  productWith,
  record,
  serverShop,
  text,
  until,
} from './product-page.js';
import type { FakeShopOptions } from '../support/fake-shop.js';

const shirt = productOf({ Size: ['S', 'M'] }, ['S', 'M']);

describe('adding with <shuk-buy>', () => {
  afterEach(closeShops);

  const open = async (fields = html``, options: FakeShopOptions = {}, product = productWith()) => {
    const backend = serverShop([product], options);
    const shop = openShop(backend);
    const buy = await place<Buy>(html`<shuk-buy lang="en" product="lamp">${fields}</shuk-buy>`);
    return { backend, shop, buy };
  };
  const operation = (backend: Awaited<ReturnType<typeof open>>['backend']) =>
    backend.calls('apply')[0]?.operations?.[0];

  describe('events', () => {
    it('come as an intent and a fact of one action', async () => {
      const { backend, buy } = await open();
      const page = buy.parentElement!;
      const intents = record<CartAddEvent>(page, 'shuk-cart-add');
      const facts = record<CartAddedEvent>(page, 'shuk-cart-added');
      press(buy);
      await until(() => facts.length);
      const [intent] = intents;
      const [fact] = facts;
      expect(intent!.items).to.deep.equal([
        {
          item_id: 'lamp',
          item_name: 'Reading lamp',
          item_variant: '',
          price: 10,
          quantity: 1,
          variant_id: 'lamp',
        },
      ]);
      expect(intent!.currency).to.equal('EUR');
      expect([fact!.eventId, fact!.items, fact!.outcomes]).to.deep.equal([
        intent!.eventId,
        intent!.items,
        [{ status: 'done' }],
      ]);
      expect(fact!.cart.lines.map(({ variantId, quantity }) => [variantId, quantity])).to.deep.equal([['lamp', 1]]);
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('carry the price of the plan', async () => {
      const price = { current: { amount: 900, currency: 'EUR' } };
      const { buy } = await open(html``, {}, productWith({}, { plans: [{ id: 'a', name: 'Monthly', price }] }));
      const intents = record<CartAddEvent>(buy, 'shuk-cart-add');
      await choose(buy, 0, 'Monthly €9.00');
      press(buy);
      await says(buy, 'Added');
      expect(intents[0]!.items[0]!.price).to.equal(9);
    });

    it('can be cancelled by the page', async () => {
      const { backend, buy } = await open();
      const intents = record<CartAddEvent>(buy, 'shuk-cart-add', true);
      press(buy);
      await until(() => intents.length);
      await says(buy, 'Add to cart');
      expect(backend.calls('apply')).to.have.length(0);
    });

    it('survive a listener that throws', async () => {
      const { backend, buy } = await open();
      const { onerror } = window;
      window.onerror = () => true;
      buy.addEventListener('shuk-cart-add', () => {
        throw new Error('of the page');
      });
      press(buy);
      await says(buy, 'Added');
      window.onerror = onerror;
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('reach the page although the button is gone meanwhile', async () => {
      const { backend, buy } = await open();
      const facts = record<CartAddedEvent>(document, 'shuk-cart-added');
      backend.hold();
      press(buy);
      await until(() => backend.calls('apply').length);
      buy.remove();
      backend.release();
      await until(() => facts.length);
      expect(facts[0]!.cart.lines).to.have.length(1);
    });
  });

  describe('the button', () => {
    it('is busy while the shop is asked, and keeps the focus', async () => {
      const { backend, buy } = await open();
      backend.hold();
      button(buy).focus();
      await sendKeys({ press: 'Enter' });
      await says(buy, 'Adding…');
      expect(button(buy)).to.have.attribute('aria-disabled', 'true');
      expect(buy.shadowRoot!.activeElement).to.equal(button(buy));
      await expect(buy).to.be.accessible();
      backend.release();
      await says(buy, 'Added');
      expect(buy.shadowRoot!.activeElement).to.equal(button(buy));
      expect(text(buy.shadowRoot!.querySelector('[role=status]'))).to.equal('Added to cart: Reading lamp');
      await expect(buy).to.be.accessible();
    });

    it('takes two quick presses for one, and a later one for another', async () => {
      const { backend, buy } = await open();
      press(buy);
      press(buy, true);
      await says(buy, 'Added');
      press(buy, true);
      expect(text(button(buy))).to.equal('Added');
      press(buy);
      await until(() => backend.pieces('lamp') === 2);
      await says(buy, 'Added');
      expect(backend.calls('apply')).to.have.length(2);
    });

    it('takes no press while it is busy', async () => {
      const { backend, buy } = await open();
      backend.hold();
      press(buy);
      await until(() => backend.calls('apply').length);
      press(buy);
      await buy.addToCart();
      backend.release();
      await says(buy, 'Added');
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('does not repeat while a key is held', async () => {
      const { buy } = await open();
      const keydown = new KeyboardEvent('keydown', { key: 'Enter', repeat: true, cancelable: true });
      button(buy).dispatchEvent(keydown);
      expect(keydown.defaultPrevented).to.equal(true);
    });

    it('does nothing when it is sold out', async () => {
      const { backend, buy } = await open(html``, {}, productWith({}, { availability: { state: 'sold-out' } }));
      const intents = record(buy, 'shuk-cart-add');
      press(buy);
      await buy.addToCart();
      expect(intents).to.have.length(0);
      expect(backend.calls('apply')).to.have.length(0);
    });

    it('offers what comes later as a pre-order', async () => {
      const { backend, buy } = await open(html``, {}, productWith({}, { availability: { state: 'preorder' } }));
      expect(text(button(buy))).to.equal('Pre-order');
      press(buy);
      await says(buy, 'Added');
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('speaks of the shown choice again when another is made', async () => {
      const { buy } = await open(html``, {}, shirt);
      await choose(buy, 0, 'S');
      press(buy);
      await says(buy, 'Added');
      await choose(buy, 0, 'M');
      expect(text(button(buy))).to.equal('Add to cart');
    });

    it('speaks no more of a product that is not shown any more', async () => {
      const backend = serverShop([productWith(), productWith({ id: 'vase' }, { id: 'vase' })]);
      openShop(backend);
      const buy = await place<Buy>(html`<shuk-buy lang="en" product="lamp"></shuk-buy>`);
      backend.hold();
      const added = buy.addToCart();
      await until(() => backend.calls('apply').length);
      buy.product = 'vase';
      backend.release();
      await added;
      await says(buy, 'Add to cart');
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('can be pressed by script', async () => {
      const { backend, buy } = await open();
      await buy.addToCart();
      expect(text(button(buy))).to.equal('Added');
      expect(backend.pieces('lamp')).to.equal(1);
    });
  });

  describe('a refusal', () => {
    it('is said with its reason, and the product is read again', async () => {
      const { backend, buy } = await open();
      backend.stock.set('lamp', 0);
      backend.catalog.set('lamp', productWith({}, { availability: { state: 'sold-out' } }));
      const failures = record<FailureEvent>(buy, 'shuk-failure');
      const intents = record<CartAddEvent>(buy, 'shuk-cart-add');
      press(buy);
      await until(() => failures.length);
      expect([failures[0]!.error.code, failures[0]!.eventId]).to.deep.equal(['out-of-stock', intents[0]!.eventId]);
      await says(buy, 'Sold out');
      const message = part(buy, 'message');
      expect([text(message), message.getAttribute('role')]).to.deep.equal(['This is sold out.', 'alert']);
      await expect(buy).to.be.accessible();
    });

    for (const [error, words] of [
      [new CommerceError('insufficient-stock', '', { available: 2 }), 'Only 2 are available.'],
      [new CommerceError('insufficient-stock', ''), 'This quantity is not possible.'],
      [new CommerceError('rejected', '<b>no</b>'), 'The shop did not accept that.'],
      [new CommerceError('of-tomorrow' as 'rejected', ''), 'The shop did not accept that.'],
      [new CommerceError('unauthorized', ''), 'The shop cannot be reached from this page.'],
    ] as const) {
      it(`says "${words}" for ${error.code}${error.available === undefined ? '' : ` of ${error.available}`}`, async () => {
        const { backend, buy } = await open();
        backend.fail('apply', error);
        press(buy);
        await until(() => all(buy, 'message').length);
        expect(text(part(buy, 'message'))).to.equal(words);
        expect(button(buy)).to.have.attribute('aria-disabled', 'false');
      });
    }

    it('is over with the next press', async () => {
      const { backend, buy } = await open();
      backend.fail('apply', new CommerceError('rejected', ''));
      press(buy);
      await until(() => all(buy, 'message').length);
      press(buy);
      await says(buy, 'Added');
      expect(all(buy, 'message')).to.have.length(0);
    });

    it('of some pieces is said with how many there are', async () => {
      const { backend, buy } = await open();
      buy.quantity = 5;
      await buy.updateComplete;
      backend.stock.set('lamp', 3);
      const facts = record<CartAddedEvent>(buy, 'shuk-cart-added');
      press(buy);
      await until(() => all(buy, 'message').length);
      expect(text(part(buy, 'message'))).to.equal('Your cart now has 3. More is not possible.');
      expect(facts[0]!.outcomes[0]!.status).to.equal('clamped');
      await until(() => backend.calls('products').length === 2);
    });

    it('by the network is said, and the press can be repeated', async () => {
      const { backend, buy } = await open();
      backend.fail('apply', ...Array<'lost-request'>(3).fill('lost-request'));
      const failures = record<FailureEvent>(buy, 'shuk-failure');
      press(buy);
      await until(() => failures.length);
      expect(failures[0]!.error.code).to.equal('offline');
      await until(() => all(buy, 'message').length);
      expect(text(part(buy, 'message'))).to.match(/^You seem to be offline\./);
      press(buy);
      await says(buy, 'Added');
      expect(backend.pieces('lamp')).to.equal(1);
    });
  });

  describe('form fields', () => {
    it('travel with the line as a form would send them', async () => {
      const { backend, buy } = await open(html`
        <p>
          <textarea name="Gift note" aria-label="Note">  For Dana </textarea>
          <input name="Engraving" value="N. L." aria-label="Engraving" />
          <input name="Empty" value=" " aria-label="Empty" />
          <input value="without a name" aria-label="Nameless" />
          <input name="Off" value="x" disabled aria-label="Off" />
          <input type="hidden" name="_campaign" value="spring" />
          <input type="file" name="Photo" aria-label="Photo" />
          <input type="submit" name="Go" value="Go" />
        </p>
        <fieldset disabled><input name="Also off" value="x" aria-label="Also off" /></fieldset>
        <label><input type="checkbox" name="Wrap" checked />Wrap</label>
        <label><input type="checkbox" name="Card" value="yes" />Card</label>
        <label><input type="radio" name="Ribbon" value="red" />Red</label>
        <label><input type="radio" name="Ribbon" value="blue" checked />Blue</label>
        <select name="Extras" multiple aria-label="Extras">
          <option selected>Bulb</option>
          <option>Cable</option>
          <option selected>Plug</option>
        </select>
      `);
      press(buy);
      await says(buy, 'Added');
      expect(operation(backend)).to.deep.include({
        attributes: [
          { name: 'Gift note', value: 'For Dana' },
          { name: 'Engraving', value: 'N. L.' },
          { name: '_campaign', value: 'spring' },
          { name: 'Wrap', value: 'on' },
          { name: 'Ribbon', value: 'blue' },
          { name: 'Extras', value: 'Bulb, Plug' },
        ],
      });
    });

    it('must be valid', async () => {
      const { backend, buy } = await open(html`<input name="Name" required aria-label="Name" />`);
      const intents = record(buy, 'shuk-cart-add');
      const field = buy.querySelector('input')!;
      const invalid = record(field, 'invalid', true);
      press(buy);
      await until(() => invalid.length);
      await says(buy, 'Add to cart');
      expect(intents).to.have.length(0);
      field.value = 'Dana';
      press(buy);
      await says(buy, 'Added');
      expect(operation(backend)).to.deep.include({ attributes: [{ name: 'Name', value: 'Dana' }] });
    });

    it('are cut at 500, never within a character', async () => {
      const { backend, buy } = await open(html`<textarea name="Note" aria-label="Note"></textarea>`);
      buy.querySelector('textarea')!.value = `${'a'.repeat(499)}😀 and more`;
      press(buy);
      await says(buy, 'Added');
      expect(operation(backend)).to.deep.include({ attributes: [{ name: 'Note', value: 'a'.repeat(499) }] });
    });

    it('are lost until the merchant has done what they need', async () => {
      const warnings: string[] = [];
      const { warn } = console;
      console.warn = (message: string) => warnings.push(message);
      try {
        const note = html`<input name="Note" value="x" aria-label="Note" />`;
        const { buy } = await open(note, { abilities: { 'line-attributes': { setup: 'Add a custom field.' } } });
        press(buy);
        await says(buy, 'Added');
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.match(/is lost\. Add a custom field\.$/);
      } finally {
        console.warn = warn;
      }
    });

    it('are said to be lost, once, where the shop keeps none', async () => {
      const warnings: string[] = [];
      const { warn } = console;
      console.warn = (message: string) => warnings.push(message);
      try {
        const note = html`<input name="Note" value="x" aria-label="Note" />`;
        const { buy, backend } = await open(note, { abilities: { 'line-attributes': 'none' } });
        press(buy);
        await says(buy, 'Added');
        expect(operation(backend), 'or the shop would refuse the whole line').to.deep.include({ attributes: [] });
        await buy.addToCart();
        expect(warnings.filter((warning) => warning.includes('keeps no attributes'))).to.have.length(1);
      } finally {
        console.warn = warn;
      }
    });
  });

  it('goes from the keyboard alone to a filled cart', async () => {
    const product = productOf({ Color: ['Red', 'Blue'], Size: ['S', 'M'] }, ['Red S', 'Blue S', 'Blue M']);
    const backend = serverShop([product]);
    openShop(backend);
    const page = await fixture(html`
      <div>
        <button>before</button>
        <shuk-buy lang="en" product="lamp"><input name="Note" aria-label="Note" /></shuk-buy>
      </div>
    `);
    const buy = page.querySelector('shuk-buy')!;
    await until(() => all(buy, 'button').length);
    page.querySelector('button')!.focus();
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'ArrowDown' }); // to the second colour
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'ArrowDown' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'Hello' });
    while (buy.shadowRoot!.activeElement !== button(buy)) await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Enter' });
    await says(buy, 'Added');
    expect(backend.pieces('Blue-M')).to.equal(1);
    expect(backend.cart()!.lines[0]!.attributes).to.deep.equal([{ name: 'Note', value: 'Hello' }]);
    expect(buy.shadowRoot!.activeElement).to.equal(button(buy));
  });
});
