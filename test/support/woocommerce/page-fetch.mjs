/**
 * `fetch` as a page of another origin has it: with a preflight where one is due, and without what the answer's CORS
 * headers do not let the page read. `sent` collects what was asked, as `GET /cart`.
 */
const SIMPLE = new Set(['accept', 'accept-language', 'content-language']);
const READABLE = ['cache-control', 'content-language', 'content-length', 'content-type', 'expires', 'last-modified'];

export function pageFetch(origin, sent = []) {
  return async (url, init = {}) => {
    const headers = new Headers(init.headers);
    const { pathname } = new URL(url);
    sent.push(`${init.method ?? 'GET'} ${pathname.replace('/wp-json/wc/store/v1', '')}`);
    if (init.mode === 'no-cors') {
      await fetch(url, { signal: init.signal, headers: { origin } }).then((answer) => answer.text());
      return new Response();
    }
    const unusual = [...headers.keys()].filter((name) => !SIMPLE.has(name));
    if (unusual.length) {
      const method = init.method ?? 'GET';
      const asked = { 'access-control-request-method': method, 'access-control-request-headers': unusual.join() };
      const preflight = await fetch(url, { method: 'OPTIONS', headers: { origin, ...asked } });
      const may = preflight.headers.get('access-control-allow-headers')?.toLowerCase() ?? '';
      if (!lets(preflight, origin) || unusual.some((name) => !may.includes(name)))
        throw new TypeError('Failed to fetch');
    }
    headers.set('origin', origin);
    const answer = await fetch(url, { ...init, headers });
    if (!lets(answer, origin)) throw new TypeError('Failed to fetch');
    const exposed = (answer.headers.get('access-control-expose-headers') ?? '').toLowerCase().split(/,\s*/);
    const readable = [...answer.headers].filter(([name]) => READABLE.includes(name) || exposed.includes(name));
    return new Response(await answer.text(), { status: answer.status, headers: readable });
  };
}

const lets = ({ headers }, origin) => headers.get('access-control-allow-origin') === origin;
