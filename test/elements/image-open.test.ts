import type { TagOpenEvent } from '@shuk/elements';
import { expect, html } from '@open-wc/testing';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { fakeProduct } from '../support/fake-shop.js';
import {
  calm,
  isOpen,
  lampTag,
  listenersLeft,
  middle,
  names,
  openPin,
  pictureOf,
  pins,
  popover,
  press,
  room,
  roomWith,
  show,
  stillShop,
  vaseTag,
  watchTree,
  type Picture,
} from './image-page.js';
import { all, closeShops, openShop, part, record, serverShop, text, turn, until } from './product-page.js';
import { setDefaultShop } from '@shuk/elements';

const lamp = fakeProduct('lamp', { title: 'Reading lamp', price: 4900 });
const vase = fakeProduct('vase', { title: 'Vase' });

/** The module that opens popovers cannot be had. */
function breakLoad(picture: Picture, reason = new TypeError('Failed to fetch')) {
  (picture as unknown as { load: () => Promise<never> }).load = () => Promise.reject(reason);
}

/** Loads when told to. */
function holdLoad(picture: Picture) {
  const own = picture as unknown as { load: () => Promise<unknown> };
  const load = own.load.bind(picture);
  let release = () => undefined as void;
  const gate = new Promise<void>((done) => (release = done));
  const calls: number[] = [];
  own.load = async () => {
    calls.push(1);
    await gate;
    return load();
  };
  return { release, calls };
}

const inside = (picture: Picture) => picture.shadowRoot!.activeElement?.closest('[part="popover"]') !== null;
const closed = (picture: Picture) => until(() => !isOpen(picture));
const busy = (picture: Picture) => all(picture, 'pin-busy').length;

