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
  type Image,
  type Market,
} from '@shuk/core';
import type { VendureBackendOptions } from './index.js';

/** What one request says. `data` has the aliases that were asked for. */
export interface Answer {
  readonly data: Fields;
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
  /** Rejects where nothing could be done; errors of single aliases are in the answer. */
  ask(query: Query, options: CallOptions | undefined, token?: string): Promise<Answer>;
  /** Says, once, that the token of a new session does not reach the page, and gives the error for it. */
  tokenMissing(): CommerceError;
}

/** A request under construction. What a page or a shopper wrote travels as a variable, never in the text. */
export interface Query {
  readonly text: string;
  readonly variables: Fields;
}

export type { Fields, Image };

const page = globalThis as { readonly location?: Location }; // Node has none

const TOKEN = 'vendure-auth-token';

export function connect(settings: Partial<VendureBackendOptions>) {
  const { endpoint, channel, fetch: send, precision = 2, customFields = false } = settings;
  const base = settings.base ?? page.location?.href;
  const url = webUrl(endpoint, base);
  const origin = page.location?.origin ?? 'the origin of the page';
  const setting = `apiOptions.cors in vendure-config.ts must allow ${origin}`;
  const advice = adviser(
    'vendure',
    {
      origin: `the page may not read the answers of ${url}. ${setting} and expose the header ${TOKEN}.`,
      key: `the shop refuses the channel token “${channel ?? ''}”. Give channel as Vendure's admin shows it.`,
    },
    send,
  );
  const tokens = adviser('vendure', {
    origin: '',
    key:
      `no cart can be kept: the shop does not tell the token of its session. authOptions.tokenMethod in ` +
      `vendure-config.ts must have 'bearer', and apiOptions.cors must expose the header ${TOKEN}.`,
  });

  async function request(address: string, query: Query, options: CallOptions | undefined, token?: string) {
    const { signal } = own(options);
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      ...(channel && { 'vendure-token': channel }),
      ...(token && { authorization: `Bearer ${token}` }),
    };
    try {
      const answer = await requestJson(send, address, {
        method: 'POST',
        headers,
        body: toJson({ query: query.text, variables: query.variables }),
        signal: signal ?? null,
        redirect: 'error',
        cache: 'no-store',
      });
      return readAnswer(answer);
    } catch (thrown) {
      if (signal?.aborted) throw signal.reason;
      const error = CommerceError.from(thrown);
      void advice.say(error, address, headers);
      throw error;
    }
  }

  function open(market: Market, productUrl: Shop['productUrl']): Shop {
    const { currency, language } = market;
    let spoken: string | undefined | null = null; // not known yet

    /** Vendure's name of the language. It takes any, and answers in the channel's own for one it does not have. */
    async function languageCode(options: CallOptions | undefined): Promise<string | undefined> {
      const tag = language?.replaceAll('-', '_');
      if (!tag?.includes('_')) return tag;
      if (spoken === null) {
        const query = { text: '{activeChannel{availableLanguageCodes}}', variables: {} };
        const { data } = await request(url ?? '', query, options);
        const codes = list(own(data.activeChannel as Fields).availableLanguageCodes).map(String);
        spoken = codes.find((code) => code.toLowerCase() === tag.toLowerCase()) ?? tag.split('_')[0];
      }
      return spoken;
    }

    return {
      market,
      precision,
      customFields,
      productUrl,
      async ask(query, options, token) {
        if (!url) throw new CommerceError('unsupported', `Not a web address: ${endpoint}`);
        const code = await languageCode(options);
        const search = Object.entries({ languageCode: code, currencyCode: currency })
          .flatMap(([name, value]) => (value ? `${name}=${encodeURIComponent(value)}` : []))
          .join('&');
        const address = search ? `${url}${url.includes('?') ? '&' : '?'}${search}` : url;
        return request(address, query, options, token);
      },
      tokenMissing() {
        const error = new CommerceError('unauthorized', 'The shop does not tell the token of its session.');
        void tokens.say(error, '');
        return error;
      },
    };
  }

  return { base, name: `vendure:${url ?? endpoint ?? ''}${channel ? `#${channel}` : ''}`, open };
}

function readAnswer(answer: Awaited<ReturnType<typeof requestJson>>): Answer {
  const errors = list(own(answer.body as Fields).errors).map(readError);
  if (!answer.ok) {
    const [first] = errors;
    throw first && answer.status === 400 ? graphError(first, answer.status) : statusError(answer, first?.code);
  }
  const denied = errors.map((error) => graphError(error)).find(({ code }) => code === 'unauthorized');
  if (denied) throw denied;
  const { data } = fields(answer.body, 'answer');
  if (!errors.length && !data) throw malformed('data');
  return { data: own(data as Fields | undefined), errors, token: text(answer.headers.get(TOKEN)) };
}

function readError(error: unknown): GraphError {
  const { path, extensions } = own(error as Fields);
  return {
    code: text(own(extensions as Fields).code) ?? '',
    path: list(path).map((step) => text(step)),
  };
}

/** What a code beside the data means where nothing better is known. */
export function graphError({ code }: GraphError, status?: number): CommerceError {
  const detail = { native: code || undefined, status };
  switch (code) {
    case 'CHANNEL_NOT_FOUND':
    case 'FORBIDDEN':
    case 'UNAUTHORIZED':
      return new CommerceError('unauthorized', 'The shop refuses access.', detail);
    case 'GRAPHQL_VALIDATION_FAILED':
    case 'BAD_USER_INPUT':
      return new CommerceError('unsupported', 'The Shop API lacks a field, such as a custom field.', detail);
    case 'USER_INPUT_ERROR':
      return new CommerceError('unsupported', 'The shop refuses this, such as a currency it does not have.', detail);
    case 'ENTITY_NOT_FOUND':
    case 'ILLEGAL_OPERATION':
      return new CommerceError('rejected', 'The shop refuses this.', detail);
    default:
      return new CommerceError('unavailable', 'The shop could not answer.', detail);
  }
}

/** Collects the variables of a request; `put` gives the name to write in its text. */
export function variables() {
  const types: string[] = [];
  const values: Record<string, unknown> = {};
  return {
    put(type: string, value: unknown): string {
      const name = `v${types.length}`;
      types.push(`$${name}:${type}`);
      values[name] = value;
      return `$${name}`;
    },
    /** The whole request; `operation` is `query` or `mutation`. */
    query: (operation: string, body: string): Query => ({
      text: `${operation}${types.length ? `(${types.join()})` : ''}{${body}}`,
      variables: values,
    }),
  };
}

/** Only what was really given: a page may have polluted `Object.prototype`. Empty for what is no object. */
export function own<T extends object>(options: T | null | undefined): Partial<T> {
  return { __proto__: null, ...(typeof options === 'object' ? options : undefined) } as object;
}
