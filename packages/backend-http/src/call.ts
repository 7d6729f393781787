/** How the protocol is spoken: one request, one answer, every failure a `CommerceError`. */
import {
  adviser,
  CommerceError,
  malformed,
  own,
  requestJson,
  toJson,
  type CallOptions,
  type Fetch,
  type Market,
} from '@shuk/core';
import type { Reader, Reading } from './shape.js';
import { toProblem } from './wire-cart.js';

export interface Asked {
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** Of the cart: it goes into a header, never into an address. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** JSON. Makes it a POST. */
  readonly body?: string | undefined;
}

/** Asks, and reads the answer. */
export type Call = <T>(path: string, read: Reader<T>, options: CallOptions | undefined, asked: Asked) => Promise<T>;

/** Longest list in an address that, with endpoint and market, stays below what every server and cache takes. */
const MAX_ADDRESS = 1_700;

/** `root`: the endpoint without a slash at its end. */
export function caller(root: string | undefined, key: string | undefined, send: Fetch | undefined) {
  const advice = adviser(
    'http',
    {
      origin:
        `${root} must answer with Access-Control-Allow-Origin: <this origin> and Access-Control-Allow-Headers: ` +
        'content-type, idempotency-key, if-match, shuk-cart-token, shuk-key',
      key: `${root} refuses token="${key ?? ''}", sent as Shuk-Key.`,
    },
    send,
  );

  return (market: Market, reading: Reading): Call =>
    async (path, read, options, asked) => {
      const { query, token, headers, body } = own(asked);
      const { signal } = own(options);
      signal?.throwIfAborted();
      if (!root) throw new CommerceError('unsupported', 'No web address.');
      const url = `${root}${path}${search({ ...market, ...query })}`;
      const sent: Record<string, string> = { ...headers };
      if (body) sent['content-type'] = 'application/json';
      if (key) sent['shuk-key'] = key;
      if (token) sent['shuk-cart-token'] = token;
      try {
        const answer = await requestJson(send, url, {
          method: body ? 'POST' : 'GET',
          headers: sent,
          body: body ?? null,
          signal: signal ?? null,
          cache: (key ?? token ?? body) ? 'no-store' : 'default', // a cache may not tell storefronts apart
          redirect: (key ?? token ?? body) ? 'error' : 'follow',
        });
        if (!answer.ok) throw toProblem(answer);
        return read(answer.body, reading, 'body');
      } catch (thrown) {
        if (signal?.aborted) throw signal.reason;
        // It is asked again with the same headers, but nothing secret in them.
        void advice.say(thrown as CommerceError, url, token ? { ...sent, 'shuk-cart-token': 'x' } : sent);
        throw thrown;
      }
    };
}

/** A list as it is read: `null` stands for what nobody has and for what cannot be used. */
interface List<T> {
  readonly items: readonly (T | null)[];
}

/** Without the `null`s. */
export const whole = <T, L extends List<T>>(
  list: L,
): Omit<L, 'items'> & { readonly items: readonly NonNullable<L['items'][number]>[] } => ({
  ...list,
  items: list.items.flatMap((item) => item ?? []),
});

/**
 * One entry for each name, in their order; `null` for a name that nobody can have, which is not sent. Each is asked for
 * once, in the address, which caches keep, or else in the body.
 */
export async function askMany<T>(
  call: Call,
  path: string,
  field: string,
  names: readonly (string | undefined)[],
  options: CallOptions | undefined,
  read: Reader<List<T>>,
): Promise<readonly (T | null)[]> {
  own(options).signal?.throwIfAborted();
  const asked = [...new Set(names)].filter((name) => name !== undefined);
  const list = toJson(asked);
  const isShort = encodeURIComponent(list).length < MAX_ADDRESS;
  const by = isShort ? { query: { [field]: list } } : { body: `{"${field}":${list}}` };
  const { items } = asked.length ? await call(path, read, options, by) : { items: [] };
  if (items.length !== asked.length) throw malformed(`number of ${field}`);
  return names.map((name) => items[asked.indexOf(name ?? '')] ?? null);
}

/** What can be somebody's id: well-formed, and as long as the protocol allows. */
export const isId = (value: string): boolean =>
  value.trim() !== '' && value.length <= 255 && !/\p{Surrogate}/u.test(value);

function search(query: NonNullable<Asked['query']>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined) as string[][];
  return given.length ? `?${new URLSearchParams(given).toString()}` : '';
}
