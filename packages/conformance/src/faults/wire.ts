/** HTTP as the proxy speaks it: whole messages, one connection for each. */
import { Agent, request as askPlain, type IncomingMessage, type ServerResponse } from 'node:http';
import { Agent as SecureAgent, request as askSecure } from 'node:https';

export interface Message {
  readonly status: number;
  /** Names and values in turn, as they came. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Of one connection, or of the form a message came in; not of the message. */
const HOP = /^(?:connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-length)$/i;

// A connection that is used again may be closed at that moment, and a fault would happen that nobody planned.
const plain = new Agent({ keepAlive: false });
const secure = new SecureAgent({ keepAlive: false });

const kept = (raw: readonly string[], dropped: RegExp): string[] =>
  raw.flatMap((name, at) => (at % 2 || HOP.test(name) || dropped.test(name) ? [] : [name, raw[at + 1] ?? '']));

export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Passes a request on. The shop sees its own host, and answers without compression. */
export function ask(target: URL, { method, url, rawHeaders }: IncomingMessage, body: Buffer): Promise<Message> {
  const isSecure = target.protocol === 'https:';
  const headers = [
    ...kept(rawHeaders, /^(?:host|accept-encoding|expect)$/i),
    ...['host', target.host, 'accept-encoding', 'identity', 'connection', 'close'],
    ...(body.length ? ['content-length', String(body.length)] : []),
  ];
  return new Promise((resolve, reject) => {
    const options = {
      ...{ method, headers, path: url, agent: isSecure ? secure : plain },
      ...{ hostname: target.hostname.replace(/^\[|\]$/g, ''), port: target.port || (isSecure ? 443 : 80) },
    };
    const asked = (isSecure ? askSecure : askPlain)(options, (answer) => {
      bodyOf(answer).then((it) => {
        resolve({ status: answer.statusCode ?? 502, headers: kept(answer.rawHeaders, /^(?!)/), body: it });
      }, reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Answers; `length` is what the head promises, where that is not the truth. */
export function answer(response: ServerResponse, message: Message, length = message.body.length): void {
  const { status, headers, body } = message;
  const bare = status === 204 || status === 304 || response.req.method === 'HEAD';
  response.writeHead(status, [
    ...headers,
    ...['connection', 'close'],
    ...(bare ? [] : ['content-length', String(length)]),
  ]);
  if (bare) response.end();
  else if (length === body.length) response.end(body);
  else response.write(body, () => reset(response));
}

/** Ends the connection without a word. */
export function reset(response: ServerResponse): void {
  response.req.socket.resetAndDestroy();
}

/** What something between page and shop answers; a page of any origin may read it. */
export function madeUp(
  request: IncomingMessage,
  status: number,
  type: string,
  body: string,
  ...more: string[]
): Message {
  const { origin } = request.headers;
  const readable = origin
    ? ['access-control-allow-origin', origin, 'access-control-expose-headers', 'retry-after', 'vary', 'origin']
    : [];
  return { status, headers: ['content-type', type, ...readable, ...more], body: Buffer.from(body) };
}
