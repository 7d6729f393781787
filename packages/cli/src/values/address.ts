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
  const text = value
    .replace(/[\t\n\r]/g, '')
    .trim()
    .replace(/^\/\//, 'https://'); // as browsers read it
  const address = text && isAddress(text) ? resolve(text, base) : undefined;
  return address !== undefined && isAddress(address) ? address : undefined;
}

function resolve(text: string, base: string | undefined): string | undefined {
  if (/^[a-z][a-z\d+.-]*:/i.test(text)) return webUrl(text);
  if (base === undefined) return text;
  const folder = base.endsWith('/') ? base : `${base}/`;
  if (webUrl(folder)) return webUrl(text, folder);
  return text.startsWith('/') ? text : folder + text;
}
