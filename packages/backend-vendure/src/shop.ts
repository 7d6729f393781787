/** One Shop API: how it is asked, and how it says no. */
import {
  adviser,
  CommerceError,
  fields,
  list,
  malformed,
  requestJson,
  statusError,
  text,
  toJson,
  webUrl,
  type CallOptions,
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
  /** The shop's own code; `''` where it says none. */
  readonly code: string;
  /** The alias, then the fields down to the one that failed. */
  readonly path: readonly (string | undefined)[];
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
  /** Takes a variable of a type, and gives the name to write in the text. */
  readonly put: (type: string, value: unknown) => string;
  /** Sends `query{…}` or `mutation{…}`. Rejects with the first error that `bears` does not bear. */
  readonly send: (text: string, bears?: (error: GraphError) => boolean, fragment?: string) => Promise<Answer>;
}

const page = globalThis as { readonly location?: Location }; // Node has none

const TOKEN = 'vendure-auth-token';

export function connect(settings: Partial<VendureBackendOptions>) {
  const { endpoint, channel, fetch: send, precision = 2, customFields = false } = settings;
  const base = settings.base ?? page.location?.href;
  const url = webUrl(endpoint, base);
  const cors = `apiOptions.cors in vendure-config.ts must`;
  const origin = `the page may not read ${url}. ${cors} allow ${page.location?.origin ?? 'its origin'} and expose ${TOKEN}.`;
  const advice = adviser(
    'vendure',
    { origin, key: `the shop refuses access: is channel="${channel ?? ''}" its token?` },
    send,
  );
  const key = `the cart's token does not arrive. authOptions.tokenMethod must have 'bearer', and ${cors} expose ${TOKEN}.`;
  const tokens = adviser('vendure', { origin, key });

  function open(market: Market, productUrl: Shop['productUrl']): Shop {
    const { currency, language } = market;
    const tag = language?.replaceAll('-', '_');
    let spoken = tag?.includes('_') ? undefined : tag;

    function request(options: CallOptions | undefined, token?: string, languageCode?: string): Request {
      const { signal } = own(options);
      const types: string[] = [];
      const variables: Record<string, unknown> = {};
      return {
        put(type, value) {
          const name = `v${types.length}`;
          types.push(`$${name}:${type}`);
          variables[name] = value;
          return `$${name}`;
        },
        async send(text, bears = () => false, fragment = '') {
          if (!url) throw new CommerceError('unsupported', `Not a web address: ${endpoint}`);
          const code = languageCode ?? (await speak(options));
          const search = Object.entries({ languageCode: code, currencyCode: currency })
            .flatMap(([name, value]) => (value ? `${name}=${encodeURIComponent(value)}` : []))
            .join('&');
          const address = search ? url + (url.includes('?') ? '&' : '?') + search : url;
          const query = (types.length ? text.replace('{', `(${types.join()}){`) : text) + fragment;
          const headers: Record<string, string> = {
            'content-type': 'application/json',
            ...(channel && { 'vendure-token': channel }),
            ...(token && { authorization: `Bearer ${token}` }),
          };
          try {
            const body = toJson({ query, variables });
            const init = { method: 'POST', redirect: 'error', cache: 'no-store', headers, body } as const;
            return readAnswer(await requestJson(send, address, { ...init, signal: signal ?? null }), bears);
          } catch (thrown) {
            if (signal?.aborted) throw signal.reason;
            const error = CommerceError.from(thrown);
            void advice.say(error, address, headers);
            throw error;
          }
        },
      };
    }

    /** Vendure's name of the language. It takes any, and answers in the channel's own for one it does not have. */
    async function speak(options: CallOptions | undefined): Promise<string | undefined> {
      if (!tag || spoken !== undefined) return spoken;
      const { data } = await request(options, undefined, '').send('{activeChannel{availableLanguageCodes}}');
      const codes = list(own(data.activeChannel as Fields).availableLanguageCodes).map(String);
      spoken = codes.find((code) => code.toLowerCase() === tag.toLowerCase()) ?? tag.split('_')[0];
      return spoken;
    }

    return {
      ...{ market, precision, customFields, productUrl },
      request,
      tokenMissing() {
        const error = new CommerceError('unauthorized', key);
        void tokens.say(error, '');
        return error;
      },
    };
  }

  return { base, name: `vendure:${url ?? endpoint ?? ''}${channel ? `#${channel}` : ''}`, open };
}

function readAnswer(answer: JsonAnswer, bears: (error: GraphError) => boolean): Answer {
  const errors = list(own(answer.body as Fields).errors).map((error): GraphError => {
    const { path, extensions } = own(error as Fields);
    return { code: text(own(extensions as Fields).code) ?? '', path: list(path).map((step) => text(step)) };
  });
  const unborne = errors.find((error) => !bears(error));
  if (!answer.ok && (answer.status !== 400 || !unborne)) throw statusError(answer, unborne?.code);
  if (unborne) throw graphError(unborne, answer.status);
  const { data } = fields(answer.body, 'answer');
  if (!errors.length && !data) throw malformed('data');
  return { data: own(data as Fields | undefined), errors, token: text(answer.headers.get(TOKEN)) };
}

/** What the shop's codes mean. Everything else is `unavailable`: it could not answer. */
const MEANINGS = new Map<string, CommerceError['code']>([
  ['CHANNEL_NOT_FOUND', 'unauthorized'],
  ['FORBIDDEN', 'unauthorized'],
  ['UNAUTHORIZED', 'unauthorized'],
  ['GRAPHQL_VALIDATION_FAILED', 'unsupported'], // a field it does not have, such as a custom one
  ['BAD_USER_INPUT', 'unsupported'],
  ['USER_INPUT_ERROR', 'unsupported'], // such as a currency that the channel does not have
  ['ENTITY_NOT_FOUND', 'rejected'],
  ['ILLEGAL_OPERATION', 'rejected'],
]);

export const graphError = ({ code }: GraphError, status?: number): CommerceError =>
  new CommerceError(MEANINGS.get(code) ?? 'unavailable', `The shop says ${code}.`, {
    native: code || undefined,
    status,
  });

/** Only what was really given: a page may have polluted `Object.prototype`. Empty for what is no object. */
export function own<T extends object>(options: T | null | undefined): Partial<T> {
  return { __proto__: null, ...(typeof options === 'object' ? options : undefined) } as object;
}
