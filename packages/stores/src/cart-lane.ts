/** The cart of one market: what is known of it, when it is read, and what is drawn of it. */
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
import { createQueue } from './cart-queue.js';
import { DONE } from './cart-settle.js';
import type { CartNotice, CartView, CartViewLine } from './cart-types.js';
import { applyChanges, isSameLine, shopLine, type Change } from './cart-view.js';
import { whenSeen } from './freshness.js';
import { CHANGE, clockOf, patiently, READ } from './patience.js';
import type { Shop } from './shop.js';
import { browserOf, listenToTabs, type Browser } from './tabs.js';
import { uuid } from './uuid.js';

/** How long an answer is the truth without another look, in milliseconds. */
const RECENT = 10_000;

/** The host page's cart: nothing is kept of it, and no other tab is asked. */
const NO_BROWSER: Browser = {
  storage: () => undefined,
  locks: () => undefined,
  channel: () => undefined,
  online: () => true,
  leaving: () => () => undefined,
};

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

export interface Lane {
  readonly view: () => CartView;
  /** Reads the cart now and whenever it may have changed, until the returned function is called. */
  readonly watch: () => () => void;
  /** The same cart in another language. */
  readonly use: (service: CartService) => void;
  readonly change: (
    type: CartOperation['type'],
    lines: readonly CartViewLine[],
    operation?: CartOperation,
  ) => Promise<CartAnswer>;
  /** The id that a line has by now. */
  readonly idOf: (lineId: string) => string;
  readonly checkout: () => Promise<Checkout>;
  readonly refresh: () => Promise<void>;
}

export function createLane({ shop, name, service, isHosts, draw, tell }: LaneOptions): Lane {
  const clock = clockOf(shop);
  const browser = isHosts ? NO_BROWSER : browserOf(shop);
  const memory = createMemory(name, browser.storage);
  if (isHosts) memory.save({ ...NOTHING, token: 'host' });

  const { jobs, work, enqueue } = createQueue({ clock, browser, name, memory, turn, idle, after });
  const ids = new Map<string, string>();
  let refreshed: (() => void)[] = [];
  let { lines, stamp: seen } = memory.load();
  let loaded = !memory.load().token;
  let cart: Cart | undefined;
  let error: CommerceError | undefined;
  let reading: AbortController | undefined;
  let watched = false;
  let stale = true;
  let due = false;

  function accept(next: Cart | undefined): void {
    cart = next;
    lines = next?.lines.map(shopLine) ?? [];
    seen = memory.load().stamp;
    loaded = true;
    error = undefined;
    due = stale = false;
  }

  function turn(signal: AbortSignal, alone: boolean): Turn {
    const isFresh = (): boolean => {
      const { stamp, at } = memory.load();
      return (watched && !stale && stamp === seen) || Math.abs(clock.now() - at) < RECENT;
    };
    const tries = isHosts ? 1 : CHANGE.tries;
    return { clock, service, memory, signal, alone, isFresh, cart, tell, tries, online: browser.online };
  }

  function after(failed: boolean): void {
    if (failed) stale = true;
    if (failed || memory.load().stamp !== seen) due = watched;
    draw();
  }

  function idle(): Promise<void> | undefined {
    if (due) return read();
    for (const done of refreshed) done();
    refreshed = [];
    return undefined;
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
    enqueue((turn) => mend(turn).then(accept)).catch((thrown: unknown) => {
      error = CommerceError.from(thrown);
      draw();
    });
  }

  /** What waited as the page was left has been sent by now: by this page, if it came back, or by another. */
  async function takeOver(turn: Turn, { lines }: Change): Promise<CartAnswer> {
    await replay(turn);
    const cart = await mend(turn);
    if (!cart) throw noCart();
    return { cart, outcomes: lines.map(() => DONE) };
  }

  /** Pending lines that the shop has confirmed get its ids, also in changes that wait. */
  function confirm({ type, lines }: Change, cart: Cart): void {
    if (type !== 'add') return;
    const found = cart.lines.map(shopLine);
    for (const line of lines) {
      const same = found.find((it) => isSameLine(it, line)) ?? found.find((it) => it.variantId === line.variantId);
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
    view() {
      const changes = jobs.flatMap(({ change }) => change ?? []);
      const status = error ? 'failed' : loaded ? 'ready' : 'loading';
      return { status, cart, lines: applyChanges(lines, changes), pending: changes.length > 0, error };
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
      const sets = (it: Change | undefined) =>
        it && /^(?:set|remove)$/.test(it.type) && it.lines[0]?.id === lines[0]?.id;
      const waiting = sets(change) && jobs.find((job) => !job.started && sets(job.change));
      if (waiting) waiting.change = change;
      reading?.abort();
      const answer = waiting
        ? (waiting.promise as Promise<CartAnswer>)
        : enqueue(async (turn, job) => {
            const { change: newest = change } = job;
            const answer = await (job.left ? takeOver(turn, newest) : commit(turn, newest));
            job.change = undefined; // at once with the answer, so that it is never drawn twice
            accept(answer.cart);
            confirm(newest, answer.cart);
            return answer;
          }, change);
      draw();
      return answer;
    },
    checkout: () =>
      enqueue(async ({ signal }) => {
        const { token } = memory.load();
        if (!token) throw noCart();
        const checkout = await patiently(clock, READ, (signal) => service.checkout(token, { signal }), signal);
        memory.save({ ...memory.load(), left: clock.now() });
        return checkout;
      }),
    refresh: () =>
      new Promise((done) => {
        refreshed.push(done);
        due ||= !reading;
        void work();
      }),
  };
}

const noCart = () => new CommerceError('cart-gone', 'There is no cart.');