describe('<shuk-image> opens', () => {
  let backend: ReturnType<typeof serverShop>;
  beforeEach(async () => {
    await setViewport({ width: 1000, height: 800 });
    backend = serverShop([lamp, vase]);
    openShop(backend);
  });
  afterEach(() => {
    closeShops();
    history.replaceState(undefined, '', ' ');
  });

  /** A picture with two pins whose products are known. */
  async function room2(before = html``): Promise<Picture> {
    const root = await show(html`${before}${roomWith(lampTag, vaseTag)}`);
    const picture = pictureOf(root);
    await until(() => names(picture).join() === 'Reading lamp,Vase');
    return picture;
  }

  describe('a popover', () => {
    it('with the product and what it takes to buy it', async () => {
      const picture = await room2();
      const panel = await openPin(picture);
      await until(() => text(panel.querySelector('shuk-product')!.shadowRoot!.querySelector('[part=title]')));
      expect(panel).to.have.attribute('role', 'dialog');
      expect(panel).to.have.attribute('aria-label', 'Reading lamp');
      expect(panel.querySelector('shuk-product')!.product).to.equal('lamp');
      expect(panel.querySelector('shuk-buy')!.product).to.equal('lamp');
      await calm(picture);
      expect(all(picture, 'pin').map((pin) => pin.getAttribute('aria-expanded'))).to.deep.equal(['true', 'false']);
      await expect(picture).to.be.accessible();
    });

    it('of the variant that the tag names', async () => {
      const root = await show(roomWith(html`<shuk-tag product="lamp" variant="sku:L1" x="0.5" y="0.5"></shuk-tag>`));
      const panel = await openPin(pictureOf(root));
      expect(panel.querySelector('shuk-product')!.variant).to.equal('sku:L1');
      expect(panel.querySelector('shuk-buy')!.variant).to.equal('sku:L1');
    });

    it('that says at once that it is loading', async () => {
      backend.hold();
      const root = await show(roomWith(lampTag));
      const panel = await openPin(pictureOf(root));
      expect(panel.querySelector('shuk-product')!.getBoundingClientRect().height).to.be.greaterThan(40);
      await calm(pictureOf(root));
      await expect(root).to.be.accessible();
      backend.release();
      await until(() => text(panel.querySelector('shuk-product')!.shadowRoot!.querySelector('[part=title]')));
    });

    it('once, and shows the next product in it', async () => {
      const picture = await room2();
      const panel = await openPin(picture);
      const first = panel.querySelector('shuk-buy');
      all(picture, 'pin')[1]!.click();
      await until(() => panel.querySelector('shuk-product')!.product === 'vase');
      expect(all(picture, 'popover')).to.deep.equal([panel]);
      expect(panel.querySelector('shuk-buy'), 'choices are not carried over').not.to.equal(first);
    });

    it('from a region', async () => {
      const points = '0.5,0.25 0.9,0.25 0.9,0.75 0.5,0.75';
      const root = await show(roomWith(html`<shuk-tag product="lamp" points=${points}></shuk-tag>`));
      const { left, top } = root.querySelector('img')!.getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(left) + 220, Math.round(top) + 60] });
      await until(() => isOpen(pictureOf(root)));
    });

    it('from a script', async () => {
      const picture = await room2();
      await picture.show(picture.querySelectorAll('shuk-tag')[1]!);
      expect(isOpen(picture)).to.equal(true);
      await picture.hide();
      expect(isOpen(picture)).to.equal(false);
    });

    it('from one picture at a time', async () => {
      const root = await show(html`${roomWith(lampTag)}${roomWith(vaseTag)}`);
      const [one, two] = [...root.querySelectorAll('shuk-image')];
      await openPin(one!);
      await openPin(two!);
      expect([isOpen(one!), isOpen(two!)]).to.deep.equal([false, true]);
      await until(() => all(one!, 'pin')[0]!.getAttribute('aria-expanded') === 'false');
    });

    it('that puts the product into the cart', async () => {
      const picture = await room2();
      const added = record(picture, 'shuk-cart-added');
      const buy = (await openPin(picture)).querySelector('shuk-buy')!;
      await until(() => all(buy, 'button').length);
      part(buy, 'button').click();
      await until(() => added.length);
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('that says what the shop refused', async () => {
      const picture = await room2();
      backend.stock.set('lamp', 0);
      const failures = record(picture, 'shuk-failure');
      const buy = (await openPin(picture)).querySelector('shuk-buy')!;
      await until(() => all(buy, 'button').length);
      part(buy, 'button').click();
      await until(() => failures.length && all(buy, 'message').length);
      expect(isOpen(picture)).to.equal(true);
    });
  });

  describe('with events', () => {
    it('before and after, of the same action', async () => {
      const picture = await room2();
      const before = record<TagOpenEvent>(picture, 'shuk-tag-open');
      const after = record<TagOpenEvent>(picture, 'shuk-tag-opened');
      await openPin(picture);
      await until(() => after.length);
      expect(before.concat(after).map(({ product }) => product)).to.deep.equal(['lamp', 'lamp']);
      expect(before[0]!.eventId).to.equal(after[0]!.eventId);
      expect(before[0]!.target).to.equal(picture.querySelector('shuk-tag'));
    });

    it('of which the first can be cancelled', async () => {
      const picture = await room2();
      record(picture, 'shuk-tag-open', true);
      const after = record(picture, 'shuk-tag-opened');
      all(picture, 'pin')[0]!.click();
      await turn();
      expect(isOpen(picture)).to.equal(false);
      expect(after).to.deep.equal([]);
    });
  });

  describe('and closes', () => {
    it('with Escape, which gives the focus back to the pin', async () => {
      const picture = await room2();
      const [pin] = pins(picture);
      pin!.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => isOpen(picture));
      expect(inside(picture)).to.equal(true);
      await sendKeys({ press: 'Escape' });
      await closed(picture);
      await until(() => picture.shadowRoot!.activeElement === pin);
      expect(pin).to.have.attribute('aria-expanded', 'false');
    });

    it('with its button, which gives the focus back to the pin', async () => {
      const picture = await room2();
      const [pin] = pins(picture);
      pin!.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => isOpen(picture));
      expect(part(picture, 'close')).to.have.attribute('aria-label', 'Close');
      await sendKeys({ press: 'Tab' });
      expect(picture.shadowRoot!.activeElement).to.equal(part(picture, 'close'));
      await sendKeys({ press: 'Enter' });
      await closed(picture);
      await until(() => picture.shadowRoot!.activeElement === pin);
    });

    it('with a second press on the pin', async () => {
      const picture = await room2();
      const [pin] = pins(picture);
      await press(pin!);
      await until(() => isOpen(picture));
      await calm(picture);
      const before = record(picture, 'shuk-tag-open');
      await press(pin!);
      await closed(picture);
      await turn();
      expect(isOpen(picture)).to.equal(false);
      expect(before).to.deep.equal([]);
      await press(pin!);
      await until(() => isOpen(picture));
    });

    it('with a second key press on the pin', async () => {
      const picture = await room2();
      await openPin(picture);
      all(picture, 'pin')[0]!.click();
      await closed(picture);
    });

    it('with a press on another pin, which opens that', async () => {
      const picture = await room2();
      await press(pins(picture)[0]!);
      await until(() => isOpen(picture));
      const after = record<TagOpenEvent>(picture, 'shuk-tag-opened');
      // The panel covers what is below it, so the keys go there.
      pins(picture)[1]!.focus();
      await sendKeys({ press: 'Enter' });
      await until(() => after.length);
      expect(isOpen(picture)).to.equal(true);
      expect(popover(picture)!.querySelector('shuk-product')!.product).to.equal('vase');
    });

    it('with a press beside it', async () => {
      const picture = await room2(html`<p style="height: 30px">Beside</p>`);
      await openPin(picture);
      await calm(picture);
      await sendMouse({ type: 'click', position: [5, 5] });
      await closed(picture);
    });

    it('when the focus goes on', async () => {
      const picture = await room2();
      await openPin(picture);
      picture.querySelector('a')!.focus();
      await closed(picture);
      expect(document.activeElement).to.equal(picture.querySelector('a'));
    });

    it('when its tag goes', async () => {
      const picture = await room2();
      await openPin(picture);
      picture.querySelector('shuk-tag')!.remove();
      await closed(picture);
    });

    it('when the picture goes, which can be put back', async () => {
      const picture = await room2();
      const parent = picture.parentElement!;
      await openPin(picture);
      picture.remove();
      parent.append(picture);
      await until(() => pins(picture).length === 2);
      expect(isOpen(picture)).to.equal(false);
      expect(all(picture, 'pin')[0]).to.have.attribute('aria-expanded', 'false');
      await openPin(picture);
    });

    it('when something modal opens over it, and has the focus back after that', async () => {
      const picture = await room2(html`<dialog><button>OK</button></dialog>`);
      const dialog = picture.parentElement!.querySelector('dialog')!;
      const buy = (await openPin(picture)).querySelector('shuk-buy')!;
      await until(() => all(buy, 'button').length);
      part(buy, 'button').focus();
      dialog.showModal();
      await closed(picture);
      await turn();
      dialog.close();
      document.dispatchEvent(new Event('shuk-cart-closed', { bubbles: true }));
      await until(() => picture.shadowRoot!.activeElement === pins(picture)[0]);
    });
  });

  describe('at its place', () => {
    const gap = (picture: Picture) => {
      const [pin] = pins(picture).map((one) => one.getBoundingClientRect());
      const panel = popover(picture)!.getBoundingClientRect();
      return { pin: pin!, panel };
    };
    const tagAt = (x: number, y: number, placement = 'auto') =>
      roomWith(html`<shuk-tag product="lamp" x=${x} y=${y} placement=${placement}></shuk-tag>`);

    it('below the pin', async () => {
      const root = await show(tagAt(0.5, 0.2));
      await openPin(pictureOf(root));
      await calm(pictureOf(root));
      const { pin, panel } = gap(pictureOf(root));
      expect(panel.top - pin.bottom).to.be.closeTo(8, 1.5);
    });

    for (const [placement, dir, side] of [
      ['right', 'ltr', 'right'],
      ['end', 'ltr', 'right'],
      ['start', 'rtl', 'right'],
      ['left', 'ltr', 'left'],
      ['end', 'rtl', 'left'],
    ] as const) {
      it(`on the ${side} for placement ${placement} in ${dir}`, async () => {
        const root = await show(html`<div dir=${dir} style="margin-inline: 300px">${tagAt(0.5, 0.5, placement)}</div>`);
        await openPin(pictureOf(root));
        await calm(pictureOf(root));
        const { pin, panel } = gap(pictureOf(root));
        expect(side === 'right' ? panel.left - pin.right : pin.left - panel.right).to.be.closeTo(8, 1.5);
      });
    }

    it('never outside of the window', async () => {
      for (const [x, y] of [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ] as const) {
        const root = await show(
          html`<div style="position: absolute; right: 0; bottom: 0">${tagAt(x, y, 'right')}</div>`,
        );
        await openPin(pictureOf(root));
        await calm(pictureOf(root));
        const { panel } = gap(pictureOf(root));
        expect(panel.left >= 0 && panel.top >= 0 && panel.right <= innerWidth && panel.bottom <= innerHeight).to.equal(
          true,
        );
      }
    });

    it('also when the page scrolls', async () => {
      const root = await show(
        html`${tagAt(0.5, 0.2)}
          <p style="height: 2000px"></p>`,
      );
      await openPin(pictureOf(root));
      await calm(pictureOf(root));
      const before = gap(pictureOf(root));
      scrollTo({ top: 40, behavior: 'instant' });
      await until(() => gap(pictureOf(root)).panel.top < before.panel.top - 30);
      const { pin, panel } = gap(pictureOf(root));
      expect(panel.top - pin.bottom).to.be.closeTo(8, 1.5);
      scrollTo({ top: 0, behavior: 'instant' });
    });

    it('at the foot of a small screen', async () => {
      await setViewport({ width: 390, height: 700 });
      const root = await show(tagAt(0.5, 0.5));
      await openPin(pictureOf(root));
      const panel = popover(pictureOf(root))!;
      await calm(pictureOf(root));
      const { left, right, bottom, height } = panel.getBoundingClientRect();
      const { clientWidth, clientHeight } = document.documentElement; // without scroll bars
      expect([left, right, Math.round(bottom)]).to.deep.equal([0, clientWidth, clientHeight]);
      expect(height).to.be.at.most(0.85 * innerHeight + 1);
      await expect(root).to.be.accessible();
    });
  });

  describe('or, where it cannot,', () => {
    it('follows the link of the tag', async () => {
      const picture = await room2();
      breakLoad(picture);
      all(picture, 'pin')[0]!.click();
      await until(() => location.hash === '#lamp');
      expect(busy(picture)).to.equal(0);
    });

    it('says so where there is no link that leads somewhere', async () => {
      const root = await show(
        roomWith(html`
          <shuk-tag product="lamp" x="0.5" y="0.5"><a href="javascript:document.title='run'">Lamp</a></shuk-tag>
        `),
      );
      breakLoad(pictureOf(root));
      pins(pictureOf(root))[0]!.click();
      await until(() => text(all(pictureOf(root), 'message')[0]));
      expect(part(pictureOf(root), 'message')).to.have.attribute('role', 'alert');
      expect(document.title).not.to.equal('run');
      await expect(root).to.be.accessible();
    });

    it('works again when it can', async () => {
      const root = await show(roomWith(html`<shuk-tag product="lamp" x="0.5" y="0.5"></shuk-tag>`));
      const picture = pictureOf(root);
      breakLoad(picture);
      pins(picture)[0]!.click();
      await until(() => all(picture, 'message').length);
      Reflect.deleteProperty(picture, 'load');
      await openPin(picture);
      expect(all(picture, 'message')).to.deep.equal([]);
    });

    it('follows the link in a browser without popovers', async () => {
      const picture = await room2();
      const { showPopover } = HTMLElement.prototype;
      Reflect.deleteProperty(HTMLElement.prototype, 'showPopover');
      try {
        all(picture, 'pin')[0]!.click();
        await until(() => location.hash === '#lamp');
      } finally {
        HTMLElement.prototype.showPopover = showPopover;
      }
    });
  });

  describe('and loads', () => {
    it('nothing before somebody comes near', async () => {
      const picture = await room2();
      const { calls } = holdLoad(picture);
      await turn();
      expect(calls).to.deep.equal([]);
      await sendMouse({ type: 'move', position: middle(pins(picture)[0]!).map(Math.round) as [number, number] });
      await until(() => calls.length);
      await sendMouse({ type: 'move', position: [1, 1] });
    });

    it('while a pin says that it is busy', async () => {
      const picture = await room2();
      const { release } = holdLoad(picture);
      all(picture, 'pin')[0]!.click();
      await until(() => busy(picture));
      release();
      await until(() => isOpen(picture) && !busy(picture));
    });

    it('for the last pin that was pressed', async () => {
      const picture = await room2();
      const { release } = holdLoad(picture);
      const after = record<TagOpenEvent>(picture, 'shuk-tag-opened');
      all(picture, 'pin')[0]!.click();
      all(picture, 'pin')[1]!.click();
      release();
      await until(() => isOpen(picture));
      await turn();
      expect(after.map(({ product }) => product)).to.deep.equal(['vase']);
    });

    it('for nobody when the picture has gone meanwhile', async () => {
      const picture = await room2();
      const { release } = holdLoad(picture);
      all(picture, 'pin')[0]!.click();
      await until(() => busy(picture));
      picture.remove();
      release();
      await turn();
      await turn();
      expect(isOpen(picture)).to.equal(false);
    });
  });

  describe('and leaves the page alone:', () => {
    it('a link around the picture is not followed', async () => {
      const root = await show(html`
        <shuk-image
          ><a href="#elsewhere"><img src=${room} alt="A room" /></a>${lampTag}</shuk-image
        >
        <a class="around" href="#elsewhere">${roomWith(vaseTag)}</a>
      `);
      for (const picture of root.querySelectorAll('shuk-image')) {
        await press(pins(picture)[0]!);
        await until(() => isOpen(picture));
        await picture.hide();
      }
      expect(location.hash).to.equal('');
    });

    it('but a press on the picture is', async () => {
      const root = await show(html`
        <shuk-image
          ><a href="#elsewhere"><img src=${room} alt="A room" /></a>${lampTag}</shuk-image
        >
      `);
      const { left, top } = root.querySelector('img')!.getBoundingClientRect();
      await sendMouse({ type: 'click', position: [Math.round(left) + 300, Math.round(top) + 20] });
      await until(() => location.hash === '#elsewhere');
    });

    it('nothing of it is changed', async () => {
      const picture = await room2();
      const changes = watchTree(picture);
      await openPin(picture);
      await openPin(picture, 1);
      await picture.hide();
      await closed(picture);
      expect(changes().length).to.equal(0);
    });

    it('no listener stays when it is closed', async () => {
      closeShops();
      setDefaultShop(stillShop(lamp, vase));
      const root = await show(roomWith(lampTag));
      await openPin(pictureOf(root)); // what is loaded once may stay
      await pictureOf(root).hide();
      const left = await listenersLeft(async () => {
        await openPin(pictureOf(root));
        await pictureOf(root).hide();
        await turn();
        root.remove();
      });
      expect(left).to.deep.equal([]);
    });

    it('a field of it keeps what was typed', async () => {
      const picture = await room2(html`<label>Name <input value="typed" /></label>`);
      await openPin(picture);
      expect(picture.parentElement!.querySelector('input')!.value).to.equal('typed');
    });
  });
});
