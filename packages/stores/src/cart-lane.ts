/** The cart of one market: its changes in their order, what is known of it, and when it is read. */
import {
  CommerceError,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartService,
  type Checkout,
  newId,
} from '@shuk/core';
import { commit, mend, replay, takeTurn, type Turn } from './cart-commit.js';
import { createMemory, keep, NOTHING, write } from './cart-memory.js';
import { DONE } from './cart-settle.js';
import type { CartNotice, CartView } from './cart-types.js';
import { applyChanges, lineFor, renamed, shopLine, type Change } from './cart-view.js';
import { whenSeen } from './freshness.js';
import { CHANGE, clockOf, patiently, READ } from './patience.js';
import type { Shop } from './shop.js';
import { browserOf, listenToTabs, NO_BROWSER } from './tabs.js';

/** Changes that may wait for the network. */
const MAX_WAITING = 20;

/** A change that waits for its answer; it is drawn until then. */
interface Job {
  change: Change;
  readonly number: number;
  /** It can no longer be replaced. */
  started?: boolean;
  /** Written down as the page was left: whoever has the next turn sends it. */
  left?: boolean;
  readonly answer: Promise<CartAnswer>;
}

export interface LaneOptions {
  readonly shop: Shop;
  readonly name: string;
  readonly service: CartService;
  /** It is the host page's. */
  readonly isHosts: boolean;
  /** Something of the view changed. */
  readonly draw: () => void;
  readonly tell: (notice: CartNotice) => void;
}

export type Lane = ReturnType<typeof createLane>;

