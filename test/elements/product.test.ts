import '@shuk/elements/define/product';

import { CommerceError } from '@shuk/core';
import { addLocale, setDefaultShop, VariantChangedEvent } from '@shuk/elements';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import { product as hebrew } from '../../packages/elements/src/locales/he/product.js';
import {
  all,
  catalogShop,
  closeShops,
  euro,
  germany,
  israel,
  listenersLeft,
  openShop,
  part,
  place,
  productWith,
  serverShop,
  shows,
  text,
  texts,
  turn,
  until,
  variantWith,
} from './product-page.js';

type ProductElement = HTMLElementTagNameMap['shuk-product'];

describe('<shuk-product>', () => {
  afterEach(closeShops);

  /** A product of the hand-made catalogue. */
  const open = (product: string, { market = germany, variant = '', layout = 'card' } = {}) => {
    openShop(catalogShop(), market);
    return place<ProductElement>(
      html`<shuk-product lang="en" product=${product} variant=${variant} layout=${layout as 'card'}></shuk-product>`,
    );
  };
  /** A product made for one test, from a server that can be made to fail. */
  const serve = async (...[more, variant]: Parameters<typeof productWith>) => {
    const backend = serverShop([productWith(more, variant)]);
    const shop = openShop(backend);
    const element = await place<ProductElement>(html`<shuk-product lang="en" product="lamp"></shuk-product>`);
    return { backend, shop, element };
  };

  describe('states', () => {
    it('shows title, picture, price and stock', async () => {
      const element = await open('mug-03');
      expect(texts(element, 'title', 'price', 'stock')).to.deep.equal(['Stoneware mug', '€14.50', 'Only 3 left']);
      expect(part(element, 'title')).to.have.attribute('href', new URL('/p/mug-03', location.href).href);
      const image = part<HTMLImageElement>(element, 'image');
      expect([image.alt, image.width > 0, image.loading]).to.deep.equal(['A stoneware mug', true, 'lazy']);
      await expect(element).to.be.accessible();
    });

    it('shows a placeholder, and the link of the author, while it loads', async () => {
      const backend = serverShop([productWith()]);
      backend.hold();
      openShop(backend);
      const element = await fixture<ProductElement>(
        html`<shuk-product lang="en" product="lamp"><a slot="fallback" href="/p/lamp">Lamp</a></shuk-product>`,
      );
      expect(shows(element.querySelector('a'))).to.equal(true);
      expect(text(part(element, 'skeleton'))).to.equal('Loading…');
      await expect(element).to.be.accessible();
      element.querySelector('a')!.remove();
      expect(shows(part(element, 'skeleton'))).to.equal(true);
      await expect(element).to.be.accessible();
      backend.release();
      await until(() => all(element, 'title').length);
    });

    it('hides the link of the author once it has the product', async () => {
      openShop(catalogShop());
      const element = await place<ProductElement>(
        html`<shuk-product product="mug-03"><a slot="fallback" href="/p">Mug</a></shuk-product>`,
      );
      expect(shows(element.querySelector('a'))).to.equal(false);
    });

    it('keeps the box and the link of the author while there is no shop', async () => {
      const element = await fixture<ProductElement>(
        html`<shuk-product product="mug-03"><a slot="fallback" href="/p">Mug</a></shuk-product>`,
      );
      expect(shows(element.querySelector('a'))).to.equal(true);
      expect(element.getBoundingClientRect().height).to.be.above(100);
      await expect(element).to.be.accessible();
    });

    it('shows what is inside where no product is named', async () => {
      openShop(catalogShop());
      const element = await fixture<ProductElement>(
        html`<shuk-product><a slot="fallback" href="/p">Mug</a></shuk-product>`,
      );
      expect(shows(element.querySelector('a'))).to.equal(true);
      expect(all(element, 'picture')).to.have.length(0);
    });

    it('says that a product is gone, in the words of the author where there are any', async () => {
      openShop(catalogShop());
      const element = await place<ProductElement>(html`<shuk-product lang="en" product="gone"></shuk-product>`);
      await until(() => all(element, 'message').length);
      expect(texts(element, 'message')).to.deep.equal(['This product is no longer available.']);
      await expect(element).to.be.accessible();
      element.innerHTML = '<p slot="missing">Sold to a museum.</p>';
      expect(shows(element.querySelector('p'))).to.equal(true);
      expect(shows(part(element, 'message'))).to.equal(false);
    });

    it('says that it is sold out', async () => {
      const element = await open('vase-02');
      expect(texts(element, 'price', 'stock')).to.deep.equal(['€35.00', 'Sold out']);
      await expect(element).to.be.accessible();
    });

    it('says that it is not sold in this market', async () => {
      const element = await open('candle-11');
      expect(texts(element, 'title', 'price', 'message', 'stock')).to.deep.equal([
        'Beeswax candle',
        undefined,
        'Not sold in your country',
        undefined,
      ]);
    });

    it('links to what is sold elsewhere, and says nothing of its stock', async () => {
      const element = await open('poster-10');
      expect(part(element, 'title')).to.have.attribute('href', 'https://museum.example/poster');
      expect(texts(element, 'price', 'stock')).to.deep.equal(['€25.00', undefined]);
    });

    for (const [what, faults, words] of [
      ['the network is down', Array<'lost-request'>(3).fill('lost-request'), 'You seem to be offline.'],
      ['the shop fails', [new CommerceError('malformed', 'broken')], 'The product could not be loaded.'],
    ] as const) {
      it(`says that ${what}, and loads again at a press without losing the focus`, async () => {
        const backend = serverShop([productWith({ url: 'https://shop.example/lamp' })]);
        backend.fail('products', ...faults);
        openShop(backend);
        const element = await fixture<ProductElement>(
          html`<shuk-product lang="en" product="lamp"><a slot="fallback" href="/p">Lamp</a></shuk-product>`,
        );
        await until(() => all(element, 'retry').length);
        expect(texts(element, 'message')).to.deep.equal([words]);
        expect(shows(element.querySelector('a'))).to.equal(true);
        await expect(element).to.be.accessible();

        backend.hold();
        part(element, 'retry').focus();
        await sendKeys({ press: 'Enter' });
        await until(() => part(element, 'retry').getAttribute('aria-disabled') === 'true');
        expect(element.shadowRoot!.activeElement).to.equal(part(element, 'retry'));
        backend.release();
        await until(() => all(element, 'title').length);
        expect(element.shadowRoot!.activeElement).to.equal(part(element, 'title'));
      });
    }

    it('keeps what it last knew, and says that it may be out of date', async () => {
      const { backend, shop, element } = await serve();
      backend.fail('products', ...Array<'error'>(9).fill('error'));
      shop.refreshProducts();
      await until(() => all(element, 'stale').length);
      expect(texts(element, 'title', 'price', 'stale')).to.deep.equal([
        'Reading lamp',
        '€10.00',
        'Price and stock may be out of date.',
      ]);
      await expect(element).to.be.accessible();
    });
  });

  describe('price', () => {
    it('shows a reduction with the lowest price of 30 days and the percentage off that', async () => {
      const element = await open('rug-08');
      expect(texts(element, 'price', 'was', 'off', 'lowest')).to.deep.equal([
        '€129.00',
        'Was €179.00',
        '−7%',
        'Lowest price in the last 30 days: €139.00',
      ]);
      expect(part(element, 'was').localName).to.equal('s');
      await expect(element).to.be.accessible();
    });

    it('shows both prices without a percentage where the law leaves the 30-day price to the shop', async () => {
      const reduced = { price: { current: euro(4000), compareAt: euro(5000) } };
      const { shop, element } = await serve({}, reduced);
      expect(texts(element, 'price', 'was', 'off')).to.deep.equal(['€40.00', undefined, undefined]);
      shop.setMarket({ ...germany, country: 'US' });
      await until(() => all(element, 'was').length);
      expect(texts(element, 'price', 'was', 'off', 'lowest')).to.deep.equal([
        '€40.00',
        'Was €50.00',
        undefined,
        undefined,
      ]);
    });

    it('starts "from" the lowest while no variant is chosen', async () => {
      expect(texts(await open('lamp-01'), 'price')).to.deep.equal(['From €49.00']);
      expect(texts(await open('lamp-01', { variant: 'lamp-01-blue' }), 'price')).to.deep.equal(['€52.00']);
      expect(texts(await open('sku:L1B'), 'price')).to.deep.equal(['€52.00']);
    });

    it('shows the price of a measure', async () => {
      expect(texts(await open('oil-07', { variant: 'oil-07-750' }), 'unit')).to.deep.equal(['€3.20 / 100 ml']);
      const { element } = await serve(
        {},
        { price: { current: euro(990), unit: { price: euro(990), quantity: 1, unit: 'kg' } } },
      );
      expect(texts(element, 'unit')).to.deep.equal(['€9.90 / kg']);
    });

    it('never shows a price of another market', async () => {
      const shop = openShop(catalogShop());
      const element = await place<ProductElement>(html`<shuk-product lang="en" product="mug-03"></shuk-product>`);
      shop.setMarket({ ...israel, language: 'en' });
      await until(() => all(element, 'price').length && text(part(element, 'price')) !== '€14.50');
      expect(texts(element, 'price')).to.deep.equal(['₪55.00']);
    });
  });

  describe('stock', () => {
    it('tells when it ships', async () => {
      expect(texts(await open('chair-04'), 'stock')).to.deep.equal(['Ships from February 15, 2027']);
      expect(texts(await open('sofa-05'), 'stock')).to.deep.equal(['Pre-order, ships from May 1, 2027']);
    });

    for (const [availability, words] of [
      [{ state: 'in-stock' }, 'In stock'],
      [{ state: 'low-stock' }, 'Only a few left'],
      [{ state: 'low-stock', left: 1 }, 'Only 1 left'],
      [{ state: 'backorder', from: 'next year' }, 'On backorder'],
      [{ state: 'preorder' }, 'Pre-order'],
    ] as const) {
      it(`says "${words}" for ${JSON.stringify(availability)}`, async () => {
        const { element } = await serve({}, { availability });
        expect(texts(element, 'stock')).to.deep.equal([words]);
        expect(part(element, availability.state)).to.equal(part(element, 'stock'));
      });
    }
  });

  describe('variant', () => {
    const inside = async (variant = '') => {
      openShop(catalogShop());
      return place<ProductElement>(
        html`<shuk-product lang="en" product="lamp-01" variant=${variant}><i></i></shuk-product>`,
      );
    };
    const choose = async (element: ProductElement, productId: string, variantId: string | undefined) => {
      element.querySelector('i')!.dispatchEvent(new VariantChangedEvent(productId, variantId));
      await element.updateComplete;
    };

    it('follows what is chosen inside', async () => {
      const element = await inside();
      await choose(element, 'lamp-01', 'lamp-01-blue');
      expect(texts(element, 'price')).to.deep.equal(['€52.00']);
      expect(part<HTMLImageElement>(element, 'image').alt).to.equal('A blue lamp on a desk');
      await choose(element, 'lamp-01', undefined);
      expect(texts(element, 'price')).to.deep.equal(['From €49.00']);
    });

    it('does not follow what is chosen for another product', async () => {
      const element = await inside('lamp-01-red');
      await choose(element, 'lamp-02', 'lamp-01-blue');
      expect(texts(element, 'price')).to.deep.equal(['€49.00']);
    });

    it('is the named one again when another is named', async () => {
      const element = await inside();
      await choose(element, 'lamp-01', 'lamp-01-blue');
      element.variant = 'lamp-01-red';
      await element.updateComplete;
      expect(texts(element, 'price')).to.deep.equal(['€49.00']);
    });
  });

  describe('what shops send', () => {
    const long = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(9);

    it('is text, whatever it looks like', async () => {
      const title = '<img src=x onerror="window.hacked = true"> & ${1}';
      const { element } = await serve({ title });
      expect(texts(element, 'title')).to.deep.equal([title]);
      expect(element.shadowRoot!.querySelectorAll('img')).to.have.length(0);
    });

    it('is no link where it is no web address', async () => {
      for (const url of [
        'javascript:alert(1)',
        'data:text/html,x',
        'JaVa\nscript:alert(1)',
        'https://a:b@x.example/',
      ]) {
        const { element } = await serve({ url });
        expect(part(element, 'title').localName, url).to.equal('span');
      }
    });

    it('stays in the box, at 320 pixels and in a row', async () => {
      await setViewport({ width: 320, height: 600 });
      for (const layout of ['card', 'row'] as const) {
        const { element } = await serve({ title: long, url: 'https://shop.example/' });
        element.layout = layout;
        await element.updateComplete;
        expect(element.scrollWidth, layout).to.be.at.most(element.clientWidth);
        expect(document.documentElement.scrollWidth).to.be.at.most(320);
      }
      await setViewport({ width: 800, height: 600 });
    });

    it('does not turn the words around it', async () => {
      const { element } = await serve({ title: '\u202Eלמפה (A)' });
      expect(part(element, 'title').firstElementChild!.localName).to.equal('bdi');
    });
  });

  describe('box', () => {
    for (const layout of ['card', 'row'] as const) {
      it(`is as high before the product has come as after, as a ${layout}`, async () => {
        const backend = serverShop([productWith({ url: 'https://shop.example/' })]);
        backend.hold();
        const element = await fixture<ProductElement>(
          html`<shuk-product lang="en" product="lamp" layout=${layout} style="inline-size: 18rem"></shuk-product>`,
        );
        const height = () => element.getBoundingClientRect().height;
        const before = height();
        openShop(backend);
        await until(() => text(all(element, 'skeleton')[0]) === 'Loading…');
        expect(height()).to.equal(before);
        backend.release();
        await until(() => all(element, 'title').length);
        expect(height()).to.equal(before);
      });
    }

    it('can be hidden', async () => {
      const element = await open('mug-03');
      element.hidden = true;
      expect(shows(element)).to.equal(false);
    });

    it('takes type and colours of the page, also dark ones', async () => {
      openShop(catalogShop());
      const page = await fixture<HTMLElement>(html`
        <div style="color-scheme: dark; background: #111; color: #eee; font: 20px/1.5 serif">
          <shuk-product lang="en" product="rug-08"></shuk-product>
        </div>
      `);
      const element = page.querySelector('shuk-product')!;
      await until(() => all(element, 'title').length);
      const { color, fontFamily } = getComputedStyle(part(element, 'title'));
      expect([color, fontFamily]).to.deep.equal(['rgb(238, 238, 238)', 'serif']);
      await expect(page).to.be.accessible();
    });

    it('speaks Hebrew from right to left', async () => {
      addLocale('he', { product: hebrew });
      openShop(catalogShop(), israel);
      const page = await fixture<HTMLElement>(html`
        <div dir="rtl" lang="he"><shuk-product product="rug-08" layout="row"></shuk-product></div>
      `);
      const element = page.querySelector('shuk-product')!;
      await until(() => all(element, 'title').length);
      expect(texts(element, 'title', 'stock')).to.deep.equal(['שטיח צמר', 'במלאי']);
      expect(text(part(element, 'was'))).to.match(/^היה /);
      expect(part(element, 'picture').getBoundingClientRect().left).to.be.above(
        part(element, 'title').getBoundingClientRect().left,
      );
      await expect(page).to.be.accessible();
    });

    it('is a link as a whole picture', async () => {
      const element = await open('mug-03');
      const { left, top, width, height } = part(element, 'picture').getBoundingClientRect();
      const hit = element.shadowRoot!.elementFromPoint(left + width / 2, top + height / 2);
      expect(hit).to.equal(part(element, 'title'));
    });
  });

  describe('life', () => {
    it('follows another product', async () => {
      const element = await open('mug-03');
      element.product = 'vase-02';
      await until(() => text(all(element, 'title')[0]) === 'Ribbed vase');
      expect(texts(element, 'price')).to.deep.equal(['€35.00']);
    });

    it('does not show the failure of another product', async () => {
      const { backend, element } = await serve();
      backend.fail('products', new CommerceError('malformed', 'broken'));
      element.product = 'other';
      await until(() => all(element, 'retry').length);
      backend.hold();
      element.product = 'lamp-2';
      await element.updateComplete;
      expect(all(element, 'retry')).to.have.length(0);
      expect(all(element, 'skeleton')).to.have.length(1);
      backend.release();
    });

    it('follows another shop, and one that comes late', async () => {
      const element = await fixture<ProductElement>(html`<shuk-product lang="en" product="lamp"></shuk-product>`);
      openShop(serverShop([productWith({ title: 'One' })]));
      await until(() => text(all(element, 'title')[0]) === 'One');
      openShop(serverShop([productWith({ title: 'Two' })]));
      await until(() => text(all(element, 'title')[0]) === 'Two');
      setDefaultShop(undefined);
      await until(() => all(element, 'skeleton').length);
    });

    it('lets go of the product and of every listener when it is removed', async () => {
      const shop = openShop(catalogShop());
      const stop = shop.product('vase-02').listen(() => undefined); // the listeners of the store itself
      const left = await listenersLeft(globalThis, async () => {
        const element = await place<ProductElement>(html`<shuk-product product="mug-03"></shuk-product>`);
        expect(shop.product('mug-03').lc).to.equal(1);
        element.remove();
      });
      expect(left).to.equal(0);
      expect(shop.product('mug-03').lc).to.equal(0);
      stop();
    });

    it('works again after being moved', async () => {
      const element = await open('mug-03');
      const place = await fixture(html`<div></div>`);
      element.remove();
      place.append(element);
      element.product = 'vase-02';
      await until(() => text(all(element, 'title')[0]) === 'Ribbed vase');
    });

    it('changes nothing of the page', async () => {
      openShop(catalogShop());
      const element = await place<ProductElement>(
        html`<shuk-product product="mug-03" class="mine"><b>text</b></shuk-product>`,
      );
      await turn();
      expect(element.outerHTML).to.equal('<shuk-product product="mug-03" class="mine"><b>text</b></shuk-product>');
    });

    it('bears a product whose variants disagree in everything', async () => {
      const { element } = await serve({
        variants: [variantWith('a', { price: undefined }), variantWith('b', { values: ['x'] })],
      });
      expect(texts(element, 'price')).to.deep.equal(['€10.00']);
    });
  });
});
