import { CommerceError, type CommerceErrorCode } from './errors.js';
import { malformed } from './reader.js';

/** Longest body that is read, in UTF-16 units. */
const MAX_BODY = 16_000_000;

/** How a request is made: the page's `fetch`, or a host's or a test's own. */
export type Fetch = typeof fetch;

export interface JsonAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body; `undefined` where there was none, or a refusal came without JSON. */
  readonly body: unknown;
}

/**
 * One request, by `send` or else the page's `fetch`, answered with JSON. A lost network is `offline`, a body that is not JSON (a captive portal's page)
 * `malformed`, an abort the signal's reason. Statuses are the caller's: see `statusError`.
 */
export async function requestJson(send: Fetch | undefined, url: string, init: RequestInit): Promise<JsonAnswer> {
  let response: Response;
  let raw: string;
  try {
    response = await request(send, url, init);
    raw = await response.text();
  } catch (thrown) {
    if (init.signal?.aborted) throw init.signal.reason;
    throw CommerceError.from(thrown);
  }
  const { ok, status, headers } = response;
  let body: unknown;
  try {
    if (raw.length > MAX_BODY) throw malformed('size');
    if (raw) body = JSON.parse(raw);
  } catch (thrown) {
    if (ok) throw new CommerceError('malformed', 'The shop did not answer with JSON.', { status, cause: thrown });
  }
  return { ok, status, headers, body };
}

/** True where something answers at all, whatever it says. */
export function arrives(send: Fetch | undefined, url: string, init: RequestInit): Promise<boolean> {
  return request(send, url, init).then(
    () => true,
    () => false,
  );
}

// Without a prototype, so that a polluted `Object.prototype.body` does not become part of the request.
async function request(send: Fetch | undefined, url: string, init: RequestInit): Promise<Response> {
  return (send ?? fetch)(url, Object.assign(Object.create(null) as RequestInit, { credentials: 'omit' }, init));
}

const CODES = new Map<number, CommerceErrorCode>([
  [401, 'unauthorized'],
  [403, 'unauthorized'],
  [408, 'timeout'],
  [409, 'conflict'],
  [412, 'conflict'],
  [425, 'unavailable'],
  [429, 'rate-limited'],
]);

/** The error that an HTTP status means where the shop's own code says nothing better. */
export function statusError(
  { status, headers }: Pick<JsonAnswer, 'status' | 'headers'>,
  native?: string,
): CommerceError {
  const code = CODES.get(status) ?? (status >= 500 ? 'unavailable' : 'rejected');
  return new CommerceError(code, `The shop answered ${status}.`, { status, native, retryAfter: retryAfter(headers) });
}

/** `Retry-After` in milliseconds: seconds or an HTTP date; nonsense and the past are `undefined`. */
export function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now();
  return wait > 0 ? wait : undefined;
}
