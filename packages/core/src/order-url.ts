import { parseUrl } from './url.js';

/** Longer than other addresses, because an order travels in it. */
const MAX_ORDER = 8_192;

/** As `webUrl`, but `mailto:` too, and up to 8,192 characters: where an order may be sent. */
export function orderUrl(value: unknown, base?: string): string | undefined {
  const url = parseUrl(value, base, MAX_ORDER);
  return url && /^(?:https?|mailto):$/.test(url.protocol) ? url.href : undefined;
}
