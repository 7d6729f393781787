/** Where a tag points to. Everything here comes from attributes that anybody may have written. */
import { warnOnce } from '../internal/warn.js';

/** Fractions of the whole, uncropped picture: `0` is its left or upper edge, `1` its right or lower one. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** What says where a tag is; a framework may have set anything. */
export interface Placed {
  readonly x?: unknown;
  readonly y?: unknown;
  readonly product: string;
}

/** The point of a tag; `undefined` where it names none. */
export function pointOf({ x, y, product }: Placed): Point | undefined {
  const [point] = readPoints([x, y], 1);
  if (point && (point.x !== Number(x) || point.y !== Number(y))) {
    warnOnce(`<shuk-tag product="${product}"> is outside of its picture: write x and y as fractions.`);
  }
  return point;
}

/** Pairs of numbers as text or as a list, put into the picture; a pair that is none is left out. */
export function readPoints(value: unknown, most: number): readonly Point[] {
  const numbers = String(value)
    .slice(0, most * 64)
    .trim()
    .split(/[\s,]+/, most * 2)
    .map((part) => (part ? Number(part) : NaN));
  const points: Point[] = [];
  for (let at = 1; at < numbers.length; at += 2) {
    const [x = NaN, y = NaN] = numbers.slice(at - 1);
    if (Number.isFinite(x + y)) points.push({ x: clamp(x), y: clamp(y) });
  }
  return points;
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
