import type { Product } from '@shuk/core';
import type { Loadable, Shop } from '@shuk/stores';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReadableAtom } from 'nanostores';

interface Watched {
  readonly store: ReadableAtom<Loadable<Product>>;
  readonly stop: () => void;
}

/** Watches many products for its host: one subscription for each, however often it is named. */
export class ProductsController implements ReactiveController {
  #host: ReactiveControllerHost;
  #watched = new Map<string, Watched>();

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.watch(undefined, []);
  }

  /** What is known of a product that is being watched. */
  get(ref: string): Loadable<Product> | undefined {
    return this.#watched.get(ref)?.store.get();
  }

  /** Watches these products of this shop, and no others any more. */
  watch(shop: Shop | undefined, refs: readonly string[]): void {
    const before = this.#watched;
    this.#watched = new Map();
    for (const ref of refs) {
      if (!shop || !ref || this.#watched.has(ref)) continue;
      const store = shop.product(ref);
      const known = before.get(ref);
      if (known?.store === store) before.delete(ref);
      this.#watched.set(
        ref,
        known?.store === store ? known : { store, stop: store.listen(() => this.#host.requestUpdate()) },
      );
    }
    before.forEach(({ stop }) => stop());
  }
}
