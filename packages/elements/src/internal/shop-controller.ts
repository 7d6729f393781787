import type { Shop } from '@shuk/stores';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { findShop, SHOP_SET } from './shop-context.js';

/**
 * Finds the shop its host belongs to, the nearest `<shuk-shop>`'s or else the page's default, and re-renders the host
 * when that shop opens another session (market, language, services).
 */
export class ShopController implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #shop: Shop | undefined;
  #stop: (() => void) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  get value(): Shop | undefined {
    return this.#shop;
  }

  hostConnected(): void {
    this.#ask();
    globalThis.addEventListener(SHOP_SET, this.#ask);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener(SHOP_SET, this.#ask);
    this.#use(undefined);
  }

  // Asked again whenever a shop is set: scripts of an embed load in any order.
  #ask = (): void => {
    this.#use(findShop(this.#host));
    this.#host.requestUpdate();
  };

  #use(shop: Shop | undefined): void {
    if (shop === this.#shop) return;
    this.#stop?.();
    this.#shop = shop;
    this.#stop = shop?.$session.listen(() => {
      this.#host.requestUpdate();
    });
  }
}
