/** The changes of one cart, one after the other, across tabs too where the browser can order them. */
import { CommerceError } from '@shuk/core';
import { replay, type Turn } from './cart-commit.js';
import type { Memory } from './cart-memory.js';
import type { Change } from './cart-view.js';
import { CHANGE, limited, type Clock } from './patience.js';
import { exclusively, tellTabs, type Browser } from './tabs.js';

/** Changes that may wait for the network. */
const MAX_WAITING = 20;

export interface Job {
  /** What it changes; drawn until it is settled. */
  change?: Change | undefined;
  /** It can no longer be replaced. */
  started?: boolean;
  /** Written down as the page was left: whoever has the next turn sends it. */
  left?: boolean;
  readonly promise: Promise<unknown>;
  readonly run: (turn: Turn, job: Job) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CommerceError) => void;
}

export interface QueueOptions {
  readonly clock: Clock;
  readonly browser: Browser;
  readonly name: string;
  readonly memory: Memory;
  readonly turn: (signal: AbortSignal, alone: boolean) => Turn;
  /** What is to be done when no job waits. */
  readonly idle: () => Promise<void> | undefined;
  /** After each job, before its promise ends. */
  readonly after: (failed: boolean) => void;
}

export interface Queue {
  readonly jobs: readonly Job[];
  readonly enqueue: <T>(run: (turn: Turn, job: Job) => Promise<T>, change?: Change) => Promise<T>;
  readonly work: () => Promise<void>;
}

export function createQueue({ clock, browser, name, memory, turn, idle, after }: QueueOptions): Queue {
  const { online, locks, leaving } = browser;
  const jobs: Job[] = [];
  let busy = false;

  async function work(): Promise<void> {
    if (busy) return;
    busy = true;
    const stop = leaving(leave);
    for (let next; (next = jobs[0] ? execute(jobs[0]) : idle());) await next;
    stop();
    busy = false;
  }

  /** A page that ends leaves behind what it has not sent, where the next one can know that it is alone with it. */
  function leave(): void {
    const kept = memory.load();
    const intents = [...kept.intents];
    for (const job of locks() ? jobs : []) {
      const { change, started } = job;
      if (!change?.lines.length || started) continue;
      intents.push({ ...change, at: clock.now(), base: undefined });
      job.started = job.left = true;
    }
    if (intents.length > kept.intents.length) memory.save({ ...kept, intents });
  }

  async function execute(job: Job): Promise<void> {
    const { stamp } = memory.load();
    let end: () => void;
    try {
      const value = await limited(clock, CHANGE.deadline, (signal) =>
        exclusively(browser, name, signal, async (alone) => {
          signal.throwIfAborted();
          const own = turn(signal, alone);
          if (alone) await replay(own);
          job.started = true;
          return job.run(own, job);
        }),
      );
      end = () => job.resolve(value);
      jobs.shift();
      after(false);
    } catch (thrown) {
      let error = CommerceError.from(thrown);
      // Without a network all that wait have waited for the same.
      const all = /^(?:off|time)/.test(error.code) && !online();
      if (all) error = noNetwork();
      const failed = jobs.splice(0, all ? jobs.length : 1);
      end = () => failed.forEach(({ reject }) => reject(error));
      after(failed.some(({ change }) => change));
    }
    if (memory.load().stamp !== stamp) tellTabs(browser, name);
    end();
  }

  return {
    jobs,
    work,
    enqueue<T>(run: (turn: Turn, job: Job) => Promise<T>, change?: Change): Promise<T> {
      if (change && jobs.length >= MAX_WAITING && !online()) return Promise.reject(noNetwork());
      let settle!: Pick<Job, 'resolve' | 'reject'>;
      const promise = new Promise<T>((resolve, reject) => (settle = { resolve: resolve as Job['resolve'], reject }));
      jobs.push({ change, run, promise, ...settle });
      void work();
      return promise;
    },
  };
}

const noNetwork = () => new CommerceError('offline', 'There is no network.');
