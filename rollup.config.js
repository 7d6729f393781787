/**
 * The files a site pastes, from the modules that tsc wrote (npm run build):
 *
 *   shuk.js + chunks  the loader; everything else is fetched when the page has a use for it
 *   shuk.all.js       everything in one file
 */
import { readFileSync } from 'node:fs';
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

const loader = 'packages/embed/dist/shuk.js';
const whole = 'packages/embed/dist/all.js';

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
  bundle(whole, { entryFileNames: 'shuk.all.js', inlineDynamicImports: true }),
];
