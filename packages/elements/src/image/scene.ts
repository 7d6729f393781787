/**
 * The tags of a picture and their pins. Pins are made and moved by hand instead of with Lit's `repeat`: it is a third
 * of the code, and a pin stays the same button for as long as its tag is there, so that focus and popover stay with it.
 */
import type { Product } from '@shuk/core';
import type { Loadable } from '@shuk/stores';
import type { ReactiveController } from 'lit';
import type { ReadableAtom } from 'nanostores';
import type { LocaleController } from '../internal/locale-controller.js';
import type { PlainElement } from '../internal/plain-element.js';
import type { ShopController } from '../internal/shop-controller.js';
import { warnOnce } from '../internal/warn.js';
import type { image as words } from '../locales/en/image.js';
import { pointOf, type Point } from '../tag/place.js';
import type { Tag } from '../tag/tag.js';

export type Pin = HTMLButtonElement & { tag: Tag };

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** Where the whole picture is drawn, and in which places of its box the pins are; none for what is cropped away. */
export interface Fit {
  readonly drawn: Box;
  readonly places: readonly (Point | undefined)[];
}

/** The content box of a picture, relative to the host, and whether the picture fills it. */
interface Seen {
  readonly box: Box;
  readonly fills: boolean;
}

interface Watched {
  readonly store: ReadableAtom<Loadable<Product>>;
  readonly stop: () => void;
}

/** Tags that are used. */
const MAX_TAGS = 1_000;
/** What is smaller holds no pin: it is only the text of a picture that has not been loaded. */
const LEAST = 40;
/** New pins in one frame: more would make the page stutter. More are not looked at for covering each other either. */
const FEW = 60;

export class Scene implements ReactiveController {
  readonly host: PlainElement & { readonly focalPoint: string; readonly look: boolean; readonly withoutPins: boolean };
  readonly shop: ShopController;
  readonly locale: LocaleController<typeof words>;

  /** That of the host, once it has one. */
  declare root: ShadowRoot;
  tags: readonly Tag[] = [];
  /** The pins that are drawn, in the order of the tags. */
  pins: ReadonlyMap<Tag, Pin> = new Map();
  /** Where they point to. */
  points: Point[] = [];
  /** The box in which the picture is seen, relative to the host. */
  box: Box | undefined;
  /** The whole picture, relative to that. */
  drawn: Box | undefined;
  /** Comes with the code for pictures that do not fill their box. */
  fit: ((img: HTMLImageElement, visible: Size, gap: number) => Fit) | undefined;
  /** What a pin costs; comes when somebody is near. */
  describe: ((tag: Tag) => string) | undefined;
  /** Where the pin of a region is; comes with the code for regions. */
  centre: ((tag: Tag) => Point | undefined) | undefined;

  #watched = new Map<string, Watched>();
  #asked = new Set<string>();
  #stale = true;
  /** How many more pins this frame may bring, and the next frame where that is too few. */
  #room = FEW;
  #next = 0;
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

  get overlay(): HTMLElement {
    return this.root.firstElementChild as HTMLElement;
  }

