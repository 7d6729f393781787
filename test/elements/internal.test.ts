import { addLocale, addLocaleLoaders, setDefaultShop } from '@shuk/elements';
import { expect, fixture, html } from '@open-wc/testing';
import { LitElement } from 'lit';
import { booleanAttribute, listAttribute, numberAttribute } from '../../packages/elements/src/internal/attributes.js';
import { define } from '../../packages/elements/src/internal/define.js';
import { PriceLocaleController } from '../../packages/elements/src/internal/price-locale-controller.js';
import { ShopController } from '../../packages/elements/src/internal/shop-controller.js';

const english = { hello: 'Hello {name}', items: { one: '{count} item', other: '{count} items' }, bye: 'Bye' } as const;

class Speaker extends LitElement {
  shop = new ShopController(this);
  locale = new PriceLocaleController(this, this.shop, 'speaker', english);
}
define('test-speaker', Speaker);

const speak = (markup: ReturnType<typeof html>) => fixture<Speaker>(markup);

describe('attributes of CMSs and frameworks', () => {
  it('reads "false" as false and everything else as true', () => {
    const read = (value: string | null) => booleanAttribute.fromAttribute?.(value, Boolean);
    expect([null, 'false', '', 'true', 'look'].map(read)).to.deep.equal([false, false, true, true, true]);
  });

  it('reads lists as commas and as JSON', () => {
    const read = (value: string) => listAttribute.fromAttribute?.(value);
    expect(read('a, b c,,d')).to.deep.equal(['a', 'b c', 'd']);
    expect(read('["a","b,c",1]')).to.deep.equal(['a', 'b,c', '1']);
    expect(read('[broken')).to.deep.equal(['[broken']);
  });

  it('reads a number or nothing', () => {
    const read = (value: string | null) => numberAttribute.fromAttribute?.(value);
    expect(['0.5', ' 2 ', '', null, '1e999', 'x', 'NaN'].map(read)).to.deep.equal([
      0.5,
      2,
      ...Array<undefined>(5).fill(undefined),
    ]);
  });
});

describe('language of an element', () => {
  afterEach(() => {
    setDefaultShop(undefined);
    addLocale('xx', { speaker: {} });
  });

  it('is that of the nearest lang, through shadow roots, tolerant of an underscore', async () => {
    const outer = await fixture(html`<div lang="he_IL"></div>`);
    const inner = document.createElement('test-speaker') as Speaker;
    outer.attachShadow({ mode: 'open' }).append(inner);
    await inner.updateComplete;
    expect(inner.locale.language).to.equal('he-il');
  });

  it('falls back from region to language to English, word by word', async () => {
    addLocale('xx', { speaker: { bye: 'Tschuss' } });
    const speaker = await speak(html`<test-speaker lang="xx-YY"></test-speaker>`);
    expect(speaker.locale.term('bye')).to.equal('Tschuss');
    expect(speaker.locale.term('hello', { name: 'Noa' })).to.equal('Hello Noa');
  });

  it('chooses the plural form and writes numbers as the language does', async () => {
    const speaker = await speak(html`<test-speaker lang="en"></test-speaker>`);
    expect(speaker.locale.term('items', { count: 1 })).to.equal('1 item');
    expect(speaker.locale.term('items', { count: 1200 })).to.equal('1,200 items');
  });

  it('puts parameters in as they are, whatever they hold', async () => {
    const speaker = await speak(html`<test-speaker lang="en"></test-speaker>`);
    expect(speaker.locale.term('hello', { name: '{name} $& $1' })).to.equal('Hello {name} $& $1');
  });

  it('survives what is no language', async () => {
    const speaker = await speak(html`<test-speaker lang="<script>"></test-speaker>`);
    expect(speaker.locale.term('items', { count: 2 })).to.equal('2 items');
    expect(speaker.locale.price({ amount: 500, currency: 'USD' })).to.include('5.00');
  });

  it('renders again when the words of its language arrive, and the page keeps the last word', async () => {
    addLocale('zz', { speaker: { bye: 'from the page' } });
    let loads = 0;
    addLocaleLoaders({
      zz: () => {
        loads++;
        return Promise.resolve({ speaker: { bye: 'from the file', hello: 'loaded' } });
      },
    });
    const speaker = await speak(html`<test-speaker lang="zz"></test-speaker>`);
    expect(speaker.locale.term('hello')).to.equal('Hello {name}');
    await new Promise((done) => setTimeout(done));
    await speaker.updateComplete;
    expect(speaker.locale.term('hello')).to.equal('loaded');
    expect(speaker.locale.term('bye')).to.equal('from the page');
    expect(loads).to.equal(1);
  });
});

describe('define', () => {
  it('leaves the first class in place and never throws', () => {
    const first = customElements.get('test-speaker');
    define('test-speaker', class extends HTMLElement {});
    expect(customElements.get('test-speaker')).to.equal(first);
  });
});
