/** A clock that moves when told to, and only while nothing is on the wire: seconds of waiting take none. */
import { randomFrom } from '@shuk/conformance/faults';

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** More than any schedule needs: what goes on for longer never ends. */
const MOST = 3_000;

/** `wire.quiet()` resolves when every request that was made has its end, or is held up by this clock. */
export function createClock(seed, wire) {
  const timers = new Set();
  const random = randomFrom(seed);
  let time = Date.UTC(2026, 0, 1);

  const earliest = () => [...timers].reduce((first, it) => (!first || it.at < first.at ? it : first), undefined);
  const timer = (run, milliseconds) => {
    const own = { at: time + Math.max(milliseconds, 0), run };
    timers.add(own);
    return () => void timers.delete(own);
  };
  async function settle() {
    do {
      await wire.quiet();
      await turn();
      await turn();
    } while (!wire.isQuiet());
  }
  async function until(end) {
    await settle();
    let fired = 0;
    for (let next; (next = earliest()) && next.at <= end; await settle()) {
      if (++fired > MOST) throw new Error('It does not come to rest.');
      timers.delete(next);
      time = Math.max(time, next.at);
      next.run();
    }
  }
  return {
    now: () => Math.floor(time),
    random,
    timer,
    frame: (run) => void timer(run, 16),
    wait: (milliseconds) => new Promise((resolve) => timer(resolve, milliseconds)),
    settle,
    async pass(milliseconds) {
      const end = time + milliseconds;
      await until(end);
      time = end;
    },
    idle: () => until(Infinity),
  };
}
