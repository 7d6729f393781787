import { createWire } from './wire.mjs';

/** The shop with its goods and a wire before it, for all its schedules. */
export async function prepare(shop) {
  const { fixture } = shop;
  const prepared = { shop, wait: undefined, share: 0.3 };
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
  prepared.code = cart.abilities.codes === 'none' ? undefined : fixture.code;
  return prepared;
}
