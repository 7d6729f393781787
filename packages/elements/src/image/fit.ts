/**
 * Where pins go on a picture that is not simply as large as its box (`object-fit`), or where they would cover each
 * other. Loaded where that is so. All in CSS pixels.
 */
import { css } from '../internal/css.js';
import { readPoints, type Point } from '../tag/place.js';
import { adopt } from './adopt.js';
import type { Box, Scene, Size } from './scene.js';

/** More pins than this are left where they are. */
const MAX_SPREAD = 60;
const ROUNDS = 24;

const styles = css`
  ::slotted(img) {
    object-position: var(--shuk-image-focus);
  }
`;

/** Finds out where the whole picture is drawn, and puts each pin where it belongs. */
export function add(scene: Scene): void {
  adopt(scene.root, styles);
  const slot = scene.root.querySelector('slot');
  scene.fit = (img, visible, gap) => {
    const [focus] = readPoints(scene.host.focalPoint, 1);
    slot?.style.setProperty('--shuk-image-focus', focus ? `${focus.x * 100}% ${focus.y * 100}%` : '');
    const natural = {
      width: img.naturalWidth || Number(img.getAttribute('width')),
      height: img.naturalHeight || Number(img.getAttribute('height')),
    };
    const { objectFit, objectPosition } = getComputedStyle(img);
    const drawn = drawnBox(visible, natural, objectFit, objectPosition);
    const look = scene.overlay.querySelector<HTMLElement>('[part="look-button"]');
    const pixels = layOut(scene.points, visible, drawn, gap, look ? boxOf(look) : undefined);
    const places = pixels.map((point) => point && { x: point.x / visible.width, y: point.y / visible.height });
    return { drawn, places };
  };
  scene.host.requestUpdate();
}

/** Where a picture is drawn as a whole, relative to its box, by `object-fit` and `object-position` as computed. */
export function drawnBox(box: Size, natural: Size, fit: string, position: string): Box {
  const ratios = [box.width / natural.width, box.height / natural.height] as const;
  const scales = new Map([
    ['cover', Math.max(...ratios)],
    ['contain', Math.min(...ratios)],
    ['scale-down', Math.min(...ratios, 1)],
    ['none', 1],
  ]);
  // 0 × ∞ for a picture whose size nobody knows
  const scaled = (size: number) => size * (scales.get(fit) ?? NaN);
  const width = scaled(natural.width) || box.width;
  const height = scaled(natural.height) || box.height;
  const [x = '', y = ''] = position.match(/calc\([^)]*\)|\S+/g) ?? [];
  return { left: resolve(x, box.width - width), top: resolve(y, box.height - height), width, height };
}

/** `50%`, `-8px` or `calc(100% - 8px)` of the room that is left. */
function resolve(position: string, room: number): number {
  let sum = 0;
  for (const [, sign = '', size = '', unit] of position.matchAll(/(-?)\s*([\d.]+)(%|px)/g)) {
    sum += Number(sign + size) * (unit === '%' ? room / 100 : 1);
  }
  return sum;
}

/**
 * Where the pins go in the visible box: at their points, but whole inside of it, above what is in the way and, where
 * they are few, `gap` apart. `undefined` for a point that is cropped away. The same input always gives the same output.
 */
export function layOut(
  points: readonly Point[],
  visible: Size,
  drawn: Box,
  gap: number,
  obstacle?: Box,
): readonly (Point | undefined)[] {
  const room = gap / 2;
  const within = (value: number, size: number) => Math.max(room, Math.min(size - room, value));
  const keep = (x: number, y: number) => {
    x = within(x, visible.width);
    const { left = 0, top = 0, width = 0, height = 0 } = obstacle ?? {};
    const free = x < left - room || x > left + width + room || y < top - room || y > top + height + room;
    return { x, y: within(obstacle && !free ? top - room : y, visible.height) };
  };
  const pins = points.map((point) => {
    const x = drawn.left + point.x * drawn.width;
    const y = drawn.top + point.y * drawn.height;
    const seen = x > -1 && y > -1 && x < visible.width + 1 && y < visible.height + 1;
    return seen ? keep(x, y) : undefined;
  });
  for (let round = pins.length > MAX_SPREAD ? ROUNDS : 0; round < ROUNDS; round++) {
    pins.forEach((_, i) => {
      for (let j = 0; j < i; j++) {
        const [one, other] = [pins[i], pins[j]];
        if (!one || !other) continue;
        const [x, y] = [one.x - other.x, one.y - other.y];
        const distance = Math.hypot(x, y);
        if (distance > gap - 0.5) continue;
        if (distance < 1) {
          // On one point: each goes a little way in a direction of its own, so that a heap spreads to all sides.
          pins[i] = keep(one.x + 2 * Math.cos(i * 2.4), one.y + 2 * Math.sin(i * 2.4));
          continue;
        }
        const push = (gap / distance - 1) / 2;
        pins[i] = keep(one.x + x * push, one.y + y * push);
        pins[j] = keep(other.x - x * push, other.y - y * push);
      }
    });
  }
  return pins;
}

const boxOf = ({ offsetLeft: left, offsetTop: top, offsetWidth: width, offsetHeight: height }: HTMLElement): Box => ({
  left,
  top,
  width,
  height,
});
