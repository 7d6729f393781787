import { createWire } from './wire.mjs';

// Adapters tell a merchant what may be wrong in the settings. Here it never is; what they say has tests of its own.
for (const level of ['error', 'warn']) {
  const say = console[level];
  console[level] = (...words) => /^(?:\[shuk\]|Shuk )/.test(String(words[0])) || say.apply(console, words);
}

/** The shop with its goods and a wire before it, for all its schedules. */
export async function prepare(shop) {
  const { fixture } = shop;
  const prepared = { shop, wait: undefined };
  prepared.wire = await createWire(shop.origin, (milliseconds) => prepared.wait(milliseconds));
  const { catalog, cart } = shop.open().open(fixture.market);
  const named = {
    plain: fixture.product.id,
    other: fixture.other.id,
    fickle: fixture.withOptions.id,
    scarce: fixture.scarce.id,
  };
  const found = await catalog.products(Object.values(named).map((value) => ({ by: 'id', value })));
  prepared.goods = Object.keys(named).map((name, index) => {
    const product = found[index];
    const [variant] = product.variants;
    return { name, product, variant, isScarce: name === 'scarce', isFickle: name === 'fickle' };
  });
  // Adapters load parts of themselves at their first use: no clock stands still for that, so it is done before.
  const [{ product, variant }] = prepared.goods;
  const added = { type: 'add', productId: product.id, variantId: variant.id, quantity: 1 };
  const { token } = (await cart.apply(undefined, [added])).cart;
  await cart.apply(token, [{ type: 'note', text: '' }]);
  await cart.read(token);
  prepared.code = cart.abilities.codes === 'none' ? undefined : fixture.code;
  return prepared;
}
