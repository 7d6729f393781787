/** Milliseconds since 1970 of an ISO 8601 date or time; without a zone it is UTC. `undefined` for anything else. */
export function readTime(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(text.trim());
  if (!match) return undefined;
  const [, day = '', time = '00:00', seconds = ':00', zone = 'Z'] = match;
  const parsed = Date.parse(`${day}T${time}${seconds}${zone.replace(/(\d\d):?(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(parsed) ? undefined : parsed;
}

/** The date part of an ISO 8601 date or time. */
export function readDate(text: string): string | undefined {
  return readTime(text) === undefined ? undefined : text.trim().slice(0, 10);
}

/**
 * Whether a time lies between two; an empty end is open, and an end that is only a date includes that day.
 * `undefined` where one of them cannot be read.
 */
export function isBetween(now: number, start: string, end: string): boolean | undefined {
  const from = start.trim() ? readTime(start) : -Infinity;
  const until = end.trim() ? readTime(end) : Infinity;
  if (from === undefined || until === undefined) return undefined;
  const wholeDay = /^\d{4}-\d\d-\d\d$/.test(end.trim()) ? 86_400_000 - 1 : 0;
  return from <= now && now <= until + wholeDay;
}
