/** What is done to a cart while no other tab does anything to it. */
import { CommerceError, type Cart, type CartAnswer, type CartOperation } from '@shuk/core';
import { NOTHING, type Intent, type Kept, type Memory } from './cart-memory.js';
import { DONE, isOpen, readCart, settle, type Wire } from './cart-settle.js';
import type { CartNotice } from './cart-types.js';
import { applyChanges, operationsOf, shopLine, toOperation, type Change } from './cart-view.js';
import { uuid } from './uuid.js';

/** How long a change whose page ended is still wanted, in milliseconds. */
const WANTED = 15 * 60_000;
/** How long after a visit of the checkout a missing cart counts as ordered. */
const ORDERED = 24 * 60 * 60_000;

export interface Turn extends Wire {
  readonly memory: Memory;
  /** No other page is at work: changes without an answer are of pages that ended. */
  readonly alone: boolean;
  /** True where what is kept is what the shop has now. */
  readonly isFresh: () => boolean;
  /** The last answer in this page; holds what is not kept. */
  readonly cart: Cart | undefined;
  readonly tell: (notice: CartNotice) => void;
}

const without = ({ intents }: Kept, key: string | undefined): Intent[] => intents.filter((it) => it.key !== key);

/** Keeps an answer of the shop; with the key of a change, as that one's. */
export function keep({ memory, clock }: Pick<Turn, 'memory' | 'clock'>, cart: Cart, key?: string): void {
  const kept = memory.load();
  memory.save({
    ...kept,
    ...{ token: cart.token, revision: cart.revision, stamp: key ?? kept.stamp, at: clock.now() },
    ...{ lines: cart.lines.map(shopLine), codes: cart.codes.map(({ code }) => code), intents: without(kept, key) },
  });
}

/** Sends one change; of one that was sent before it is first asked whether it arrived. */
export async function commit(turn: Turn, change: Change, intent?: Intent): Promise<CartAnswer> {
  const { memory } = turn;
  try {
    const answer = await attempt(turn, change, intent);
    keep(turn, answer.cart, change.key);
    return answer;
  } catch (thrown) {
    const kept = memory.load();
    const intents = without(kept, change.key);
    const again = intent && isOpen(CommerceError.from(thrown));
    if (!again && kept.intents.length) memory.save(kept.token || intents.length ? { ...kept, intents } : undefined);
    throw thrown;
  }
}

async function attempt(turn: Turn, change: Change, intent: Intent | undefined): Promise<CartAnswer> {
  const { memory, clock, service } = turn;
  const { key, type, lines } = change;
  const kept = memory.load();
  let { token, revision } = kept;
  let base = intent?.base ?? kept.lines;
  if (!token && type !== 'add' && lines.length) throw new CommerceError('line-gone', 'There is no cart.');
  try {
    if (token && !intent?.base && type === 'add' && service.abilities.idempotency !== 'native' && !turn.isFresh()) {
      const cart = await readCart(turn, token);
      ({ token, revision } = cart);
      base = cart.lines.map(shopLine);
    }
    if (turn.alone && lines.length) {
      const sent: Intent = { key, type, lines, at: intent?.at ?? clock.now(), base };
      memory.save({ ...kept, intents: [...without(kept, key), sent] });
    }
    const unsure = Boolean(intent?.base);
    return await settle({ ...turn, token, revision, key, operations: operationsOf(change), base, unsure });
  } catch (thrown) {
    const { code } = CommerceError.from(thrown);
    const answer = token && code.startsWith('cart-') && (await rebuild(turn, change, code === 'cart-closed'));
    if (!answer) throw thrown;
    return answer;
  }
}

/** Begins a new cart with the last known lines and one change. `undefined`: there is nothing to begin it with. */
async function rebuild(turn: Turn, change?: Change, ordered = false): Promise<CartAnswer | undefined> {
  const { memory, clock, cart, tell } = turn;
  const kept = memory.load();
  const adds = change && (change.type === 'add' || change.operation);
  const own = adds ? operationsOf(change) : [];
  const known = ordered || clock.now() - kept.left < ORDERED ? [] : kept.lines;
  const lines = applyChanges(known, change && !adds ? [change] : []);
  const rest: CartOperation[] = [];
  if (lines.length) {
    for (const code of kept.codes) rest.push({ type: 'add-code', code });
    if (cart?.note) rest.push({ type: 'note', text: cart.note });
    if (cart?.attributes.length) rest.push({ type: 'attributes', attributes: cart.attributes });
  }
  const operations = [...lines.map((line) => toOperation('add', line)), ...rest, ...own];
  const forget = () => memory.save(kept.intents.length ? { ...NOTHING, intents: kept.intents } : undefined);
  if (!operations.length) {
    forget();
    return undefined;
  }
  try {
    const fresh = { token: undefined, revision: undefined, base: [], unsure: false };
    const { cart, outcomes } = await settle({ ...turn, ...fresh, key: uuid(), operations });
    const lost = lines.flatMap((line, index) => {
      const outcome = outcomes[index];
      if (outcome?.status === 'refused') return line;
      return outcome?.status === 'clamped' ? { ...line, quantity: line.quantity - outcome.quantity } : [];
    });
    if (lines.length) tell({ reason: 'rebuilt', lost });
    const of = (id: string) => outcomes[lines.findIndex((line) => line.id === id)] ?? DONE;
    return { cart, outcomes: adds ? outcomes.slice(-own.length) : (change?.lines.map(({ id }) => of(id)) ?? []) };
  } catch (thrown) {
    if (isOpen(CommerceError.from(thrown))) throw thrown;
    forget();
    if (lines.length) tell({ reason: 'gone', lost: lines });
    throw thrown;
  }
}

/** Sends what pages that ended had begun to send; what is too old is not added unasked. */
export async function replay(turn: Turn): Promise<void> {
  const { memory, clock, tell } = turn;
  for (const intent of memory.load().intents) {
    let lost = intent.type === 'add' ? intent.lines : [];
    const age = clock.now() - intent.at;
    try {
      if (age >= 0 && age <= WANTED) {
        const { outcomes } = await commit(turn, intent, intent);
        lost = lost.filter((_, index) => outcomes[index]?.status === 'refused');
      }
    } catch (thrown) {
      if (isOpen(CommerceError.from(thrown))) throw thrown;
    }
    const kept = memory.load();
    memory.save({ ...kept, intents: without(kept, intent.key) });
    if (lost.length) tell({ reason: 'gone', lost });
  }
}

/** The cart as it is now; one that is gone is built again. */
export async function mend(turn: Turn): Promise<Cart | undefined> {
  const { token } = turn.memory.load();
  if (!token) return undefined;
  try {
    const cart = await readCart(turn, token);
    keep(turn, cart);
    return cart;
  } catch (thrown) {
    if (CommerceError.from(thrown).code !== 'cart-gone') throw thrown;
    const answer = await rebuild(turn);
    if (answer) keep(turn, answer.cart, uuid());
    return answer?.cart;
  }
}
