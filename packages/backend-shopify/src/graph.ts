/** One request to the Storefront API, and what its refusals mean. */
import {
  CommerceError,
  fields,
  requestJson,
  statusError,
  toJson,
  type CallOptions,
  type Fetch,
  type Fields,
  type JsonAnswer,
  type Product,
} from '@shuk/core';
import { errorCode, loose, meaningOf, productReader, soldIn, type Meanings } from './wire.js';

/** What a session keeps between calls. */
export interface Context {
  /** Resolves to the answer's `data`. Rejects where Shopify names any error: half an answer is none. */
  readonly ask: (text: string, variables: Fields, options?: CallOptions) => Promise<Fields>;
  readonly toProduct: (value: unknown) => Product | null;
  /** The currency that the session is for. */
  readonly currency: string | undefined;
  /** The currency that the shop sells in, in this market; absent as long as no answer has told it. */
  sells?: string | undefined;
}

/** Codes of GraphQL's errors, and statuses of Shopify's own: frozen (402), locked (423), taken for a robot (430). */
const MEANINGS: Meanings = [
  [/THROTTLED|430/, 'rate-limited'],
  [/DENIED|UNAUTHORIZED/, 'unauthorized'],
  [/INACTIVE|UNAVAILABLE|SERVER_ERROR|402|423/, 'unavailable'],
];

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
    toProduct: productReader(currency),
    async ask(query, own, options) {
      const signal = throwIfAborted(options);
      try {
        const answer = await requestJson(send, url, {
          ...{ method: 'POST', redirect: 'error', credentials: 'omit', cache: 'no-store', headers },
          body: toJson({ query, variables: { ...variables, ...own } }),
          signal: signal ?? null,
        });
        const data = dataOf(answer);
        context.sells ??= soldIn(data);
        return data;
      } catch (thrown) {
        if (thrown instanceof CommerceError) onFailure(thrown); // else it is the reason of an abort
        throw thrown;
      }
    },
  };
  return context;
}

function dataOf(answer: JsonAnswer): Fields {
  const { data, errors } = loose(answer.body);
  if (answer.ok && !errors) return fields(data, 'data');
  const error = statusError(answer, errorCode(errors));
  const code = meaningOf(`${error.native ?? ''} ${answer.status}`, MEANINGS) ?? error.code;
  throw new CommerceError(code, error.message, error);
}
