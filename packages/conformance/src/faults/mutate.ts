/** Answers that are not what was promised, made from ones that are. */

type Parent = Record<string, unknown>;
interface Place {
  readonly parent: Parent;
  readonly name: string;
}

const EXTRA = ['unexpected', '__proto__', 'constructor', 'toString', 'length'];

/** Every field of every object, in the order of the text. */
function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(placesIn);
  const parent = value as Parent;
  return Object.keys(parent).flatMap((name) => [{ parent, name }, ...placesIn(parent[name])]);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** How many fields a JSON text has, at any depth: so many mutations of each kind there are. */
export const countFields = (json: string): number => placesIn(parsed(json)).length;

/** The text with one field changed; `at` says which, from 0 up to 1. What is no JSON, or has no field, stays as it is. */
export function mutate(json: string, kind: 'missing-field' | 'null-field' | 'extra-field', at: number): string {
  const value = parsed(json);
  const places = placesIn(value);
  const index = Math.min(Math.floor(at * places.length), places.length - 1);
  const place = places[index];
  if (!place) return json;
  const { parent, name } = place;
  if (kind === 'missing-field') delete parent[name];
  else if (kind === 'null-field') parent[name] = null;
  else {
    const value = { unexpected: [true] };
    const extra = EXTRA.find((each, it) => it >= index % EXTRA.length && !Object.hasOwn(parent, each)) ?? 'extra';
    Object.defineProperty(parent, extra, { value, enumerable: true, configurable: true, writable: true });
  }
  return JSON.stringify(value);
}
