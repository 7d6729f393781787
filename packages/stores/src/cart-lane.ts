/** The cart of one market: its changes in their order, its state, and what is drawn of it. */
import {
  CommerceError,
  type Cart,
  type CartAnswer,
  type CartOperation,
  type CartService,
  type Checkout,
} from '@shuk/core';
import { commit, keep, mend, replay, type Turn } from './cart-commit.js';
import { createMemory, NOTHING } from './cart-memory.js';
import type { CartNotice, CartView, CartViewLine } from './cart-types.js';
import { applyChanges, isSameLine, shopLine, type Change } from './cart-view.js';
import { whenSeen } from './freshness.js';
import { CHANGE, clockOf, limited, patiently, READ, sleep } from './patience.js';
import type { Shop } from './shop.js';
import { browserOf, exclusively, listenToTabs, tellTabs, type Browser } from './tabs.js';
import { uuid } from './uuid.js';

/** Changes that may wait for the network. */
const MAX_WAITING = 20;
/** How often it is looked whether the network is back, in milliseconds. */
const LOOK = 500;
/** How long an answer is the truth without another look, in milliseconds. */
const RECENT = 10_000;

interface Job {
  /** What it changes; drawn until it is settled. */
  change?: Change | undefined;
  /** Sent: it can no longer be replaced. */
  started?: boolean;
  readonly promise: Promise<unknown>;
  readonly run: (turn: Turn, job: Job) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CommerceError) => void;
}

export interface Lane {
  view(): CartView;
  /** Reads the cart now and whenever it may have changed, until the returned function is called. */
  watch(): () => void;
  /** The same cart in another language. */
  use(service: CartService): void;
  change(type: CartOperation['type'], lines: readonly CartViewLine[], operation?: CartOperation): Promise<CartAnswer>;
  /** The id a line has now. */
  idOf(lineId: string): string;
  checkout(): Promise<Checkout>;
  refresh(): Promise<void>;
}

/** The host page's cart: nothing is kept of it, and no other tab is asked. */
const NO_BROWSER: Browser = {
  storage: () => undefined,
  locks: () => undefined,
  channel: () => undefined,
  online: () => true,
};

export interface LaneOptions {
  readonly shop: Shop;
  readonly name: string;
  readonly service: CartService;
  readonly isHosts: boolean;
  readonly draw: () => void;
  readonly tell: (notice: CartNotice) => void;
}

