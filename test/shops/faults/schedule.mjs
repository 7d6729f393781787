/** One schedule: pages, what shoppers do on them and what goes wrong, all by one seed; then calm, and the truth. */
import assert from 'node:assert/strict';
import { randomFrom, seededPlan } from '@shuk/conformance/faults';
import { createClock } from './clock.mjs';
import { createModel } from './model.mjs';
import { createSite } from './site.mjs';

const PAUSES = [0, 50, 500, 3_000, 12_000];
/** Actions and how likely each is; one that a shop cannot do is left out. */
const ACTIONS = Object.entries({
  ...{ add: 8, set: 3, remove: 2, addCode: 2, removeCode: 1, seen: 1, leave: 2, die: 1, pause: 8 },
  ...{ offline: 1, expire: 1, sellOut: 1, restock: 1, reprice: 1 },
}).flatMap(([name, weight]) => Array(weight).fill(name));

/** How many requests of a change go wrong, and how many others. */
const SHARES = { apply: 0.4, other: 0.2 };

/** What is done in the shop itself, while no request is on its way. */
const AT_THE_SHOP = new Set(['expire', 'sellOut', 'restock', 'reprice']);

/** What becomes of the action before until the next one: nothing at all, it is on its way, or all is answered. */
const DISTANCES = [
  () => {},
  async () => {
    for (let turn = 0; turn < 60; turn++) await Promise.resolve();
  },
  ({ settle }) => settle(),
];

/** What nobody can tell: whether the shop acted. */
const OPEN = /^(?:offline|timeout|unavailable|rate-limited|malformed|conflict)$/;

