import { expect } from '@open-wc/testing';
import { addLamp, cartView, count, LINES, openCart, settled, shop } from './support/journey.js';
import { openPage, type TestPage } from './support/page.js';

describe('the built files on a page', () => {
  let page: TestPage;
  const open = async (name: string) => (page = await openPage(`/pages/${name}.html`));
  const clean = ({ seen }: TestPage) => {
    expect(seen.errors).to.deep.equal([]);
    expect(seen.violations).to.deep.equal([]);
  };

  beforeEach(() => localStorage.clear());
  afterEach(() => page.close());

  for (const [name, what] of [
    ['shop', 'one script tag'],
    ['all', 'everything in one file'],
    ['csp', 'a strict policy with Trusted Types'],
    ['csp-other-lit', 'a strict policy beside another copy of Lit'],
    ['csp-twice', 'a strict policy, loaded twice'],
    ['loader-then-all', 'two copies, the loader first'],
    ['all-then-loader', 'two copies, the whole file first'],
    ['hostile', 'a hostile host'],
  ] as const) {
    it(`sells under ${what}`, async () => {
      await open(name);
      await shop(page);
      clean(page);
    });
  }

  it('says once that a second copy is ignored, with both versions', async () => {
    await open('loader-then-all');
    await page.find('shuk-image >>> [part~="pin"]');
    const said = page.seen.logs.filter((log) => log.includes('is ignored'));
    expect(said).to.have.length(1);
    expect(said[0]).to.match(/0\.1\.0.*0\.1\.0/);
  });

  it('leaves globals, prototypes and the light DOM of the host as they were', async () => {
    const { document } = await open('hostile');
    const markup = document.querySelector('shuk-image')!.outerHTML;
    await shop(page);
    expect(document.querySelector('shuk-image')!.outerHTML).to.equal(markup);
    for (const name of ['reactiveElementVersions', 'litHtmlVersions', 'litElementVersions', 'litPropertyMetadata']) {
      expect((page.window as unknown as Record<string, Element>)[name]?.localName, name).to.equal('i');
    }
    const plain = await openPage('/pages/record.html');
    const known = new Set(Object.getOwnPropertyNames(plain.window));
    plain.close();
    const added = Object.getOwnPropertyNames(page.window).filter((name) => !known.has(name) && !/^\d+$/.test(name));
    expect(added).to.deep.equal([]);
  });

  it('keeps the cart over a reload', async () => {
    await open('shop');
    await addLamp(page);
    page.close();
    await open('shop');
    await page.until(() => count(page) === '1');
    await openCart(page);
    await page.until(() => page.all(LINES).length === 1);
    clean(page);
  });

  it('stores nothing and sets no cookie before something is put into the cart', async () => {
    await open('shop');
    await page.find('shuk-image >>> [part~="pin"]');
    await openCart(page);
    expect(localStorage.length + sessionStorage.length).to.equal(0);
    expect(page.document.cookie).to.equal('');
  });

  it('asks nobody but its own server', async () => {
    await open('shop');
    await shop(page);
    const origins = page.window.performance.getEntriesByType('resource').map(({ name }) => new URL(name).origin);
    expect(new Set(origins)).to.deep.equal(new Set([location.origin]));
  });

  it('shows the same cart in two tabs', async () => {
    await open('shop');
    const other = await openPage('/pages/shop.html');
    await addLamp(page);
    await other.until(() => count(other) === '1');
    await addLamp(other);
    await page.until(() => count(page) === '2');
    other.close();
  });

  it('neither loses nor doubles anything when two tabs make 200 changes each at once', async function () {
    this.timeout(120_000);
    await open('shop');
    const tabs = [page, await openPage('/pages/shop.html')];
    await Promise.all(tabs.map((tab) => tab.find('shuk-cart-button >>> button')));
    // Only additions and absolute quantities of lines of the own tab, so that the end is known.
    const wanted = [0, 0];
    await Promise.all(
      tabs.map((tab, i) => (i ? hammer(tab, 'shirt-20', wanted, 1) : hammer(tab, 'rug-08', wanted, 0))),
    );
    await Promise.all(tabs.map(settled));
    await page.until(() => JSON.stringify(lines(tabs[0]!)) === JSON.stringify(lines(tabs[1]!)));
    expect(
      lines(page)
        .map(([, quantity]) => quantity)
        .sort(),
    ).to.deep.equal(wanted.filter(Boolean).sort());
    tabs[1]!.close();
  });
});

const lines = (tab: TestPage) =>
  (cartView(tab)?.lines ?? []).map(({ variantId, quantity }) => [variantId, quantity] as const).sort();

interface CartStore {
  add(items: readonly unknown[]): Promise<{ outcomes: readonly { status: string }[] }>;
  setQuantity(lineId: string, quantity: number): Promise<{ outcomes: readonly { status: string }[] }>;
  readonly $view: { get(): { lines: readonly { id: string; productId: string; quantity: number }[] } };
}

/** 200 changes of one product, from a seeded generator; keeps in `wanted` what the cart must hold in the end. */
async function hammer(tab: TestPage, productId: string, wanted: number[], index: number): Promise<void> {
  const { shop } = tab.document.querySelector('shuk-shop') as HTMLElementTagNameMap['shuk-shop'];
  const store = shop!.part('cart', () => undefined as never) as CartStore;
  const $product = shop!.product(productId);
  const stop = $product.listen(() => undefined);
  await tab.until(() => $product.get().value);
  const product = $product.get().value!;
  const variant = product.variants.find(({ availability, price }) => availability.state === 'in-stock' && price)!;
  let state = 7 + index;
  for (let change = 0; change < 200; change++) {
    state = (state * 48271) % 2147483647;
    const line = store.$view.get().lines.find((one) => one.productId === productId);
    if (state % 3 === 0 && line && !line.id.startsWith('pending')) {
      const quantity = 1 + (state % 4);
      const { outcomes } = await store.setQuantity(line.id, quantity);
      if (outcomes[0]?.status === 'done') wanted[index] = quantity;
    } else if ((wanted[index] ?? 0) < 5) {
      const { outcomes } = await store.add([{ product, variant, quantity: 1 }]);
      if (outcomes[0]?.status === 'done') wanted[index] = (wanted[index] ?? 0) + 1;
    } else if (line) {
      const { outcomes } = await store.setQuantity(line.id, 1);
      if (outcomes[0]?.status === 'done') wanted[index] = 1;
    }
  }
  stop();
}
