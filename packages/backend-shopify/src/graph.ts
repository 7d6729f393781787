/** One request to the Storefront API, and what its refusals mean. */
import {
  CommerceError,
  malformed,
  requestJson,
  statusError,
  text,
  toJson,
  type CallOptions,
  type Fetch,
  type Fields,
  type JsonAnswer,
} from '@shuk/core';
import { errorCodes, loose } from './wire.js';

/** Resolves to the answer's `data`. Rejects where Shopify names any error: half an answer is none. */
export type Ask = (text: string, variables: Fields, options?: CallOptions, init?: RequestInit) => Promise<Fields>;

/** What a session keeps between calls. */
export interface Context {
  readonly ask: Ask;
  /** The currency that the session is for. */
  readonly currency: string | undefined;
  /** The currency that the shop sells in, in this market; absent as long as no answer has told it. */
  sells?: string | undefined;
}

/**
 * What Shopify's codes in `errors[].extensions.code`, and statuses of its own, are among the statuses of all the world:
 * a shop that is frozen (402) or locked (423), a visitor taken for a robot (430).
 */
const STATUSES = new Map<string | number | undefined, number>([
  ['THROTTLED', 429],
  [430, 429],
  ['ACCESS_DENIED', 401],
  ['UNAUTHORIZED', 401],
  ['FORBIDDEN', 401],
  ['SHOP_INACTIVE', 503],
  ['INTERNAL_SERVER_ERROR', 503],
  ['SERVICE_UNAVAILABLE', 503],
  [402, 503],
  [423, 503],
  ['TIMEOUT', 408],
]);

/** Where a call is aborted before anything is sent, it still rejects. */
export function throwIfAborted(options: CallOptions | undefined): AbortSignal | undefined {
  const { signal } = loose(options) as CallOptions;
  signal?.throwIfAborted();
  return signal;
}

/** `variables` go with every request: the market, and what may be asked for. */
export function connect(
  url: string,
  headers: HeadersInit,
  send: Fetch | undefined,
  currency: string | undefined,
  variables: Fields,
  onFailure: (error: CommerceError) => void,
): Context {
  const context: Context = {
    currency,
    async ask(query, own, options, init) {
      const signal = throwIfAborted(options);
      try {
        const answer = await requestJson(send, url, {
          ...{ method: 'POST', redirect: 'error', credentials: 'omit', headers },
          body: toJson({ query, variables: { ...variables, ...own } }),
          signal: signal ?? null,
          ...init,
        });
        const data = dataOf(answer);
        const seen = text(loose(loose(loose(data.localization).country).currency).isoCode);
        if (seen) context.sells = seen;
        return data;
      } catch (thrown) {
        signal?.throwIfAborted();
        const error = CommerceError.from(thrown);
        onFailure(error);
        throw error;
      }
    },
  };
  return context;
}

function dataOf({ ok, status, headers, body }: JsonAnswer): Fields {
  const { data, errors } = loose(body);
  const codes = errorCodes(errors);
  if (ok && !codes) {
    if (data) return loose(data);
    throw malformed('data');
  }
  const native = codes?.find((code) => STATUSES.has(code)) ?? codes?.[0];
  const known = STATUSES.get(native) ?? STATUSES.get(status) ?? (ok ? 400 : status);
  const { code, message, retryAfter } = statusError({ status: known, headers });
  throw new CommerceError(code, message, { native, status, retryAfter });
}
