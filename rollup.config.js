/**
 * The files a site pastes, from the modules that tsc wrote (npm run build):
 *
 *   shuk.js + chunks    the loader; everything else is fetched when the page has a use for it
 *   shuk.all.js         everything in one file, for shops that are a catalogue file
 *   shuk.all.<name>.js  the same, and one backend more
 */
import { readdirSync, readFileSync } from 'node:fs';
import { literalsHtmlCssMinifier } from '@literals/rollup-plugin-html-css-minifier';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import { planChunks } from './tools/rollup-chunks.mjs';
import { oneDecorate } from './tools/rollup-decorate.mjs';
import { graph } from './tools/rollup-graph.mjs';
import { litOnAnyPage } from './tools/rollup-lit.mjs';

const { version } = JSON.parse(readFileSync('packages/embed/package.json', 'utf8'));

const plugins = () => [
  nodeResolve({ browser: true, exportConditions: ['production', 'browser'] }),
  replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"' } }),
  oneDecorate(),
  litOnAnyPage(),
];

const minify = () =>
  terser({ ecma: 2022, module: true, compress: { passes: 2, pure_getters: true }, format: { comments: false } });

const bundle = (input, output, ...more) => ({
  input,
  plugins: [
    ...plugins(),
    literalsHtmlCssMinifier({ include: ['packages/*/dist/**/*.js'], failOnError: true }),
    ...more,
  ],
  output: { format: 'es', dir: `dist/cdn/${version}`, generatedCode: 'es2015', plugins: [minify()], ...output },
  onwarn({ message }) {
    throw new Error(message);
  },
});

const dist = 'packages/embed/dist';
const loader = `${dist}/shuk.js`;
const names = readdirSync('packages/embed/src/all').map((file) => file.replace(/\.ts$/, ''));

const whole = (input, entryFileNames) => bundle(input, { entryFileNames, inlineDynamicImports: true });

export default async () => [
  bundle(
    loader,
    {
      entryFileNames: 'shuk.js',
      chunkFileNames: '[name]-[hash].js',
      manualChunks: await planChunks(loader, plugins()),
      onlyExplicitManualChunks: true,
    },
    graph('dist/cdn/graph.json'),
  ),
  whole(`${dist}/all.js`, 'shuk.all.js'),
  ...names.map((name) => whole(`${dist}/all/${name}.js`, `shuk.all.${name}.js`)),
];
