/** What is done to a cart while no other tab does anything to it. Everything here rejects with a `CommerceError`. */
import { CommerceError, type Cart, type CartAnswer, type CartOperation, newId } from '@shuk/core';
import { keep, NOTHING, write, type Intent, type Memory } from './cart-memory.js';
import { DONE, isOpen, readCart, settle, type Wire } from './cart-settle.js';
import type { CartNotice } from './cart-types.js';
import { applyChanges, operationsOf, toOperation, type Change } from './cart-view.js';
import { CHANGE, limited, type Clock } from './patience.js';
import { exclusively, tellTabs, type Browser } from './tabs.js';

/** How long a change whose page ended is still wanted, in milliseconds. */
const WANTED = 15 * 60_000;
/** How long after a visit of the checkout a missing cart counts as ordered. */
const ORDERED = 24 * 60 * 60_000;

export interface Turn extends Wire {
  readonly memory: Memory;
  /** No other page is at work: changes without an answer are of pages that ended. */
  readonly alone: boolean;
  /** What is kept is what the shop has now. */
  readonly fresh: boolean;
  readonly tell: (notice: CartNotice) => void;
}

/** Runs while no other tab does anything to the cart, and not for longer than a shopper waits. */
export function takeTurn<T>(
  browser: Browser,
  name: string,
  clock: Clock,
  begin: () => Omit<Turn, 'signal' | 'alone'>,
  run: (turn: Turn) => Promise<T>,
): Promise<T> {
  return limited(clock, CHANGE.deadline, (signal) =>
    exclusively(browser, name, signal, async (alone) => {
      const turn: Turn = { ...begin(), signal, alone };
      const { stamp } = turn.memory.load();
      if (alone) await replay(turn);
      const result = await run(turn);
      if (turn.memory.load().stamp !== stamp) tellTabs(browser, name);
      return result;
    }),
  );
}

/** Sends one change; of one that was sent before it is first asked whether it arrived. */
export async function commit(turn: Turn, change: Change, intent?: Intent): Promise<CartAnswer> {
  const { memory } = turn;
  const { key } = change;
  const { token } = memory.load();
  try {
    const answer = await attempt(turn, change, intent).catch(async (thrown: unknown) => {
      const { code } = thrown as CommerceError;
      const again = token && code.startsWith('cart-') && (await rebuild(turn, change, code === 'cart-closed'));
      if (again) return again;
      throw thrown;
    });
    keep(memory, answer.cart, key);
    return answer;
  } catch (thrown) {
    if (!intent || !isOpen(thrown as CommerceError)) write(memory, {}, key);
    throw thrown;
  }
}

async function attempt(turn: Turn, change: Change, intent: Intent | undefined): Promise<CartAnswer> {
  const { memory, clock, service, alone, fresh } = turn;
  const { key, type, lines } = change;
  const adds = type === 'add';
  const { token } = memory.load();
  const sent = intent?.base;
  const journal = (base: Intent['base']): void => {
    if (alone && lines.length) write(memory, {}, key, { key, type, lines, at: intent?.at ?? clock.now(), base });
  };
  if (!sent && token && adds && !fresh && service.abilities.idempotency !== 'native') {
    journal(undefined); // the page may end before it is sent
    keep(memory, await readCart(turn, token));
  }
  const kept = memory.load();
  const base = sent ?? kept.lines;
  if (!token && !adds && lines.length) throw new CommerceError('line-gone', 'There is no cart.');
  journal(base);
  return settle(turn, operationsOf(change), key, base, kept.token, kept.revision, Boolean(sent));
}

/** Begins a new cart with the last known lines and one change. `undefined`: there is nothing to begin it with. */
async function rebuild(turn: Turn, change?: Change, ordered = false): Promise<CartAnswer | undefined> {
  const { memory, clock, tell } = turn;
  const kept = memory.load();
  const edits = change && change.type !== 'add' && !change.operation ? [change] : [];
  const own = change && !edits.length ? operationsOf(change) : [];
  const lines = ordered || clock.now() - kept.left < ORDERED ? [] : applyChanges(kept.lines, edits);
  const codes = lines.length ? kept.codes : [];
  const operations: CartOperation[] = [
    ...lines.map((line) => toOperation('add', line)),
    ...codes.map((code) => ({ type: 'add-code', code }) as const),
    ...own,
  ];
  const forget = () => memory.save({ ...NOTHING, intents: kept.intents });
  if (!operations.length) {
    forget();
    return undefined;
  }
  try {
    const { cart, outcomes } = await settle(turn, operations, newId(), []);
    const lost = lines.flatMap((line, index) => {
      const outcome = outcomes[index];
      if (outcome?.status === 'refused') return line;
      return outcome?.status === 'clamped' ? { ...line, quantity: line.quantity - outcome.quantity } : [];
    });
    if (lines.length) tell({ reason: 'rebuilt', lost });
    const edited = edits.flatMap((edit) => edit.lines);
    const of = (id: string) => outcomes[lines.findIndex((line) => line.id === id)] ?? DONE;
    return { cart, outcomes: own.length ? outcomes.slice(-own.length) : edited.map(({ id }) => of(id)) };
  } catch (thrown) {
    if (!isOpen(thrown as CommerceError)) {
      forget();
      if (lines.length) tell({ reason: 'gone', lost: lines });
    }
    throw thrown;
  }
}

/** Sends what pages that ended had begun to send; what is too old is not added unasked. */
export async function replay(turn: Turn): Promise<void> {
  const { memory, clock, tell } = turn;
  for (const intent of memory.load().intents) {
    const age = clock.now() - intent.at;
    let lost = intent.type === 'add' ? intent.lines : [];
    try {
      if (age >= 0 && age <= WANTED) {
        const { outcomes } = await commit(turn, intent, intent);
        lost = lost.filter((_, index) => outcomes[index]?.status === 'refused');
      }
    } catch (thrown) {
      if (isOpen(thrown as CommerceError)) throw thrown;
    }
    write(memory, {}, intent.key);
    if (lost.length) tell({ reason: 'gone', lost });
  }
}

/** The cart as it is now; one that is gone is built again. */
export async function mend(turn: Turn): Promise<Cart | undefined> {
  const { memory } = turn;
  const { token } = memory.load();
  if (!token) return undefined;
  try {
    const cart = await readCart(turn, token);
    keep(memory, cart);
    return cart;
  } catch (thrown) {
    if ((thrown as CommerceError).code !== 'cart-gone') throw thrown;
    const answer = await rebuild(turn);
    if (answer) keep(memory, answer.cart, newId());
    return answer?.cart;
  }
}
