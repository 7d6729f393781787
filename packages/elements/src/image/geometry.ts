/** Where things are on a picture: pure functions, in CSS pixels. */
import type { Point } from '../tag/place.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Box extends Size {
  readonly left: number;
  readonly top: number;
}

/** More pins than this are left where they are. */
const MAX_SPREAD = 60;
const ROUNDS = 24;

/** Where a picture is drawn as a whole, relative to its box, by `object-fit` and `object-position` as computed. */
export function drawnBox(box: Size, natural: Size, fit: string, position: string): Box {
  let { width, height } = box;
  if (fit !== 'fill' && natural.width && natural.height) {
    const across = width / natural.width;
    const down = height / natural.height;
    const contain = Math.min(across, down);
    const scale =
      fit === 'cover'
        ? Math.max(across, down)
        : fit === 'none'
          ? 1
          : fit === 'scale-down'
            ? Math.min(contain, 1)
            : contain;
    width = natural.width * scale;
    height = natural.height * scale;
  }
  const [x = '50%', y = '50%'] = position.match(/calc\([^)]*\)|\S+/g) ?? [];
  return { left: resolve(x, box.width - width), top: resolve(y, box.height - height), width, height };
}

/** `50%`, `-8px` or `calc(100% - 8px)` of the room that is left. */
function resolve(position: string, room: number): number {
  let sum = 0;
  for (const [, sign = '', size = '', unit] of position.matchAll(/([+-]?)\s*([\d.]+)(%|px)/g)) {
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
  const within = (value: number, size: number) => Math.max(gap / 2, Math.min(size - gap / 2, value));
  const keep = (x: number, y: number) => {
    const at = { x: within(x, visible.width), y: within(y, visible.height) };
    if (!obstacle) return at;
    const { left, top, width, height } = obstacle;
    const room = gap / 2;
    const free = at.x < left - room || at.x > left + width + room || at.y < top - room || at.y > top + height + room;
    return free ? at : { x: at.x, y: within(top - room, visible.height) };
  };
  const pins = points.map((point) => {
    const x = drawn.left + point.x * drawn.width;
    const y = drawn.top + point.y * drawn.height;
    const out = x < -0.5 || y < -0.5 || x > visible.width + 0.5 || y > visible.height + 0.5;
    return out ? undefined : keep(x, y);
  });
  let moving = pins.length <= MAX_SPREAD;
  for (let round = 0; moving && round < ROUNDS; round++) {
    moving = false;
    for (let i = 0; i < pins.length; i++) {
      for (let j = 0; j < i; j++) {
        const one = pins[i];
        const other = pins[j];
        if (!one || !other) continue;
        let x = one.x - other.x;
        let y = one.y - other.y;
        const distance = Math.hypot(x, y);
        if (distance > gap - 0.5) continue;
        // Two on one point part in a direction of their own, so that a heap of them spreads to all sides.
        if (distance < 0.01) [x, y] = [Math.cos(i * 2.4), Math.sin(i * 2.4)];
        const push = (gap - distance) / 2 / (distance < 0.01 ? 1 : distance);
        pins[i] = keep(one.x + x * push, one.y + y * push);
        pins[j] = keep(other.x - x * push, other.y - y * push);
        moving = true;
      }
    }
  }
  return pins;
}
