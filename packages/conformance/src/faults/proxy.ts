/**
 * Stands between a page and a shop, passes everything on, and makes it go wrong as told. Preflights never go wrong:
 * what is tested is the adapter, not the browser.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faultOf, type Fault, type LoggedRequest, type Plan, type ShortFault } from './fault.js';
import { mutate } from './mutate.js';
import { seededPlan } from './seeded.js';
import { answer, ask, bodyOf, madeUp, reset, type Message } from './wire.js';

export interface FaultProxyOptions {
  /** The origin of the shop, such as `http://127.0.0.1:4100`. */
  readonly target: string;
  /** How time passes for `latency`. Default: as it does. A test with a clock of its own gives that one. */
  readonly wait?: ((milliseconds: number, request: LoggedRequest) => Promise<void>) | undefined;
  /** Told when a request has arrived, when the page gave up on it, and when it has come to its end. */
  readonly onChange?: ((request: LoggedRequest, state: 'arrived' | 'gone' | 'ended') => void) | undefined;
}

export interface FaultProxy {
  /** What the adapter takes for the shop. */
  readonly origin: string;
  /** Every request but preflights, oldest first. */
  readonly log: readonly LoggedRequest[];
  /** The next requests meet these faults, one each, before any plan. */
  next(...faults: readonly (Fault | ShortFault)[]): void;
  /**
   * From now on, also in place of what `next` left: a seed for faults by chance (`seededPlan`), or your own plan.
   * `undefined`: nothing goes wrong any more.
   */
  plan(plan: number | Plan | undefined): void;
  /** Ends all connections. */
  stop(): Promise<void>;
}

type Entry = { -readonly [Name in keyof LoggedRequest]: LoggedRequest[Name] };

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

const HTML = '<!doctype html><html lang="en"><title>Welcome</title><p>Please log in to the network.</p></html>';

/** Listens on a free port of 127.0.0.1. */
export async function faultProxy({ target, wait = sleep, onChange }: FaultProxyOptions): Promise<FaultProxy> {
  const shop = new URL(target);
  const log: Entry[] = [];
  const coming: Fault[] = [];
  let drawn: Plan | undefined;

  function next(request: Parameters<Plan>[0]): Fault {
    const fault = coming.shift() ?? faultOf(drawn?.(request));
    if (fault.name !== 'offline') return fault;
    const more = Array.from({ length: fault.requests - 1 }, (): Fault => ({ name: 'lost-request' }));
    coming.unshift(...more);
    return { name: 'lost-request' };
  }

  /** What reaches the page; `undefined`: nothing does. */
  async function meet(entry: Entry, request: IncomingMessage, body: Buffer, isGone: () => boolean) {
    const { fault } = entry;
    const passOn = async (): Promise<Message> => {
      entry.late ||= isGone();
      const message = await ask(shop, request, body);
      entry.acted++;
      return message;
    };
    const made = (status: number, ...more: string[]) =>
      madeUp(request, status, 'application/json', `{"error":${status}}`, ...more);
    switch (fault.name) {
      case 'latency': {
        if (fault.of === 'request') await wait(fault.milliseconds, entry);
        const message = await passOn();
        if (fault.of !== 'request') await wait(fault.milliseconds, entry);
        return message;
      }
      case 'lost-request':
      case 'offline':
        return undefined;
      case 'lost-answer':
        await passOn();
        return undefined;
      case 'twice':
        await passOn();
        return passOn();
      case 'rate-limited':
        return made(429, ...(fault.retryAfter === undefined ? [] : ['retry-after', fault.retryAfter]));
      case 'error-after':
        await passOn();
        return made(500);
      case 'error':
        return made(500);
      case 'unavailable':
        return made(503);
      case 'html-after':
        await passOn();
        return madeUp(request, 200, 'text/html', HTML);
      case 'html':
        return madeUp(request, 200, 'text/html', HTML);
      case 'truncated': {
        const message = await passOn();
        return { ...message, body: half(message.body) };
      }
      case 'missing-field':
      case 'null-field':
      case 'extra-field': {
        const message = await passOn();
        return { ...message, body: Buffer.from(mutate(message.body.toString(), fault.name, fault.at)) };
      }
      default:
        return passOn();
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const { method = 'GET', url: path = '/', headers } = request;
    if (method === 'OPTIONS') {
      answer(response, await ask(shop, request, body));
      return;
    }
    const asked = { index: log.length, method, path, body: body.toString() };
    const entry: Entry = { ...asked, headers, fault: next(asked), acted: 0, status: undefined, late: false };
    log.push(entry);
    let ended = false;
    response.on('close', () => {
      if (!ended) onChange?.(entry, 'gone');
    });
    onChange?.(entry, 'arrived');
    try {
      const message = await meet(entry, request, body, () => response.destroyed);
      if (!message || response.destroyed || (entry.fault.name === 'cut-answer' && !message.body.length)) {
        reset(response);
        return;
      }
      entry.status = message.status;
      if (entry.fault.name === 'cut-answer')
        answer(response, { ...message, body: half(message.body) }, message.body.length);
      else answer(response, message);
    } finally {
      ended = true;
      onChange?.(entry, 'ended');
    }
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => reset(response));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    log,
    next: (...faults) => void coming.push(...faults.map(faultOf)),
    plan(plan) {
      coming.length = 0;
      drawn = typeof plan === 'number' ? seededPlan(plan) : plan;
    },
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

const half = (body: Buffer): Buffer => body.subarray(0, Math.floor(body.length / 2));
