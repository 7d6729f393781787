/**
 * What a page may cost, compressed. Each scenario names the modules a page comes to load; what they import comes along,
 * what they might import later does not. `bytes` is what the tests hold us to. Where it is more than `goal`, the way
 * from the one to the other is still to be gone, and never back.
 */
const embed = (name) => `packages/embed/dist/${name}.js`;
const element = (name) => `packages/elements/dist/${name}.js`;
const backend = (name) => `packages/backend-static/dist/${name}.js`;

const picture = [embed('shuk'), embed('shop'), embed('backends/static'), element('define/image')];

/** Open, with its buttons alive. What the first piece needs on its way into the cart comes with the press. */
const popover = [
  ...picture,
  element('image/tag-panel'),
  element('product/product'),
  element('buy/buy'),
  'node_modules/@floating-ui/core/',
];

const all = [
  ...popover,
  element('buy/add'),
  'packages/stores/dist/cart.js',
  backend('cart'),
  element('image/look-button'),
  element('image/look-panel'),
  element('image/regions'),
  element('define/product'),
  element('define/buy'),
  element('define/cart'),
  element('define/cart-button'),
  element('locales/he'),
  backend('search'),
  backend('checkout'),
];

/** What another backend than a catalogue file costs besides, with all that it may come to load later, beyond core. */
const adapter = ([name, bytes]) => ({
  name: `and backend="${name}" instead`,
  modules: [embed(`backends/${name}`), `packages/backend-${name}/dist/`],
  over: [...all, 'packages/core/dist/'],
  ...{ goal: 4_000, bytes },
});

export const budgets = [
  { name: 'the loader alone', modules: [embed('shuk')], goal: 2_000, bytes: 2_000, requests: 1 },
  { name: 'a page with one shoppable picture', modules: picture, goal: 15_000, bytes: 16_200, requests: 6 },
  { name: 'and its first popover', modules: popover, over: picture, goal: 12_000, bytes: 20_800 },
  { name: 'everything, used', modules: all, goal: 34_000, bytes: 67_800 },
  { name: 'everything in one file', files: ['shuk.all.js'], goal: 34_000, bytes: 57_600, requests: 1 },
  ...Object.entries({ http: 4_000, shopify: 8_800, woocommerce: 10_200, vendure: 7_800, medusa: 7_100 }).map(adapter),
];
