/** One request to the Storefront API, and what its refusals mean. */
import {
  CommerceError,
  isCurrency,
  requestJson,
  statusError,
  toJson,
  type CallOptions,
  type CommerceErrorCode,
  type Fetch,
  type Fields,
  type JsonAnswer,
} from '@shuk/core';
import { errorCodes, loose } from './wire.js';

export type Ask = (text: string, variables: Fields, options?: CallOptions, init?: RequestInit) => Promise<Fields>;

/** What a session keeps between calls. */
export interface Context {
  readonly ask: Ask;
  /** The currency that the session is for. */
  readonly currency: string | undefined;
  /** The currency that the shop was seen to sell in, in this market. */
  sells?: string | undefined;
}

/** Shopify's codes of `errors[].extensions.code`; what is not here has no code of ours. */
const GRAPH_CODES = new Map<string, CommerceErrorCode>([
  ['THROTTLED', 'rate-limited'],
  ['ACCESS_DENIED', 'unauthorized'],
  ['UNAUTHORIZED', 'unauthorized'],
  ['FORBIDDEN', 'unauthorized'],
  ['SHOP_INACTIVE', 'unavailable'],
  ['INTERNAL_SERVER_ERROR', 'unavailable'],
  ['SERVICE_UNAVAILABLE', 'unavailable'],
  ['TIMEOUT', 'timeout'],
  ['MAX_COST_EXCEEDED', 'unsupported'],
  ['MAX_COMPLEXITY_EXCEEDED', 'unsupported'],
]);

/** A shop that is frozen (402) or locked (423), and a visitor taken for a robot (430). */
const STATUSES = new Map([
  [402, 503],
  [423, 503],
  [430, 429],
]);

export interface Connection {
  readonly url: string;
  readonly token: string | undefined;
  readonly send: Fetch | undefined;
  /** What every request says: the market, and what may be asked for. */
  readonly variables: Fields;
  readonly onFailure: (error: CommerceError, headers: HeadersInit) => void;
  readonly onCurrency: (currency: string) => void;
}

/** Where a call is aborted before anything is sent, it still rejects. */
export function throwIfAborted(options: CallOptions | undefined): AbortSignal | undefined {
  const { signal } = loose(options) as CallOptions;
  signal?.throwIfAborted();
  return signal;
}

/** Resolves to the answer's `data`. Rejects where Shopify names any error: half an answer is none. */
export function connect({ url, token, send, variables, onFailure, onCurrency }: Connection): Ask {
  const headers = {
    'content-type': 'application/json',
    ...(token ? { 'x-shopify-storefront-access-token': token } : undefined),
  };
  return async (query, own, options, init) => {
    const signal = throwIfAborted(options);
    try {
      const answer = await requestJson(send, url, {
        ...{ method: 'POST', redirect: 'error', credentials: 'omit', headers },
        body: toJson({ query, variables: { ...variables, ...own } }),
        signal: signal ?? null,
        ...init,
      });
      const data = dataOf(answer);
      const seen = loose(loose(loose(data.localization).country).currency).isoCode;
      if (isCurrency(seen)) onCurrency(seen);
      return data;
    } catch (thrown) {
      signal?.throwIfAborted();
      const error = CommerceError.from(thrown);
      onFailure(error, headers);
      throw error;
    }
  };
}

function dataOf({ ok, status, headers, body }: JsonAnswer): Fields {
  const { data, errors } = loose(body);
  const natives = errorCodes(errors);
  const native = natives?.find((code) => GRAPH_CODES.has(code)) ?? natives?.[0];
  const code = GRAPH_CODES.get(native ?? '');
  const known = statusError({ status: STATUSES.get(status) ?? status, headers }, native);
  const { retryAfter } = known;
  if (code) throw new CommerceError(code, `The shop answered ${native}.`, { native, status, retryAfter });
  if (!ok) throw new CommerceError(known.code, `The shop answered ${status}.`, { native, status, retryAfter });
  if (natives) throw new CommerceError('rejected', `The shop refused the request.`, { native, status });
  if (typeof data !== 'object' || data === null)
    throw new CommerceError('malformed', 'The shop answered without data.');
  return loose(data);
}
