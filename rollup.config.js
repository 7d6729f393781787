/**
 * The files a site pastes, from the modules that tsc wrote (npm run build):
 *
 *   shuk.js + chunks  the loader; everything else is fetched when the page has a use for it
 *   shuk.all.js       everything in one file
 */
import { readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { literalsHtmlCssMinifier } from '@literals/rollup-plugin-html-css-minifier';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import replace from '@rollup/plugin-replace';
import terser from '@rollup/plugin-terser';
import { graph } from './tools/rollup-graph.mjs';
import { litOnAnyPage } from './tools/rollup-lit.mjs';

const { version } = JSON.parse(readFileSync('packages/embed/package.json', 'utf8'));
const dir = `dist/cdn/${version}`;

/** `…/define/image.js` is the chunk `image`, `packages/backend-static/dist/index.js` the chunk `backend-static`. */
function chunkName({ facadeModuleId: id, moduleIds }) {
  if (!id) return moduleIds.some((module) => module.includes('/lit-html/')) ? 'lit' : 'shared';
  const name = basename(id, '.js');
  return name === 'index' ? basename(dirname(dirname(id))) : name;
}

const bundle = (input, output) => ({
  input,
  plugins: [
    nodeResolve({ browser: true, exportConditions: ['production', 'browser'] }),
    replace({ preventAssignment: true, values: { 'process.env.NODE_ENV': '"production"' } }),
    litOnAnyPage(),
    literalsHtmlCssMinifier({ include: ['packages/*/dist/**/*.js'], failOnError: true }),
  ],
  output: {
    format: 'es',
    dir,
    generatedCode: 'es2015',
    plugins: [
      terser({ ecma: 2022, module: true, compress: { passes: 2, pure_getters: true }, format: { comments: false } }),
    ],
    ...output,
  },
  onwarn({ code, message }) {
    // `this && this.__decorate`, which tsc writes, is the one thing that may be `undefined`.
    if (code !== 'THIS_IS_UNDEFINED') throw new Error(message);
  },
});

export default [
  bundle('packages/embed/dist/shuk.js', {
    entryFileNames: 'shuk.js',
    chunkFileNames: (chunk) => `${chunkName(chunk)}-[hash].js`,
  }),
  bundle('packages/embed/dist/all.js', { entryFileNames: 'shuk.all.js', inlineDynamicImports: true }),
].map((config, index) =>
  index === 0 ? { ...config, plugins: [...config.plugins, graph('dist/cdn/graph.json')] } : config,
);
