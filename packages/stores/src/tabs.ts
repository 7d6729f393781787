/** What the tabs of a site need to share a cart: an order (Web Locks) and news (BroadcastChannel, storage events). */
import { page } from './page.js';
import { browserStorage } from './storage.js';
import type { Shop } from './shop.js';

/** What is used of the browser. Each may be absent or refuse; tests put their own in. */
export interface Browser {
  readonly storage: () => Storage | undefined;
  readonly locks: () => Pick<LockManager, 'request'> | undefined;
  readonly channel: (name: string) => BroadcastChannel | undefined;
  readonly online: () => boolean;
  /** Calls back when the page is left, until the returned function is called. */
  readonly leaving: (run: () => void) => () => void;
}

const browser: Browser = {
  storage: browserStorage,
  locks: () => page.navigator?.locks,
  channel: (name) => new BroadcastChannel(name),
  online: () => page.navigator?.onLine ?? true,
  leaving(run) {
    page.addEventListener?.('pagehide', run);
    return () => page.removeEventListener?.('pagehide', run);
  },
};

/** The host page's cart: nothing is kept of it, and no other tab is asked. */
export const NO_BROWSER: Browser = {
  storage: () => undefined,
  locks: () => undefined,
  channel: () => undefined,
  online: () => true,
  leaving: () => () => undefined,
};

/** The browser of a shop. A test calls `shop.part('browser', () => own)` before anything else does. */
export const browserOf = (shop: Shop): Browser => shop.part('browser', () => browser);

/**
 * Runs while no other tab does. `alone` is false where the browser cannot promise that; nothing of another page is
 * then taken over.
 */
export async function exclusively<T>(
  { locks }: Browser,
  name: string,
  signal: AbortSignal,
  run: (alone: boolean) => Promise<T>,
): Promise<T> {
  const state = { started: false };
  try {
    const manager = locks();
    if (manager) {
      return await manager.request(name, { signal }, () => {
        state.started = true;
        return run(true);
      });
    }
  } catch (thrown) {
    if (state.started || signal.aborted) throw thrown;
  }
  return run(false);
}

/** Tells the other tabs that something changed. What it is they read themselves. */
export function tellTabs({ channel }: Browser, name: string): void {
  try {
    const open = channel(name);
    open?.postMessage('changed');
    open?.close();
  } catch {
    // The storage event is the second way, the next look at the page the third.
  }
}

/** Calls back when another tab told so, or wrote the record of that name. */
export function listenToTabs({ channel }: Browser, name: string, run: () => void): () => void {
  let open: BroadcastChannel | undefined;
  try {
    open = channel(name);
    if (open) open.onmessage = run;
  } catch {
    // As above.
  }
  const stored = ({ key }: StorageEvent): void => {
    if (key === name || key === null) run();
  };
  page.addEventListener?.('storage', stored);
  return () => {
    open?.close();
    page.removeEventListener?.('storage', stored);
  };
}
