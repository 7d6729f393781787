import type { CartAddedEvent, CartAddEvent, CartChangedEvent, FailureEvent } from '@shuk/elements';
import { CommerceError, type PurchasePlan } from '@shuk/core';
import { expect, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { fakeProduct } from '../support/fake-shop.js';
import {
  calm,
  frame,
  isOpen,
  names,
  offsetTo,
  pictureOf,
  pins,
  popover,
  room,
  show,
  type Picture,
} from './image-page.js';
import {
  all,
  closeShops,
  openShop,
  part,
  productOf,
  productWith,
  record,
  serverShop,
  text,
  turn,
  until,
  variantWith,
} from './product-page.js';

const lamp = fakeProduct('lamp', { title: 'Reading lamp', price: 4900 });
const vase = fakeProduct('vase', { title: 'Vase' });
const shirt = { ...productOf({ Color: ['Red', 'Blue'] }, ['Red', 'Blue']), id: 'shirt', title: 'Shirt' };
const poster = fakeProduct('poster', { title: 'Poster', external: true });
const rug = productWith({ id: 'rug', title: 'Rug' }, { availability: { state: 'sold-out' } });

describe('the look of a <shuk-image>', () => {
  let backend: ReturnType<typeof serverShop>;
  afterEach(closeShops);

  async function look(
    products: Parameters<typeof serverShop>[0],
    tags = html`${products.map(tagOf)}`,
  ): Promise<Picture> {
    await setViewport({ width: 1000, height: 800 });
    backend = serverShop(products);
    openShop(backend);
    const root = await show(html`<shuk-image look><img src=${room} alt="A room" /> ${tags}</shuk-image>`);
    const picture = pictureOf(root);
    await until(() => all(picture, 'look-button').length && !names(picture).some((name) => /^Product \d/.test(name!)));
    return picture;
  }
  const tagOf = ({ id }: { id: string }, index = 0) => html`
    <shuk-tag product=${id} x=${0.2 + index / 10} y="0.3"><a href="#${id}">${id}</a></shuk-tag>
  `;

  /** The open list. */
  async function open(...products: Parameters<typeof serverShop>[0][number][]): Promise<Picture> {
    const picture = await look(products);
    await press(picture);
    return picture;
  }
  async function press(picture: Picture): Promise<void> {
    part(picture, 'look-button').click();
    await until(() => isOpen(picture) && all(picture, 'look-item').length);
    await calm(picture);
    await picture.updateComplete;
  }
  const rows = (picture: Picture) =>
    all(picture, 'look-item').map((item) => ({
      product: item.querySelector('shuk-product')!,
      box: item.querySelector('input')!,
      list: item.querySelector('select'),
      outcome: text(item.querySelector('[part=look-outcome]')),
    }));
  const button = (picture: Picture) => part(picture, 'look-add');
  const status = (picture: Picture) => text(part(picture, 'look-status'));
  const add = async (picture: Picture) => {
    button(picture).click();
    await until(() => status(picture));
  };

  describe('button', () => {
    it('says how many products there are, each once, without those that are missing', async () => {
      const picture = await look([lamp, vase], html`${[lamp, vase, lamp, { id: 'gone' }].map(tagOf)}`);
      await until(() => text(part(picture, 'look-button')) === 'Shop the look (2)');
    });

    it('is not there without the attribute, a shop, a cart or a product', async () => {
      const picture = await look([lamp]);
      picture.look = false;
      await picture.updateComplete;
      expect(all(picture, 'look-button')).to.deep.equal([]);
      picture.look = true;
      await picture.updateComplete;
      expect(all(picture, 'look-button')).to.have.length(1);
      const shop = openShop(serverShop([lamp]));
      shop.setServices({ cart: undefined });
      await until(() => !all(picture, 'look-button').length);
      closeShops();
      await picture.updateComplete;
      expect(all(picture, 'look-button')).to.deep.equal([]);
    });

    it('lies on the picture and moves nothing', async () => {
      const picture = await look([lamp]);
      const img = picture.querySelector('img')!.getBoundingClientRect();
      const { left, bottom, height } = part(picture, 'look-button').getBoundingClientRect();
      expect(left > img.left && bottom < img.bottom).to.equal(true);
      expect(height).to.be.at.least(44);
    });

    it('lies over no pin', async () => {
      const picture = await look([lamp], html`<shuk-tag product="lamp" x="0.1" y="0.9"></shuk-tag>`);
      await frame();
      const [, y] = offsetTo(part(picture, 'look-button'), pins(picture)[0]!);
      expect(y).to.be.lessThan(-10);
    });

    it('opens the list with a key and closes it with Escape', async () => {
      const picture = await look([lamp]);
      part(picture, 'look-button').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => isOpen(picture));
      expect(part(picture, 'look-button')).to.have.attribute('aria-expanded', 'true');
      await sendKeys({ press: 'Escape' });
      await until(() => picture.shadowRoot!.activeElement === part(picture, 'look-button'));
      expect(part(picture, 'look-button')).to.have.attribute('aria-expanded', 'false');
    });

    it('opens from a script', async () => {
      const picture = await look([lamp]);
      await picture.show();
      expect(popover(picture)).to.have.attribute('aria-label', 'Shop the look');
      await picture.hide();
      expect(isOpen(picture)).to.equal(false);
    });
  });

  describe('list', () => {
    it('shows every product once, with what is needed to choose', async () => {
      const picture = await look([lamp, shirt], html`${[lamp, shirt, lamp].map(tagOf)}`);
      await press(picture);
      expect(rows(picture).map(({ product }) => product.product)).to.deep.equal(['lamp', 'shirt']);
      expect(rows(picture).map(({ box }) => box.checked)).to.deep.equal([true, true]);
      const [one, two] = rows(picture);
      expect(one!.list).to.equal(null);
      expect([...two!.list!.options].map((option) => text(option))).to.deep.equal(['Please choose', 'Red', 'Blue']);
      expect(one!.box).to.have.attribute('aria-label', 'Include Reading lamp');
      await expect(picture).to.be.accessible();
    });

    it('shows two rows for two variants of one product', async () => {
      const tags = html`
        <shuk-tag product="shirt" variant="Red"></shuk-tag><shuk-tag product="shirt" variant="Blue"></shuk-tag>
      `;
      const picture = await look([shirt], tags);
      await press(picture);
      expect(rows(picture).map(({ list }) => list!.value)).to.deep.equal(['Red', 'Blue']);
    });

    it('leaves out what is sold out or sold elsewhere', async () => {
      const picture = await open(lamp, rug, poster);
      expect(rows(picture).map(({ box }) => box.disabled)).to.deep.equal([false, true, true]);
      expect(rows(picture).map(({ box }) => box.checked)).to.deep.equal([true, false, false]);
      expect(rows(picture)[2]!.outcome).to.equal('Sold in another shop');
      await expect(picture).to.be.accessible();
    });

    it('does not let choose a variant that is sold out', async () => {
      const half = { ...productOf({ Size: ['S', 'M'] }, ['S!', 'M']), id: 'half', title: 'Half' };
      const picture = await open(half);
      const [, s, m] = rows(picture)[0]!.list!.options;
      expect([s!.disabled, m!.disabled]).to.deep.equal([true, false]);
      expect(text(s)).to.equal('S – sold out');
    });

    it('shows what is chosen', async () => {
      const picture = await open(shirt);
      const { list } = rows(picture)[0]!;
      list!.value = 'Blue';
      list!.dispatchEvent(new Event('change'));
      await until(() => rows(picture)[0]!.product.variant === 'Blue');
      expect(list!.options).to.have.length(2);
    });

    it('is there while products load', async () => {
      await setViewport({ width: 1000, height: 800 });
      backend = serverShop([lamp]);
      backend.hold();
      openShop(backend);
      const root = await show(html`<shuk-image look><img src=${room} alt="A room" />${tagOf(lamp)}</shuk-image>`);
      const picture = pictureOf(root);
      await until(() => all(picture, 'look-button').length);
      await press(picture);
      expect(rows(picture)[0]!.box.disabled).to.equal(true);
      expect(button(picture)).to.have.attribute('aria-disabled', 'true');
      await expect(root).to.be.accessible();
      backend.release();
      await until(() => !rows(picture)[0]!.box.disabled);
    });

    it('fits a small screen', async () => {
      const picture = await look([lamp, vase, shirt, rug, poster]);
      await setViewport({ width: 360, height: 640 });
      await frame();
      await press(picture);
      const panel = popover(picture)!;
      expect(panel.scrollWidth).to.equal(panel.clientWidth);
      const box = panel.getBoundingClientRect();
      expect(box.height).to.be.at.most(0.85 * innerHeight + 1);
      // The button is in view however long the list is.
      expect(button(picture).getBoundingClientRect().bottom).to.be.at.most(box.bottom);
      await expect(picture).to.be.accessible();
    });
  });

  describe('adds', () => {
    it('everything as one change, and says so', async () => {
      const picture = await open(lamp, vase);
      const before = record<CartAddEvent>(picture, 'shuk-cart-add');
      const after = record<CartAddedEvent>(picture, 'shuk-cart-added');
      await add(picture);
      expect(backend.calls('apply')).to.have.length(1);
      expect([backend.pieces('lamp'), backend.pieces('vase')]).to.deep.equal([1, 1]);
      expect(before[0]!.items.map(({ item_id }) => item_id)).to.deep.equal(['lamp', 'vase']);
      expect(after[0]!.eventId).to.equal(before[0]!.eventId);
      expect(status(picture)).to.equal('The whole look is in the cart.');
      expect(rows(picture).map(({ outcome }) => outcome)).to.deep.equal(['Added', 'Added']);
      await expect(picture).to.be.accessible();
    });

    it('nothing when the page cancels', async () => {
      const picture = await open(lamp);
      record(picture, 'shuk-cart-add', true);
      button(picture).click();
      await turn();
      expect(backend.calls('apply')).to.deep.equal([]);
      expect(button(picture)).to.have.attribute('aria-disabled', 'false');
    });

    it('only what is included', async () => {
      const picture = await open(lamp, vase);
      expect(text(button(picture))).to.equal('Add the whole look');
      rows(picture)[0]!.box.click();
      await until(() => text(button(picture)) === 'Add 1 product');
      await add(picture);
      expect([backend.pieces('lamp'), backend.pieces('vase')]).to.deep.equal([0, 1]);
      expect(status(picture)).to.equal('1 of 1 added');
    });

    it('nothing when nothing is included', async () => {
      const picture = await open(lamp);
      rows(picture)[0]!.box.click();
      await until(() => button(picture).getAttribute('aria-disabled') === 'true');
      button(picture).click();
      await turn();
      expect(backend.calls('apply')).to.deep.equal([]);
    });

    it('nothing before what has to be chosen is chosen, and goes there', async () => {
      const picture = await open(lamp, shirt);
      button(picture).click();
      await until(() => rows(picture)[1]!.outcome);
      expect(rows(picture)[1]!.outcome).to.equal('Please choose an option first.');
      expect(picture.shadowRoot!.activeElement).to.equal(rows(picture)[1]!.list);
      expect(backend.calls('apply')).to.deep.equal([]);
      await expect(picture).to.be.accessible();
      const { list } = rows(picture)[1]!;
      list!.value = 'Blue';
      list!.dispatchEvent(new Event('change'));
      await until(() => !rows(picture)[1]!.outcome);
      await add(picture);
      expect([backend.pieces('lamp'), backend.pieces('Blue')]).to.deep.equal([1, 1]);
    });

    it('what is left where the shop has too few, with the reason for each', async () => {
      const two = productWith({ id: 'two', title: 'Two' }, { id: 'two', rule: { min: 2, step: 1 } });
      const picture = await open(lamp, vase, two);
      backend.stock.set('vase', 0);
      backend.stock.set('two', 1);
      const failures = record<FailureEvent>(picture, 'shuk-failure');
      await add(picture);
      expect(status(picture)).to.equal('2 of 3 added');
      expect(rows(picture).map(({ outcome }) => outcome)).to.deep.equal([
        'Added',
        'This is sold out.',
        'Your cart now has 1. More is not possible.',
      ]);
      expect(failures.map(({ error }) => error.code)).to.deep.equal(['out-of-stock']);
      await expect(picture).to.be.accessible();
    });

    it('nothing when the shop refuses everything, and says why', async () => {
      const picture = await open(lamp);
      backend.stock.set('lamp', 0);
      const added = record(picture, 'shuk-cart-added');
      await add(picture);
      expect(status(picture)).to.equal('0 of 1 added');
      expect(added).to.deep.equal([]);
      expect(all(picture, 'look-undo')).to.deep.equal([]);
    });

    it('nothing when the shop cannot be reached, and can be tried again', async () => {
      const picture = await open(lamp);
      const failures = record<FailureEvent>(picture, 'shuk-failure');
      backend.fail('apply', new CommerceError('unauthorized', 'no'));
      await add(picture);
      expect(status(picture)).to.equal('The shop cannot be reached from this page.');
      expect(failures.map(({ error }) => error.code)).to.deep.equal(['unauthorized']);
      button(picture).click();
      await until(() => status(picture)!.includes('whole look'));
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('once, however often it is pressed', async () => {
      const picture = await open(lamp);
      backend.hold();
      button(picture).click();
      button(picture).click();
      await until(() => text(button(picture)) === 'Adding…');
      expect(button(picture)).to.have.attribute('aria-disabled', 'true');
      backend.release();
      await until(() => status(picture));
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('the plan of what is sold by plan only', async () => {
      const plans: PurchasePlan[] = [
        { id: 'w', name: 'Every week' },
        { id: 'm', name: 'Every month' },
      ];
      const coffee = productWith({ id: 'coffee', title: 'Coffee' }, { id: 'coffee', plans, planRequired: true });
      const picture = await open(coffee);
      const { list } = rows(picture)[0]!;
      expect([...list!.options].map((option) => text(option))).to.deep.equal([
        'Please choose',
        'Every week',
        'Every month',
      ]);
      list!.value = 'coffee m';
      list!.dispatchEvent(new Event('change'));
      await picture.updateComplete;
      await add(picture);
      expect(backend.cart()!.lines[0]!.plan?.id).to.equal('m');
    });

    it('as many as the shop sells at least', async () => {
      const tiles = productWith({ id: 'tiles', title: 'Tiles' }, { id: 'tiles', rule: { min: 6, step: 6 } });
      const picture = await open(tiles);
      await add(picture);
      expect(backend.pieces('tiles')).to.equal(6);
    });
  });

  describe('undo', () => {
    it('takes out what was added, and no more', async () => {
      const picture = await open(lamp, vase);
      await add(picture);
      button(picture).click(); // again: two of each
      await until(() => backend.pieces('lamp') === 2 && all(picture, 'look-undo').length);
      const changes = record<CartChangedEvent>(picture, 'shuk-cart-changed');
      part(picture, 'look-undo').click();
      await until(() => status(picture) === 'Taken out of the cart again.');
      expect([backend.pieces('lamp'), backend.pieces('vase')]).to.deep.equal([1, 1]);
      expect(changes.map(({ change }) => change.type)).to.deep.equal(['quantity', 'quantity']);
      expect(all(picture, 'look-undo')).to.deep.equal([]);
      expect(rows(picture).map(({ outcome }) => outcome)).to.deep.equal([undefined, undefined]);
    });

    it('empties a cart that was empty, and keeps the focus', async () => {
      const picture = await open(lamp);
      await add(picture);
      part(picture, 'look-undo').focus();
      await sendKeys({ press: 'Enter' });
      await until(() => status(picture) === 'Taken out of the cart again.');
      expect(backend.pieces('lamp')).to.equal(0);
      expect(picture.shadowRoot!.activeElement).to.equal(button(picture));
    });

    it('says so where it does not work', async () => {
      const picture = await open(lamp);
      await add(picture);
      backend.fail('apply', new CommerceError('unauthorized', 'no'));
      part(picture, 'look-undo').click();
      await until(() => status(picture) === 'The shop cannot be reached from this page.');
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('is gone after something else was chosen', async () => {
      const picture = await open(lamp, vase);
      await add(picture);
      rows(picture)[0]!.box.click();
      await until(() => !all(picture, 'look-undo').length);
      expect(status(picture)).to.equal('');
    });
  });

  it('speaks the language of the page', async () => {
    const { he } = await import('@shuk/elements/locales/he');
    expect(Object.keys(he.look ?? {})).to.include('add');
  });

  it('keeps variants apart that differ by SKU only', async () => {
    const product = productWith({
      id: 'mug',
      variants: [variantWith('a', { sku: 'A' }), variantWith('b', { sku: 'B' })],
    });
    const picture = await look([product], html`<shuk-tag product="sku:B" x="0.5" y="0.5"></shuk-tag>`);
    await press(picture);
    await add(picture);
    expect([backend.pieces('a'), backend.pieces('b')]).to.deep.equal([0, 1]);
  });
});
