import { expect } from '@open-wc/testing';
import { startWhole } from '../../packages/embed/src/whole.js';

describe('the whole file', () => {
  const warn = console.warn;
  let warnings: unknown[];
  before(() => startWhole({ other: () => Promise.reject(new Error('opened')) }));
  beforeEach(() => {
    warnings = [];
    console.warn = (message: unknown) => warnings.push(message);
  });
  afterEach(() => {
    console.warn = warn;
  });

  /** Resolves when the shop has said that it cannot be opened. */
  async function open(backend: string) {
    const shop = document.createElement('shuk-shop');
    shop.setAttribute('backend', backend);
    const failed = new Promise((resolve) => shop.addEventListener('shuk-failure', resolve));
    document.body.append(shop);
    await failed;
    shop.remove();
  }

  it('defines every element', () => {
    for (const name of ['shop', 'image', 'tag', 'product', 'buy', 'cart', 'cart-button']) {
      expect(customElements.get(`shuk-${name}`), name).to.be.a('function');
    }
  });

  for (const name of ['http', 'shopify', 'woocommerce', 'vendure', 'medusa']) {
    it(`says which file to take for ${name}, in one message`, async () => {
      await open(name);
      await open(name);
      expect(warnings).to.have.length(1);
      expect(warnings[0])
        .to.include(`<shuk-shop backend="${name}">`)
        .and.to.include(`Load shuk.all.${name}.js instead`);
    });
  }

  it('opens a catalogue file, and what it was given', async () => {
    await open('static');
    await open('other');
    expect(warnings[0]).to.include('write src="/catalog.json"');
    expect(warnings[1]).to.include('The shop could not answer');
  });
});
