import { expect, html } from '@open-wc/testing';
import { fakeProduct } from '../support/fake-shop.js';
import { apart, file, frame, offsetTo, overlay, pictureOf, pins, ready, show } from './image-page.js';
import { all, closeShops, openShop, serverShop, until } from './product-page.js';

const square = 'width: 200px; height: 200px;';

/** A picture in a box of 200 × 200 with one pin, and where the pin is in that box. */
async function pinAt(style: string, [width, height]: [number, number], x: number, y: number) {
  const root = await show(html`
    <shuk-image>
      <img src=${file(width, height)} alt="A room" style="${square}${style}" />
      <shuk-tag product="lamp" x=${x} y=${y}><a href="#lamp">Reading lamp</a></shuk-tag>
    </shuk-image>
  `);
  await until(() => pins(pictureOf(root)).length);
  const [pin] = pins(pictureOf(root));
  return pin && offsetTo(root.querySelector('img')!, pin).map((value) => Math.round(value));
}

describe('pins on a picture that is fitted into its box', () => {
  beforeEach(() => openShop(serverShop([fakeProduct('lamp')])));
  afterEach(closeShops);

  it('are right for fill', async () => {
    expect(await pinAt('object-fit: fill', [400, 200], 0.25, 0.75)).to.deep.equal([50, 150]);
  });

  it('are right for contain', async () => {
    expect(await pinAt('object-fit: contain', [400, 200], 0.25, 0.5)).to.deep.equal([50, 100]);
    expect(await pinAt('object-fit: contain', [400, 200], 0.25, 0.8)).to.deep.equal([50, 130]);
  });

  it('are right for cover', async () => {
    expect(await pinAt('object-fit: cover', [400, 200], 0.5, 0.25)).to.deep.equal([100, 50]);
    expect(await pinAt('object-fit: cover', [400, 200], 0.6, 0.25)).to.deep.equal([140, 50]);
  });

  it('are right for none', async () => {
    expect(await pinAt('object-fit: none', [100, 50], 0.5, 0.2)).to.deep.equal([100, 85]);
  });

  it('are right for scale-down', async () => {
    expect(await pinAt('object-fit: scale-down', [100, 50], 0.5, 0.2)).to.deep.equal([100, 85]);
    expect(await pinAt('object-fit: scale-down', [400, 200], 0.25, 0.8)).to.deep.equal([50, 130]);
  });

  it('follow object-position', async () => {
    expect(await pinAt('object-fit: cover; object-position: 0 0', [400, 200], 0.25, 0.5)).to.deep.equal([100, 100]);
    expect(await pinAt('object-fit: cover; object-position: 100% 0', [400, 200], 0.75, 0.5)).to.deep.equal([100, 100]);
    expect(await pinAt('object-fit: none; object-position: 30px 20px', [100, 50], 0.5, 0.5)).to.deep.equal([80, 45]);
    const far = 'object-fit: none; object-position: right 30px bottom 20px';
    expect(await pinAt(far, [100, 50], 0.5, 0.5)).to.deep.equal([120, 155]);
  });

  it('do not count padding and border', async () => {
    const style = 'box-sizing: border-box; padding: 10px 20px 30px 40px; border: 5px solid';
    expect(await pinAt(style, [400, 200], 0.5, 0.5)).to.deep.equal([45 + 65, 15 + 75]);
  });

  it('are hidden where their point is cropped away, and their product stays in the list', async () => {
    openShop(serverShop([fakeProduct('lamp')]));
    const root = await show(html`
      <shuk-image>
        <img src=${file(400, 200)} alt="A room" style="${square} object-fit: cover" />
        <shuk-tag product="lamp" x="0.1" y="0.5"><a href="#lamp">Reading lamp</a></shuk-tag>
        <shuk-tag product="lamp" x="0.5" y="0.5"></shuk-tag>
      </shuk-image>
    `);
    await until(() => pins(pictureOf(root)).length === 1);
    expect(all(pictureOf(root), 'pin')).to.have.length(2);
    expect(root.querySelector('a')!.getClientRects()).to.have.length(1);
    const img = root.querySelector('img')!;
    img.style.objectFit = 'contain';
    img.style.width = '201px';
    await until(() => pins(pictureOf(root)).length === 2);
  });

  it('come back when all of them were cropped away, and keep their distance', async () => {
    const tag = html`<shuk-tag product="lamp" x="0.1" y="0.5"></shuk-tag>`;
    const root = await show(html`
      <shuk-image>
        <img src=${file(400, 200)} alt="A room" style="${square} object-fit: cover" />${tag}${tag}
      </shuk-image>
    `);
    expect(pins(pictureOf(root))).to.have.length(0);
    root.querySelector('img')!.style.width = '400px';
    await until(() => pins(pictureOf(root)).length === 2 && apart(pins(pictureOf(root))) > 23);
  });

  it('keep the focal point in view', async () => {
    const root = await show(html`
      <shuk-image focus="0.1 0.5">
        <img src=${file(400, 200)} alt="A room" style="${square} object-fit: cover" />
        <shuk-tag product="lamp" x="0.1" y="0.5"></shuk-tag>
      </shuk-image>
    `);
    const picture = pictureOf(root);
    await until(() => pins(picture).length === 1);
    expect(getComputedStyle(root.querySelector('img')!).objectPosition).to.equal('10% 50%');
    expect(pins(picture).map((pin) => Math.round(offsetTo(root.querySelector('img')!, pin)[0]))).to.deep.equal([20]);
    picture.setAttribute('focus', '0.9,0.5');
    await picture.updateComplete;
    expect(pins(picture)).to.deep.equal([]);
    picture.setAttribute('focus', 'nonsense');
    await picture.updateComplete;
    expect(getComputedStyle(root.querySelector('img')!).objectPosition).to.equal('50% 50%');
  });

  it('lets the styles of the page take the focal point', async () => {
    const root = await show(html`
      <style>
        .mine picture img {
          object-position: var(--shuk-image-focus);
        }
      </style>
      <shuk-image class="mine" focus="0.1 0.5">
        <picture><img src=${file(400, 200)} alt="A room" style="${square} object-fit: cover" /></picture>
        <shuk-tag product="lamp" x="0.1" y="0.5"></shuk-tag>
      </shuk-image>
    `);
    await until(() => pins(pictureOf(root)).length === 1);
    expect(getComputedStyle(root.querySelector('img')!).objectPosition).to.equal('10% 50%');
  });

  it('find the picture in a link, in a figure, in boxes with a position', async () => {
    const root = await show(html`
      <shuk-image style="border: 3px solid; padding: 11px">
        <figure style="margin: 20px; position: relative; border: 7px solid">
          <a href="#elsewhere" style="display: block; padding: 5px">
            <picture><img src=${file(400, 200)} alt="A room" style="display: block" /></picture>
          </a>
        </figure>
        <shuk-tag product="lamp" x="0.25" y="0.5"><img src=${file(10, 10)} alt="" /></shuk-tag>
      </shuk-image>
    `);
    const [x, y] = offsetTo(root.querySelector('img')!, pins(pictureOf(root))[0]!);
    expect([x, y].map(Math.round)).to.deep.equal([100, 100]);
  });

  it('find the picture in a table', async () => {
    const root = await show(html`
      <shuk-image>
        <table>
          <tbody>
            <tr>
              <td>beside</td>
              <td><img src=${file(400, 200)} alt="A room" style="display: block" /></td>
            </tr>
          </tbody>
        </table>
        <shuk-tag product="lamp" x="0.25" y="0.5"></shuk-tag>
      </shuk-image>
    `);
    const [x, y] = offsetTo(root.querySelector('img')!, pins(pictureOf(root))[0]!);
    expect([x, y].map(Math.round)).to.deep.equal([100, 100]);
  });

  it('do not mind that something around is scaled', async () => {
    const root = await show(html`
      <div style="transform: scale(0.5); transform-origin: 0 0">
        <shuk-image>
          <img src=${file(400, 200)} alt="A room" style="display: block" />
          <shuk-tag product="lamp" x="0.25" y="0.5"></shuk-tag>
        </shuk-image>
      </div>
    `);
    const [x, y] = offsetTo(root.querySelector('img')!, pins(pictureOf(root))[0]!);
    expect([x, y].map(Math.round)).to.deep.equal([50, 50]);
  });

  it('stand on the box of a picture that is yet to load', async () => {
    const root = await show(html`
      <shuk-image>
        <p style="height: 50000px"></p>
        <img
          src="/test/support/pictures/mug.svg"
          loading="lazy"
          alt="A room"
          width="400"
          height="200"
          style="${square} object-fit: contain"
        />
        <shuk-tag product="lamp" x="0.25" y="0.8"></shuk-tag>
      </shuk-image>
    `);
    await until(() => pins(pictureOf(root)).length);
    const [x, y] = offsetTo(root.querySelector('img')!, pins(pictureOf(root))[0]!);
    expect(root.querySelector('img')!.complete).to.equal(false);
    expect([x, y].map(Math.round)).to.deep.equal([50, 130]);
  });

  it('are not drawn on what is left of a broken picture, nor without one', async () => {
    const root = await show(html`
      <shuk-image>
        <img src="data:image/png,broken" alt="A room" />
        <shuk-tag product="lamp" x="0.25" y="0.8"></shuk-tag>
      </shuk-image>
      <shuk-image><shuk-tag product="lamp" x="0.25" y="0.8"></shuk-tag></shuk-image>
    `);
    for (const picture of root.querySelectorAll('shuk-image')) {
      expect(overlay(picture).getClientRects()).to.have.length(0);
    }
  });

  it('appear when a hidden picture is shown', async () => {
    const root = await show(html`
      <shuk-image hidden>
        <img src=${file(400, 200)} alt="A room" /><shuk-tag product="lamp" x="0.25" y="0.8"></shuk-tag>
      </shuk-image>
    `);
    expect(pins(pictureOf(root))).to.deep.equal([]);
    pictureOf(root).hidden = false;
    await ready(root);
    await frame();
    expect(pins(pictureOf(root))).to.have.length(1);
  });
});
