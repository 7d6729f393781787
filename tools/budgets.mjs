/**
 * What a page may cost, compressed. Each scenario names the modules a page comes to load; what they import comes
 * along, what they might import later does not.
 */
const embed = (name) => `packages/embed/dist/${name}.js`;
const element = (name) => `packages/elements/dist/${name}.js`;
const backend = (name) => `packages/backend-static/dist/${name}.js`;

const picture = [embed('shuk'), embed('shop'), embed('backends/static'), element('define/image')];

/** Open, with its buttons alive: what a press on a pin loads, and what the cart needs for the first piece. */
const popover = [
  ...picture,
  element('image/tag-panel'),
  element('define/product'),
  element('define/buy'),
  'packages/stores/dist/cart.js',
  backend('cart'),
  'node_modules/@floating-ui/dom/',
];

const all = [
  ...popover,
  element('image/look-panel'),
  element('define/cart'),
  element('define/cart-button'),
  element('locales/he'),
  backend('search'),
  backend('checkout'),
];

export const budgets = [
  { name: 'the loader alone', modules: [embed('shuk')], bytes: 2_000, requests: 1 },
  { name: 'a page with one shoppable picture', modules: picture, bytes: 15_000, requests: 6 },
  { name: 'and its first popover', modules: popover, over: picture, bytes: 12_000 },
  { name: 'everything, used', modules: all, bytes: 34_000 },
  { name: 'everything in one file', files: ['shuk.all.js'], bytes: 34_000, requests: 1 },
];
