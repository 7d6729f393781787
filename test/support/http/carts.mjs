/** The carts of the shop: in memory, each with a revision, the keys it was changed with, and a time when it ends. */
import { createHash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { wrongIn } from './document.mjs';
import { Refusal } from './shelf.mjs';

const HOURS = 3_600_000;
const newToken = () => randomBytes(24).toString('base64url');
const printOf = (body) => createHash('sha256').update(body).digest('hex');

const TYPES = ['add', 'set', 'remove', 'line-attributes', 'add-code', 'remove-code', 'note', 'attributes'];

/** Why an operation cannot even be tried; `undefined`: it can. */
function refusalOf(operation) {
  if (!TYPES.includes(operation?.type)) return { code: 'unsupported', detail: 'There is no such operation.' };
  const wrong = wrongIn('Operation', operation);
  return wrong && { code: 'rejected', detail: wrong, native: 'form' };
}

const errorOf = ({ code, message, native, available }) => ({ code, detail: message, native, available });
const outcomeOf = ({ error, ...outcome }) => (error ? { ...outcome, error: errorOf(error) } : outcome);

/** `ttl`: how long a cart lives after its last change, in milliseconds. */
export function makeCarts(shelf, { ttl = 48 * HOURS, now = Date.now } = {}) {
  const carts = new Map();
  /** Keys of the requests that began a cart. */
  const beginnings = new Map();
  const checkouts = new Map();
  const turns = new Map();

  /** One after the other for everything that has the same name. */
  function inTurn(name, work) {
    const turn = (turns.get(name) ?? Promise.resolve()).then(work, work);
    turns.set(name, turn);
    return turn.finally(() => turns.get(name) === turn && turns.delete(name));
  }

  function find(token) {
    const cart = carts.get(token);
    if (!cart || cart.until < now()) throw new Refusal(404, 'cart-gone', 'There is no such cart.');
    return cart;
  }

  /** A cart keeps the country and currency it was begun in; it speaks the language that is asked for. */
  const sessionOf = (cart, { language }) => shelf.open({ ...cart.market, language });

  async function present(cart, market) {
    const { token, revision, content } = cart;
    return { ...(await sessionOf(cart, market).cart.read(content)), token, revision: String(revision) };
  }

  async function perform(cart, operations, market) {
    const refusals = operations.map(refusalOf);
    const able = operations.filter((_, index) => !refusals[index]);
    const { cart: next, outcomes } = await sessionOf(cart, market).cart.apply(cart.content, able);
    await setImmediate(); // as a database takes its time: without turns, changes would be lost here
    if (next.token !== cart.content) cart.revision++;
    cart.content = next.token;
    cart.until = now() + ttl;
    const theirs = outcomes.values();
    return refusals.map((error) => (error ? { status: 'refused', error } : outcomeOf(theirs.next().value)));
  }

  /** Answers a key that was used before; `undefined`: it was not. */
  async function repeated(keys, key, print, market) {
    const before = keys.get(key);
    if (!before || !carts.has(before.cart.token) || before.cart.until < now()) return undefined;
    if (before.print !== print) {
      throw new Refusal(422, 'rejected', 'This Idempotency-Key was used for another change.', { native: 'key-reused' });
    }
    return { cart: await present(before.cart, market), outcomes: before.outcomes };
  }

  async function change(token, { key, match, body, market }) {
    const { operations } = JSON.parse(body);
    const print = printOf(body);
    const cart = token === undefined ? undefined : find(token);
    const keys = cart?.keys ?? beginnings;
    const again = await repeated(keys, key, print, market);
    if (again) return again;
    if (cart?.order) throw new Refusal(409, 'cart-closed', 'This cart was ordered.');
    if (cart && match !== undefined && match !== `"${cart.revision}"`) {
      throw new Refusal(412, 'conflict', 'The cart was changed meanwhile.');
    }
    const { country, currency } = market;
    const mine = cart ?? { token: newToken(), revision: 1, keys: new Map(), market: { country, currency } };
    // Two sessions of the catalogue may disagree for a moment only: what is written is written at the end.
    if (!cart) mine.content = (await shelf.open(market).cart.apply(undefined, [])).cart.token;
    const outcomes = await perform(mine, operations, market);
    carts.set(mine.token, mine);
    keys.set(key, { print, cart: mine, outcomes });
    return { cart: await present(mine, market), outcomes };
  }

  return {
    async read(token, market) {
      const cart = find(token);
      if (cart.order) throw new Refusal(410, 'cart-gone', 'This cart was ordered.');
      return present(cart, market);
    },

    /** `key`: of idempotency; `match`: the revision it was made on, in quotes; `body`: as it was sent. */
    change: (token, request) => inTurn(token ?? `begin ${request.key}`, () => change(token, request)),

    async checkout(token, market) {
      const cart = find(token);
      if (cart.order) throw new Refusal(409, 'cart-closed', 'This cart was ordered.');
      await sessionOf(cart, market)
        .cart.checkout(cart.content)
        .catch((error) => {
          throw new Refusal(409, error.code, error.message, { native: error.native, available: error.available });
        });
      const id = newToken();
      checkouts.set(id, { cart, market });
      return { url: `/checkout/${id}`, carries: ['lines', 'codes', 'note', 'attributes', 'market'] };
    },

    /** What stands on the page of a checkout: the cart, and its market; `undefined` for none. */
    async visit(id) {
      const { cart, market } = checkouts.get(id) ?? {};
      return cart && { cart: await present(cart, market), market };
    },

    /** Completes an order: `{ lines: [{ sku, quantity, attributes }], codes, note }`. */
    async order(token) {
      const cart = find(token);
      const { lines, codes, note } = await present(cart, {});
      const sold = await shelf.products(
        cart.market,
        lines.map(({ productId }) => `id:${productId}`),
      );
      cart.order = {
        lines: lines.map(({ variantId, quantity, attributes }, index) => {
          const { sku } = sold[index].variants.find(({ id }) => id === variantId);
          return { sku, quantity, attributes };
        }),
        codes: codes.filter(({ applied }) => applied).map(({ code }) => code),
        note,
      };
      for (const { sku, quantity } of cart.order.lines) {
        const variant = shelf.variant(sku);
        if (variant.stock !== undefined) variant.stock = Math.max(0, variant.stock - quantity);
      }
      return cart.order;
    },

    expire: (token) => void carts.delete(token),
  };
}
