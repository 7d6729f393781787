import type { CommerceError, Product } from '@shuk/core';
import type { Loadable } from '@shuk/stores';
import type { ReactiveControllerHost } from 'lit';
import type { ShopController } from './shop-controller.js';
import { StoreController } from './store-controller.js';

/** The product that its host names, and why it could not be read. */
export class ProductController extends StoreController<Loadable<Product>> {
  #shop: ShopController;
  #ref: () => string;
  #read = '';
  #error: CommerceError | undefined;

  constructor(host: ReactiveControllerHost, shop: ShopController, ref: () => string) {
    super(host, () => (ref() ? shop.value?.product(ref()) : undefined));
    this.#shop = shop;
    this.#ref = ref;
  }

  /** Why the last try failed; also while the next one is under way, so that what says so can stay. */
  get error(): CommerceError | undefined {
    return this.#error;
  }

  override hostUpdate(): void {
    super.hostUpdate();
    const { value } = this;
    if (value?.status !== 'loading' || this.#read !== this.#ref()) this.#error = undefined;
    if (value?.status === 'failed') this.#error = value.error;
    this.#read = this.#ref();
  }

  /** Asks the shop again. */
  refresh = (): void => this.#shop.value?.refreshProducts([this.#ref()]);
}
