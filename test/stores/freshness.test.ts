import { createShop } from '@shuk/stores';
import { expect } from '@open-wc/testing';
import { whenSeen } from '../../packages/stores/src/freshness.js';
import { fakeShop } from '../support/fake-shop.js';
import { germany } from '../support/fake-site.js';

describe('a page that is seen again', () => {
  const shop = createShop(fakeShop(), germany);
  let seen = 0;
  let stop = () => {};
  beforeEach(() => {
    seen = 0;
    stop = whenSeen(shop, () => seen++);
  });
  afterEach(() => stop());

  const show = (persisted: boolean) => dispatchEvent(new PageTransitionEvent('pageshow', { persisted }));

  it('is noticed when it gets the focus', () => {
    dispatchEvent(new Event('focus'));
    expect(seen).to.equal(1);
  });

  it('is noticed when it goes online', () => {
    dispatchEvent(new Event('online'));
    expect(seen).to.equal(1);
  });

  it('is noticed when it becomes visible, not when it is hidden', () => {
    const state = (visible: string) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visible });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    state('hidden');
    expect(seen).to.equal(0);
    state('visible');
    expect(seen).to.equal(1);
    Reflect.deleteProperty(document, 'visibilityState');
  });

  it('is noticed when it comes back from the back-forward cache, not when it loads', () => {
    show(false);
    expect(seen).to.equal(0);
    show(true);
    expect(seen).to.equal(1);
  });

  it('is told to all who watch, until they stop', () => {
    let other = 0;
    const stopOther = whenSeen(shop, () => other++);
    dispatchEvent(new Event('focus'));
    stop();
    dispatchEvent(new Event('focus'));
    stopOther();
    dispatchEvent(new Event('focus'));
    expect([seen, other]).to.deep.equal([1, 2]);
  });

  it('has no listener while nobody watches', () => {
    stop();
    const added: string[] = [];
    const removed: string[] = [];
    const [add, remove] = [globalThis.addEventListener, globalThis.removeEventListener];
    globalThis.addEventListener = ((type: string, ...rest: [never]) => (added.push(type), add(type, ...rest))) as never;
    globalThis.removeEventListener = ((type: string, ...rest: [never]) => (
      removed.push(type),
      remove(type, ...rest)
    )) as never;
    try {
      for (let time = 0; time < 3; time++) whenSeen(shop, () => {})();
      expect(added).to.have.length(9);
      expect(removed).to.deep.equal(added);
    } finally {
      Object.assign(globalThis, { addEventListener: add, removeEventListener: remove });
    }
  });
});
