import type { Fault, Plan } from './fault.js';

/** Numbers from 0 up to 1, always the same ones for a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Draw = (random: () => number) => Fault;

const RETRY_AFTER: readonly (() => string | undefined)[] = [
  () => '1',
  () => '3600',
  () => new Date(Date.now() + 2_000).toUTCString(),
  () => 'soon',
  () => undefined,
];
const pick = <T>(random: () => number, from: readonly [T, ...T[]] | readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

/** How a fault of each kind is drawn. A request is held up for less than a page waits, an answer perhaps for longer. */
const draws: readonly Draw[] = [
  (random) => ({ name: 'latency', of: 'request', milliseconds: 200 + Math.floor(random() * 5_000) }),
  (random) => ({ name: 'latency', of: 'answer', milliseconds: 200 + Math.floor(random() * 20_000) }),
  () => ({ name: 'lost-request' }),
  (random) => ({ name: 'offline', requests: 2 + Math.floor(random() * 3) }),
  () => ({ name: 'lost-answer' }),
  () => ({ name: 'cut-answer' }),
  () => ({ name: 'twice' }),
  (random) => ({ name: 'rate-limited', retryAfter: pick(random, RETRY_AFTER)() }),
  () => ({ name: 'error' }),
  () => ({ name: 'error-after' }),
  () => ({ name: 'unavailable' }),
  () => ({ name: 'truncated' }),
  () => ({ name: 'html' }),
  () => ({ name: 'html-after' }),
  (random) => ({ name: pick(random, ['missing-field', 'null-field', 'extra-field'] as const), at: random() }),
];

/**
 * A plan by chance, of which a number is enough to have it again: the same seed gives the same faults to requests that
 * arrive in the same order. `share`: how many of the requests go wrong, from 0 to 1; default 0.3.
 */
export function seededPlan(seed: number, share = 0.3): Plan {
  const random = randomFrom(seed);
  return () => (random() < share ? pick(random, draws)(random) : undefined);
}
