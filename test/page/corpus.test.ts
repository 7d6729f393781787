import { expect } from '@open-wc/testing';
import { dangers } from './support/hostile.js';
import { openPage, type TestPage } from './support/page.js';

interface Payload {
  readonly id: string;
  readonly kind: 'html' | 'text' | 'url';
  readonly payload: string;
}

const BATCH = 160;

/** A product with the payload in every field that a catalogue has. What must be there to be shown at all is kept. */
function product({ id, payload }: Payload) {
  const variant = {
    id: `${id}-v`,
    sku: payload,
    values: [payload || 'x', 'y'],
    price: '1.00',
    compareAt: payload,
    lowest30Days: payload,
    unitPrice: { price: '1.00', quantity: 1, unit: payload },
    stock: 5,
    from: payload,
    availability: 'preorder',
    image: { src: payload, alt: payload },
    plans: [{ id: payload || 'p', name: payload, price: payload, interval: { unit: payload, count: payload } }],
  };
  return {
    id,
    handle: payload,
    title: payload || 'untitled',
    description: payload,
    vendor: payload,
    url: payload,
    images: [{ src: payload, alt: payload, width: payload, height: payload }],
    collections: [payload],
    options: [
      {
        name: payload || 'x',
        kind: payload,
        values: [{ name: payload || 'x', color: payload, image: { src: payload, alt: payload } }],
      },
      { name: 'Size', values: ['y'] },
    ],
    variants: [
      variant,
      {
        ...variant,
        id: `${id}-w`,
        values: [payload || 'x', payload],
        price: payload,
        stock: payload,
        minimum: payload,
        maximum: payload,
        step: payload,
      },
    ],
    translations: { en: { title: payload || 'untitled', description: payload, url: payload } },
  };
}

function catalogue(payloads: readonly Payload[]): string {
  const [{ payload = '' } = {}] = payloads;
  return JSON.stringify({
    version: 1,
    currency: 'EUR',
    language: payload,
    products: payloads.map(product),
    collections: [{ handle: payload, title: payload }],
    discounts: [{ code: payload || 'x', percent: payload, amount: payload, minimum: payload, expires: payload }],
    checkout: { url: payload, whatsapp: payload, messenger: payload, email: payload },
  });
}

describe('a hostile catalogue', () => {
  let page: TestPage;
  let payloads: Payload[];

  before(async () => {
    const lines = await (await fetch('/test/support/corpora/corpus.jsonl')).text();
    payloads = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Payload);
    page = await openPage('/pages/corpus.html');
  });
  after(() => page.close());

  /** Shows one batch in every element, puts it into the cart, and waits until all of it stands there. */
  async function show(batch: readonly Payload[]): Promise<void> {
    const { document, window } = page;
    const main = document.querySelector('main')!;
    (window as unknown as { catalogue: string }).catalogue = catalogue(batch);
    window.localStorage.clear();
    const make = (tag: string, attributes: Record<string, string> = {}, ...children: Element[]) => {
      const element = document.createElement(tag);
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      element.append(...children);
      return element;
    };
    const ids = batch.map(({ id }) => id);
    const image = make(
      'shuk-image',
      { look: '', focus: batch[0]!.payload, label: batch[0]!.payload },
      make('img', { width: '400', height: '300', alt: '', src: '/pages/room.svg' }),
      ...batch.map(({ id, payload }, i) =>
        make(
          'shuk-tag',
          i % 2
            ? { product: id, x: '0.5', y: '0.5', label: payload, placement: payload }
            : { product: payload, x: payload, y: payload, points: payload },
        ),
      ),
    );
    const shop = make(
      'shuk-shop',
      { backend: 'static', src: `/corpus.json?${ids[0]}` },
      image,
      ...ids.map((id) =>
        make(
          'shuk-product',
          { product: id, variant: `${id}-v` },
          make('shuk-buy', { product: id, variant: `${id}-v` }),
        ),
      ),
      make('shuk-cart-button'),
      make('shuk-cart'),
    );
    main.replaceChildren(shop);
    await page.until(() => ids.every((id) => isSettled(main.querySelector(`shuk-product[product="${id}"]`)!)));
    await buy(main, ids.slice(0, 12));
    (main.querySelector('shuk-cart') as HTMLElement & { show(): void }).show();
    await page.until(
      () => (main.querySelector('shuk-cart')!.shadowRoot?.querySelectorAll('[part~="line"]').length ?? 0) > 0,
    );
  }

  const isSettled = (element: Element) => {
    const root = element.shadowRoot;
    return root && root.childElementCount > 0 && !root.querySelector('[part~="skeleton"]');
  };

  async function buy(main: Element, ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      const element = main.querySelector(`shuk-buy[product="${id}"]`) as HTMLElement & {
        addToCart(): Promise<unknown>;
      };
      await page.until(() => isSettled(element));
      await element.addToCart();
    }
  }

  it('is found out where it does run (the check itself)', () => {
    const box = document.createElement('div');
    box.attachShadow({ mode: 'open' }).append(document.createElement('a'));
    box.shadowRoot!.querySelector('a')!.setAttribute('href', 'javascript:alert(1)');
    const image = document.createElement('img');
    image.setAttribute('onerror', 'alert(1)');
    const parent = document.createElement('div');
    parent.append(box, image, document.createElement('iframe'));
    expect(dangers(parent)).to.have.length(3);
  });

  for (let part = 0; part < 8; part++) {
    it(`runs nothing, leads nowhere and throws nothing (part ${part + 1} of 8)`, async function () {
      this.timeout(240_000);
      const size = Math.ceil(payloads.length / 8);
      const mine = payloads.slice(part * size, (part + 1) * size);
      for (let start = 0; start < mine.length; start += BATCH) {
        await show(mine.slice(start, start + BATCH));
        expect(dangers(page.document.body)).to.deep.equal([]);
      }
      const { seen, window } = page;
      expect((window as unknown as { ran: string[] }).ran).to.deep.equal([]);
      expect(seen.errors).to.deep.equal([]);
      expect(seen.violations.filter((violation) => !violation.startsWith('img-src'))).to.deep.equal([]);
    });
  }
});