export function createLane({ shop, name, service, isHosts, draw, tell }: LaneOptions): Lane {
  const clock = clockOf(shop);
  const browser = isHosts ? NO_BROWSER : browserOf(shop);
  const memory = createMemory(name, browser.storage);
  if (isHosts) memory.save({ ...NOTHING, token: 'host' });

  const jobs: Job[] = [];
  const refreshed: (() => void)[] = [];
  const ids = new Map<string, string>();
  let { lines, stamp: seen, token: known } = memory.load();
  let cart: Cart | undefined;
  let error: CommerceError | undefined;
  let reading: AbortController | undefined;
  let watched = false;
  let stale = true;
  let due = false;
  let busy = false;
  let loaded = !known;

  function accept(next: Cart | undefined): void {
    cart = next;
    lines = next?.lines.map(shopLine) ?? [];
    seen = memory.load().stamp;
    loaded = true;
    error = undefined;
    due = stale = false;
  }

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    while (jobs[0] || due) await (jobs[0] ? execute(jobs[0]) : read());
    busy = false;
    for (const done of refreshed.splice(0)) done();
  }

  async function read(): Promise<void> {
    due = false;
    const { token, stamp, intents } = memory.load();
    if (intents.length) repair();
    else if (!token) accept(undefined);
    else {
      const { signal } = (reading = new AbortController());
      try {
        const found = await patiently(clock, READ, (signal) => service.read(token, { signal }), signal);
        if (memory.load().stamp !== stamp) due = true;
        else if (found) {
          keep({ memory, clock }, found);
          accept(found);
        } else repair();
      } catch (thrown) {
        if (signal.aborted) due = watched || refreshed.length > 0;
        else error = CommerceError.from(thrown);
      }
      reading = undefined;
    }
    draw();
  }

  /** Reads where something has to be done about what is found: a cart that is gone, changes without an answer. */
  function repair(): void {
    enqueue((turn) => mend(turn).then(accept)).catch((thrown: CommerceError) => {
      error = thrown;
      draw();
    });
  }

  function enqueue<T>(run: (turn: Turn, job: Job) => Promise<T>, change?: Change): Promise<T> {
    let settle!: Pick<Job, 'resolve' | 'reject'>;
    const promise = new Promise<T>((resolve, reject) => (settle = { resolve: resolve as Job['resolve'], reject }));
    jobs.push({ change, run, promise, ...settle });
    reading?.abort();
    draw();
    void work();
    return promise;
  }

  async function execute(job: Job): Promise<void> {
    const before = seen;
    let end: () => void;
    try {
      const value = await limited(clock, CHANGE.deadline, async (signal) => {
        while (!browser.online()) await sleep(clock, LOOK, signal);
        return exclusively(browser, name, signal, async (alone) => {
          signal.throwIfAborted();
          const turn: Turn = {
            ...{ clock, service, memory, signal, alone, cart, tell, tries: isHosts ? 1 : CHANGE.tries },
            isFresh() {
              const { stamp, at } = memory.load();
              const age = clock.now() - at;
              return (watched && !stale && stamp === seen) || (age >= 0 && age < RECENT);
            },
          };
          if (alone) await replay(turn);
          job.started = true;
          return job.run(turn, job);
        });
      });
      end = () => job.resolve(value);
      jobs.shift();
    } catch (thrown) {
      const online = browser.online();
      const failure = online ? CommerceError.from(thrown) : new CommerceError('offline', 'There is no network.');
      const failed = jobs.splice(0, online ? 1 : jobs.length);
      stale = true;
      if (failed.some(({ change }) => change)) due = watched;
      end = () => failed.forEach(({ reject }) => reject(failure));
    }
    if (seen !== before) tellTabs(browser, name);
    draw();
    end();
  }

  /** Pending lines that the shop has confirmed get its ids, also in changes that wait. */
  function confirm({ type, lines }: Change, cart: Cart): void {
    if (type !== 'add') return;
    const confirmed = cart.lines.map(shopLine);
    for (const line of lines) {
      const same =
        confirmed.find((it) => isSameLine(it, line)) ?? confirmed.find((it) => it.variantId === line.variantId);
      if (same) ids.set(line.id, same.id);
    }
    for (const job of jobs) {
      if (job.change) job.change = { ...job.change, lines: job.change.lines.map((it) => ({ ...it, id: idOf(it.id) })) };
    }
  }

  const idOf = (id: string): string => ids.get(id) ?? id;

  const look = (): void => {
    stale = true;
    due ||= !reading;
    void work();
  };
  const hear = (): void => {
    if (memory.load().stamp === seen) return;
    due = true;
    void work();
  };

  return {
    idOf,
    view: () => {
      const changes = jobs.flatMap(({ change }) => change ?? []);
      return {
        status: error ? 'failed' : loaded ? 'ready' : 'loading',
        ...{ cart, error, lines: applyChanges(lines, changes), pending: changes.length > 0 },
      };
    },
    watch() {
      const stops = [whenSeen(shop, look), listenToTabs(browser, name, hear)];
      watched = due = true;
      void work();
      return () => {
        for (const stop of stops) stop();
        watched = false;
        if (refreshed.length) return;
        due = false;
        reading?.abort();
      };
    },
    use(next) {
      if (next === service) return;
      service = next;
      due = watched;
      void work();
    },
    change(type, lines, operation) {
      const change: Change = { key: uuid(), type, lines, operation };
      const sets = (it?: Change) => /^(?:set|remove)$/.test(it?.type ?? '') && it!.lines[0]!.id === lines[0]?.id;
      const waiting = sets(change) && jobs.find((job) => !job.started && sets(job.change));
      if (waiting) {
        waiting.change = change;
        draw();
        return waiting.promise as Promise<CartAnswer>;
      }
      if (!browser.online() && jobs.length >= MAX_WAITING) {
        return Promise.reject(new CommerceError('offline', 'There is no network.'));
      }
      return enqueue(async (turn, job) => {
        const change = job.change!;
        const answer = await commit(turn, change);
        job.change = undefined; // at once with the answer, so that it is never drawn twice
        accept(answer.cart);
        confirm(change, answer.cart);
        return answer;
      }, change);
    },
    async checkout() {
      if (!browser.online()) throw new CommerceError('offline', 'There is no network.');
      return enqueue(async ({ signal }) => {
        const { token } = memory.load();
        if (!token) throw new CommerceError('cart-gone', 'There is no cart.');
        const checkout = await patiently(clock, READ, (signal) => service.checkout(token, { signal }), signal);
        memory.save({ ...memory.load(), left: clock.now() });
        return checkout;
      });
    },
    refresh: () =>
      new Promise((done) => {
        refreshed.push(done);
        due ||= !reading;
        void work();
      }),
  };
}
