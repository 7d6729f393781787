import type { CommerceError, Product } from '@shuk/core';
import type { Loadable } from '@shuk/stores';
import type { LitElement } from 'lit';
import type { ShopController } from './shop-controller.js';
import { StoreController } from './store-controller.js';

/**
 * The product that its host names, and why it could not be read. Where another state takes away what had the focus,
 * such as the button that loads again, what comes in its place gets it.
 */
export class ProductController extends StoreController<Loadable<Product>> {
  #host: LitElement & { readonly product: string };
  #shop: ShopController;
  #read = '';
  #error: CommerceError | undefined;
  #focused = false;

  constructor(host: LitElement & { readonly product: string }, shop: ShopController) {
    super(host, () => (host.product ? shop.value?.product(host.product) : undefined));
    this.#host = host;
    this.#shop = shop;
  }

  /** Why the last try failed; also while the next one is under way, so that what says so can stay. */
  get error(): CommerceError | undefined {
    return this.#error;
  }

  override hostUpdate(): void {
    super.hostUpdate();
    const { value } = this;
    const { product, shadowRoot } = this.#host;
    if (value?.status !== 'loading' || this.#read !== product) this.#error = undefined;
    if (value?.status === 'failed') this.#error = value.error;
    this.#read = product;
    this.#focused = !!shadowRoot?.activeElement;
  }

  hostUpdated(): void {
    const root = this.#host.shadowRoot;
    if (!this.#focused || !root || root.activeElement) return;
    root.querySelector<HTMLElement>('a, button, input:enabled, select, [tabindex]')?.focus({ preventScroll: true });
  }

  /** Asks the shop again. */
  refresh = (): void => this.#shop.value?.refreshProducts([this.#host.product]);
}