/** `prepared`: the shop, its goods and the wire. Rejects with the story where a promise of the design is broken. */
export async function run(seed, prepared) {
  const { shop, wire, goods, code } = prepared;
  const { market } = shop.fixture;
  const random = randomFrom(seed);
  const whole = (below) => Math.floor(random() * below);
  const pick = (from) => from[whole(from.length)];
  const story = [];
  const tell = (words) => void story.push(`${String(clock.now() - began).padStart(6)} ms  ${words}`);

  const clock = createClock(seed, wire);
  const began = clock.now();
  prepared.wait = clock.wait;
  wire.forget();
  wire.proxy.plan(undefined);
  let online = true;
  const site = createSite({ open: () => shop.open(wire.proxy.origin), market, clock, online: () => online });
  const model = createModel(goods.map(({ variant }) => variant.id));
  const nameOf = new Map(goods.map(({ name, variant }) => [variant.id, name]));
  const pages = [];
  const lost = [];
  let opened = 0;
  let settling = 0;
  /** There was a moment without lines, when a code may go. */
  let emptied = false;
  let limited = new Set(goods.filter((it) => it.isScarce).map(({ variant }) => variant.id));
  const undo = new Map();

  function openPage(at) {
    const page = site.page(`${at}.${++opened}`);
    page.running = new Set();
    page.cart.$notice.listen((notice) => {
      if (!notice) return;
      tell(
        `page ${at}: notice ${notice.reason} ${notice.lost.map((it) => `${it.quantity} ${nameOf.get(it.variantId)}`)}`,
      );
      lost.push(...notice.lost);
    });
    pages[at] = page;
  }

  const outcomeWords = ({ status, quantity, error }) =>
    [status, quantity, error?.code].filter((it) => it !== undefined).join(' ');

  function add(at, items) {
    const page = pages[at];
    const words = items.map(({ name, quantity }) => `${quantity} ${name}`).join(', ');
    const change = { items };
    page.running.add(change);
    const isAlive = () => page.running.delete(change);
    tell(`page ${at}: add ${words}`);
    page.cart.add(items.map(({ product, variant, quantity }) => ({ product, variant, quantity }))).then(
      ({ outcomes }) => {
        if (!isAlive()) return;
        tell(`page ${at}: add ${words} → ${outcomes.map(outcomeWords)}`);
        outcomes.forEach((outcome, index) => {
          const { variant, quantity } = items[index];
          if (outcome.status === 'done') model.add(variant.id, quantity);
          if (outcome.status === 'clamped') model.set(variant.id, outcome.quantity);
        });
      },
      (error) => {
        if (!isAlive()) return;
        tell(`page ${at}: add ${words} → rejected ${error.code}`);
        if (!OPEN.test(error.code)) return;
        for (const { variant, quantity } of items) model.maybeAdd(variant.id, quantity);
      },
    );
  }

  function edit(at, kind) {
    const { cart } = pages[at];
    const { lines } = cart.$view.get();
    if (!lines.length) return;
    const line = pick(lines);
    const quantity = kind === 'set' ? 1 + whole(4) : 0;
    const words = `${kind} ${nameOf.get(line.variantId)} ${quantity}`;
    tell(`page ${at}: ${words}`);
    settling++;
    (kind === 'set' ? cart.setQuantity(line.id, quantity) : cart.remove(line.id))
      .then(
        ({ outcomes: [outcome], cart }) => {
          tell(`page ${at}: ${words} → ${outcomeWords(outcome)}`);
          // Of several that wait only the newest is sent: what it came to is read from the answer to all.
          const now = cart.lines.reduce((sum, it) => (it.variantId === line.variantId ? sum + it.quantity : sum), 0);
          if (outcome.status !== 'refused') model.set(line.variantId, now);
          if (outcome.status === 'refused' && outcome.error.code === 'line-gone') model.set(line.variantId, now);
          if (!cart.lines.length) emptied = true;
        },
        (error) => {
          tell(`page ${at}: ${words} → rejected ${error.code}`);
          if (OPEN.test(error.code)) model.maybeSet(line.variantId, quantity);
          // The last line of a cart that expired: there is no cart to answer with, and none is wanted.
          if (error.code === 'cart-gone' && !quantity) model.maybeSet(line.variantId, 0);
        },
      )
      .finally(() => settling--);
  }

  function enter(at, has) {
    const { cart } = pages[at];
    const words = `${has ? 'add' : 'remove'} code`;
    tell(`page ${at}: ${words}`);
    settling++;
    (has ? cart.addCode(code) : cart.removeCode(code))
      .then(
        ({ outcomes: [outcome], cart }) => {
          tell(`page ${at}: ${words} → ${outcomeWords(outcome)}`);
          // A refused one may be kept for when it applies; then the answer shows it.
          model.code(outcome.status === 'done' ? has : cart.codes.length > 0);
        },
        (error) => {
          tell(`page ${at}: ${words} → rejected ${error.code}`);
          if (OPEN.test(error.code)) model.maybeCode(has);
        },
      )
      .finally(() => settling--);
  }

  const tokenOf = () => JSON.parse(site.stored.get(pages[0].key) ?? '{}').token;

  const doing = {
    add(at) {
      const items = [];
      for (const it of [pick(goods), pick(goods), pick(goods)].slice(0, 1 + whole(3))) {
        if (!items.some(({ name }) => name === it.name)) items.push({ ...it, quantity: 1 + whole(3) });
      }
      add(at, items);
    },
    set: (at) => edit(at, 'set'),
    remove: (at) => edit(at, 'remove'),
    addCode: (at) => code && enter(at, true),
    removeCode: (at) => code && enter(at, false),
    seen: (at) => pages[at].seen(),
    pause: () => clock.pass(pick(PAUSES)),
    async leave(at, how = 'leave') {
      if (settling) return; // which of them arrived would be anybody's guess
      const old = pages[at];
      tell(`page ${at}: ${how === 'die' ? 'crashes' : 'is closed'}, ${old.running.size} adds under way`);
      for (const { items } of old.running) {
        for (const { variant, quantity } of items) {
          // A crash may come before anything is written down; who closes a page has what was asked for.
          if (how === 'die' || limited.has(variant.id)) model.maybeAdd(variant.id, quantity, true);
          else model.add(variant.id, quantity);
        }
      }
      old.running.clear();
      old[how]();
      await clock.pass(0);
      openPage(at);
    },
    die: (at) => doing.leave(at, 'die'),
    async offline() {
      online = !online;
      tell(online ? 'the network is back' : 'the network is gone');
      if (online) for (const page of pages) page.seen();
    },
    async expire() {
      const token = tokenOf();
      if (!shop.expire || !token) return;
      tell('the cart expires');
      await shop.expire(token);
      if (goods.every((it) => limited.has(it.variant.id) || model.allows(it.variant.id, 0))) emptied = true;
    },
    async sellOut() {
      const { name, variant } = goods.find(({ isFickle }) => isFickle);
      if (!shop.setStock || !variant.sku) return;
      tell(`${name} sells out`);
      limited.add(variant.id);
      undo.set('stock', () => shop.setStock(variant.sku, 100));
      await shop.setStock(variant.sku, 0);
    },
    async restock() {
      await undo.get('stock')?.();
    },
    async reprice() {
      const { name, variant } = goods.find(({ isFickle }) => isFickle);
      if (!shop.setPrice || !variant.sku) return;
      const amount = 100 + whole(90_000);
      tell(`${name} now costs ${amount}`);
      undo.set('price', () => shop.setPrice(variant.sku, variant.price.current.amount));
      await shop.setPrice(variant.sku, amount);
    },
  };

  async function truth() {
    const token = tokenOf();
    return (token && (await shop.open().open(market).cart.read(token))) || undefined;
  }
  const shown = (cart) =>
    cart
      ? {
          lines: cart.lines.map(({ variantId, quantity, price, total }) => [variantId, quantity, price.current, total]),
          codes: cart.codes.map((it) => [it.code.toLowerCase(), it.applied]),
          total: cart.total,
        }
      : { lines: [], codes: [], total: undefined };

  /** Where each request that sets back what came twice went wrong itself, also the last one, it may stay twice. */
  function allowForRepairs() {
    const exchanges = wire.exchanges();
    const lastOf = new Map(exchanges.flatMap(({ entry, call }) => (call?.repairs ? [[call.repairs, entry]] : [])));
    if (![...lastOf.values()].some(({ fault }) => !/^(?:none|latency)$/.test(fault.name))) return;
    for (const { entry, call } of exchanges) {
      if (entry.fault.name !== 'twice') continue;
      for (const { type, variantId, quantity } of call.operations) {
        if (type === 'add') model.maybeAdd(variantId, quantity, true);
      }
    }
  }

  /** What the answers of the shop did when nobody waited for them any more: a keyless shop may do it once more. */
  function allowForLate({ abilities }) {
    if (abilities.idempotency === 'native') return;
    for (const { entry, call } of wire.exchanges()) {
      if (!entry?.late || !entry.acted) continue;
      for (const { type, variantId, quantity } of call.operations) {
        if (type === 'add') model.maybeAdd(variantId, quantity, true);
      }
    }
  }

  try {
    openPage(0);
    openPage(1);
    const plans = { apply: seededPlan(whole(2 ** 31), SHARES.apply), other: seededPlan(whole(2 ** 31), SHARES.other) };
    wire.proxy.plan((request) => {
      if (!online) return { name: 'lost-request' };
      return plans[wire.current()?.name === 'apply' ? 'apply' : 'other'](request);
    });
    for (let step = 6 + whole(12); step > 0; step--) {
      const action = pick(ACTIONS);
      await pick(DISTANCES)(clock);
      if (AT_THE_SHOP.has(action)) await clock.settle();
      await doing[action](whole(2));
    }
    tell('all is calm');
    online = true;
    wire.proxy.plan(undefined);
    await clock.idle();
    await undo.get('stock')?.();
    for (let look = 0; look < 2; look++) {
      for (const page of pages) page.seen();
      await clock.idle();
    }
    const session = shop.open().open(market);
    allowForLate(session.cart);
    allowForRepairs();
    const cart = await truth();
    tell(`the truth: ${JSON.stringify(shown(cart))}`);
    for (const [at, page] of pages.entries()) {
      const view = page.cart.$view.get();
      assert.deepEqual([view.status, view.pending], ['ready', false], `page ${at} is not at rest: ${view.error}`);
      assert.deepEqual(shown(view.cart), shown(cart), `page ${at} shows something else than the shop has`);
    }
    for (const { name, variant } of goods) {
      const total = (cart?.lines ?? []).reduce((sum, it) => (it.variantId === variant.id ? sum + it.quantity : sum), 0);
      if (limited.has(variant.id))
        assert.ok(total <= model.most(variant.id), `${name}: ${total} is more than was asked for`);
      else assert.ok(model.allows(variant.id, total), `${name}: the shop has ${total}`);
    }
    const strange = (cart?.lines ?? []).filter(({ variantId }) => !nameOf.has(variantId));
    assert.deepEqual(strange, [], 'lines that nobody asked for');
    const unsaid = lost.filter(({ variantId }) => !limited.has(variantId));
    assert.deepEqual(unsaid, [], 'lost, though there are enough');
    const has = (cart?.codes ?? []).length > 0;
    if (code && !(emptied && !has)) assert.ok(model.allowsCode(has), `the code is ${has ? 'there' : 'not there'}`);
    return { story };
  } catch (error) {
    const requests = wire
      .exchanges()
      .map(({ entry, call }) =>
        [
          `  ${entry.index} page ${call?.page} ${call?.name} ${JSON.stringify(call?.operations?.map(({ type, quantity }) => [type, quantity]))}`,
          `${JSON.stringify(entry.fault)} acted ${entry.acted} status ${entry.status}${entry.late ? ' late' : ''}`,
        ].join(' '),
      );
    error.message = `seed ${seed}: ${error.message}\n${story.join('\n')}\nmodel ${model}\nrequests\n${requests.join('\n')}`;
    throw error;
  } finally {
    online = true;
    wire.proxy.plan(undefined);
    await undo.get('stock')?.();
    await undo.get('price')?.();
  }
}
