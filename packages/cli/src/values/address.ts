import { webUrl } from '@shuk/core';

/** Stands for the place of the catalogue file, which is not known while it is made. Never in the output. */
const ANYWHERE = 'https://catalogue.invalid/';

/** True for an address that a catalogue may hold: `http:`, `https:`, or relative to the catalogue. */
export function isAddress(value: string): boolean {
  return webUrl(value, ANYWHERE) !== undefined;
}

/**
 * An address of an export as the catalogue holds it. A relative one is resolved against `base` (an address, or a path
 * such as `/pictures/`); without a base it stays relative to the catalogue. `undefined` for one that may not be used.
 */
export function readAddress(value: string, base?: string): string | undefined {
  const text = value.trim().replace(/^\/\//, 'https://');
  if (!text || !isAddress(text)) return undefined;
  if (/^[a-z][a-z\d+.-]*:/i.test(text)) return webUrl(text);
  const relative = text.replace(/[\s"<>\\^`{|}]/g, encodeURIComponent);
  if (base === undefined) return relative;
  const folder = base.endsWith('/') ? base : `${base}/`;
  if (webUrl(folder)) return webUrl(relative, folder);
  return relative.startsWith('/') ? relative : folder + relative;
}
