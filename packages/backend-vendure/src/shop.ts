/** One Shop API: how it is asked, and how it says no. */
import {
  adviser,
  CommerceError,
  list,
  loose,
  malformed,
  own,
  requestJson,
  statusError,
  text,
  toJson,
  webUrl,
  type CallOptions,
  type CommerceErrorCode,
  type Fields,
  type JsonAnswer,
  type Market,
} from '@shuk/core';
import type { VendureBackendOptions } from './index.js';

/** What one request says. `data` has the aliases that were asked for. */
export interface Answer {
  readonly data: Fields;
  /** Those that the caller bears. */
  readonly errors: readonly GraphError[];
  /** The session's token, where the shop tells it: a new one, or the one it was asked with. */
  readonly token: string | undefined;
}

export interface GraphError {
  /** The shop's own code. */
  readonly code: string | undefined;
  /** The alias, then the fields down to the one that failed. */
  readonly path: readonly unknown[];
}

/** The shop as a session sees it. */
export interface Shop {
  readonly market: Market;
  readonly precision: number;
  readonly customFields: boolean;
  readonly productUrl: (product: { readonly id: string; readonly handle: string | undefined }) => string | undefined;
  /** Begins a request; `token`: of the session. */
  request(options: CallOptions | undefined, token?: string): Request;
  /** Says, once, that the token of a new session does not reach the page, and gives the error for it. */
  tokenMissing(): CommerceError;
}

/** A request under construction. What a page or a shopper wrote travels as a variable, never in the text. */
export interface Request {
  /** Takes a variable of a type (default: `String!`), and gives the name to write in the text. */
  readonly put: (value: unknown, type?: string) => string;
  /** Sends `query{…}` or `mutation{…}`. Rejects with the first error that `bears` does not bear. */
  readonly send: (text: string, bears?: (error: GraphError) => boolean) => Promise<Answer>;
}

const page = globalThis as { readonly location?: Location }; // Node has none

const TOKEN = 'vendure-auth-token';

export function connect(settings: Partial<VendureBackendOptions>) {
  const { endpoint, channel, fetch: send, precision = 2, customFields = false } = settings;
  const base = settings.base ?? page.location?.href;
  const url = webUrl(endpoint, base);
  const cors = 'apiOptions.cors must';
  const origin = `the page may not read ${url}: ${cors} allow its origin (docs/vendure.md).`;
  const key =
    `access refused, or no token came: channel="${channel ?? ''}" must be a channel's token, ` +
    `authOptions.tokenMethod have 'bearer', ${cors} expose ${TOKEN} (docs/vendure.md).`;
  const advice = adviser('vendure', { origin, key }, send);

  function open(market: Market, productUrl: Shop['productUrl']): Shop {
    const { currency, language } = market;
    const tag = language?.replaceAll('-', '_') ?? '';
    let spoken = tag.includes('_') ? undefined : tag;

    function request(options: CallOptions | undefined, token?: string, languageCode?: string): Request {
      const { signal } = own(options);
      const types: string[] = [];
      const variables: Record<string, unknown> = {};
      return {
        put(value, type = 'String!') {
          const name = `v${types.length}`;
          types.push(`$${name}:${type}`);
          variables[name] = value;
          return `$${name}`;
        },
        async send(text, bears = () => false) {
          if (!url) throw new CommerceError('unsupported', `Not a web address: ${endpoint}`);
          const search = new URLSearchParams();
          const code = languageCode ?? (await speak(options));
          if (code) search.set('languageCode', code);
          if (currency) search.set('currencyCode', currency);
          const address = `${url}${url.includes('?') ? '&' : '?'}${search.toString()}`;
          const headers: Record<string, string> = {
            'content-type': 'application/json',
            ...(channel && { 'vendure-token': channel }),
            ...(token && { authorization: `Bearer ${token}` }),
          };
          const query = types.length ? text.replace('{', `(${types.join()}){`) : text;
          const body = toJson({ query, variables });
          const init = { method: 'POST', redirect: 'error', cache: 'no-store', headers, body } as const;
          try {
            return readAnswer(await requestJson(send, address, { ...init, signal: signal ?? null }), bears);
          } catch (thrown) {
            if (!signal?.aborted) void advice.say(thrown as CommerceError, address, headers);
            throw thrown;
          }
        },
      };
    }

    /** Vendure's name of the language. It takes any, and answers in the channel's own for one it does not have. */
    async function speak(options: CallOptions | undefined): Promise<string> {
      if (spoken === undefined) {
        const { data } = await request(options, undefined, '').send('{activeChannel{availableLanguageCodes}}');
        const codes = list(loose(data.activeChannel).availableLanguageCodes).flatMap((code) => text(code) ?? []);
        spoken = codes.find((code) => code.toLowerCase() === tag.toLowerCase()) ?? tag.replace(/_.*/s, '');
      }
      return spoken;
    }

    return {
      ...{ market, precision, customFields, productUrl, request },
      tokenMissing() {
        const error = new CommerceError('unauthorized', 'No token came.');
        void advice.say(error, '');
        return error;
      },
    };
  }

  return { base, name: `vendure:${url ?? endpoint ?? ''}${channel ? `#${channel}` : ''}`, open };
}

function readAnswer(answer: JsonAnswer, bears: (error: GraphError) => boolean): Answer {
  const { data, errors: failures } = loose(answer.body);
  const errors = list(failures).map((error): GraphError => {
    const { path, extensions } = loose(error);
    return { code: text(loose(extensions).code), path: list(path) };
  });
  const unborne = errors.find((error) => !bears(error));
  if (unborne && (answer.ok || answer.status === 400)) throw graphError(unborne, answer.status);
  if (!answer.ok) throw statusError(answer, unborne?.code);
  if (!errors.length && !data) throw malformed('data');
  return { data: loose(data), errors, token: text(answer.headers.get(TOKEN)) };
}

/** What the shop's codes mean, by the words in them. */
export type Meanings = readonly (readonly [RegExp, CommerceErrorCode])[];

const MEANINGS: Meanings = [
  [/CHANNEL|FORBIDDEN|UNAUTHORIZED/, 'unauthorized'],
  [/INPUT|VALIDATION/, 'unsupported'], // a field it does not have, such as a custom one; a currency of no channel
  [/NOT_FOUND|ILLEGAL/, 'rejected'],
];

export const meaningOf = (native: string, meanings: Meanings): CommerceErrorCode | undefined =>
  meanings.find(([words]) => words.test(native))?.[1];

/** What has no meaning is `unavailable`: the shop could not answer. */
export const graphError = ({ code: native }: GraphError, status?: number): CommerceError =>
  new CommerceError(meaningOf(native ?? '', MEANINGS) ?? 'unavailable', `The shop says ${native}.`, { native, status });
