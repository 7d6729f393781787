/** Answers of the shop with one field lacking, null or added: each becomes a sound model, or `malformed`. */
import assert from 'node:assert/strict';
import { CommerceError } from '@shuk/core';
import { expectSound, expectSoundCart } from '@shuk/conformance';
import { countFields } from '@shuk/conformance/faults';

const KINDS = ['missing-field', 'null-field', 'extra-field'];
/** A long answer is looked at in so many places. */
const MOST = 60;

/** What a shop may say by a `null`: that there is no such cart, or that it cannot. */
const SAID = new Set(['malformed', 'cart-gone', 'unavailable', 'rejected', 'unsupported', 'conflict']);

/** Resolves to how many answers were changed. */
export async function readMutations({ shop, wire, goods }) {
  const { market } = shop.fixture;
  const session = shop.open(wire.proxy.origin).open(market);
  const [{ product, variant }] = goods;
  const added = { type: 'add', productId: product.id, variantId: variant.id, quantity: 1 };
  const { cart } = await shop.open().open(market).cart.apply(undefined, [added]);
  const set = { type: 'set', lineId: cart.lines[0].id, quantity: 1 };
  const refs = goods.slice(0, 2).map((it) => ({ by: 'id', value: it.product.id }));
  const calls = {
    products: async () => (await session.catalog.products(refs)).forEach((it) => it && expectSound(it)),
    read: async () => {
      const found = await session.cart.read(cart.token);
      if (found) expectSoundCart(found);
    },
    apply: async () => expectSoundCart((await session.cart.apply(cart.token, [set])).cart),
  };

  let changed = 0;
  for (const [name, call] of Object.entries(calls)) {
    wire.forget();
    wire.proxy.plan(undefined);
    await call();
    const answers = wire.exchanges().map(({ answer = '' }) => countFields(answer));
    for (const [request, fields] of answers.entries()) {
      const step = Math.max(1, Math.ceil(fields / MOST));
      for (let field = 0; field < fields; field += step) {
        for (const kind of KINDS) {
          let sent = 0;
          wire.proxy.plan(() => (sent++ === request ? { name: kind, at: (field + 0.5) / fields } : undefined));
          changed++;
          try {
            await call();
          } catch (error) {
            const isSaid = error instanceof CommerceError && SAID.has(error.code);
            assert.ok(isSaid, `${name}, answer ${request}, field ${field} ${kind}: ${error.stack}`);
          }
        }
      }
    }
  }
  wire.proxy.plan(undefined);
  return changed;
}
