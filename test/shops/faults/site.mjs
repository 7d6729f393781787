/** A site with several pages open on one shop: they share storage, locks and news as tabs of a browser do. */
import { cartOf, createShop } from '@shuk/stores';
import { calls } from './wire.mjs';

/** `open()` gives a page's own adapter. */
export function createSite({ open, market, clock, online }) {
  const stored = new Map();
  const queue = [];
  const held = new Map();
  const channels = new Set();

  function grant() {
    for (const waiting of [...queue]) {
      if (held.has(waiting.name)) continue;
      queue.splice(queue.indexOf(waiting), 1);
      const holder = {};
      held.set(waiting.name, holder);
      void waiting.run(holder).finally(() => release(waiting.name, holder));
    }
  }
  function release(name, holder) {
    if (held.get(name) === holder) held.delete(name);
    grant();
  }

  function page(number) {
    let alive = true;
    let end;
    const ended = new Promise((resolve) => (end = resolve));
    const never = new Promise(() => {});
    const holding = new Map();
    const closing = new Set();
    const leaving = new Set();
    const watchers = new Set();

    const storage = {
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, value) => void (alive && stored.set(name, value)),
      removeItem: (name) => void (alive && stored.delete(name)),
    };
    const locks = {
      request: (name, { signal }, run) =>
        new Promise((resolve, reject) => {
          const waiting = {
            name,
            async run(holder) {
              if (!alive) return;
              holding.set(name, holder);
              await Promise.race([run().then(resolve, reject), ended]);
              holding.delete(name);
            },
          };
          queue.push(waiting);
          signal.addEventListener('abort', () => {
            const at = queue.indexOf(waiting);
            if (at >= 0) queue.splice(at, 1);
            reject(signal.reason);
          });
          void Promise.resolve().then(grant);
        }),
    };
    const channel = (name) => {
      const own = {
        onmessage: null,
        isAlive: () => alive,
        name,
        close: () => void channels.delete(own),
        postMessage() {
          for (const other of channels) {
            if (other === own || other.name !== name || !other.isAlive()) continue;
            void Promise.resolve().then(() => other.isAlive() && other.onmessage?.());
          }
        },
      };
      channels.add(own);
      return own;
    };

    /** What a page that ended has asked for is answered to nobody. */
    const wired = (service) =>
      new Proxy(service, {
        get(target, name) {
          const value = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          return (...values) => {
            if (!alive) return never;
            const options = values.at(-1);
            const stop = new AbortController();
            options?.signal?.addEventListener('abort', () => stop.abort(options.signal.reason));
            closing.add(stop);
            const rest = options?.signal ? [...values.slice(0, -1), { ...options, signal: stop.signal }] : values;
            const operations = name === 'apply' ? values[1] : [];
            // The stores set back what came twice, under the key of the change with a mark.
            const repairs = name === 'apply' && options?.idempotencyKey?.endsWith('-2') && options.idempotencyKey;
            const call = { name, page: number, operations, repairs };
            return calls
              .run(call, () => value(...rest))
              .then(
                (it) => (alive ? it : never),
                (thrown) => (alive ? Promise.reject(thrown) : never),
              );
          };
        },
      });

    const backend = open();
    const shop = createShop(
      {
        name: backend.name,
        shop: backend.shop,
        open(market) {
          const session = backend.open(market);
          return { ...session, catalog: wired(session.catalog), cart: wired(session.cart) };
        },
      },
      market,
    );
    const timer = (run, wait) => clock.timer(() => void (alive && run()), wait);
    const listens = (set) => (run) => {
      set.add(run);
      return () => void set.delete(run);
    };
    shop.part('clock', () => ({ now: clock.now, random: clock.random, frame: clock.frame, timer }));
    shop.part('seen', () => listens(watchers));
    shop.part('browser', () => ({
      ...{ storage: () => storage, locks: () => locks, channel, online, leaving: listens(leaving) },
    }));
    const cart = cartOf(shop);
    cart.$view.subscribe(() => {});
    return {
      number,
      cart,
      key: `shuk:cart:${[backend.shop, market.country, market.currency].join(':')}`,
      /** The page is seen again. */
      seen: () => watchers.forEach((run) => run()),
      /** The page ends, and is told before: it is closed. */
      leave() {
        leaving.forEach((run) => run());
        this.die();
      },
      /** It ends without a word, as in a crash. */
      die() {
        alive = false;
        for (const stop of closing) stop.abort(new DOMException('The page ended.', 'AbortError'));
        end();
        // A moment later, as the connections of the page go first.
        clock.timer(() => holding.forEach((holder, name) => release(name, holder)), 5);
      },
    };
  }
  return { page, stored };
}
