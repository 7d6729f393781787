/** Measures the picture and puts the pins onto it. Positions go through CSSOM: a strict CSP blocks style attributes. */
import { drawnBox, layOut, type Box } from './geometry.js';
import type { Pin } from './pin.js';

/** The part of a picture's element where the picture is, relative to the host, and the whole picture inside of that. */
export interface Picture {
  readonly visible: Box;
  readonly drawn: Box;
}

/** Measures a picture; `undefined` while it has no box that could hold a pin. */
export function measure(img: HTMLImageElement, host: Element): Picture | undefined {
  const style = getComputedStyle(img);
  const inset = (side: string) =>
    parseFloat(style.getPropertyValue(`border-${side}-width`)) + parseFloat(style.getPropertyValue(`padding-${side}`));
  let left = inset('left');
  let top = inset('top');
  const width = img.offsetWidth - left - inset('right');
  const height = img.offsetHeight - top - inset('bottom');
  if (!(Math.min(width, height) > 40)) return undefined; // nothing there yet, or the text of a broken picture
  for (let at: Element | null = img; at instanceof HTMLElement && at !== host; at = at.offsetParent) {
    left += at.offsetLeft + (at === img ? 0 : at.clientLeft);
    top += at.offsetTop + (at === img ? 0 : at.clientTop);
  }
  const natural = {
    width: img.naturalWidth || Number(img.getAttribute('width')),
    height: img.naturalHeight || Number(img.getAttribute('height')),
  };
  const visible = { left, top, width, height };
  return { visible, drawn: drawnBox(visible, natural, style.objectFit, style.objectPosition) };
}

/** Lays the overlay over the visible picture, and each pin and region where it belongs. */
export function placePins(overlay: HTMLElement, pins: readonly Pin[], picture: Picture | undefined): void {
  const svg = overlay.querySelector('svg');
  const all = [...overlay.querySelectorAll('button')];
  const buttons = all.slice(0, pins.length);
  const look = all[pins.length];
  // Without a button there is nothing to group.
  overlay.hidden = !picture || !all.length;
  if (!picture || !svg) return;
  const { visible, drawn } = picture;
  for (const side of ['left', 'top', 'width', 'height'] as const) set(overlay, side, px(visible[side]));
  // Seen through this window, regions can be drawn in fractions of the picture.
  const window = [
    -drawn.left / drawn.width,
    -drawn.top / drawn.height,
    visible.width / drawn.width,
    visible.height / drawn.height,
  ];
  svg.setAttribute('viewBox', window.join(' '));
  if (buttons[0]) buttons[0].hidden = false; // to be measured
  const places = layOut(
    pins.map(({ place }) => place),
    visible,
    drawn,
    buttons[0]?.offsetWidth ?? 0,
    look && { left: look.offsetLeft, top: look.offsetTop, width: look.offsetWidth, height: look.offsetHeight },
  );
  buttons.forEach((button, index) => {
    const place = places[index];
    button.hidden = !place;
    if (!place) return;
    set(button, 'left', percent(place.x / visible.width));
    set(button, 'top', percent(place.y / visible.height));
  });
}

/** Sets a style only where it changes. */
export function set(element: HTMLElement | null, name: string, value: string): void {
  if (element && element.style.getPropertyValue(name) !== value) element.style.setProperty(name, value);
}

const px = (value: number): string => `${+value.toFixed(2)}px`;
const percent = (value: number): string => `${+(value * 100).toFixed(2)}%`;
