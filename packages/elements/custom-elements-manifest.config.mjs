/** What editors, Storybook and frameworks know of the elements, read from the JSDoc of each class. */
import { jsxTypesPlugin } from '@wc-toolkit/jsx-types';
import { customElementJetBrainsPlugin } from 'custom-element-jet-brains-integration';
import { customElementVsCodePlugin } from 'custom-element-vs-code-integration';

/** The JSDoc block is the contract: events the analyzer guesses from `dispatchEvent` calls are dropped. */
const documentedEventsOnly = {
  name: 'documented-events-only',
  packageLinkPhase({ customElementsManifest }) {
    for (const { declarations } of customElementsManifest.modules) {
      for (const declaration of declarations) {
        if (declaration.events) declaration.events = declaration.events.filter((event) => event.description);
      }
    }
  },
};

/** The published package has no `src`, and nobody outside may use a private member. */
const publishedPaths = {
  name: 'published-paths',
  packageLinkPhase({ customElementsManifest }) {
    const visit = (node) => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of ['path', 'module']) {
        if (typeof node[key] === 'string') node[key] = node[key].replace(/^\/?src\/(.*)\.ts$/, 'dist/$1.js');
      }
      if (Array.isArray(node.members)) {
        node.members = node.members.filter(
          ({ name, privacy }) => !privacy?.match(/private|protected/) && !name.startsWith('#'),
        );
      }
      Object.values(node).forEach(visit);
    };
    visit(customElementsManifest);
  },
};

export default {
  globs: ['src/*/*.ts'],
  exclude: ['**/*.styles.ts', 'src/internal/**', 'src/define/**', 'src/locales/**'],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [
    documentedEventsOnly,
    publishedPaths,
    customElementVsCodePlugin({ outdir: '.', hideLogs: true }),
    customElementJetBrainsPlugin({ outdir: '.', packageJson: false, hideLogs: true }),
    jsxTypesPlugin({
      outdir: '.',
      fileName: 'jsx-types.d.ts',
      hideLogs: true,
      componentTypePath: (name, tag) => {
        if (!tag) throw new Error(`${name} is an element without @tag`);
        const folder = tag.replace(/^shuk-/, '');
        return `./dist/${folder}/${folder}.js`;
      },
    }),
  ],
};
