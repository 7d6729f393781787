import { expect } from '@open-wc/testing';
import { discover } from '../../packages/embed/src/discover.js';

// One loader for the whole file: it watches the document for good, as on a page.
const loaded: string[] = [];
let fail = false;
const load = (tag: string) => () => {
  loaded.push(tag);
  if (fail) return Promise.reject(new TypeError('Failed to fetch'));
  return Promise.resolve(customElements.define(tag, class extends HTMLElement {}));
};
const tags = ['now', 'near', 'far', 'later', 'shadow', 'foreign', 'touched', 'broken', 'hidden'].map(
  (name) => `test-load-${name}`,
);
const seen = (tag: string) => loaded.filter((name) => name === `test-load-${tag}`).length;

/** Resolves when a condition holds; the runner's own time limit ends what never does. */
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise(requestAnimationFrame);
};
const frames = async (count = 5) => {
  for (let i = 0; i < count; i++) await new Promise(requestAnimationFrame);
};

describe('loader', () => {
  before(() => {
    document.body.append(document.createElement('test-load-now'));
    discover(new Map(tags.map((tag) => [tag, load(tag)])), new Set(['test-load-now', 'test-load-broken']));
  });

  it('loads at once what can never come near', () => {
    expect(seen('now')).to.equal(1);
  });

  it('loads what is near, once for many', async () => {
    document.body.prepend(document.createElement('test-load-near'), document.createElement('test-load-near'));
    await until(() => seen('near') > 0);
    await frames();
    expect(seen('near')).to.equal(1);
  });

  it('lets what is far away wait until it comes near', async () => {
    const spacer = document.createElement('div');
    spacer.style.blockSize = '20000px';
    const far = document.createElement('test-load-far');
    document.body.append(spacer, far);
    await frames();
    expect(seen('far')).to.equal(0);
    far.scrollIntoView();
    await until(() => seen('far') === 1);
    scrollTo(0, 0);
    spacer.remove();
    far.remove();
  });

  it('loads what is hidden when it is shown', async () => {
    const box = document.createElement('div');
    box.hidden = true;
    box.append(document.createElement('test-load-hidden'));
    document.body.prepend(box);
    await frames();
    expect(seen('hidden')).to.equal(0);
    box.hidden = false;
    await until(() => seen('hidden') === 1);
    box.remove();
  });

  it('finds what comes later, deep inside what is added', async () => {
    const section = document.createElement('section');
    section.append(document.createElement('p'));
    section.firstElementChild!.append(document.createElement('test-load-later'));
    document.body.prepend(section);
    await until(() => seen('later') === 1);
    section.remove();
  });

  it('looks into open shadow roots, and sees what changes in them', async () => {
    const host = document.createElement('div');
    const root = host.attachShadow({ mode: 'open' });
    document.body.prepend(host);
    await frames();
    root.append(document.createElement('test-load-shadow'));
    await until(() => seen('shadow') === 1);
    host.remove();
  });

  it('looks into the element of another library once that is defined', async () => {
    const foreign = document.createElement('other-library');
    document.body.prepend(foreign);
    await frames();
    customElements.define(
      'other-library',
      class extends HTMLElement {
        connectedCallback() {
          this.attachShadow({ mode: 'open' }).append(document.createElement('test-load-foreign'));
        }
      },
    );
    await until(() => seen('foreign') === 1);
    foreign.remove();
  });

  it('finds a shadow root that came unseen when somebody points at it', async () => {
    const host = document.createElement('div');
    document.body.prepend(host);
    await frames();
    const inner = document.createElement('test-load-touched');
    host.attachShadow({ mode: 'open' }).append(inner);
    await frames();
    expect(seen('touched')).to.equal(0);
    inner.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    await until(() => seen('touched') === 1);
    host.remove();
  });

  it('says so when a file cannot be had, leaves the content, and tries again when the page is online', async () => {
    const warnings: unknown[] = [];
    const warn = console.warn;
    console.warn = (message: unknown) => warnings.push(message);
    fail = true;
    const broken = document.createElement('test-load-broken');
    broken.textContent = 'plain content';
    document.body.append(broken);
    await until(() => warnings.length > 0);
    console.warn = warn;
    expect(broken.textContent).to.equal('plain content');
    fail = false;
    dispatchEvent(new Event('online'));
    await until(() => seen('broken') === 2);
    broken.remove();
  });
});
