/** How long a call may take, how often it is tried, and what time is. */
import { CommerceError } from '@shuk/core';
import { page } from './page.js';
import type { Shop } from './shop.js';

/** Time and chance; tests put their own in. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  /** Runs later, unless the returned function is called first. */
  readonly timer: (run: () => void, milliseconds: number) => () => void;
  /** Runs with the next frame; soon in a page that draws none. */
  readonly frame: (run: () => void) => void;
}

export interface Patience {
  /** Of one try, in milliseconds. */
  readonly timeout: number;
  readonly tries: number;
  /** Before the second try at most; doubles with each. */
  readonly wait: number;
  /** Of all tries and waits together. */
  readonly deadline: number;
}

export const READ: Patience = { timeout: 8_000, tries: 3, wait: 300, deadline: 15_000 };
export const CHANGE: Patience = { timeout: 10_000, tries: 3, wait: 400, deadline: 25_000 };

/** A shop that wants a longer pause is not waited for. */
const MAX_RETRY_AFTER = 10_000;
/** Where no frame is drawn (hidden page, no browser). */
const FRAME = 50;

const clock: Clock = {
  now: () => Date.now(),
  random() {
    const [bits = 0] = crypto.getRandomValues(new Uint32Array(1));
    return bits / 2 ** 32;
  },
  timer(run, milliseconds) {
    const id = setTimeout(run, milliseconds);
    return () => clearTimeout(id);
  },
  frame(run) {
    let waits = true;
    const once = () => {
      if (waits) run();
      waits = false;
    };
    page.requestAnimationFrame?.(once);
    setTimeout(once, FRAME);
  },
};

/** The clock of a shop. A test calls `shop.part('clock', () => own)` before anything else does. */
export const clockOf = (shop: Shop): Clock => shop.part('clock', () => clock);

/**
 * Makes a call that ends: rejects with `timeout` when the time is up, and with the reason of `outer` when that aborts.
 * The signal given to the call is aborted in both cases. What the call throws at once is a rejection, too.
 */
export async function limited<T>(
  clock: Clock,
  milliseconds: number,
  call: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const stop = () => controller.abort(outer?.reason);
  const cancel = clock.timer(() => controller.abort(new CommerceError('timeout', 'No answer in time.')), milliseconds);
  outer?.addEventListener('abort', stop);
  try {
    return await new Promise<T>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      if (outer?.aborted) stop();
      else call(signal).then(resolve, reject);
    });
  } finally {
    cancel();
    outer?.removeEventListener('abort', stop);
  }
}

/** True where the same call may succeed a moment later. */
export const isTransient = ({ code }: CommerceError): boolean => /^(?:off|time|una.*e$|rate)/.test(code);

export async function sleep(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  await limited(clock, milliseconds, () => new Promise<never>(() => undefined), signal).catch(() =>
    signal.throwIfAborted(),
  );
}

/** Waits after a failed try; throws its error where the shop wants a longer pause than a shopper has. */
export async function pause(
  clock: Clock,
  { wait }: Patience,
  tried: number,
  error: CommerceError,
  signal: AbortSignal,
): Promise<void> {
  const { retryAfter = clock.random() * wait * 2 ** (tried - 1) } = error;
  if (retryAfter > MAX_RETRY_AFTER) throw error;
  await sleep(clock, retryAfter, signal);
}

/** Tries a call that may be repeated. Rejects with a `CommerceError`, or with the reason of `outer`. */
export function patiently<T>(
  clock: Clock,
  patience: Patience,
  call: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  const tryAll = async (all: AbortSignal): Promise<T> => {
    for (let tried = 1; ; tried++) {
      try {
        return await limited(clock, patience.timeout, call, all);
      } catch (thrown) {
        const error = CommerceError.from(thrown);
        if (tried >= patience.tries || !isTransient(error)) throw error;
        await pause(clock, patience, tried, error, all);
      }
    }
  };
  return limited(clock, patience.deadline, tryAll, outer);
}
