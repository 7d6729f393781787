/**
 * What a page may cost, compressed. Each scenario names the modules a page comes to load; what they import comes
 * along, what they might import later does not.
 */
const embed = (name) => `packages/embed/dist/${name}.js`;
const element = (name) => `packages/elements/dist/define/${name}.js`;

const picture = [embed('shuk'), embed('shop'), embed('backends/static'), element('image'), element('tag')];

export const budgets = [
  { name: 'the loader alone', modules: [embed('shuk')], bytes: 2_000, requests: 1 },
  { name: 'a page with one shoppable picture', modules: picture, bytes: 15_000, requests: 6 },
  {
    name: 'and its first popover',
    modules: [...picture, element('product'), element('buy'), 'node_modules/@floating-ui/dom/'],
    over: picture,
    bytes: 12_000,
  },
  { name: 'everything in one file', files: ['shuk.all.js'], bytes: 34_000, requests: 1 },
];
