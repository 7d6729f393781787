/**
 * The requests of all pages, one after the other in the order they are made, so that a seed comes to the same end each
 * time. One that the proxy holds up lets the next one pass.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { faultProxy } from '@shuk/conformance/faults';

const direct = globalThis.fetch;

/** What the requests below belong to. */
export const calls = new AsyncLocalStorage();

/** `wait(milliseconds)` is the clock's. */
export async function createWire(target, wait) {
  const queue = [];
  const byEntry = new Map();
  const waiters = [];
  const leaving = new Set();
  let active;

  const isQuiet = () => !active && !queue.length && !leaving.size;
  function changed() {
    if (!active && queue.length) start((active = queue.shift()));
    if (isQuiet()) for (const resolve of waiters.splice(0)) resolve();
  }
  /** An exchange has its end when both the page and the proxy are done with it. */
  function end(exchange, side) {
    exchange[side] = true;
    if (!exchange.page || !exchange.proxy) return;
    leaving.delete(exchange);
    if (active === exchange) active = undefined;
    changed();
  }

  async function start(exchange) {
    const { url, init, resolve, reject, stop } = exchange;
    try {
      const response = await direct(url, { ...init, signal: stop.signal });
      const { status, headers } = response;
      const body = await response.text();
      exchange.answer = body;
      resolve(new Response(status === 204 || status === 304 ? null : body, { status, headers }));
    } catch (error) {
      reject(error);
    }
    end(exchange, 'page');
  }

  const proxy = await faultProxy({
    target,
    async wait(milliseconds, entry) {
      const exchange = byEntry.get(entry.index);
      exchange.held = true;
      active = undefined;
      changed();
      await wait(milliseconds);
      exchange.held = false;
      active = exchange;
    },
    onChange(entry, state) {
      if (state === 'arrived') {
        byEntry.set(entry.index, active);
        active.entry = entry;
      }
      const exchange = byEntry.get(entry.index);
      if (state === 'gone' && exchange.held) {
        leaving.delete(exchange);
        changed();
      }
      if (state === 'ended') end(exchange, 'proxy');
    },
  });

  function send(url, init = {}) {
    const { signal } = init;
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const exchange = { url, init, resolve, reject, stop: new AbortController(), call: calls.getStore() };
      signal?.addEventListener('abort', () => {
        reject(signal.reason);
        if (queue.includes(exchange)) queue.splice(queue.indexOf(exchange), 1);
        else if (exchange.held && !exchange.page) {
          leaving.add(exchange); // until the proxy has noticed
          exchange.stop.abort();
        }
        changed();
      });
      queue.push(exchange);
      changed();
    });
  }

  globalThis.fetch = (url, init) => (String(url).startsWith(proxy.origin) ? send(url, init) : direct(url, init));
  return {
    proxy,
    isQuiet,
    quiet: () => (isQuiet() ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
    /** The call that the request at the proxy belongs to. */
    current: () => active?.call,
    /** Every exchange that came to the proxy, oldest first. */
    exchanges: () => [...byEntry.values()],
    forget: () => byEntry.clear(),
    async stop() {
      globalThis.fetch = direct;
      await proxy.stop();
    },
  };
}