  hostUpdated(): void {
    if (!this.host.isConnected) return;
    if (this.#stale) this.#look();
    if (this.host.look) this.#bring('look', () => import('./look-button.js'));
    if (this.tags.some(({ points }) => points)) this.#bring('regions', () => import('./regions.js'));
    const read = this.#read(); // before anything is changed, so that nothing is laid out twice
    this.#watch();
    this.#draw();
    this.place(read);
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
    const content = this.root.querySelector('slot')?.assignedElements({ flatten: true }) ?? [];
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
    this.points = [];
    this.tags.forEach((tag, index) => {
      const known = this.product(tag);
      const product = known?.value;
      const missing = known?.status === 'missing';
      const live = product && meant(tag, product).filter(({ availability }) => availability.state !== 'sold-out');
      const soldOut = live?.length === 0;
      tag.mark(missing ? 'missing' : soldOut ? 'sold-out' : '');
      if (missing) warnOnce(`<shuk-tag product="${tag.product}"> is not in the shop.`);
      const point = pointOf(tag) ?? this.centre?.(tag);
      if (!known || missing || host.withoutPins || !point) return;
      const old = this.pins.get(tag);
      if (!old && this.#room-- <= 0) return; // in the next frame
      this.points.push(point);
      const number = `${index + 1}`;
      const pin = old ?? makePin(tag);
      pins.set(tag, pin);
      pin.part.toggle('pin-sold-out', soldOut);
      set(pin, 'data-number', number);
      set(pin, 'aria-label', tag.label || (product?.title ?? locale.term('product', { number })));
      set(pin, 'aria-description', soldOut ? locale.term('soldOut') : (this.describe?.(tag) ?? ''));
    });
    if (this.#room < 0 && !this.#next) {
      this.#next = requestAnimationFrame(() => {
        this.#room = FEW;
        this.#next = 0;
        host.requestUpdate();
      });
    }
    this.pins.forEach((pin, tag) => pins.has(tag) || pin.remove());
    this.pins = pins;
    [...pins.values()].forEach((pin, index) => {
      const there = overlay.children[index];
      if (there !== pin) overlay.insertBefore(pin, there ?? null);
    });
  }

  /** Puts everything in its place. Through CSSOM: a strict CSP blocks style attributes. */
  place(seen = this.#read()): void {
    const { overlay, pins, points, host, fit } = this;
    const { box, fills } = seen ?? {};
    this.box = box;
    // Without a button there is nothing to group.
    overlay.hidden = !(fills ? box : box && fit) || !overlay.querySelector('button');
    if (!this.#img || !box) return;
    for (const [side, value] of Object.entries(box)) move(overlay, side, `${value}px`);
    const few = points.length <= FEW;
    const [first] = pins.values();
    if (first) first.hidden = false; // to be measured
    const gap = few || fit ? (first?.offsetWidth ?? 0) : 0;
    const near = (one: Point, other: Point) =>
      one !== other && Math.hypot((one.x - other.x) * box.width, (one.y - other.y) * box.height) < gap;
    const crowded = few && points.some((one) => points.some((other) => near(one, other)));
    if (!fills || crowded || host.look) this.#bring('fit', () => import('./fit.js'));
    const { drawn, places } = fit?.(this.#img, box, gap) ?? { drawn: { ...box, left: 0, top: 0 }, places: points };
    this.drawn = drawn;
    [...pins.values()].forEach((pin, index) => {
      const place = places[index];
      pin.hidden = !place;
      if (!place) return;
      move(pin, 'left', inside(place.x));
      move(pin, 'top', inside(place.y));
    });
  }

  /** Where the picture is seen. */
  #read(): Seen | undefined {
    const img = this.#img;
    if (!img || !this.#content || (img.complete && !img.naturalWidth)) return undefined; // a broken one holds no pin
    const { width, height } = this.#content;
    let { x: left, y: top } = this.#content; // the padding
    if (Math.min(width, height) < LEAST) return undefined;
    for (let at: Element | null = img; at instanceof HTMLElement && at !== this.host; at = at.offsetParent) {
      left += at.offsetLeft + at.clientLeft;
      top += at.offsetTop + at.clientTop;
    }
    return { box: { left, top, width, height }, fills: getComputedStyle(img).objectFit === 'fill' };
  }
}

/** The variants that a tag can mean: the one it names, or all. */
function meant({ variant, product }: Tag, { variants }: Product) {
  const named = variants.filter(({ id, sku = '' }) =>
    [`sku:${sku}`, variant && id, variant && `id:${id}`].includes(variant || product),
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

/** Sets an attribute only where it changes. */
export function set(element: Element, name: string, value: string): void {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

function move(element: HTMLElement | null, name: string, value: string): void {
  if (element && element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}

/** A fraction of the picture as a position that keeps a pin whole. */
const inside = (fraction: number): string => {
  const percent = `${+(fraction * 100).toFixed(3)}%`;
  return `clamp(var(--_half), ${percent}, 100% - var(--_half))`;
};
