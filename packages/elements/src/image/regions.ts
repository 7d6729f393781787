/** Tags that name an area; loaded where there is one. */
import type { ReactiveController } from 'lit';
import { css } from '../internal/css.js';
import { readPoints, type Point } from '../tag/place.js';
import type { Tag } from '../tag/tag.js';
import { adopt } from './adopt.js';
import type { Scene } from './scene.js';

const SVG = 'http://www.w3.org/2000/svg';

/** Corners of a region that are used. */
const MAX_POINTS = 64;

const styles = css`
  [part='overlay'] > svg {
    position: absolute;
    z-index: -1;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  [part='region'] {
    fill: transparent;
    stroke: transparent;
    stroke-width: 2px;
    vector-effect: non-scaling-stroke;
    pointer-events: all;
    cursor: pointer;
    transition: 0.2s;
  }

  [part='region']:hover,
  .open {
    fill: var(--shuk-image-region-color, rgb(255 255 255 / 0.3));
    stroke: #fff;
  }
`;

export function add(scene: Scene): void {
  adopt(scene.root, styles);
  scene.centre = ({ points }) => centreOf(points);
  scene.host.addController(new Regions(scene));
  scene.host.requestUpdate();
}

/** Draws them. For pointers: the pins say and do the same. */
class Regions implements ReactiveController {
  #scene: Scene;
  #svg = document.createElementNS(SVG, 'svg');
  #polygons = new Map<Tag, Element>();

  constructor(scene: Scene) {
    this.#scene = scene;
    this.#svg.setAttribute('aria-hidden', 'true');
    this.#svg.setAttribute('preserveAspectRatio', 'none');
    scene.overlay.append(this.#svg);
  }

  hostUpdated(): void {
    const { pins, box, drawn } = this.#scene;
    if (!box || !drawn) return;
    // Seen through this window, regions can be drawn in fractions of the picture.
    const window = [-drawn.left, -drawn.top, box.width, box.height];
    const fractions = window.map((value, index) => value / (index % 2 ? drawn.height : drawn.width));
    this.#svg.setAttribute('viewBox', fractions.join(' '));
    const before = this.#polygons;
    this.#polygons = new Map();
    for (const [tag, pin] of pins) {
      const points = readRegion(tag.points);
      if (!points) continue;
      const polygon = before.get(tag) ?? Object.assign(document.createElementNS(SVG, 'polygon'), { tag });
      before.delete(tag);
      this.#polygons.set(tag, polygon);
      polygon.setAttribute('part', 'region');
      polygon.setAttribute('points', points.map(({ x, y }) => `${x},${y}`).join(' '));
      polygon.classList.toggle('open', pin.getAttribute('aria-expanded') === 'true');
    }
    before.forEach((polygon) => polygon.remove());
    const polygons = [...this.#polygons.values()];
    if (polygons.some((polygon, index) => polygon !== this.#svg.children[index]))
      this.#svg.replaceChildren(...polygons);
  }
}

function readRegion(text: unknown): readonly Point[] | undefined {
  const points = text ? readPoints(text, MAX_POINTS) : [];
  return points.length > 2 ? points : undefined;
}

/** The centroid of the area; of the corners where they enclose none. */
export function centreOf(text: unknown): Point | undefined {
  const points = readRegion(text);
  if (!points) return undefined;
  let area = 0;
  let [x, y] = [0, 0];
  points.forEach((one, index) => {
    const next = points[(index + 1) % points.length] ?? one;
    const cross = one.x * next.y - next.x * one.y;
    area += cross * 3;
    x += (one.x + next.x) * cross;
    y += (one.y + next.y) * cross;
  });
  if (Math.abs(area) < 1e-6) {
    area = points.length;
    [x, y] = points.reduce(([left, top], point) => [left + point.x, top + point.y], [0, 0]);
  }
  // Of an area that crosses itself it may be anywhere.
  const inside = (value: number) => Math.min(1, Math.max(0, value / area));
  return { x: inside(x), y: inside(y) };
}