export function createLane({ shop, name, service, isHosts, draw, tell }: LaneOptions) {
  const clock = clockOf(shop);
  const browser = isHosts ? NO_BROWSER : browserOf(shop);
  const { online, locks, leaving } = browser;
  const memory = createMemory(name, browser.storage);
  if (isHosts) memory.save({ ...NOTHING, token: 'host' });

  const jobs = new Set<Job>();
  const ids = new Map<string, string>();
  let { lines, stamp: seen } = memory.load();
  let loaded = !memory.load().token;
  let cart: Cart | undefined;
  let error: CommerceError | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let reading: AbortController | undefined;
  let stay: (() => void) | undefined;
  let watched = false;
  let stale = true;
  let due = false;
  let count = 0;
  let lost = 0;

  /** One thing at a time, in order. */
  function inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = last.then(run);
    last = next.catch(() => undefined);
    return next;
  }

  const alone = <T>(run: (turn: Turn) => Promise<T>): Promise<T> => {
    const begin = () => ({
      ...{ clock, service, memory, online, tell, tries: isHosts ? 1 : CHANGE.tries },
      fresh: !isHosts && watched && !stale && memory.load().stamp === seen, // a page tells nobody of what it changes
    });
    return takeTurn(browser, name, clock, begin, run);
  };

  function accept(next: Cart | undefined): void {
    cart = next;
    lines = next?.lines.map(shopLine) ?? [];
    seen = memory.load().stamp;
    loaded = true;
    error = undefined;
    due = stale = false;
  }

  /** Reads the cart, if that is due by then. */
  const read = (): Promise<void> =>
    inTurn(async () => {
      while (due) {
        due = false;
        const { signal } = (reading = new AbortController());
        try {
          const { token, stamp, intents } = memory.load();
          let found: Cart | null | undefined;
          if (token && !intents.length) {
            found = await patiently(clock, READ, (signal) => service.read(token, { signal }), signal);
          }
          if (memory.load().stamp !== stamp) due = true;
          else {
            if (found) keep(memory, found);
            else if (token || intents.length) found = await alone(mend);
            accept(found ?? undefined);
          }
        } catch (thrown) {
          if (signal.aborted) return; // a change is more urgent, and brings the cart along
          error = CommerceError.from(thrown);
        } finally {
          reading = undefined;
          draw();
        }
      }
    });

  /** A page that ends leaves behind what it has not sent, where the next one can know that it is alone with it. */
  function leave(): void {
    for (const job of locks() ? jobs : []) {
      if (!job.change.lines.length || job.started) continue;
      write(memory, {}, undefined, { ...job.change, at: clock.now(), base: undefined });
      job.started = job.left = true;
    }
  }

  async function send(job: Job, turn: Turn): Promise<CartAnswer> {
    job.started = true;
    const { change } = job;
    let answer: CartAnswer;
    if (job.left) {
      // It has been sent by now: by this page, as it came back, or by another.
      await replay(turn);
      const cart = await mend(turn);
      if (!cart) throw noCart();
      answer = { cart, outcomes: change.lines.map(() => DONE) };
    } else answer = await commit(turn, change);
    jobs.delete(job); // at once with the answer, so that it is never drawn twice
    accept(answer.cart);
    if (change.type === 'add') {
      for (const line of change.lines) ids.set(line.id, lineFor(line, answer.cart));
      for (const job of jobs) job.change = renamed(job.change, idOf);
    }
    return answer;
  }

  async function settle(job: Job): Promise<CartAnswer> {
    try {
      if (job.number <= lost) throw noNetwork();
      return await alone((turn) => send(job, turn));
    } catch (thrown) {
      const error = CommerceError.from(thrown);
      stale = true;
      due = watched;
      if (!/^(?:off|time)/.test(error.code) || online()) throw error;
      lost = count; // all that wait have waited for the same
      throw noNetwork();
    } finally {
      jobs.delete(job);
      if (!jobs.size) stay = stay?.() as undefined;
      draw();
      void read();
    }
  }

  const idOf = (id: string): string => ids.get(id) ?? id;

  const look = (): void => {
    stale = due = true;
    void read();
  };
  const hear = (): void => {
    due ||= memory.load().stamp !== seen;
    void read();
  };

  return {
    /** The id that a line has by now. */
    idOf,
    view(): CartView {
      const status = error ? 'failed' : loaded ? 'ready' : 'loading';
      const changes = [...jobs].map(({ change }) => change);
      return { status, cart, lines: applyChanges(lines, changes), pending: jobs.size > 0, error };
    },
    /** Reads the cart now and whenever it may have changed, until the returned function is called. */
    watch(): () => void {
      const stops = [whenSeen(shop, look), listenToTabs(browser, name, hear)];
      watched = due = true;
      void read();
      return () => {
        for (const stop of stops) stop();
        watched = due = false;
        reading?.abort();
      };
    },
    /** The same cart in another language. */
    use(next: CartService): void {
      if (next === service) return;
      service = next;
      due = watched;
      void read();
    },
    change(type: Change['type'], lines: Change['lines'], operation?: CartOperation): Promise<CartAnswer> {
      const change: Change = { key: newId(), type, lines, operation };
      const sets = (it: Change) => /^(?:set|remove)$/.test(it.type) && it.lines[0]?.id === lines[0]?.id;
      const waiting = sets(change) && [...jobs].find((it) => !it.started && sets(it.change));
      if (waiting) {
        waiting.change = change;
        draw();
        return waiting.answer;
      }
      if (jobs.size >= MAX_WAITING && !online()) return Promise.reject(noNetwork());
      reading?.abort();
      stay ??= leaving(leave);
      const job: Job = { change, number: ++count, answer: inTurn(() => settle(job)) };
      jobs.add(job);
      draw();
      return job.answer;
    },
    checkout: (): Promise<Checkout> =>
      inTurn(() =>
        alone(async ({ signal }) => {
          const { token } = memory.load();
          if (!token) throw noCart();
          const checkout = await patiently(clock, READ, (signal) => service.checkout(token, { signal }), signal);
          write(memory, { left: clock.now() });
          return checkout;
        }),
      ),
    refresh(): Promise<void> {
      due = true;
      return read();
    },
  };
}

const noCart = () => new CommerceError('cart-gone', 'There is no cart.');
const noNetwork = () => new CommerceError('offline', 'There is no network.');
