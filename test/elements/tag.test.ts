import '@shuk/elements/define/image';

import { expect, fixture, html } from '@open-wc/testing';
import { room, show, type Tag } from './image-page.js';
import { turn } from './product-page.js';

describe('<shuk-tag>', () => {
  it('reads its attributes', async () => {
    const tag = await fixture<Tag>(html`
      <shuk-tag
        product="lamp"
        variant="red"
        x=" 0.25 "
        y="1e-1"
        points="0,0 1,0 1,1"
        placement="end"
        label="Lamp"
      ></shuk-tag>
    `);
    const { product, variant, x, y, points, placement, label } = tag;
    expect({ product, variant, x, y, points, placement, label }).to.deep.equal({
      ...{ product: 'lamp', variant: 'red', x: 0.25, y: 0.1, points: '0,0 1,0 1,1', placement: 'end', label: 'Lamp' },
    });
  });

  it('has no place where its numbers are none', async () => {
    for (const bad of ['', 'left', 'NaN', 'Infinity', '1e309', '0.5px']) {
      const tag = await fixture<Tag>(html`<shuk-tag x=${bad}></shuk-tag>`);
      expect(tag.x, bad).to.equal(undefined);
    }
  });

  it('leaves its content where and as it is', async () => {
    const root = await show(
      html`<p>
        See the <shuk-tag product="lamp"><a href="#lamp">lamp</a></shuk-tag> there
      </p>`,
    );
    const tag = root.querySelector('shuk-tag')!;
    expect(tag.shadowRoot).to.equal(null);
    expect(getComputedStyle(tag).display).to.equal('inline');
    expect(tag.outerHTML).to.equal('<shuk-tag product="lamp"><a href="#lamp">lamp</a></shuk-tag>');
    await expect(root).to.be.accessible();
  });

  it('can be hidden', async () => {
    const root = await show(html`<shuk-tag hidden><a href="#lamp">lamp</a></shuk-tag>`);
    expect(root.querySelector('a')!.getClientRects()).to.have.length(0);
  });

  it('tells the picture around it, and nobody else', async () => {
    const root = await show(
      html`<shuk-image
        ><img src=${room} alt="" /><i><shuk-tag></shuk-tag></i
      ></shuk-image>`,
    );
    const heard: string[] = [];
    for (const one of [root.querySelector('shuk-image')!, root, document]) {
      one.addEventListener('shuk-tag-set', ({ currentTarget }) => heard.push((currentTarget as Element).localName));
    }
    root.querySelector('shuk-tag')!.product = 'lamp';
    await turn();
    expect(heard).to.include('shuk-image');
    const composed = new Promise<boolean>((done) =>
      root.addEventListener('shuk-tag-set', (event) => done(event.composed), { once: true }),
    );
    root.querySelector('shuk-tag')!.product = 'vase';
    expect(await composed).to.equal(false);
  });

  it('keeps properties that a framework set before it was defined', async () => {
    const tag = document.createElement('shuk-tag');
    Object.assign(tag, { product: 'lamp', x: 0.5, y: 0.5 });
    document.body.append(tag);
    expect([tag.product, tag.x]).to.deep.equal(['lamp', 0.5]);
    tag.remove();
  });

  it('forgets what a picture said of it when it leaves', async () => {
    const tag = await fixture<Tag>(html`<shuk-tag></shuk-tag>`);
    tag.mark('sold-out');
    expect(tag.matches(':state(sold-out)')).to.equal(true);
    tag.remove();
    expect(tag.matches(':state(sold-out)')).to.equal(false);
  });
});
