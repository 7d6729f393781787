/**
 * A site with several tabs over one backend: they share storage, locks and news as real tabs do, on a fake clock.
 *
 * ```ts
 * const site = fakeSite(fakeShop());
 * const one = site.tab();
 * const two = site.tab({ locks: () => undefined });   // a browser without Web Locks
 * const added = one.cart.add([site.backend.item('lamp')]);
 * await site.clock.until(added);
 * one.die();                                          // the page ends: nothing of it runs on
 * ```
 */
import type { Backend, Market } from '@shuk/core';
import { cartOf, createShop, type CartStore, type Shop } from '@shuk/stores';
import { cleanStores } from 'nanostores';
import type { Clock } from '../../packages/stores/src/patience.js';
import type { Browser } from '../../packages/stores/src/tabs.js';
import { fakeClock, type FakeClock } from './fake-clock.js';
import type { FakeShop } from './fake-shop.js';

export interface Tab {
  readonly shop: Shop;
  readonly cart: CartStore;
  /** Watches the cart, as an element does. */
  watch(): void;
  /** Nobody looks any more, at once. */
  unwatch(): void;
  /** The page is seen again. */
  seen(): void;
  /** The page ends as pages do: it is told before. */
  leave(): void;
  /** The page is told that it ends, and then comes back from the back-forward cache. */
  comesBack(): void;
  /** The page ends without a word: a crash, a power cut. */
  die(): void;
}

export const germany: Market = { country: 'DE', currency: 'EUR', language: 'en' };

export function fakeSite(backend: FakeShop, clock: FakeClock = fakeClock()) {
  const stored = new Map<string, string>();
  const queue: { run: () => Promise<void>; name: string }[] = [];
  const held = new Map<string, object>();
  const channels = new Set<{ name: string; onmessage: (() => void) | null; alive: () => boolean }>();
  const tabs: Tab[] = [];

  function grant(): void {
    for (const waiting of [...queue]) {
      if (held.has(waiting.name)) continue;
      queue.splice(queue.indexOf(waiting), 1);
      const holder = {};
      held.set(waiting.name, holder);
      void waiting.run().finally(() => release(waiting.name, holder));
    }
  }
  function release(name: string, holder: object): void {
    if (held.get(name) === holder) held.delete(name);
    grant();
  }

  function tab(overrides: Partial<Browser> = {}, market = germany): Tab {
    let alive = true;
    const holding = new Map<string, object>();
    const never = new Promise<never>(() => {});
    const closing = new Set<AbortController>();

    const storage = {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, value: string) => void (alive && stored.set(name, value)),
      removeItem: (name: string) => void (alive && stored.delete(name)),
    } as Storage;

    const locks = {
      request: (name: string, { signal }: { signal: AbortSignal }, run: () => Promise<unknown>) =>
        new Promise<unknown>((resolve, reject) => {
          const waiting = {
            name,
            run: async () => {
              if (!alive) return;
              holding.set(name, held.get(name)!);
              await Promise.race([run().then(resolve, reject), ended]);
              holding.delete(name);
            },
          };
          queue.push(waiting);
          signal.addEventListener('abort', () => {
            const at = queue.indexOf(waiting);
            if (at >= 0) queue.splice(at, 1);
            reject(signal.reason as Error);
          });
          void Promise.resolve().then(grant);
        }),
    } as unknown as Pick<LockManager, 'request'>;

    const channel = (name: string) => {
      const own = { name, onmessage: null as (() => void) | null, alive: () => alive };
      channels.add(own);
      return Object.assign(own, {
        postMessage() {
          for (const other of channels) {
            if (other !== own && other.name === name && other.alive()) {
              void Promise.resolve().then(() => other.alive() && other.onmessage?.());
            }
          }
        },
        close: () => void channels.delete(own),
      }) as unknown as BroadcastChannel;
    };

    let end!: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    /** What a page that ended has asked for is answered to nobody. */
    const wired = <T extends object>(service: T): T =>
      new Proxy(service, {
        get(target, name) {
          const value = Reflect.get(target, name) as unknown;
          if (typeof value !== 'function') return value;
          return (...values: unknown[]) => {
            if (!alive) return never;
            const options = values.at(-1) as { signal?: AbortSignal } | undefined;
            const page = new AbortController();
            options?.signal?.addEventListener('abort', () => page.abort(options.signal!.reason));
            closing.add(page);
            const rest = options?.signal ? [...values.slice(0, -1), { ...options, signal: page.signal }] : values;
            const answer = (value as (...values: unknown[]) => Promise<unknown>)(...rest);
            return answer.then(
              (it) => (alive ? it : never),
              (thrown: unknown) => (alive ? Promise.reject(thrown as Error) : never),
            );
          };
        },
      });
    const own: Backend = {
      ...{ name: backend.name, shop: backend.shop },
      open(market) {
        const session = backend.open(market);
        return { market, catalog: wired(session.catalog), cart: wired(session.cart!) };
      },
    };

    const shop = createShop(own, market);
    const timer: Clock['timer'] = (run, wait) => clock.timer(() => void (alive && run()), wait);
    shop.part('clock', (): Clock => ({ ...clock, timer }));
    const watchers = new Set<() => void>();
    const leaving = new Set<() => void>();
    shop.part('seen', () => (run: () => void) => {
      watchers.add(run);
      return () => void watchers.delete(run);
    });
    shop.part('browser', () => ({
      ...{ storage: () => storage, locks: () => locks, channel, online: () => true },
      leaving(run: () => void) {
        leaving.add(run);
        return () => void leaving.delete(run);
      },
      ...overrides,
    }));
    const cart = cartOf(shop);
    let unwatch: (() => void) | undefined;
    const it: Tab = {
      shop,
      cart,
      watch: () => void (unwatch ??= cart.$view.subscribe(() => {})),
      unwatch() {
        unwatch?.();
        unwatch = undefined;
        cleanStores(cart.$view);
      },
      seen: () => watchers.forEach((run) => run()),
      comesBack: () => leaving.forEach((run) => run()),
      leave() {
        it.comesBack();
        it.die();
      },
      die() {
        alive = false;
        for (const call of closing) call.abort();
        end();
        // A moment later, as the connections of the page go first.
        clock.timer(() => holding.forEach((holder, name) => release(name, holder)), 5);
      },
    };
    tabs.push(it);
    return it;
  }

  return {
    backend,
    clock,
    tab,
    tabs,
    /** What the browser keeps for the site. */
    stored,
  };
}

export type FakeSite = ReturnType<typeof fakeSite>;
