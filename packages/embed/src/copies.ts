/** The version of this copy; the folder of the built files carries the same. */
export const VERSION = '0.1.0';

const key = Symbol.for('shuk:copy');

/**
 * True for the first copy of the library on a page. A second one (a plugin's and the theme's, say) registers nothing:
 * two halves of two versions would be worse than one whole.
 */
export function isFirstCopy(): boolean {
  const page = globalThis as { [key]?: string };
  const first = page[key];
  if (first === undefined) page[key] = VERSION;
  else
    console.warn(`[shuk] Version ${VERSION} is ignored: version ${first} is already on this page. Load one of them.`);
  return first === undefined;
}
