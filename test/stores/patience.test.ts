import { CommerceError, type CommerceErrorCode } from '@shuk/core';
import { expect } from '@open-wc/testing';
import { CHANGE, clockOf, limited, patiently, READ, sleep } from '../../packages/stores/src/patience.js';
import { createShop } from '@shuk/stores';
import { fakeClock } from '../support/fake-clock.js';
import { fakeShop } from '../support/fake-shop.js';
import { germany } from '../support/fake-site.js';
import { rejection } from '../support/rejection.js';

const never = () => new Promise<never>(() => {});
const fails = (code: CommerceErrorCode, retryAfter?: number) => new CommerceError(code, code, { retryAfter });

/** A call that fails in the given ways and then succeeds. */
function flaky(...errors: unknown[]) {
  const call = () => {
    call.count++;
    return errors.length ? Promise.reject(errors.shift() as Error) : Promise.resolve('answer');
  };
  call.count = 0;
  return call;
}

describe('patience', () => {
  let clock = fakeClock();
  beforeEach(() => (clock = fakeClock()));

  it('has the numbers that were promised', () => {
    expect(READ).to.deep.equal({ timeout: 8_000, tries: 3, wait: 300, deadline: 15_000 });
    expect(CHANGE).to.deep.equal({ timeout: 10_000, tries: 3, wait: 400, deadline: 25_000 });
  });

  describe('of one try', () => {
    it('passes an answer on and leaves no timer behind', async () => {
      expect(await limited(clock, 1_000, () => Promise.resolve(1))).to.equal(1);
      expect(clock.waiting).to.equal(0);
    });

    it('rejects with `timeout` when the time is up, and aborts the call', async () => {
      let signal!: AbortSignal;
      const start = clock.now();
      const ended = limited(clock, 1_000, (own) => ((signal = own), never()));
      expect(await rejection(clock.until(ended))).to.have.property('code', 'timeout');
      expect(clock.now() - start).to.equal(1_000);
      expect(signal.aborted).to.equal(true);
    });

    it('rejects with the reason of the caller, and aborts the call', async () => {
      const outer = new AbortController();
      let signal!: AbortSignal;
      const ended = limited(clock, 1_000, (own) => ((signal = own), never()), outer.signal);
      outer.abort(new Error('gone'));
      expect(await rejection(ended)).to.have.property('message', 'gone');
      expect(signal.reason).to.equal(outer.signal.reason);
      expect(clock.waiting).to.equal(0);
    });

    it('does not call at all where the caller has gone before', async () => {
      let called = false;
      const ended = limited(clock, 1_000, () => ((called = true), never()), AbortSignal.abort(new Error('gone')));
      expect(await rejection(ended)).to.have.property('message', 'gone');
      expect(called).to.equal(false);
    });

    it('takes an exception for a rejection', async () => {
      const throws = () => {
        throw new Error('at once');
      };
      expect(await rejection(limited(clock, 1_000, throws))).to.have.property('message', 'at once');
      expect(clock.waiting).to.equal(0);
    });
  });

  describe('of many tries', () => {
    for (const code of ['offline', 'timeout', 'unavailable', 'rate-limited'] as const) {
      it(`tries again after ${code}`, async () => {
        const call = flaky(fails(code), fails(code));
        expect(await clock.until(patiently(clock, READ, call))).to.equal('answer');
        expect(call.count).to.equal(3);
      });
    }

    for (const code of ['unauthorized', 'unsupported', 'malformed', 'rejected', 'conflict', 'cart-gone'] as const) {
      it(`does not try again after ${code}`, async () => {
        const call = flaky(fails(code));
        expect(await rejection(clock.until(patiently(clock, READ, call)))).to.have.property('code', code);
        expect(call.count).to.equal(1);
      });
    }

    it('gives up after three tries with the last error', async () => {
      const call = flaky(fails('timeout'), fails('timeout'), fails('unavailable'), fails('offline'));
      expect(await rejection(clock.until(patiently(clock, READ, call)))).to.have.property('code', 'unavailable');
      expect(call.count).to.equal(3);
    });

    it('lets only a CommerceError out', async () => {
      const lost = patiently(clock, READ, () => Promise.reject(new TypeError('Failed to fetch')));
      const error = await rejection(clock.until(lost));
      expect(error).to.be.instanceOf(CommerceError).with.property('code', 'offline');
    });

    it('waits longer each time, by chance, and never longer than the double', async () => {
      for (const chance of [0, 0.5, 0.999]) {
        const own = { ...clock, random: () => chance };
        const start = clock.now();
        const call = flaky(fails('timeout'), fails('timeout'));
        await clock.until(patiently(own, READ, call));
        expect(clock.now() - start).to.be.closeTo(chance * 300 + chance * 600, 1);
      }
    });

    it('waits as long as the shop asks', async () => {
      const start = clock.now();
      await clock.until(patiently(clock, READ, flaky(fails('rate-limited', 9_000))));
      expect(clock.now() - start).to.equal(9_000);
    });

    it('gives up at once where the shop asks for more than ten seconds', async () => {
      const call = flaky(fails('rate-limited', 10_001));
      const error = await rejection(clock.until(patiently(clock, READ, call)));
      expect(error).to.have.property('retryAfter', 10_001);
      expect(call.count).to.equal(1);
    });

    it('ends at the deadline, whatever the tries do', async () => {
      const start = clock.now();
      expect(await rejection(clock.until(patiently(clock, READ, never)))).to.have.property('code', 'timeout');
      expect(clock.now() - start).to.be.at.most(15_000);
      expect(clock.waiting).to.equal(0);
    });

    it('stops in the middle of a wait when the caller goes', async () => {
      const outer = new AbortController();
      const call = flaky(fails('rate-limited', 5_000));
      const ended = patiently(clock, READ, call, outer.signal);
      await clock.pass(1_000);
      outer.abort(new Error('gone'));
      expect(await rejection(ended)).to.have.property('message', 'gone');
      await clock.pass(10_000);
      expect(call.count).to.equal(1);
      expect(clock.waiting).to.equal(0);
    });
  });

  it('sleeps for a time', async () => {
    const start = clock.now();
    await clock.until(sleep(clock, 700, new AbortController().signal));
    expect(clock.now() - start).to.equal(700);
  });

  describe('of the browser', () => {
    const clock = clockOf(createShop(fakeShop(), germany));

    it('knows the time and chance', () => {
      expect(Math.abs(clock.now() - Date.now())).to.be.below(1_000);
      const chances = Array.from({ length: 100 }, () => clock.random());
      expect(chances.every((chance) => chance >= 0 && chance < 1)).to.equal(true);
      expect(new Set(chances).size).to.be.above(90);
    });

    it('runs once in a frame', async () => {
      let runs = 0;
      await new Promise<void>((resolve) => clock.frame(() => (runs++, resolve())));
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(runs).to.equal(1);
    });

    it('runs without frames, too', async () => {
      const draw = globalThis.requestAnimationFrame;
      globalThis.requestAnimationFrame = () => 0; // as in a hidden page
      try {
        await new Promise<void>((resolve) => clock.frame(resolve));
      } finally {
        globalThis.requestAnimationFrame = draw;
      }
    });

    it('can be called off', async () => {
      let ran = false;
      clock.timer(() => (ran = true), 0)();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(ran).to.equal(false);
    });
  });
});
