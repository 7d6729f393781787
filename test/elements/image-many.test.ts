import { expect, html } from '@open-wc/testing';
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

describe('a picture with hundreds of tags', () => {
  afterEach(closeShops);

  it('has a pin for each, asked for in few requests', async () => {
    const backend = serverShop(products);
    openShop(backend);
    const root = await show(crowd(count));
    await until(() => names(pictureOf(root)).at(-1) === `Title of p${count - 1}`);
    expect(pins(pictureOf(root))).to.have.length(count);
    expect(backend.calls('products').length).to.be.at.most(count / 100);
  });

  it('draws them in one go, however many products arrive', async () => {
    const backend = serverShop(products);
    backend.hold();
    openShop(backend);
    const root = await show(crowd(count));
    const picture = pictureOf(root);
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
          expect(pins(pictureOf(root))).to.have.length(number);
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
    const panel = await openPin(pictureOf(root), count - 1);
    expect(panel.querySelector('shuk-product')!.product).to.equal(`p${count - 1}`);
  });

  it('uses a thousand at most', async () => {
    setDefaultShop(stillShop(...products));
    const root = await show(crowd(1_100));
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
