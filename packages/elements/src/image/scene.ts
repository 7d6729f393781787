/**
 * The tags of a picture and their pins. Pins are made and moved by hand instead of with Lit's `repeat`: it is a third
 * of the code, and a pin stays the same button for as long as its tag is there, so that focus and popover stay with it.
 */
import type { Product } from '@shuk/core';
import type { Loadable } from '@shuk/stores';
import type { LitElement, ReactiveController } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { LocaleController } from '../internal/locale-controller.js';
import type { ShopController } from '../internal/shop-controller.js';
import { warnOnce } from '../internal/warn.js';
import type { image as words } from '../locales/en/image.js';
import { pointOf, readPoints, type Point } from '../tag/place.js';
import type { Tag } from '../tag/tag.js';
import { layOut, measure, type Picture } from './geometry.js';

export type Pin = HTMLButtonElement & { tag: Tag };

interface Watched {
  readonly store: ReadableAtom<Loadable<Product>>;
  readonly stop: () => void;
}

/** Tags that are used. */
const MAX_TAGS = 1_000;

export class Scene implements ReactiveController {
  readonly host: LitElement & { readonly focalPoint: string; readonly look: boolean; readonly withoutPins: boolean };
  readonly shop: ShopController;
  readonly locale: LocaleController<typeof words>;

  tags: readonly Tag[] = [];
  /** The pins that are drawn, in the order of the tags. */
  pins: ReadonlyMap<Tag, Pin> = new Map();
  picture: Picture | undefined;
  /** Where the pin of a region is; comes with the code for regions. */
  centre: ((tag: Tag) => Point | undefined) | undefined;

  #watched = new Map<string, Watched>();
  #points: Point[] = [];
  #asked = new Set<string>();
  #stale = true;
  #img: HTMLImageElement | undefined;
  #content: DOMRectReadOnly | undefined;

