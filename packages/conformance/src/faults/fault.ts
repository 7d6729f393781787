/** What can go wrong between a page and a shop, one request at a time. */
export type Fault =
  /** Nothing. */
  | { readonly name: 'none' }
  /** The request comes to the shop so much later, or its answer to the page. Default: the answer. */
  | { readonly name: 'latency'; readonly milliseconds: number; readonly of?: 'request' | 'answer' }
  /** The connection is reset, and the shop hears nothing. */
  | { readonly name: 'lost-request' }
  /** No request arrives: this one, and those after it up to so many. */
  | { readonly name: 'offline'; readonly requests: number }
  /** The shop acts, and the connection is reset before anything of the answer arrives. */
  | { readonly name: 'lost-answer' }
  /** The shop acts, and the connection is reset in the middle of the body. */
  | { readonly name: 'cut-answer' }
  /** The shop hears the same request twice, one after the other. The second answer arrives. */
  | { readonly name: 'twice' }
  /** 429; the shop hears nothing. `retryAfter` is the header as it is: seconds, a date, nonsense; absent: none. */
  | { readonly name: 'rate-limited'; readonly retryAfter?: string | undefined }
  /** 500; the shop hears nothing. */
  | { readonly name: 'error' }
  /** The shop acts, and the answer is 500 all the same. */
  | { readonly name: 'error-after' }
  /** 503; the shop hears nothing. */
  | { readonly name: 'unavailable' }
  /** The shop acts; the answer is whole for HTTP, and only the first half of its JSON. */
  | { readonly name: 'truncated' }
  /** 200 with an HTML page, as of a hotel's network; the shop hears nothing. */
  | { readonly name: 'html' }
  /** The same, after the shop acted. */
  | { readonly name: 'html-after' }
  /** One field of the JSON answer is lacking, is null, or is one too many. `at`: which, from 0 up to 1, of all. */
  | { readonly name: 'missing-field' | 'null-field' | 'extra-field'; readonly at: number };

export type FaultName = Fault['name'];

/** Those that need nothing said may be given by their names. */
export type ShortFault = Exclude<FaultName, 'latency' | 'offline' | 'missing-field' | 'null-field' | 'extra-field'>;

/** A request as the proxy met it. */
export interface LoggedRequest {
  /** From 0, in the order of arrival. */
  readonly index: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
  readonly fault: Fault;
  /** How often the shop has answered it. */
  readonly acted: number;
  /** The status that went to the page; `undefined`: no answer did, or not yet. */
  readonly status: number | undefined;
  /** The page had given up before the shop heard of it: whatever it does then, nobody waits for it. */
  readonly late: boolean;
}

/** Which fault a request meets. Called for each in the order of arrival, but never for a preflight. */
export type Plan = (
  request: Pick<LoggedRequest, 'index' | 'method' | 'path' | 'body'>,
) => Fault | ShortFault | undefined;

export const faultOf = (fault: Fault | ShortFault | undefined): Fault =>
  typeof fault === 'string' ? { name: fault } : (fault ?? { name: 'none' });
