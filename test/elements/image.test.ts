import { CommerceError } from '@shuk/core';
import { addLocale, setDefaultShop } from '@shuk/elements';
import { expect, html } from '@open-wc/testing';
import { executeServerCommand } from '@web/test-runner-commands';
import { fakeProduct } from '../support/fake-shop.js';
import {
  apart,
  file,
  frame,
  lampTag,
  listenersLeft,
  names,
  offsetTo,
  overlay,
  pictureOf,
  pins,
  ready,
  room,
  roomWith,
  show,
  stillShop,
  vaseTag,
  watchTree,
  type Tag,
} from './image-page.js';
import { all, closeShops, openShop, productWith, serverShop, text, turn, until, variantWith } from './product-page.js';

const lamp = fakeProduct('lamp', { title: 'Reading lamp', price: 4900 });
const vase = fakeProduct('vase', { title: 'Vase' });
const soldOut = { state: 'sold-out' } as const;

describe('<shuk-image>', () => {
  let warnings: string[];
  const warn = console.warn;
  beforeEach(() => {
    warnings = [];
    console.warn = (message: string) => warnings.push(message);
  });
  afterEach(() => {
    console.warn = warn;
    closeShops();
  });

  const withProducts = async (...products: Parameters<typeof serverShop>[0][number][]) => {
    openShop(serverShop(products.length ? products : [lamp, vase]));
    const root = await show(roomWith(lampTag, vaseTag));
    await until(() => names(pictureOf(root))[0] !== 'Product 1');
    return pictureOf(root);
  };

  describe('states', () => {
    it('shows the plain picture and the links without a shop', async () => {
      const root = await show(roomWith(lampTag, vaseTag));
      expect(pins(pictureOf(root))).to.deep.equal([]);
      expect(root.querySelectorAll('a')[1]!.getClientRects()).to.have.length(1);
      expect(overlay(pictureOf(root)).getClientRects()).to.have.length(0);
      await expect(root).to.be.accessible();
    });

    it('shows named pins while the products load', async () => {
      const backend = serverShop([lamp, vase]);
      backend.hold();
      openShop(backend);
      const root = await show(roomWith(lampTag, vaseTag));
      expect(pins(pictureOf(root))).to.have.length(2);
      expect(names(pictureOf(root))).to.deep.equal(['Product 1', 'Product 2']);
      await expect(root).to.be.accessible();
    });

    it('names pins by title', async () => {
      const picture = await withProducts();
      expect(names(picture)).to.deep.equal(['Reading lamp', 'Vase']);
      expect(all(picture, 'pin')[0]).to.have.attribute('aria-haspopup', 'dialog');
      expect(all(picture, 'pin')[0]).to.have.attribute('aria-expanded', 'false');
      await expect(picture).to.be.accessible();
    });

    it('describes pins by price once somebody is near', async () => {
      const price = (amount: number) => ({ price: { current: { amount, currency: 'EUR' } } });
      const variants = [variantWith('a', price(1000)), variantWith('b', price(2000))] as const;
      openShop(serverShop([lamp, productWith({ id: 'shirt', variants })]));
      const root = await show(
        roomWith(
          lampTag,
          html`<shuk-tag product="shirt" x="0.5" y="0.2"></shuk-tag>`,
          html`<shuk-tag product="shirt" variant="b" x="0.5" y="0.8"></shuk-tag>`,
        ),
      );
      const picture = pictureOf(root);
      await until(() => names(picture)[0] === 'Reading lamp');
      all(picture, 'pin')[0]!.focus();
      const descriptions = () => all(picture, 'pin').map((pin) => pin.getAttribute('aria-description'));
      await until(() => descriptions().join() === '€49.00,From €10.00,€20.00');
      await expect(root).to.be.accessible();
    });

    it('has no pin for a product that the shop does not have, and says which', async () => {
      const picture = await withProducts(lamp);
      expect(names(picture)).to.deep.equal(['Reading lamp']);
      expect(picture.querySelector('[product=vase]')!.matches(':state(missing)')).to.equal(true);
      expect(picture.querySelector('[product=vase] a')!.getClientRects()).to.have.length(1);
      expect(warnings.filter((one) => one.includes('product="vase"'))).to.have.length(1);
    });

    it('mutes the pin of what is sold out', async () => {
      const picture = await withProducts(productWith({ id: 'lamp' }, { availability: soldOut }), vase);
      const [pin, other] = all(picture, 'pin');
      expect(pin!.part.contains('pin-sold-out')).to.equal(true);
      expect(other!.part.contains('pin-sold-out')).to.equal(false);
      expect(pin).to.have.attribute('aria-description', 'Sold out');
      expect(picture.querySelector('[product=lamp]')!.matches(':state(sold-out)')).to.equal(true);
      await expect(picture).to.be.accessible();
    });

    it('keeps its pins when the shop cannot be reached', async () => {
      const backend = serverShop([lamp, vase]);
      backend.fail('products', 'lost-request', 'lost-request', 'lost-request');
      const shop = openShop(backend);
      const root = await show(roomWith(lampTag, vaseTag));
      await until(() => shop.product('lamp').get().status === 'failed');
      await ready(root);
      expect(names(pictureOf(root))).to.deep.equal(['Product 1', 'Product 2']);
      await expect(root).to.be.accessible();
    });

    it('keeps what it knew when the shop cannot be asked again', async () => {
      const backend = serverShop([lamp, vase]);
      const shop = openShop(backend);
      const root = await show(roomWith(lampTag));
      await until(() => names(pictureOf(root))[0] === 'Reading lamp');
      backend.fail('products', ...Array.from({ length: 3 }, () => new CommerceError('offline', 'no net')));
      shop.refreshProducts();
      await until(() => shop.product('lamp').get().status === 'failed');
      await ready(root);
      expect(names(pictureOf(root))).to.deep.equal(['Reading lamp']);
    });

    it('loses its pins when the shop goes, and has them again when one comes', async () => {
      const picture = await withProducts();
      setDefaultShop(undefined);
      await picture.updateComplete;
      expect(all(picture, 'pin')).to.deep.equal([]);
      openShop(serverShop([lamp, vase]));
      await until(() => pins(picture).length === 2);
    });

    it('follows a new market', async () => {
      const shop = openShop(serverShop([lamp, vase]));
      const root = await show(roomWith(lampTag));
      await until(() => names(pictureOf(root))[0] === 'Reading lamp');
      shop.setMarket({ country: 'FR', currency: 'EUR', language: 'en' });
      await pictureOf(root).updateComplete;
      expect(names(pictureOf(root))).to.deep.equal(['Product 1']);
      await until(() => names(pictureOf(root))[0] === 'Reading lamp');
    });

    it('speaks the language of the page', async () => {
      addLocale('xx', { image: { products: 'XX', product: 'x{number}' } });
      const backend = serverShop([lamp]);
      backend.hold();
      openShop(backend);
      const root = await show(html`<div lang="xx">${roomWith(lampTag)}</div>`);
      expect(names(pictureOf(root))).to.deep.equal(['x1']);
      expect(overlay(pictureOf(root))).to.have.attribute('aria-label', 'XX');
    });

    it('is visible in forced colours', async function () {
      if (!(await executeServerCommand('emulate-forced-colors', 'active'))) return;
      try {
        const picture = await withProducts();
        const disc = getComputedStyle(all(picture, 'pin')[0]!, '::before');
        expect(disc.borderTopStyle).to.equal('solid');
        expect(disc.backgroundColor).not.to.equal(disc.borderTopColor);
      } finally {
        await executeServerCommand('emulate-forced-colors', 'none');
      }
    });
  });

  describe('pins', () => {
    beforeEach(() => openShop(serverShop([lamp, vase])));

    it('stand at their fractions of the picture', async () => {
      const root = await show(roomWith(lampTag, vaseTag));
      const img = root.querySelector('img')!;
      const [one, two] = pins(pictureOf(root)).map((pin) => offsetTo(img, pin));
      expect(one![0]).to.be.closeTo(100, 0.6);
      expect(one![1]).to.be.closeTo(100, 0.6);
      expect(two![0]).to.be.closeTo(300, 0.6);
    });

    it('are named by the label where there is one, never by the text of an element', async () => {
      const root = await show(
        roomWith(
          html`<shuk-tag product="lamp" label="The lamp on the left" x="0.2" y="0.2">secret</shuk-tag>`,
          vaseTag,
        ),
      );
      await until(() => names(pictureOf(root))[1] === 'Vase');
      expect(names(pictureOf(root))).to.deep.equal(['The lamp on the left', 'Vase']);
    });

    it('are at least 24 pixels, in the order of the tags', async () => {
      const root = await show(roomWith(vaseTag, lampTag));
      for (const pin of pins(pictureOf(root))) {
        const { width, height } = pin.getBoundingClientRect();
        expect(Math.min(width, height)).to.be.at.least(24);
      }
      await until(() => names(pictureOf(root))[1] === 'Reading lamp');
    });

    it('keep 24 pixels where the page wants them small', async () => {
      const root = await show(html`<div style="--shuk-image-pin-size: 8px">${roomWith(lampTag)}</div>`);
      expect(pins(pictureOf(root))[0]!.getBoundingClientRect().width).to.be.at.least(24);
    });

    it('that would cover each other are parted', async () => {
      const at = html`<shuk-tag product="lamp" x="0.5" y="0.5"></shuk-tag>`;
      const root = await show(roomWith(at, at, at));
      await until(() => apart(pins(pictureOf(root))) > 23);
      expect(pins(pictureOf(root))).to.have.length(3);
    });

    it('are not drawn for a tag without a place', async () => {
      const root = await show(
        roomWith(html`<shuk-tag product="lamp"></shuk-tag>`, html`<shuk-tag x="0.5" y="0.5"></shuk-tag>`),
      );
      expect(pins(pictureOf(root))).to.deep.equal([]);
    });

    it('are not drawn where the author wants none', async () => {
      const root = await show(roomWith(lampTag));
      const picture = pictureOf(root);
      picture.setAttribute('without-pins', '');
      await picture.updateComplete;
      expect(pins(picture)).to.deep.equal([]);
      picture.setAttribute('without-pins', 'false');
      await picture.updateComplete;
      expect(pins(picture)).to.have.length(1);
    });

    it('can show numbers and pluses', async () => {
      const root = await show(roomWith(lampTag, vaseTag));
      const picture = pictureOf(root);
      picture.pin = 'number';
      await picture.updateComplete;
      const content = () => getComputedStyle(pins(picture)[1]!, '::before').content;
      expect(content()).to.match(/2|attr\(data-number\)/);
      picture.pin = 'plus';
      await picture.updateComplete;
      expect(content()).to.equal('"+"');
    });

    it('keep the same place from the left in a page from right to left', async () => {
      const root = await show(html`<div dir="rtl">${roomWith(lampTag)}</div>`);
      const [x] = offsetTo(root.querySelector('img')!, pins(pictureOf(root))[0]!);
      expect(x).to.be.closeTo(100, 0.6);
    });

    it('are grouped under a name', async () => {
      const root = await show(roomWith(lampTag));
      expect(overlay(pictureOf(root))).to.have.attribute('aria-label', 'Products in this picture');
      pictureOf(root).label = 'In our living room';
      await pictureOf(root).updateComplete;
      expect(overlay(pictureOf(root))).to.have.attribute('aria-label', 'In our living room');
    });

    it('draw the region of a tag', async () => {
      const points = '0.5,0.25 0.75,0.25 0.75,0.75 0.5,0.75';
      const root = await show(roomWith(html`<shuk-tag product="lamp" points=${points}></shuk-tag>`));
      const { left, top } = root.querySelector('img')!.getBoundingClientRect();
      const [region] = all(pictureOf(root), 'region');
      const at = (x: number, y: number) => pictureOf(root).shadowRoot!.elementFromPoint(left + x, top + y);
      for (const [x, y] of [
        [203, 53],
        [297, 53],
        [203, 147],
        [297, 147],
      ] as const)
        expect(at(x, y)).to.equal(region);
      for (const [x, y] of [
        [195, 100],
        [305, 100],
        [250, 45],
        [250, 155],
      ] as const)
        expect(at(x, y)).not.to.equal(region);
      expect(offsetTo(root.querySelector('img')!, pins(pictureOf(root))[0]!)[0]).to.be.closeTo(250, 1);
    });
  });

  describe('what changes later', () => {
    it('a tag that is added, changed, moved and taken away', async () => {
      const picture = await withProducts();
      const tag = document.createElement('shuk-tag');
      Object.assign(tag, { product: 'vase', x: 0.5, y: 0.1, label: 'Second vase' });
      picture.append(tag);
      await until(() => names(picture).join() === 'Reading lamp,Vase,Second vase');
      picture.prepend(tag);
      await until(() => names(picture).join() === 'Second vase,Reading lamp,Vase');
      const [pin] = all(picture, 'pin');
      tag.x = 0.9;
      tag.label = 'Third vase';
      await until(() => names(picture)[0] === 'Third vase');
      await frame();
      expect(all(picture, 'pin')[0], 'the same button').to.equal(pin);
      expect(offsetTo(picture.querySelector('img')!, pin!)[0]).to.be.closeTo(360, 1);
      tag.remove();
      await until(() => names(picture).join() === 'Reading lamp,Vase');
    });

    it('a tag deep inside, taken away with what is around it', async () => {
      openShop(serverShop([lamp, vase]));
      const root = await show(html`
        <shuk-image
          ><img src=${room} alt="" />
          <ul>
            <li>${lampTag}</li>
            <li>${vaseTag}</li>
          </ul></shuk-image
        >
      `);
      await until(() => names(pictureOf(root)).join() === 'Reading lamp,Vase');
      root.querySelector('li')!.remove();
      await until(() => names(pictureOf(root)).join() === 'Vase');
    });

    it('a tag that goes to another picture', async () => {
      openShop(serverShop([lamp, vase]));
      const root = await show(html`${roomWith(lampTag)}${roomWith(vaseTag)}`);
      const [one, two] = [...root.querySelectorAll('shuk-image')];
      await until(() => names(one!).join() + names(two!).join() === 'Reading lampVase');
      two!.append(one!.querySelector('shuk-tag')!);
      await until(() => names(one!).join() === '' && names(two!).join() === 'Vase,Reading lamp');
    });

    it('a tag that is defined before its properties are set, and after', async () => {
      openShop(serverShop([lamp]));
      const tag = document.createElement('shuk-tag') as Tag;
      const root = await show(roomWith(html`${tag}`));
      expect(pins(pictureOf(root))).to.have.length(0);
      tag.product = 'lamp';
      tag.x = tag.y = 0.5;
      await until(() => names(pictureOf(root)).join() === 'Reading lamp');
    });

    it('tags that another element passes on through its own slot', async () => {
      openShop(serverShop([lamp]));
      const host = document.createElement('div');
      const shadow = host.attachShadow({ mode: 'open' });
      const picture = document.createElement('shuk-image');
      picture.append(document.createElement('slot'));
      shadow.append(picture);
      const inner = await show(html`<img src=${room} alt="" />${lampTag}`);
      host.append(...inner.children);
      document.body.append(host);
      await until(() => names(picture).join() === 'Reading lamp');
      await until(() => pins(picture).length === 1);
      host.remove();
    });

    it('the picture, swapped for one of another shape', async () => {
      const picture = await withProducts();
      const img = document.createElement('img');
      img.alt = 'Another room';
      img.src = file(200, 400);
      picture.querySelector('img')!.replaceWith(img);
      await until(() => img.complete && img.naturalHeight);
      await until(() => Math.abs(overlay(picture).getBoundingClientRect().height - 400) < 1);
      expect(offsetTo(img, pins(picture)[0]!)[0]).to.be.closeTo(50, 1);
    });

    it('the file of the picture', async () => {
      const picture = await withProducts();
      const img = picture.querySelector('img')!;
      img.removeAttribute('width');
      img.removeAttribute('height');
      img.src = file(300, 300);
      await until(() => Math.abs(overlay(picture).getBoundingClientRect().height - 300) < 1);
    });

    it('the size of the page', async () => {
      openShop(serverShop([lamp]));
      const root = await show(
        html`<style>
            .fluid img {
              width: 100%;
              height: auto;
            }
          </style>
          <div class="fluid" style="width: 400px">${roomWith(lampTag)}</div>`,
      );
      const box = root.querySelector<HTMLElement>('.fluid')!;
      box.style.width = '200px';
      await frame();
      const [x, y] = offsetTo(root.querySelector('img')!, pins(pictureOf(root))[0]!);
      expect(x).to.be.closeTo(50, 0.6);
      expect(y).to.be.closeTo(50, 0.6);
    });

    it('what stands above the picture', async () => {
      openShop(serverShop([lamp]));
      const root = await show(
        html`<shuk-image
          ><p></p>
          <img src=${room} alt="" />${lampTag}</shuk-image
        >`,
      );
      root.querySelector('p')!.style.height = '77px';
      await frame();
      const [x, y] = offsetTo(root.querySelector('img')!, pins(pictureOf(root))[0]!);
      expect([x, y].map(Math.round)).to.deep.equal([100, 100]);
    });
  });

  describe('the page', () => {
    it('is not touched: no child moved, no attribute set', async () => {
      openShop(serverShop([lamp]));
      const root = await show(roomWith(lampTag, vaseTag));
      const before = pictureOf(root).outerHTML;
      const changes = watchTree(root);
      const picture = pictureOf(root);
      picture.remove();
      root.append(picture);
      await ready(root);
      picture.pin = 'plus';
      picture.look = true;
      picture.focalPoint = '0.2 0.2';
      await picture.updateComplete;
      expect(changes().filter(({ target }) => target !== root).length).to.equal(0);
      expect(picture.outerHTML).to.equal(before);
    });

    it('does not move when the pins come', async () => {
      const root = await show(roomWith(lampTag, vaseTag));
      const boxes = () => [...root.querySelectorAll('*')].map((one) => JSON.stringify(one.getBoundingClientRect()));
      const before = boxes();
      openShop(serverShop([lamp, vase]));
      await until(() => names(pictureOf(root)).join() === 'Reading lamp,Vase');
      await frame();
      expect(boxes()).to.deep.equal(before);
    });

    it('can have two pictures with the same product, asked for once', async () => {
      const backend = serverShop([lamp, vase]);
      openShop(backend);
      const root = await show(html`${roomWith(lampTag, vaseTag)}${roomWith(lampTag)}`);
      const [one, two] = [...root.querySelectorAll('shuk-image')];
      await until(() => names(one!).join() + names(two!).join() === 'Reading lamp,VaseReading lamp');
      expect(backend.calls('products')).to.have.length(1);
    });

    it('keeps no listener of a picture that is gone', async () => {
      setDefaultShop(stillShop(lamp));
      const left = await listenersLeft(async () => {
        const root = await show(roomWith(lampTag));
        expect(names(pictureOf(root))).to.deep.equal(['Reading lamp']);
        pictureOf(root).remove();
      });
      expect(left).to.deep.equal([]);
    });
  });

  it('stops watching products when removed', async () => {
    const shop = openShop(serverShop([lamp]));
    const root = await show(roomWith(lampTag));
    const listeners = () => (shop.product('lamp') as unknown as { lc: number }).lc;
    expect(listeners()).to.equal(1);
    const picture = pictureOf(root);
    picture.remove();
    await turn();
    expect(listeners()).to.equal(0);
    root.append(picture);
    await until(() => names(picture)[0] === 'Reading lamp');
    expect(listeners()).to.equal(1);
    await until(() => pins(picture).length);
    expect(offsetTo(picture.querySelector('img')!, pins(picture)[0]!)[0]).to.be.closeTo(100, 1);
  });

  it('bears every hostile attribute', async () => {
    openShop(serverShop([lamp]));
    const nasty = [
      'NaN',
      '1e309',
      '-1',
      '999',
      '',
      '"><img src=x onerror=alert(1)>',
      'javascript:alert(1)',
      '💥'.repeat(5_000),
    ];
    const root = await show(
      roomWith(
        ...nasty.map(
          (bad) =>
            html`<shuk-tag
              product=${bad}
              variant=${bad}
              x=${bad}
              y=${bad}
              points=${bad}
              placement=${bad}
              label=${bad}
            ></shuk-tag>`,
        ),
        lampTag,
      ),
    );
    for (const bad of nasty) {
      for (const name of ['focus', 'look', 'label', 'pin', 'without-pins']) pictureOf(root).setAttribute(name, bad);
      await pictureOf(root).updateComplete;
    }
    pictureOf(root).removeAttribute('without-pins');
    await ready(root);
    expect(names(pictureOf(root)).at(-1)).to.equal('Reading lamp');
    const box = root.querySelector('img')!.getBoundingClientRect();
    for (const pin of pins(pictureOf(root))) {
      const { left, right, top, bottom } = pin.getBoundingClientRect();
      expect(left >= box.left - 1 && right <= box.right + 1 && top >= box.top - 1 && bottom <= box.bottom + 1).to.equal(
        true,
      );
    }
    expect(pictureOf(root).shadowRoot!.querySelector('img')).to.equal(null);
    expect(text(overlay(pictureOf(root)))).not.to.include('undefined');
  });
});
