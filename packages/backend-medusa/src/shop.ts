/** One Store API: how it is asked, how it says no, and which of its regions a session is in. */
import {
  adviser,
  CommerceError,
  fillUrl,
  requestJson,
  statusError,
  text,
  toJson,
  webUrl,
  type Market,
} from '@shuk/core';
import type { MedusaBackendOptions } from './index.js';
import { readRegion, readRefusal, type Reading, type Region } from './wire.js';

export type Signal = AbortSignal | undefined;

/** Names and values of a query, in order. A name may stand there more than once. */
export type Query = readonly (readonly [name: string, value: string | number])[];

/** The shop as a session sees it. */
export interface Shop extends Reading {
  readonly fill: (template: string | undefined, values: Readonly<Record<string, string>>) => string | undefined;
  /** The body of the answer; without `body` it is a GET. */
  ask(path: string, query: Query, signal: Signal, body?: unknown, method?: string): Promise<unknown>;
  /** `undefined` where the market is in none: then nothing has a price. */
  region(signal: Signal): Promise<Region | undefined>;
}

const page = globalThis as { readonly location?: Location }; // Node has none

export function connect(settings: Partial<MedusaBackendOptions>) {
  const { endpoint, token, fetch: send, productUrl } = settings;
  const base = settings.base ?? page.location?.href;
  const url = webUrl(endpoint, base)?.replace(/\/+$/, '');
  const origin = page.location?.origin ?? 'the origin of the page';
  const headers = { ...(token && { 'x-publishable-api-key': token }) };
  const probe = `${url}/store/regions?limit=1`; // never the address of a cart
  const advice = adviser(
    'medusa',
    {
      origin:
        `the page may not read the answers of ${url} (CORS). ` +
        `projectConfig.http.storeCors in medusa-config (often the variable STORE_CORS) must list ${origin}.`,
      key:
        `the shop refuses the key “${token ?? ''}”. Give token the publishable API key (pk_…) of a sales channel, ` +
        `as Medusa's admin shows it under Settings.`,
    },
    send,
  );

  function open(market: Market): Shop {
    const { country, currency, language } = market;
    const words = { country, currency, language };
    let region: Region | undefined;
    let looked = false;
    let told = false;
    if (settings.region) {
      region = { id: settings.region, currency: undefined };
      looked = true;
    }

    function tell(): void {
      if (told) return;
      told = true;
      console.error(
        `[shuk] medusa: no region of ${url} has the country ${country ?? '(none)'} and the currency ` +
          `${currency ?? '(any)'}, so nothing has a price. Add the country to a region in Medusa's admin.`,
      );
    }

    const fill: Shop['fill'] = (template, values) => fillUrl(template, { ...words, ...values }, base);

    const shop: Shop = {
      market,
      url,
      fill,
      productUrl: ({ id, handle }) =>
        handle || !productUrl?.includes('{handle}') ? fill(productUrl, { id, handle: handle ?? '' }) : undefined,
      async ask(path, query, signal, body, method = body ? 'POST' : 'GET') {
        signal?.throwIfAborted();
        if (!url) throw new CommerceError('unsupported', `Not a web address: ${endpoint}`);
        const search = query.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
        try {
          const answer = await requestJson(send, `${url}/store/${path}${search && `?${search}`}`, {
            method,
            headers: {
              ...headers,
              ...(language && { 'x-medusa-locale': language }),
              ...(body ? { 'content-type': 'application/json' } : undefined),
            },
            body: body ? toJson(body) : null,
            signal: signal ?? null,
            redirect: 'error',
            cache: path.startsWith('carts') ? 'no-store' : 'default',
          });
          if (answer.ok) return answer.body;
          const { native, key } = readRefusal(answer.body);
          // Medusa refuses keys with 400, not with 401, and what is wrong with a change in the same way.
          const { status } = answer;
          if (key && status === 400 && (!body || path === 'carts')) {
            throw new CommerceError('unauthorized', 'The shop refuses the key.', { status, native });
          }
          throw statusError(answer, native);
        } catch (thrown) {
          if (signal?.aborted) throw signal.reason;
          const error = CommerceError.from(thrown);
          void advice.say(error, probe, headers);
          throw error;
        }
      },
      async region(signal) {
        if (!looked) {
          const query: Query = [
            ['fields', 'id,currency_code,countries.iso_2'],
            ['limit', 500],
          ];
          region = readRegion(await shop.ask('regions', query, signal), market);
          if (!region) tell();
          looked = true;
        }
        return region;
      },
    };
    return shop;
  }

  return { base, name: `medusa:${url ?? endpoint ?? ''}`, open };
}

/** True for what can be the id, handle or SKU of something, and may stand in an address. */
export const isName = (value: string): boolean => text(value, 255) === value;
