import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ReadableAtom } from 'nanostores';

/**
 * Re-renders its host when a store changes. `pick` runs before every update, so the store may depend on properties
 * of the host.
 */
export class StoreController<T> implements ReactiveController {
  #host: ReactiveControllerHost;
  #pick: () => ReadableAtom<T> | undefined;
  #store: ReadableAtom<T> | undefined;
  #stop: (() => void) | undefined;
  #connected = false;

  constructor(host: ReactiveControllerHost, pick: () => ReadableAtom<T> | undefined) {
    this.#host = host;
    this.#pick = pick;
    host.addController(this);
  }

  /** The store's value, or `undefined` while there is no store. */
  get value(): T | undefined {
    return this.#store?.get();
  }

  hostConnected(): void {
    this.#connected = true;
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.#connected) this.#watch(this.#pick());
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#watch(undefined);
  }

  #watch(store: ReadableAtom<T> | undefined): void {
    if (store === this.#store) return;
    this.#stop?.();
    this.#store = store;
    this.#stop = store?.listen(() => {
      this.#host.requestUpdate();
    });
  }
}
