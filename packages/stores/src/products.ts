import { able, CommerceError, parseRef, refKey, type Product, type ProductRef, type Session } from '@shuk/core';
import { atom, onMount, type ReadableAtom, type WritableAtom } from 'nanostores';
import { whenSeen } from './freshness.js';
import type { Loadable } from './loadable.js';
import { clockOf, patiently, READ } from './patience.js';
import { quietly } from './quietly.js';
import type { Shop } from './shop.js';

/** How long an answer counts as fresh, in milliseconds. */
const FRESH = 60_000;
/** References in one request. */
const BATCH = 100;
/** Products remembered; the longest unused are forgotten first. */
const KNOWN = 1_000;

const LOADING: Loadable<Product> = { status: 'loading' };

interface Entry {
  readonly ref: ProductRef;
  readonly $product: WritableAtom<Loadable<Product>>;
  state: Loadable<Product>;
  /** When it was answered; `NaN`: it has to be asked for. */
  at: number;
  /** The request it is or was part of, with all others in it. Aborted when it is over, however it ended. */
  call?: AbortController | undefined;
  others: readonly Entry[];
}

export interface Products {
  product(ref: string): ReadableAtom<Loadable<Product>>;
  refresh(refs?: readonly string[]): void;
  close(): void;
}

/**
 * One shared atom for each product. What is asked for in one frame becomes one request; ten tags for one product ask
 * once.
 */
export function createProducts(shop: Shop): Products {
  const known = new Map<string, Entry>();
  const watched = new Set<Entry>();
  let wanted = new Set<Entry>();
  let current: Session['catalog'] | undefined;
  let unsee: () => void;

  const put = (entry: Entry, state: Loadable<Product>) => quietly(() => entry.$product.set((entry.state = state)));

  /** Puts a watched product into the request of this frame, unless it is fresh or under way. */
  function ask(entry: Entry): void {
    if (Math.abs(clockOf(shop).now() - entry.at) < FRESH || entry.call?.signal.aborted === false) return;
    const { status, value } = entry.state;
    if (status === 'failed') put(entry, { status: 'loading', value });
    if (!wanted.size) clockOf(shop).frame(send);
    wanted.add(entry);
  }

  const isKnown = ({ ref: { by } }: Entry): boolean => by === 'id' || able(shop.$session.get().catalog.abilities[by]);

  const askAll = () => watched.forEach(ask);

  function send(): void {
    const entries = [...wanted].filter((entry) => watched.has(entry));
    wanted = new Set();
    // A shop refuses a whole request for one name of a kind that it does not know.
    for (const part of [entries.filter(isKnown), entries.filter((it) => !isKnown(it))]) {
      while (part.length) void load(part.splice(0, BATCH));
    }
  }

  async function load(others: readonly Entry[]): Promise<void> {
    const call = new AbortController();
    for (const entry of others) {
      entry.call = call;
      entry.others = others;
    }
    let found: readonly (Product | null)[] = [];
    let error: CommerceError | undefined;
    try {
      const refs = others.map(({ ref }) => ref);
      const { catalog } = shop.$session.get();
      found = await patiently(clockOf(shop), READ, (signal) => catalog.products(refs, { signal }), call.signal);
    } catch (thrown) {
      error = CommerceError.from(thrown);
    }
    if (call.signal.aborted) return;
    call.abort();
    others.forEach((entry, index) => {
      const value = found[index];
      entry.at = error ? NaN : clockOf(shop).now();
      put(
        entry,
        error
          ? { status: 'failed', error, value: entry.state.value }
          : value
            ? { status: 'ready', value }
            : { status: 'missing' },
      );
    });
  }

  function create(ref: ProductRef): Entry {
    const $product = atom(LOADING);
    const entry: Entry = { ref, $product, state: LOADING, at: NaN, others: [] };
    onMount($product, () => {
      if (!watched.size) unsee = whenSeen(shop, askAll);
      watched.add(entry);
      ask(entry);
      return () => {
        watched.delete(entry);
        if (!watched.size) unsee();
        if (!entry.others.some((other) => watched.has(other))) entry.call?.abort();
      };
    });
    return entry;
  }

  /** A price counts only for its market, so nothing of the old one is shown. */
  const stop = shop.$session.subscribe(({ catalog }) => {
    if (catalog === current) return;
    current = catalog;
    for (const entry of [...known.values(), ...watched]) {
      entry.at = NaN;
      entry.call?.abort();
      put(entry, LOADING);
    }
    askAll();
  });

  return {
    product(text) {
      const ref = parseRef(text);
      const key = refKey(ref);
      const entry = known.get(key) ?? create(ref);
      known.delete(key);
      if (known.size >= KNOWN) {
        const unused = [...known].find(([, other]) => !watched.has(other));
        if (unused) known.delete(unused[0]);
      }
      known.set(key, entry); // the newest is last
      return entry.$product;
    },
    refresh(refs = [...known.keys()]) {
      for (const ref of refs) {
        const entry = known.get(refKey(parseRef(ref)));
        if (entry) entry.at = NaN;
      }
      askAll();
    },
    close() {
      stop();
      for (const { call } of watched) call?.abort();
    },
  };
}
