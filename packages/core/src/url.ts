const MAX_URL = 2_048;

/**
 * An address that may stand in `href` or `src`: absolute, `http:` or `https:`, without a user name, at most 2,048
 * characters; `undefined` for everything else (`javascript:` in all its spellings, `data:` …). Relative addresses are
 * resolved against `base`, which is never `document.baseURI`: a page can bend that.
 */
export function webUrl(value: unknown, base?: string): string | undefined {
  const url = parse(value, base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** As `webUrl`, and `mailto:` too: where an order may be sent. */
export function orderUrl(value: unknown, base?: string): string | undefined {
  const url = parse(value, base);
  return url && /^(?:https?|mailto):$/.test(url.protocol) ? url.href : undefined;
}

function parse(value: unknown, base: string | undefined): URL | undefined {
  if (typeof value !== 'string' || !value || value.length > MAX_URL) return undefined;
  try {
    const url = new URL(value, base);
    return url.username || url.password ? undefined : url;
  } catch {
    return undefined;
  }
}
