/**
 * What every reader of a `wire.ts` is held to: any JSON, and a real answer with something wrong in it, becomes a sound
 * model or `malformed`, and nothing else.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CommerceError } from '@shuk/core';
import fc from 'fast-check';

const RUNS = 2_000;
/** The same cases each time; `FUZZ_SEED=2` takes others. */
const seed = Number(process.env.FUZZ_SEED ?? 1);

const HOSTILE = [
  ...['javascript:alert(1)', ' JavaScript:alert(1)', 'data:text/html,x', 'https://user:key@evil.example/', '//evil'],
  ...['NaN', '-1', '1e9', '99999999999999999999', '0x10', '', ' ', '\uD800', '__proto__', '<img src=x onerror=x>'],
  ...['x'.repeat(10_000), 'USDX', 'usd', 'constructor', 'Infinity', '12.999', '1.005', '-0.004', '-0.01'],
  ...['Default Title', 'Default option'],
];
const wrong = fc.oneof(
  fc.constantFrom(...HOSTILE, null, true, false, 0, -1, 0.5, 1e21, 1e-9, -1e-9, Number.MAX_SAFE_INTEGER),
  fc.constantFrom([], {}, [null], [[]]),
  fc.constant(Array.from({ length: 600 }, (_, id) => ({ id, title: 'x', value: 'x', name: 'x' }))),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A real answer with up to three of its places changed or gone. */
function broken(answer) {
  const change = fc.record({ at: fc.nat(), gone: fc.boolean(), value: wrong });
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    const copy = { it: structuredClone(answer) };
    for (const { at, gone, value } of changes) {
      const places = [...placesIn(copy)];
      if (!places.length) break; // all of it is gone
      const [parent, key] = places[at % places.length];
      if (gone && Array.isArray(parent)) parent.splice(key, 1);
      else if (gone) delete parent[key];
      else parent[key] = structuredClone(value); // or a later change would reach into both
    }
    return copy.it;
  });
}

function* placesIn(parent) {
  for (const [key, value] of Object.entries(parent)) {
    yield [parent, key];
    if (typeof value === 'object' && value !== null) yield* placesIn(value);
  }
}

/** What holds of every model, wherever a value stands in it. */
export function checkTree(value, key = '') {
  if (typeof value === 'string') {
    assert.ok(!/\[object Object\]|^undefined$|^NaN$/.test(value) || HOSTILE.includes(value), `${key}: ${value}`);
    if (key === 'src' || key === 'url') assert.match(value, /^https?:\/\/[^/?#@]+(?:[/?#]|$)/);
    if (key === 'color') assert.match(value, /^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/i);
    assert.ok(!/\p{Surrogate}/u.test(value), key);
    assert.ok(value.length <= 20_000, key);
  }
  if (typeof value === 'number') assert.ok(Number.isSafeInteger(value) && value >= 0, `${key}: ${value}`);
  if (typeof value !== 'object' || value === null) return;
  if ('amount' in value) assert.match(value.currency, /^[A-Z]{3}$/);
  for (const [name, inner] of Object.entries(value)) checkTree(inner, name);
}

/** Of a product that was read for dollars; also of none. */
export function checkProduct(product) {
  if (!product) return;
  checkTree(product);
  assert.ok(product.id && product.title && product.variants.length);
  for (const { id, values, price, rule } of product.variants) {
    assert.ok(id);
    assert.equal(values.length, product.options.length);
    values.forEach((value, at) => assert.ok(product.options[at].values.some(({ name }) => name === value)));
    assert.ok(!price || price.current.currency === 'USD');
    assert.ok(rule.min >= 1 && rule.step >= 1 && (rule.max ?? rule.min) >= rule.min);
  }
}

export function checkCart(cart) {
  checkTree(cart);
  assert.ok(cart.token && cart.total && cart.subtotal);
  for (const { id, quantity, price, total, title } of cart.lines) {
    assert.ok(id && title && quantity > 0);
    assert.deepEqual([price.current.currency, total.currency], [cart.currency, cart.currency]);
  }
}

/** `readers`: by name, `[read, answer, check]`: what reads, what a shop really answered, and what must hold of the model. */
export function bearsEverything(shop, readers) {
  describe(`what ${shop} answers`, () => {
    for (const [name, [read, answer, check]] of Object.entries(readers)) {
      const holds = (value) => {
        let model;
        try {
          model = read(value);
        } catch (error) {
          assert.ok(error instanceof CommerceError, error?.stack);
          assert.equal(error.code, 'malformed');
          return;
        }
        check(model);
      };
      const options = { numRuns: RUNS, endOnFailure: true, seed };
      it(`is read as it is: ${name}`, () => check(read(answer)));
      it(`is borne whatever it is: ${name}`, () => {
        fc.assert(fc.property(fc.oneof(fc.jsonValue(), wrong), holds), options);
      });
      it(`is borne broken: ${name}`, () => {
        fc.assert(fc.property(broken(answer), holds), options);
      });
    }
  });
}
