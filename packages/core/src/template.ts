import { webUrl } from './url.js';

/**
 * An address with names in braces filled in: `https://shop.example/p/{handle}` and so on, each value encoded. A name
 * without a value leaves nothing behind. `undefined` where there is no template, or the result is no web address.
 */
export function fillUrl(
  template: string | undefined,
  values: Readonly<Record<string, string | undefined>>,
  base?: string,
): string | undefined {
  return webUrl(
    template?.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent((Object.hasOwn(values, name) && values[name]) || ''),
    ),
    base,
  );
}
