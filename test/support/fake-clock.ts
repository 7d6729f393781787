/**
 * A clock that only moves when told to, so that no test waits and none depends on how fast the machine is.
 *
 * ```ts
 * const clock = fakeClock();
 * shop.part('clock', () => clock);     // before the shop is used
 * await clock.pass(60_000);            // a minute goes by, with everything that happens in it
 * await clock.until(promise);          // as much time as it takes; the promise's own end
 * await clock.idle();                  // until nothing waits for time any more
 * ```
 */
import type { Clock } from '../../packages/stores/src/patience.js';

export interface FakeClock extends Clock {
  pass(milliseconds: number): Promise<void>;
  until<T>(promise: Promise<T>): Promise<T>;
  idle(): Promise<void>;
  /** Sets the wall clock, as a shopper may; timers do not notice. */
  shift(milliseconds: number): void;
  readonly waiting: number;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export function fakeClock(seed = 1): FakeClock {
  const timers = new Set<Timer>();
  const random = randomFrom(seed);
  let time = Date.UTC(2026, 0, 1);
  let shifted = 0;

  const earliest = () => [...timers].sort((one, other) => one.at - other.at)[0];
  function fire(timer: Timer): void {
    timers.delete(timer);
    time = Math.max(time, timer.at);
    timer.run();
  }
  const timer = (run: () => void, milliseconds: number) => {
    const own = { at: time + Math.max(milliseconds, 0), run };
    timers.add(own);
    return () => void timers.delete(own);
  };

  return {
    now: () => Math.floor(time + shifted),
    random,
    timer,
    frame: (run) => void timer(run, 16),
    shift: (milliseconds) => void (shifted += milliseconds),
    get waiting() {
      return timers.size;
    },
    async pass(milliseconds) {
      const end = time + milliseconds;
      await drain();
      for (let next; (next = earliest()) && next.at <= end; await drain()) fire(next);
      time = end;
    },
    async until(promise) {
      let pending = true;
      const end = () => (pending = false);
      promise.then(end, end);
      await drain();
      for (let next; pending && (next = earliest()); await drain()) fire(next);
      if (pending) throw new Error('It waits for something else than time.');
      return promise;
    },
    async idle() {
      await drain();
      for (let next; (next = earliest()); await drain()) fire(next);
    },
  };
}

/** Everything that is ready to run runs; longer than one turn, because promises of the platform may take several. */
export async function drain(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    await new Promise<void>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    });
  }
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
