import { CommerceError, webUrl, type Market, type Services } from '@shuk/core';
import { createShop, type HostCart, type Shop as ShopStore } from '@shuk/stores';
import { FailureEvent } from '../events.js';
import { backendNames, findBackend, type ShopSettings } from '../internal/backends.js';
import { loadLocale } from '../internal/locale.js';
import { setDefaultShop, SHOP_SET, ShopRequest } from '../internal/shop-context.js';
import { warnOnce } from '../internal/warn.js';

/** The shops of the empty ones, in the order they came: the last is the page's default. */
const defaults = new Map<Shop, ShopStore>();

/** What the backend is told, by the kind of its attribute. */
const ADDRESSES = ['src', 'endpoint'];
const TEXTS = ['domain', 'token', 'version', 'channel', 'region', 'cart', 'product-url', 'checkout-url'];
const FLAGS = ['custom-fields', 'plans', 'stock'];
const OPENING = ['backend', ...ADDRESSES, ...TEXTS, ...FLAGS];

const camelCase = (name: string) => name.replace(/-./, (part) => part.charAt(1).toUpperCase());

/**
 * Says which shop the elements on the page talk to, and for which market. Empty, it is the page's default; with
 * children, it is the shop of those. It shows nothing of its own.
 *
 * ```html
 * <shuk-shop backend="static" src="/catalog.json" country="IL" currency="ILS" lang="he"></shuk-shop>
 * ```
 *
 * @tag shuk-shop
 * @status experimental
 *
 * @attr {string} backend - The kind of shop, e.g. `static`.
 * @attr {string} src - Address of the catalogue, for `backend="static"`.
 * @attr {string} endpoint - Address of the shop's API, for backends that have one.
 * @attr {string} domain - The shop's own domain, for backends that are found by it.
 * @attr {string} token - A public storefront key. Never a secret: every visitor can read it.
 * @attr {string} version - The version of the shop's API, where versions have names, e.g. `2026-04` for Shopify.
 * @attr {string} channel - The key of a sales channel, for shops that have several (Vendure).
 * @attr {string} region - The id of a region, for shops that have them (Medusa); saves asking which one it is.
 * @attr {string} cart - How the cart is kept, for backends that can choose (WooCommerce).
 * @attr {string} product-url - The page of a product, e.g. `/p/{handle}`, for shops that have no pages of their own.
 * @attr {string} checkout-url - The page of the checkout, e.g. `/checkout#cart={token}`, for shops that have none.
 * @attr {boolean} custom-fields - The shop has the custom fields that its page in the documentation names (Vendure).
 * @attr {boolean} plans - The key may read subscriptions (Shopify).
 * @attr {boolean} stock - The key may read how many are left (Shopify).
 * @attr {string} country - ISO 3166-1 alpha-2, e.g. `IL`. May change at any time.
 * @attr {string} currency - ISO 4217, e.g. `ILS`. May change at any time.
 * @attr {string} lang - BCP 47, e.g. `he`; by default that of the nearest `lang`. May change at any time.
 *
 * @event {FailureEvent} shuk-failure - The shop could not be opened.
 */
export class Shop extends HTMLElement {
  static readonly observedAttributes = [...OPENING, 'country', 'currency', 'lang'];

  #shop: ShopStore | undefined;
  #services: Partial<Services> = {};
  #host: HostCart | undefined;
  #planned = false;
  #reopen = true;
  #visit = 0;

  /** The open shop, for scripts of the page; `undefined` until it is open. */
  get shop(): ShopStore | undefined {
    return this.#shop;
  }

  /** Services of another backend that take the place of the shop's own, e.g. `{ reviews }`. */
  get services(): Partial<Services> {
    return this.#services;
  }

  set services(services: Partial<Services>) {
    this.#services = services;
    this.#shop?.setServices(services);
  }

  /** Callbacks of a page that owns its cart already; Shuk then works on that cart and makes none of its own. */
  get hostCart(): HostCart | undefined {
    return this.#host;
  }

  set hostCart(host: HostCart | undefined) {
    this.#host = host;
    this.#reopen = true; // so that nothing is shown of the shop's own cart
    if (this.isConnected) this.#plan();
  }

