/**
 * Which modules share a file. Left to itself Rollup makes a chunk of each set of modules that the same files need, and
 * a page with one picture would send seventeen requests. Here what every page with a shop needs is one file, `base`,
 * together with what its first elements share with others and with crumbs that are not worth a request.
 * Everything else stays as lazy as it is.
 */
import { rollup } from 'rollup';

/** What a page with a shop always comes to load, by the module that is imported lazily. */
const always = 'packages/embed/dist/shop.js';
const first = ['packages/embed/dist/backends/static.js', 'packages/elements/dist/define/image.js'];

/** Source of less than this many bytes is a crumb. */
const CRUMB = 3000;

/**
 * Bundles once as Rollup would, looks at the result, and answers with a function for `manualChunks`. Only the result
 * shows what really imports what: before, every barrel (`index.js`) seems to need all that it names.
 */
export async function planChunks(input, plugins) {
  const bundle = await rollup({ input, plugins, onwarn() {} });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));

  const chunkOf = (path) => output.find(({ moduleIds }) => moduleIds.some((id) => id.endsWith(path)));
  const withImports = (chunk, found = new Set()) => {
    // Never the loader: a page may ask for it under another address (`shuk.js?ver=1`), and it would run twice.
    if (found.has(chunk) || chunk.isEntry) return found;
    found.add(chunk);
    chunk.imports.forEach((file) => withImports(chunks.get(file), found));
    return found;
  };

  const lazy = new Set(output.flatMap(({ dynamicImports }) => dynamicImports));
  const base = withImports(chunkOf(always));
  for (const chunk of first.flatMap((path) => [...withImports(chunkOf(path))])) {
    if (!lazy.has(chunk.fileName)) base.add(chunk);
  }
  for (const chunk of output.filter(({ isEntry }) => !isEntry)) {
    if (!lazy.has(chunk.fileName) && chunk.code.length < CRUMB) base.add(chunk);
  }

  const modules = new Set([...base].flatMap(({ moduleIds }) => moduleIds));
  return (id) => (modules.has(id) ? 'base' : undefined);
}
