/** Tells when a page is seen again: what was read before may have changed meanwhile. */
import { page } from './page.js';
import type { Shop } from './shop.js';

/** Calls back when the page is shown, gets the focus, comes back from the back-forward cache or goes online. */
export type Watch = (run: () => void) => () => void;

/** One set of listeners for each shop, and only while somebody watches. */
function createWatch(): Watch {
  const watchers = new Set<() => void>();
  const seen = ({ type, persisted }: Event & { persisted?: boolean }): void => {
    if (page.document?.visibilityState !== 'hidden' && (type !== 'pageshow' || persisted))
      for (const run of watchers) run();
  };
  const listen = (method: 'addEventListener' | 'removeEventListener'): void => {
    page.document?.[method]('visibilitychange', seen);
    for (const type of ['focus', 'pageshow', 'online']) page[method]?.(type, seen);
  };

  return (run) => {
    if (!watchers.size) listen('addEventListener');
    watchers.add(run);
    return () => {
      watchers.delete(run);
      if (!watchers.size) listen('removeEventListener');
    };
  };
}

/** Of the page that shows a shop. Each watcher is a function of its own. */
export const whenSeen = (shop: Shop, run: () => void): (() => void) => shop.part('seen', createWatch)(run);
