/** What the tests of `<shuk-image>` share: pictures of a known size, pins as a shopper sees them, and presses. */
import '@shuk/elements/define/image';
// What pictures load when they need it is there already, so that no test depends on how fast it comes.
import '../../packages/elements/src/image/fit.js';
import '../../packages/elements/src/image/look-button.js';
import '../../packages/elements/src/image/regions.js';

import type { Product } from '@shuk/core';
import type { Shop } from '@shuk/stores';
import { fixture, html } from '@open-wc/testing';
import { sendMouse } from '@web/test-runner-commands';
import type { TemplateResult } from 'lit';
import { atom } from 'nanostores';
import { all, turn, until } from './product-page.js';

export type Picture = HTMLElementTagNameMap['shuk-image'];
export type Tag = HTMLElementTagNameMap['shuk-tag'];

/** A picture file of this size, without a request. */
export function file(width: number, height: number): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#8a9"/></svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

export const room = file(400, 200);

/** A picture of 400 × 200 with a pin for each tag. */
export const roomWith = (...tags: readonly TemplateResult[]): TemplateResult => html`
  <shuk-image><img src=${room} alt="A room" width="400" height="200" /> ${tags}</shuk-image>
`;

export const lampTag = html`<shuk-tag product="lamp" x="0.25" y="0.5"><a href="#lamp">Reading lamp</a></shuk-tag>`;
export const vaseTag = html`<shuk-tag product="vase" x="0.75" y="0.5"><a href="#vase">Vase</a></shuk-tag>`;

/** Puts a page there and waits until its pictures are loaded and their pins are placed. */
export async function show(page: TemplateResult): Promise<HTMLElement> {
  const root = await fixture<HTMLElement>(html`<div lang="en">${page}</div>`);
  await ready(root);
  return root;
}

export async function ready(root: Element): Promise<void> {
  const images = [...root.querySelectorAll<HTMLImageElement>('img:not([loading])')];
  await until(() => images.every(({ complete }) => complete));
  for (const picture of root.querySelectorAll('shuk-image')) {
    await turn();
    await picture.updateComplete;
  }
  await frame();
}

/** Layout has been done, and its observers have been told. */
export async function frame(): Promise<void> {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

export const pictureOf = (root: Element): Picture => root.querySelector('shuk-image')!;

export const overlay = (picture: Picture) => all(picture, 'overlay')[0]!;

/** The pins that can be seen. */
export const pins = (picture: Picture): HTMLElement[] =>
  all(picture, 'pin').filter((pin) => pin.getClientRects().length > 0);

export const names = (picture: Picture) => all(picture, 'pin').map((pin) => pin.getAttribute('aria-label'));

export const popover = (picture: Picture) => all(picture, 'popover')[0];

export const isOpen = (picture: Picture): boolean => !!popover(picture)?.matches(':popover-open');

/** What is open stands where it belongs, and no longer moves. */
export async function calm(picture: Picture): Promise<void> {
  await frame();
  await Promise.all(
    popover(picture)!
      .getAnimations()
      .map(({ finished }) => finished),
  );
}

/** The middle of an element, in the window. */
export function middle(element: Element): [number, number] {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

/** The middle of a pin, from the left upper corner of an element. */
export function offsetTo(element: Element, pin: Element): [number, number] {
  const { left, top } = element.getBoundingClientRect();
  const [x, y] = middle(pin);
  return [x - left, y - top];
}

/** The least distance between the middles of two pins. */
export function apart(pins: readonly Element[]): number {
  const distances = pins.flatMap((one, index) =>
    pins.slice(0, index).map((other) => {
      const [[x, y], [left, top]] = [middle(one), middle(other)];
      return Math.hypot(x - left, y - top);
    }),
  );
  return Math.min(...distances);
}

export const press = (element: Element) =>
  sendMouse({ type: 'click', position: middle(element).map(Math.round) as [number, number] });

/** Presses a pin and waits until its popover is open. */
export async function openPin(picture: Picture, index = 0): Promise<HTMLElement> {
  all(picture, 'pin')[index]!.click();
  await until(() => isOpen(picture));
  return popover(picture)!;
}

/** Sees every change of the page below a node; call the result for what was seen. */
export function watchTree(root: Node): () => MutationRecord[] {
  const seen: MutationRecord[] = [];
  const observer = new MutationObserver((records) => seen.push(...records));
  observer.observe(root, { attributes: true, childList: true, characterData: true, subtree: true });
  return () => [...seen, ...observer.takeRecords()];
}

/** Listeners that were put on the window and the document while `run` ran, and are still there. */
export async function listenersLeft(run: () => Promise<void>): Promise<string[]> {
  const left = new Map<unknown, string>();
  const targets = [window, document, document.documentElement, document.body];
  for (const target of targets) {
    target.addEventListener = (type: string, listener: unknown, options?: AddEventListenerOptions | boolean) => {
      left.set(listener, type);
      if (typeof options === 'object') options.signal?.addEventListener('abort', () => left.delete(listener));
      EventTarget.prototype.addEventListener.call(target, type, listener as EventListener, options);
    };
    target.removeEventListener = (type: string, listener: unknown, options?: EventListenerOptions | boolean) => {
      left.delete(listener);
      EventTarget.prototype.removeEventListener.call(target, type, listener as EventListener, options);
    };
  }
  try {
    await run();
  } finally {
    for (const target of targets) {
      Reflect.deleteProperty(target, 'addEventListener');
      Reflect.deleteProperty(target, 'removeEventListener');
    }
  }
  return [...left.values()];
}

/** A shop that only knows these products, and needs no listener of its own. */
export function stillShop(...products: readonly Product[]): Shop {
  const known = new Map(products.map((value) => [value.id, atom({ status: 'ready', value } as const)]));
  const shop = {
    $session: atom({ market: {}, cart: {} }),
    product: (ref: string) => known.get(ref),
    part: () => undefined,
  };
  return shop as unknown as Shop;
}
