const MAX_URL = 2_048;

/**
 * An address that may stand in `href` or `src`: absolute, `http:` or `https:`, without a user name, at most 2,048
 * characters; `undefined` for everything else (`javascript:` in all its spellings, `data:` …). Relative addresses are
 * resolved against `base`, which is never `document.baseURI`: a page can bend that.
 */
export function webUrl(value: unknown, base?: string): string | undefined {
  const url = parseUrl(value, base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** Of any protocol, so of no use before that has been looked at. */
export function parseUrl(value: unknown, base: string | undefined, most = MAX_URL): URL | undefined {
  if (typeof value !== 'string' || !value || value.length > most) return undefined;
  try {
    const url = new URL(value, base);
    return url.username || url.password || url.href.length > most ? undefined : url; // encoded, it may be longer
  } catch {
    return undefined;
  }
}