  // The host is observed too: what stands above the picture pushes it about.
  #boxes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) if (target === this.#img) this.#content = contentRect;
    this.host.requestUpdate();
  });
  #children = new MutationObserver(() => this.refresh());

  constructor(host: Scene['host'], shop: ShopController, locale: Scene['locale']) {
    this.host = host;
    this.shop = shop;
    this.locale = locale;
    host.addController(this);
  }

  hostConnected(): void {
    this.#boxes.observe(this.host);
    this.#children.observe(this.host, { childList: true, subtree: true });
    this.refresh();
  }

  hostDisconnected(): void {
    this.#boxes.disconnect();
    this.#children.disconnect();
    this.#img = undefined;
    this.#watch();
  }

  /** Looks again which tags and which picture there are. */
  refresh = (): void => {
    this.#stale = true;
    this.host.requestUpdate();
  };

  /** What is known of the product of a tag. */
  product({ product }: Tag): Loadable<Product> | undefined {
    return this.#watched.get(product)?.store.get();
  }

  get root(): ShadowRoot {
    return this.host.renderRoot as ShadowRoot;
  }

  get overlay(): HTMLElement {
    return this.root.firstElementChild as HTMLElement;
  }

  hostUpdated(): void {
    if (!this.host.isConnected) return;
    const [focus] = readPoints(this.host.focalPoint, 1);
    const position = focus ? `${focus.x * 100}% ${focus.y * 100}%` : '';
    move(this.root.querySelector('slot'), '--shuk-image-focus', position);
    if (this.#stale) this.#look();
    if (this.host.look) this.#bring('look', () => import('./look-button.js'));
    if (this.tags.some(({ points }) => points)) this.#bring('regions', () => import('./regions.js'));
    this.picture = this.#img && this.#content && measure(this.#img, this.#content, this.host);
    this.#watch();
    this.#draw();
    this.place();
  }

  /** Loads a part of the picture that only some have. What cannot be had is tried again with the next update. */
  #bring(name: string, load: () => Promise<{ readonly add: (scene: Scene) => void }>): void {
    if (this.#asked.has(name)) return;
    this.#asked.add(name);
    load().then(
      ({ add }) => add(this),
      () => this.#asked.delete(name),
    );
  }

  #look(): void {
    this.#stale = false;
    this.tags = this.#find<Tag>('shuk-tag')
      .filter((tag) => 'mark' in tag)
      .slice(0, MAX_TAGS);
    const img = this.#find<HTMLImageElement>('img').find((one) => !one.closest('shuk-tag'));
    if (img === this.#img) return;
    if (this.#img) this.#boxes.unobserve(this.#img);
    this.#img = img;
    this.#content = undefined; // until it has been told
    if (img) this.#boxes.observe(img);
  }

  /** In the light DOM, also where another element has passed it on through a slot of its own. */
  #find<T extends Element>(selector: string): T[] {
    const content = this.host.renderRoot.querySelector('slot')?.assignedElements({ flatten: true }) ?? [];
    return content.flatMap(
      (one) => [...(one.matches(selector) ? [one] : []), ...one.querySelectorAll(selector)] as T[],
    );
  }

  /** One subscription for each product, however many tags name it. */
  #watch(): void {
    const shop = this.shop.value;
    const before = this.#watched;
    this.#watched = new Map();
    for (const { product } of this.host.isConnected ? this.tags : []) {
      if (!shop || !product || this.#watched.has(product)) continue;
      const store = shop.product(product);
      const known = before.get(product);
      const same = known?.store === store && before.delete(product);
      this.#watched.set(product, same ? known : { store, stop: store.listen(() => this.host.requestUpdate()) });
    }
    before.forEach(({ stop }) => stop());
  }

  #draw(): void {
    const { overlay, host, locale } = this;
    const pins = new Map<Tag, Pin>();
    this.#points = [];
    this.tags.forEach((tag, index) => {
      const known = this.product(tag);
      const product = known?.value;
      const missing = known?.status === 'missing';
      const live = product && meant(tag, product).filter(({ availability }) => availability.state !== 'sold-out');
      const soldOut = live?.length === 0;
      tag.mark(missing ? 'missing' : soldOut ? 'sold-out' : '');
      if (missing) warnOnce(`<shuk-tag product="${tag.product}"> names a product that the shop does not have.`);
      const point = pointOf(tag) ?? this.centre?.(tag);
      if (!known || missing || host.withoutPins || !point) return;
      this.#points.push(point);
      const number = `${index + 1}`;
      const pin = this.pins.get(tag) ?? makePin(tag);
      pins.set(tag, pin);
      pin.part.toggle('pin-sold-out', soldOut);
      set(pin, 'data-number', number);
      set(pin, 'aria-label', tag.label || (product?.title ?? locale.term('product', { number })));
      set(pin, 'aria-description', soldOut ? locale.term('soldOut') : this.#price(live));
    });
    this.pins.forEach((pin, tag) => pins.has(tag) || pin.remove());
    this.pins = pins;
    [...pins.values()].forEach((pin, index) => {
      const there = overlay.children[index];
      if (there !== pin) overlay.insertBefore(pin, there ?? null);
    });
  }

  #price(variants: Product['variants'][number][] = []): string {
    const prices = variants
      .flatMap(({ price }) => price?.current ?? [])
      .sort((one, other) => one.amount - other.amount);
    const [least] = prices;
    if (!least) return '';
    const price = this.locale.price(least);
    return prices.at(-1)?.amount === least.amount ? price : this.locale.term('from', { price });
  }

  /** Puts everything in its place. Through CSSOM: a strict CSP blocks style attributes. */
  place(): void {
    const { overlay, picture, pins } = this;
    const buttons = [...pins.values()];
    const [first] = buttons;
    const look = overlay.querySelector<HTMLElement>('[part="look-button"]');
    // Without a button there is nothing to group.
    overlay.hidden = !picture || !(first ?? look);
    if (!picture) return;
    const { visible } = picture;
    for (const side of ['left', 'top', 'width', 'height'] as const) move(overlay, side, px(visible[side]));
    if (first) first.hidden = false; // to be measured
    const places = layOut(this.#points, picture, first?.offsetWidth ?? 0, look ? boxOf(look) : undefined);
    buttons.forEach((pin, index) => {
      const place = places[index];
      pin.hidden = !place;
      if (!place) return;
      move(pin, 'left', percent(place.x / visible.width));
      move(pin, 'top', percent(place.y / visible.height));
    });
  }
}

/** The variants that a tag can mean: the one it names, or all. */
function meant({ variant, product }: Tag, { variants }: Product) {
  const ref = variant || product;
  const named = variants.filter(
    ({ id, sku }) => ref === `sku:${sku ?? ''}` || (variant && ref.replace(/^id:/, '') === id),
  );
  return named.length ? named : variants;
}

function makePin(tag: Tag): Pin {
  const pin = Object.assign(document.createElement('button'), { tag, type: 'button' as const });
  pin.part.add('pin');
  set(pin, 'aria-haspopup', 'dialog');
  set(pin, 'aria-expanded', 'false');
  return pin;
}

const boxOf = ({ offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height }: HTMLElement) => ({
  left,
  top,
  width,
  height,
});

function set(pin: Pin, name: string, value: string): void {
  if (pin.getAttribute(name) !== value) pin.setAttribute(name, value);
}

function move(element: HTMLElement | null, name: string, value: string): void {
  if (element && element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}

const px = (value: number): string => `${+value.toFixed(2)}px`;
const percent = (value: number): string => `${+(value * 100).toFixed(2)}%`;
