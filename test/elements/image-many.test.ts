import { expect, fixture, html } from '@open-wc/testing';
import { fakeProduct } from '../support/fake-shop.js';
import {
  frame,
  listenersLeft,
  names,
  openPin,
  pictureOf,
  pins,
  room,
  show,
  stillShop,
  watchTree,
} from './image-page.js';
import { all, closeShops, openShop, serverShop, turn, until } from './product-page.js';
import { setDefaultShop } from '@shuk/elements';

const count = 500;
const products = Array.from({ length: count }, (_, index) => fakeProduct(`p${index}`));
const tags = (number: number) =>
  Array.from({ length: number }, (_, index) => {
    const x = ((index % 25) + 0.5) / 25;
    const y = (Math.floor(index / 25) % 20) / 20 + 0.025;
    return html`<shuk-tag product="p${index % count}" x=${x} y=${y}></shuk-tag>`;
  });
const crowd = (number: number) => html`
  <shuk-image><img src=${room} alt="A room" width="400" height="200" />${tags(number)}</shuk-image>
`;

const drawn = (root: Element, number = count) => until(() => all(pictureOf(root), 'pin').length >= number);

describe('a picture with hundreds of tags', () => {
  afterEach(closeShops);

  it('has a pin for each, asked for in few requests', async () => {
    const backend = serverShop(products);
    openShop(backend);
    const root = await show(crowd(count));
    await until(() => names(pictureOf(root)).at(-1) === `Title of p${count - 1}`);
    await drawn(root);
    expect(pins(pictureOf(root))).to.have.length(count);
    expect(backend.calls('products').length).to.be.at.most(count / 100);
  });

  it('draws some in each frame, so that the page does not stutter', async () => {
    setDefaultShop(stillShop(...products));
    const root = await fixture<HTMLElement>(html`<div>${crowd(count)}</div>`);
    const seen: number[] = [];
    await until(() => all(pictureOf(root), 'pin').length);
    while (seen.at(-1) !== count) {
      seen.push(all(pictureOf(root), 'pin').length);
      await new Promise(requestAnimationFrame);
    }
    const steps = seen.map((number, index) => number - (seen[index - 1] ?? 0));
    expect(Math.max(...steps)).to.be.at.most(count / 2);
  });

  it('draws them anew in one go, however many products arrive', async () => {
    const backend = serverShop(products);
    backend.hold();
    openShop(backend);
    const root = await show(crowd(count));
    const picture = pictureOf(root);
    await drawn(root);
    let updates = 0;
    picture.addController({ hostUpdated: () => void updates++ });
    await until(() => backend.calls('products').length);
    backend.release();
    await until(() => names(picture).at(-1) === `Title of p${count - 1}`);
    expect(updates).to.be.at.most(2 * (count / 100));
  });

  it('needs the same number of listeners as one with a single tag', async () => {
    const listeners = async (number: number) => {
      const own: string[] = [];
      const { addEventListener } = EventTarget.prototype;
      setDefaultShop(stillShop(...products));
      EventTarget.prototype.addEventListener = function (this: EventTarget, ...args) {
        if (this instanceof Node && (this as Node).getRootNode() instanceof ShadowRoot) own.push(args[0]);
        addEventListener.apply(this, args);
      };
      try {
        const left = await listenersLeft(async () => {
          const root = await show(crowd(number));
          await drawn(root, number);
          root.remove();
        });
        expect(left).to.deep.equal([]);
      } finally {
        EventTarget.prototype.addEventListener = addEventListener;
      }
      return own.length;
    };
    expect(await listeners(count)).to.equal(await listeners(1));
  });

  it('updates only what changes', async () => {
    setDefaultShop(stillShop(...products));
    const root = await show(crowd(count));
    const picture = pictureOf(root);
    await drawn(root);
    await frame();
    const changes = watchTree(picture.shadowRoot!);
    picture.requestUpdate();
    await picture.updateComplete;
    expect(changes().map(({ attributeName }) => attributeName)).to.deep.equal([]);
    picture.querySelectorAll('shuk-tag')[7]!.label = 'Seven';
    await until(() => names(picture)[7] === 'Seven');
    expect(changes().map(({ attributeName }) => attributeName)).to.deep.equal(['aria-label']);
  });

  it('opens each of them', async () => {
    openShop(serverShop(products));
    const root = await show(crowd(count));
    await drawn(root);
    const panel = await openPin(pictureOf(root), count - 1);
    expect(panel.querySelector('shuk-product')!.product).to.equal(`p${count - 1}`);
  });

  it('uses a thousand at most', async () => {
    setDefaultShop(stillShop(...products));
    const root = await show(crowd(1_100));
    await drawn(root, 1_000);
    await frame();
    expect(all(pictureOf(root), 'pin')).to.have.length(1_000);
  });

  it('lets go of all of them', async () => {
    const shop = openShop(serverShop(products));
    const root = await show(crowd(count));
    const watched = () => products.filter(({ id }) => (shop.product(id) as unknown as { lc: number }).lc).length;
    expect(watched()).to.equal(count);
    pictureOf(root).remove();
    await turn();
    expect(watched()).to.equal(0);
  });
});
