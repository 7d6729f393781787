const MAX_URL = 2_048;
/** Longer where an order travels in the address. */
const MAX_ORDER = 8_192;

/**
 * An address that may stand in `href` or `src`: absolute, `http:` or `https:`, without a user name, at most 2,048
 * characters; `undefined` for everything else (`javascript:` in all its spellings, `data:` …). Relative addresses are
 * resolved against `base`, which is never `document.baseURI`: a page can bend that.
 */
export function webUrl(value: unknown, base?: string): string | undefined {
  const url = parse(value, base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** As `webUrl`, but `mailto:` too, and up to 8,192 characters: where an order may be sent. */
export function orderUrl(value: unknown, base?: string): string | undefined {
  const url = parse(value, base, MAX_ORDER);
  return url && /^(?:https?|mailto):$/.test(url.protocol) ? url.href : undefined;
}

function parse(value: unknown, base: string | undefined, most = MAX_URL): URL | undefined {
  if (typeof value !== 'string' || !value || value.length > most) return undefined;
  try {
    const url = new URL(value, base);
    return url.username || url.password || url.href.length > most ? undefined : url; // encoded, it may be longer
  } catch {
    return undefined;
  }
}
