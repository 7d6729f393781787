/** Where a tag points to. Everything here comes from attributes that anybody may have written. */
import { warnOnce } from '../internal/warn.js';

/** Fractions of the whole, uncropped picture: `0` is its left or upper edge, `1` its right or lower one. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A point, and the region around it where the tag names one. */
export interface Place extends Point {
  readonly region: readonly Point[] | undefined;
}

/** Corners of a region that are used. */
const MAX_POINTS = 64;
/** Characters of `points` that are read. */
const MAX_TEXT = 4_096;

/** The place of a tag; `undefined` where it names none, and then it stands in the list only. */
export function placeOf(tag: {
  readonly x?: unknown;
  readonly y?: unknown;
  readonly points: string;
  readonly product: string;
}): Place | undefined {
  const region = readRegion(tag.points);
  const x = readNumber(tag.x);
  const y = readNumber(tag.y);
  const point = x !== undefined && y !== undefined ? { x, y } : region && centre(region);
  if (!point) return undefined;
  const inside = { x: clamp(point.x), y: clamp(point.y), region };
  if (inside.x !== point.x || inside.y !== point.y) {
    warnOnce(
      `<shuk-tag product="${tag.product}"> points outside of the picture. Write x and y as fractions: 0.5 is the middle.`,
    );
  }
  return inside;
}

/** Reads `0.5 0.4`. */
export function readPoint(text: unknown): Point | undefined {
  const [point] = readPoints(text, 1);
  return point;
}

function readNumber(value: unknown): number | undefined {
  const number = typeof value === 'string' ? parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function readRegion(text: unknown): readonly Point[] | undefined {
  const points = readPoints(text, MAX_POINTS);
  return points.length > 2 ? points : undefined;
}

/** Pairs of numbers, whatever parts them; a pair that is none is left out. A framework may have set a list. */
function readPoints(value: unknown, most: number): readonly Point[] {
  const text = Array.isArray(value) ? value.join() : typeof value === 'string' ? value : '';
  const numbers = text
    .slice(0, MAX_TEXT)
    .trim()
    .split(/[\s,]+/, most * 2)
    .map(parseFloat);
  const points: Point[] = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    const point = { x: clamp(numbers[at]), y: clamp(numbers[at + 1]) };
    if (point.x + point.y >= 0) points.push(point);
  }
  return points;
}

/** `NaN` stays `NaN`. */
function clamp(value = NaN): number {
  return Math.min(1, Math.max(0, value));
}

/** The centroid of the area; of the corners where they enclose none. */
function centre(points: readonly Point[]): Point {
  let area = 0;
  let sum = { x: 0, y: 0 };
  points.forEach((one, index) => {
    const next = points[(index + 1) % points.length] ?? one;
    const cross = one.x * next.y - next.x * one.y;
    area += cross * 3;
    sum = { x: sum.x + (one.x + next.x) * cross, y: sum.y + (one.y + next.y) * cross };
  });
  if (Math.abs(area) < 1e-6) {
    area = points.length;
    sum = points.reduce((all, { x, y }) => ({ x: all.x + x, y: all.y + y }), { x: 0, y: 0 });
  }
  return { x: sum.x / area, y: sum.y / area };
}