  connectedCallback(): void {
    // Properties that a framework set before this class was defined hide the accessors: set them again.
    for (const name of ['services', 'hostCart'] as const) {
      if (!Object.hasOwn(this, name)) continue;
      const value = (this as Record<string, unknown>)[name];
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
    this.addEventListener('context-request', this.#answer);
    this.#reopen ||= !this.#shop;
    this.#plan();
  }

  disconnectedCallback(): void {
    this.removeEventListener('context-request', this.#answer);
    this.#plan(); // not at once: a move in the page is a disconnect and a connect
  }

  attributeChangedCallback(name: string, before: string | null, now: string | null): void {
    if (before === now) return;
    if (OPENING.includes(name)) this.#reopen = true;
    if (this.isConnected) this.#plan();
  }

  #answer = (event: Event): void => {
    if (!ShopRequest.is(event) || event.contextTarget === this || !this.#shop) return;
    event.stopImmediatePropagation();
    event.callback(this.#shop);
  };

  // Frameworks set one attribute after the other: look once, when all are there.
  #plan(): void {
    if (this.#planned) return;
    this.#planned = true;
    queueMicrotask(() => {
      this.#planned = false;
      if (!this.isConnected) this.#use(undefined);
      else if (this.#reopen) void this.#open();
      else this.#shop?.setMarket(this.#market());
    });
  }

  async #open(): Promise<void> {
    this.#reopen = false;
    const visit = ++this.#visit;
    const name = this.getAttribute('backend') ?? '';
    const factory = findBackend(name);
    if (!factory) {
      warnOnce(`<shuk-shop backend="${name}"> names no known backend. Write one of: ${backendNames()}.`);
      this.#use(undefined);
      return;
    }
    try {
      const words = loadLocale(this.#market().language ?? '');
      const backend = await factory(this.#settings());
      await words; // or products would be told in English first
      const host = this.#host;
      const cart = host && (await import('@shuk/stores/host-cart')).hostCart(host);
      if (visit !== this.#visit || !this.isConnected) return;
      const shop = createShop(backend, this.#market());
      shop.setServices(cart ? { ...this.#services, cart } : this.#services);
      this.#use(shop);
    } catch (thrown) {
      if (visit !== this.#visit) return;
      const error = CommerceError.from(thrown);
      warnOnce(`<shuk-shop backend="${name}"> could not be opened: ${error.message}`);
      this.#reopen = true; // the next connect or change of an attribute tries again
      this.dispatchEvent(new FailureEvent(error));
    }
  }

  #use(shop: ShopStore | undefined): void {
    const before = this.#shop;
    this.#shop = shop;
    const wasDefault = defaults.delete(this);
    if (shop && !this.firstElementChild) {
      if (defaults.size) warnOnce('There is more than one empty <shuk-shop> on this page; the last one counts.');
      defaults.set(this, shop);
    }
    if (wasDefault || defaults.has(this)) setDefaultShop([...defaults.values()].pop());
    else globalThis.dispatchEvent(new Event(SHOP_SET));
    before?.close();
  }

  #market(): Market {
    const near = this.closest('[lang]')?.getAttribute('lang');
    return {
      country: this.getAttribute('country')?.trim().toUpperCase() || undefined,
      currency: this.getAttribute('currency')?.trim().toUpperCase() || undefined,
      language: near?.trim().replaceAll('_', '-') || undefined,
    };
  }

  #settings(): ShopSettings {
    const read = (names: readonly string[], value: (name: string) => unknown) =>
      names.map((name) => [camelCase(name), value(name)] as const);
    return Object.fromEntries([
      ...read(ADDRESSES, (name) => this.#address(name)),
      ...read(TEXTS, (name) => this.#text(name)),
      ...read(FLAGS, (name) => (this.getAttribute(name) ?? 'false') !== 'false'),
    ]) as unknown as ShopSettings;
  }

  #text(name: string): string | undefined {
    return this.getAttribute(name)?.trim() || undefined;
  }

  /** Absolute, by the address of the page and not by `<base>`: a base may lead to another site. */
  #address(name: string): string | undefined {
    const value = this.#text(name);
    if (!value) return undefined;
    const url = webUrl(value, location.href);
    if (!url) warnOnce(`<shuk-shop ${name}="${value}"> is not a web address. Write an absolute one or a path.`);
    return url;
  }
}
