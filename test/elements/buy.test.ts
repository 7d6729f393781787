import { CommerceError } from '@shuk/core';
import { addLocale, setDefaultShop, type VariantChangedEvent } from '@shuk/elements';
import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import '@shuk/elements/define/product';
import { buy as hebrew } from '../../packages/elements/src/locales/he/buy.js';
import { button, choose, press, radios, says, values, type Buy } from './buy-page.js';
import {
  all,
  catalogShop,
  closeShops,
  germany,
  israel,
  listenersLeft,
  openShop,
  part,
  place,
  productOf,
  productWith,
  record,
  serverShop,
  shows,
  text,
  texts,
  until,
  variantWith,
} from './product-page.js';

const sizes = productOf({ Color: ['Red', 'Blue', 'Sand'], Size: ['S', 'M', 'L'] }, [
  ...['Red S', 'Red M!', 'Blue M', 'Blue L', 'Sand L'],
]);

describe('<shuk-buy>', () => {
  afterEach(closeShops);

  /** A product of the hand-made catalogue. */
  const open = (product: string, variant = '') => {
    openShop(catalogShop());
    return place<Buy>(html`<shuk-buy lang="en" product=${product} variant=${variant}></shuk-buy>`);
  };
  /** A product made for one test. */
  const serve = async (product = productWith(), variant = '') => {
    const backend = serverShop([product]);
    const shop = openShop(backend);
    const buy = await place<Buy>(html`<shuk-buy lang="en" product="lamp" variant=${variant}></shuk-buy>`);
    return { backend, shop, buy };
  };

  describe('states', () => {
    it('shows a button, and hides the link of the author once it works', async () => {
      openShop(catalogShop());
      const buy = await place<Buy>(
        html`<shuk-buy lang="en" product="mug-03"><a slot="fallback" href="/p">Mug</a></shuk-buy>`,
      );
      expect(text(button(buy))).to.equal('Add to cart');
      expect(button(buy)).to.have.attribute('aria-disabled', 'false');
      expect(shows(buy.querySelector('a'))).to.equal(false);
      await expect(buy).to.be.accessible();
    });

    it('shows a placeholder, or the link of the author, while it loads', async () => {
      const backend = serverShop([productWith()]);
      backend.hold();
      openShop(backend);
      const buy = await fixture<Buy>(
        html`<shuk-buy lang="en" product="lamp"><a slot="fallback" href="/p">Lamp</a></shuk-buy>`,
      );
      expect(shows(buy.querySelector('a'))).to.equal(true);
      buy.querySelector('a')!.remove();
      expect(text(part(buy, 'skeleton'))).to.equal('Loading…');
      await expect(buy).to.be.accessible();
      const { height } = buy.getBoundingClientRect();
      backend.release();
      await says(buy, 'Add to cart');
      expect(buy.getBoundingClientRect().height).to.equal(height);
    });

    it('keeps the box and the link of the author while there is no shop', async () => {
      const buy = await fixture<Buy>(html`<shuk-buy product="lamp"><a slot="fallback" href="/p">Lamp</a></shuk-buy>`);
      expect(shows(buy.querySelector('a'))).to.equal(true);
      expect(buy.getBoundingClientRect().height).to.equal(44);
    });

    it('says that a product is gone, and leaves the link of the author', async () => {
      openShop(catalogShop());
      const buy = await fixture<Buy>(
        html`<shuk-buy lang="en" product="gone"><a slot="fallback" href="/p">Gone</a></shuk-buy>`,
      );
      await until(() => all(buy, 'message').length);
      expect(texts(buy, 'message', 'button')).to.deep.equal(['This product is no longer available.', undefined]);
      expect(shows(buy.querySelector('a'))).to.equal(true);
      await expect(buy).to.be.accessible();
    });

    it('says that the shop cannot be reached, and loads again at a press without losing the focus', async () => {
      const backend = serverShop([productWith()]);
      backend.fail('products', 'lost-request', 'lost-request', 'lost-request');
      openShop(backend);
      const buy = await fixture<Buy>(html`<shuk-buy lang="en" product="lamp"></shuk-buy>`);
      await until(() => all(buy, 'retry').length);
      expect(texts(buy, 'message')).to.deep.equal(['You seem to be offline.']);
      await expect(buy).to.be.accessible();
      part(buy, 'retry').focus();
      await sendKeys({ press: 'Enter' });
      await says(buy, 'Add to cart');
      expect(buy.shadowRoot!.activeElement).to.not.equal(null);
    });

    it('leaves the words to a product around it', async () => {
      openShop(catalogShop());
      const product = await fixture(
        html`<shuk-product product="gone"><shuk-buy product="gone"></shuk-buy></shuk-product>`,
      );
      await until(() => all(product, 'message').length);
      const buy = product.querySelector('shuk-buy')!;
      await until(() => !all(buy, 'skeleton').length);
      expect(texts(buy, 'message', 'retry')).to.deep.equal([undefined, undefined]);
    });

    it('says that it is sold out, on a button that can still be found', async () => {
      const buy = await open('vase-02');
      expect(text(button(buy))).to.equal('Sold out');
      expect(button(buy)).to.have.attribute('aria-disabled', 'true');
      expect(button(buy).disabled).to.equal(false);
      expect(all(buy, 'quantity')).to.have.length(0);
      await expect(buy).to.be.accessible();
    });

    it('says that it is not sold in this market, and shows the link of the author', async () => {
      openShop(catalogShop());
      const buy = await place<Buy>(
        html`<shuk-buy lang="en" product="candle-11"><a slot="fallback" href="/p">Candle</a></shuk-buy>`,
      );
      expect(text(button(buy))).to.equal('Not sold in your country');
      expect(shows(buy.querySelector('a'))).to.equal(true);
    });

    it('is a link to what is sold elsewhere', async () => {
      const buy = await open('poster-10');
      const link = part<HTMLAnchorElement>(buy, 'button');
      expect([link.localName, link.href, link.rel, text(link)]).to.deep.equal([
        'a',
        'https://museum.example/poster',
        'noopener',
        'View in shop',
      ]);
      await expect(buy).to.be.accessible();
    });

    it('is the link of the author where what is sold elsewhere has no safe address', async () => {
      openShop(serverShop([productWith({ external: true, url: 'javascript:alert(1)' })]));
      const buy = await place<Buy>(html`<shuk-buy product="lamp"><a slot="fallback" href="/p">Lamp</a></shuk-buy>`);
      expect(all(buy, 'button')).to.have.length(0);
      expect(shows(buy.querySelector('a'))).to.equal(true);
    });

    it('shows the link of the author only where the shop has no cart, and says so once', async () => {
      const warnings: string[] = [];
      const { warn } = console;
      console.warn = (message: string) => warnings.push(message);
      try {
        const shop = openShop(serverShop([productWith()]));
        shop.setServices({ cart: undefined });
        const page = await fixture(html`
          <div>
            <shuk-buy product="lamp"><a slot="fallback" href="/p">Lamp</a></shuk-buy>
            <shuk-buy product="lamp"></shuk-buy>
          </div>
        `);
        await until(() => warnings.length);
        const [first, second] = page.querySelectorAll('shuk-buy');
        expect(shows(first!.querySelector('a'))).to.equal(true);
        expect(second!.shadowRoot!.textContent!.trim()).to.equal('');
        expect(warnings).to.deep.equal(['[shuk] <shuk-buy> shows nothing: this shop has no cart.']);
      } finally {
        console.warn = warn;
      }
    });

    it('takes other words for the button, but not for what it cannot do', async () => {
      openShop(catalogShop());
      const buy = await place<Buy>(html`<shuk-buy lang="en" product="mug-03"><b slot="label">Get it</b></shuk-buy>`);
      expect(shows(buy.querySelector('b'))).to.equal(true);
      await expect(buy).to.be.accessible();
      buy.product = 'vase-02';
      await says(buy, 'Sold out');
      expect(shows(buy.querySelector('b'))).to.equal(false);
    });
  });

  describe('options', () => {
    it('are swatches where values have a colour', async () => {
      const buy = await open('shirt-20');
      const fills = all(buy, 'swatch').map((swatch) => swatch.querySelector('circle')!.getAttribute('fill'));
      expect(fills).to.deep.equal(['#b3202a', '#24478f', '#d8c6a0']);
      await expect(buy).to.be.accessible();
    });

    it('are pictures where values have only those', async () => {
      const image = { src: new URL('/test/support/pictures/rug.svg', location.href).href };
      const { buy } = await serve(
        productWith({
          options: [{ name: 'Pattern', values: [{ name: 'Stripes', image }, { name: 'Plain' }] }],
          variants: [variantWith('a', { values: ['Stripes'] }), variantWith('b', { values: ['Plain'] })],
        }),
      );
      expect(all<HTMLImageElement>(buy, 'swatch').map(({ src, alt }) => [src, alt])).to.deep.equal([[image.src, '']]);
      expect([...radios(buy, 0).keys()]).to.deep.equal(['Stripes', 'Plain']);
      await expect(buy).to.be.accessible();
    });

    it('are a list where there are many', async () => {
      const names = Array.from({ length: 9 }, (_, index) => `No${index}`);
      const { buy } = await serve(
        productOf(
          { Number: names },
          names.map((name, index) => (index === 2 ? `${name}!` : name)),
        ),
      );
      const list = part<HTMLSelectElement>(buy, 'list');
      expect([...list.options].map((option) => text(option)).slice(0, 4)).to.deep.equal([
        ...['Please choose', 'No0', 'No1', 'No2 – Sold out'],
      ]);
      list.focus();
      list.selectedIndex = 2;
      list.dispatchEvent(new Event('change'));
      await buy.updateComplete;
      expect(buy.selectedVariant?.id).to.equal('No1');
      expect(list.selectedIndex).to.equal(2);
      list.selectedIndex = 0;
      list.dispatchEvent(new Event('change'));
      await buy.updateComplete;
      expect(buy.selectedVariant).to.equal(undefined);
      await expect(buy).to.be.accessible();
    });

    it('let only what exists be chosen, and mark what is sold out', async () => {
      const { buy } = await serve(sizes);
      await choose(buy, 0, 'Red');
      expect(values(buy, 1)).to.deep.equal({ checked: [], disabled: ['L'], out: ['M – Sold out'] });
      await choose(buy, 1, 'M – Sold out');
      expect(buy.selectedVariant?.id).to.equal('Red-M');
      expect(text(button(buy))).to.equal('Sold out');
      await expect(buy).to.be.accessible();
    });

    it('work through three options with gaps', async () => {
      const buy = await open('trousers-21');
      await choose(buy, 0, 'Olive');
      const list = part<HTMLSelectElement>(buy, 'list');
      list.selectedIndex = 3;
      list.dispatchEvent(new Event('change'));
      await buy.updateComplete;
      expect(values(buy, 2)).to.deep.equal({ checked: ['Regular'], disabled: ['Long'], out: [] });
      expect(buy.selectedVariant?.id).to.equal('trousers-21-olive-34-regular');
      await choose(buy, 0, 'Black'); // where it is no longer forced, the length is the shopper's to choose
      expect(values(buy, 2)).to.deep.equal({ checked: [], disabled: [], out: [] });
      expect(list.selectedIndex).to.equal(3);
      await choose(buy, 2, 'Long');
      expect(buy.selectedVariant?.id).to.equal('trousers-21-black-34-long');
    });

    it('remember a value while it does not go together with another', async () => {
      const { buy } = await serve(sizes);
      await choose(buy, 0, 'Red');
      await choose(buy, 1, 'S');
      await choose(buy, 0, 'Blue');
      expect(values(buy, 1)).to.deep.equal({ checked: [], disabled: ['S'], out: [] });
      await choose(buy, 0, 'Red');
      expect(values(buy, 1).checked).to.deep.equal(['S']);
    });

    it('are chosen by the attribute, or by the SKU in the reference', async () => {
      expect((await open('shirt-20', 'shirt-20-blue-l')).selectedVariant?.id).to.equal('shirt-20-blue-l');
      const buy = await open('sku:H20-BM');
      expect([values(buy, 0).checked, values(buy, 1).checked]).to.deep.equal([['Blue'], ['M']]);
    });

    it('are moved through with the arrow keys', async () => {
      const { buy } = await serve(sizes);
      radios(buy, 0).get('Red')!.focus();
      await sendKeys({ press: 'ArrowDown' });
      await buy.updateComplete;
      expect(values(buy, 0).checked).to.deep.equal(['Blue']);
      expect(buy.shadowRoot!.activeElement).to.equal(radios(buy, 0).get('Blue'));
    });

    it('tell the page when another variant is chosen, and only then', async () => {
      openShop(serverShop([sizes]));
      const page = await fixture(html`<div></div>`);
      const events = record<VariantChangedEvent>(page, 'shuk-variant-changed');
      page.innerHTML = '<shuk-buy product="lamp" variant="Red-S"></shuk-buy>';
      const buy = page.querySelector('shuk-buy')!;
      await until(() => all(buy, 'button').length);
      expect(events).to.have.length(0);
      await choose(buy, 0, 'Blue');
      await choose(buy, 1, 'L');
      await choose(buy, 0, 'Sand');
      expect(events.map(({ productId, variantId }) => [productId, variantId])).to.deep.equal([
        ['lamp', undefined],
        ['lamp', 'Blue-L'],
        ['lamp', 'Sand-L'],
      ]);
    });

    it('make a product around them show the chosen one', async () => {
      openShop(catalogShop());
      const product = await place<HTMLElement>(html`
        <shuk-product lang="en" product="lamp-01"><shuk-buy product="lamp-01"></shuk-buy></shuk-product>
      `);
      const buy = product.querySelector('shuk-buy')!;
      await until(() => all(buy, 'button').length);
      await choose(buy, 0, 'Blue');
      await until(() => text(part(product, 'price')) === '€52.00');
    });

    it('stay chosen in another language', async () => {
      const shop = openShop(catalogShop());
      const buy = await place<Buy>(html`<shuk-buy lang="en" product="lamp-01"></shuk-buy>`);
      await choose(buy, 0, 'Blue');
      shop.setMarket({ ...germany, language: 'he' });
      await until(() => all(buy, 'option').length && radios(buy, 0).has('כחול'));
      expect(values(buy, 0).checked).to.deep.equal(['כחול']);
    });

    it('ask for what is missing, and lead there', async () => {
      const { backend, buy } = await serve(sizes);
      press(buy);
      await until(() => all(buy, 'message').length);
      const message = part(buy, 'message');
      expect([text(message), message.getAttribute('role')]).to.deep.equal(['Please choose: Color', 'alert']);
      expect(buy.shadowRoot!.activeElement).to.equal(radios(buy, 0).get('Red'));
      await expect(buy).to.be.accessible();
      await choose(buy, 0, 'Red');
      expect(all(buy, 'message')).to.have.length(0);
      press(buy);
      await until(() => all(buy, 'message').length);
      expect(text(part(buy, 'message'))).to.equal('Please choose: Size');
      expect(all(buy, 'option')[1]!.contains(part(buy, 'message'))).to.equal(true);
      expect(backend.calls('apply')).to.have.length(0);
    });
  });

  describe('purchase plans', () => {
    it('are offered beside buying once', async () => {
      const buy = await open('coffee-09', 'coffee-09-beans');
      expect([...radios(buy, 1).keys()]).to.deep.equal([
        'One-time purchase €12.00',
        'Every month, save 10 % €10.80',
        'Every 2 weeks €12.00',
      ]);
      expect(values(buy, 1).checked).to.deep.equal(['One-time purchase €12.00']);
      await expect(buy).to.be.accessible();
    });

    it('are taken without asking where there is one way only', async () => {
      const buy = await open('coffee-09', 'coffee-09-box');
      expect(values(buy, 1).checked).to.deep.equal(['Every 3 months €29.00']);
    });

    it('are asked for where there are several and no buying once', async () => {
      const plans = ['a', 'b'].map((id) => ({ id, name: `Plan ${id}` }));
      const { backend, buy } = await serve(productWith({}, { plans, planRequired: true }));
      press(buy);
      await until(() => all(buy, 'message').length);
      expect(text(part(buy, 'message'))).to.equal('Please choose: Purchase');
      expect(buy.shadowRoot!.activeElement).to.equal(radios(buy, 0).get('Plan a €10.00'));
      await choose(buy, 0, 'Plan b €10.00');
      press(buy);
      await says(buy, 'Added');
      expect(backend.calls('apply')[0]!.operations![0]).to.include({ planId: 'b' });
    });
  });

  describe('quantity', () => {
    const input = (buy: Buy) => part<HTMLInputElement>(buy, 'input');
    const type = async (buy: Buy, value: string) => {
      input(buy).value = value;
      input(buy).dispatchEvent(new Event('change'));
      await buy.updateComplete;
      return [input(buy).value, text(all(buy, 'message')[0])];
    };

    it('follows the rule of the shop, in words', async () => {
      const buy = await open('tiles-06');
      expect([input(buy).value, input(buy).min, input(buy).max, input(buy).step]).to.deep.equal(['8', '8', '40', '4']);
      expect(await type(buy, '12')).to.deep.equal(['12', undefined]);
      expect(await type(buy, '99')).to.deep.equal(['40', 'The most is 40.']);
      expect(await type(buy, '1')).to.deep.equal(['8', 'The least is 8.']);
      expect(await type(buy, '13')).to.deep.equal(['12', 'Sold in steps of 4.']);
      expect(await type(buy, '')).to.deep.equal(['12', undefined]);
      await expect(buy).to.be.accessible();
    });

    it('ends with what is left', async () => {
      const buy = await open('mug-03');
      const [fewer, more] = part(buy, 'quantity').querySelectorAll('button');
      expect(fewer).to.have.attribute('aria-disabled', 'true');
      for (let presses = 0; presses < 3; presses++) {
        more!.click();
        await buy.updateComplete;
      }
      expect(input(buy).value).to.equal('3');
      expect(more).to.have.attribute('aria-disabled', 'true');
      expect(text(part(buy, 'message'))).to.equal('The most is 3.');
      fewer!.click();
      await buy.updateComplete;
      expect([input(buy).value, text(all(buy, 'message')[0])]).to.deep.equal(['2', undefined]);
    });

    it('can be typed and stepped with the keyboard', async () => {
      const { backend, buy } = await serve();
      input(buy).focus();
      await sendKeys({ press: 'ArrowUp' });
      await sendKeys({ press: 'ArrowUp' });
      await sendKeys({ press: 'Tab' });
      await buy.updateComplete;
      press(buy);
      await says(buy, 'Added');
      expect(backend.pieces('lamp')).to.equal(3);
    });

    for (const [attribute, value] of [
      ['3', '3'],
      ['abc', '1'],
      ['', '1'],
      ['-2', '1'],
      ['1e99', '5'],
      ['2.4', '2'],
    ] as const) {
      it(`starts with ${value} for quantity="${attribute}"`, async () => {
        openShop(serverShop([productWith({}, { rule: { min: 1, step: 1, max: 5 } })]));
        const buy = await place<Buy>(html`<shuk-buy product="lamp" quantity=${attribute}></shuk-buy>`);
        expect(input(buy).value).to.equal(value);
      });
    }

    it('follows the attribute again after it was changed', async () => {
      const { buy } = await serve();
      await type(buy, '7');
      buy.quantity = 4;
      await buy.updateComplete;
      expect(input(buy).value).to.equal('4');
    });

    it('is fitted to another variant', async () => {
      const [small, large] = [{ max: 9 }, { max: 2 }].map((rule) => ({ rule: { min: 1, step: 1, ...rule } }));
      const { buy } = await serve(
        productWith({
          options: [{ name: 'Size', values: [{ name: 'S' }, { name: 'L' }] }],
          variants: [variantWith('s', { values: ['S'], ...small }), variantWith('l', { values: ['L'], ...large })],
        }),
        's',
      );
      await type(buy, '8');
      await choose(buy, 0, 'L');
      expect(input(buy).value).to.equal('2');
      await choose(buy, 0, 'S');
      expect(input(buy).value).to.equal('8');
    });

    it('is not shown where the page does not want it, and counts all the same', async () => {
      const backend = serverShop([productWith()]);
      openShop(backend);
      const buy = await place<Buy>(html`<shuk-buy lang="en" product="lamp" quantity="3" without-quantity></shuk-buy>`);
      expect(all(buy, 'quantity')).to.have.length(0);
      press(buy);
      await says(buy, 'Added');
      expect(backend.pieces('lamp')).to.equal(3);
      buy.setAttribute('without-quantity', 'false');
      await until(() => all(buy, 'quantity').length);
    });
  });

  describe('what shops send', () => {
    it('is text, whatever it looks like, and stays in the box at 320 pixels', async () => {
      await setViewport({ width: 320, height: 600 });
      const long = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(9);
      const name = '<img src=x onerror=alert(1)>\u202E';
      const { buy } = await serve(
        productWith({
          title: long,
          options: [
            { name, values: [{ name: long }, { name }] },
            { name: long, kind: 'list', values: [{ name: long }, { name }] },
          ],
          variants: [
            variantWith('a', { values: [long, long], plans: [{ id: 'x', name: long }] }),
            variantWith('b', { values: [name, name] }),
          ],
        }),
        'a',
      );
      expect(buy.shadowRoot!.querySelectorAll('img')).to.have.length(0);
      expect(buy.scrollWidth).to.be.at.most(buy.clientWidth);
      expect(document.documentElement.scrollWidth).to.be.at.most(320);
      await setViewport({ width: 800, height: 600 });
    });

    it('may be two options of one name', async () => {
      const option = { name: 'Size', values: [{ name: 'S' }, { name: 'M' }] };
      const { buy } = await serve(
        productWith({
          options: [option, option],
          variants: [variantWith('a', { values: ['S', 'M'] }), variantWith('b', { values: ['M', 'S'] })],
        }),
      );
      await choose(buy, 0, 'S');
      expect([values(buy, 0).checked, values(buy, 1).checked]).to.deep.equal([['S'], ['M']]);
    });

    it('may be a hundred variants', async () => {
      const names = (letter: string) => Array.from({ length: 5 }, (_, index) => letter + index);
      const lines = names('a').flatMap((a) => names('b').flatMap((b) => names('c').map((c) => `${a} ${b} ${c}`)));
      const { buy } = await serve(productOf({ A: names('a'), B: names('b'), C: names('c') }, lines));
      await choose(buy, 0, 'a4');
      await choose(buy, 1, 'b4');
      await choose(buy, 2, 'c4');
      expect(buy.selectedVariant?.id).to.equal('a4-b4-c4');
    });
  });

  describe('looks', () => {
    it('speaks Hebrew from right to left', async () => {
      addLocale('he', { buy: hebrew });
      openShop(catalogShop(), israel);
      const page = await fixture(html`<div dir="rtl" lang="he"><shuk-buy product="lamp-01"></shuk-buy></div>`);
      const buy = page.querySelector('shuk-buy')!;
      await says(buy, 'הוספה לסל');
      expect(part(buy, 'quantity').getBoundingClientRect().left).to.be.above(button(buy).getBoundingClientRect().left);
      await expect(page).to.be.accessible();
    });

    it('stands on a dark page', async () => {
      openShop(catalogShop());
      const page = await fixture(html`
        <div style="color-scheme: dark; background: #111; color: #eee">
          <shuk-buy lang="en" product="coffee-09" variant="coffee-09-beans"></shuk-buy>
        </div>
      `);
      await until(() => all(page.querySelector('shuk-buy')!, 'button').length);
      await expect(page).to.be.accessible();
    });

    it('has targets of 24 pixels at least', async () => {
      const buy = await open('shirt-20');
      for (const target of buy.shadowRoot!.querySelectorAll('button, input, select')) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), target.outerHTML).to.be.at.least(24);
      }
    });
  });

  describe('life', () => {
    it('follows another product and forgets what was chosen', async () => {
      openShop(serverShop([sizes, { ...sizes, id: 'other', title: 'Other' }]));
      const buy = await place<Buy>(html`<shuk-buy lang="en" product="lamp"></shuk-buy>`);
      await choose(buy, 0, 'Red');
      buy.product = 'other';
      await buy.updateComplete;
      await until(() => all(buy, 'option').length);
      expect(values(buy, 0).checked).to.deep.equal([]);
    });

    it('follows another shop, and one that comes late', async () => {
      const buy = await fixture<Buy>(html`<shuk-buy lang="en" product="lamp"></shuk-buy>`);
      openShop(serverShop([productWith()]));
      await says(buy, 'Add to cart');
      openShop(serverShop([productWith({}, { availability: { state: 'sold-out' } })]));
      await says(buy, 'Sold out');
      setDefaultShop(undefined);
      await until(() => all(buy, 'skeleton').length);
    });

    it('sells in another market only with a price of that market', async () => {
      const shop = openShop(catalogShop(), { ...israel, language: 'en' });
      const buy = await place<Buy>(html`<shuk-buy lang="en" product="candle-11"></shuk-buy>`);
      expect(text(button(buy))).to.equal('Add to cart');
      shop.setMarket(germany);
      await says(buy, 'Not sold in your country');
    });

    it('lets go of the product and of every listener when it is removed', async () => {
      const shop = openShop(catalogShop());
      const stop = shop.product('vase-02').listen(() => undefined); // the listeners of the store itself
      const left = await listenersLeft(globalThis, async () => {
        const buy = await place<Buy>(html`<shuk-buy product="mug-03"></shuk-buy>`);
        buy.remove();
      });
      expect(left).to.equal(0);
      expect(shop.product('mug-03').lc).to.equal(0);
      stop();
    });

    it('works again after being moved', async () => {
      const { backend, buy } = await serve();
      const place = await fixture(html`<div></div>`);
      place.append(buy);
      await says(buy, 'Add to cart');
      press(buy);
      await says(buy, 'Added');
      expect(backend.pieces('lamp')).to.equal(1);
    });

    it('changes nothing of the page', async () => {
      openShop(catalogShop());
      const buy = await place<Buy>(html`<shuk-buy product="mug-03" class="mine"><i>text</i></shuk-buy>`);
      expect(buy.outerHTML).to.equal('<shuk-buy product="mug-03" class="mine"><i>text</i></shuk-buy>');
    });

    it('says nothing of a failure that is over', async () => {
      const { backend, shop, buy } = await serve();
      backend.fail('products', new CommerceError('malformed', 'broken'));
      shop.refreshProducts();
      await until(() => shop.product('lamp').get().status === 'failed');
      await buy.updateComplete;
      expect(texts(buy, 'button', 'message')).to.deep.equal(['Add to cart', undefined]);
    });
  });
});
