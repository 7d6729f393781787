/**
 * Which modules share a file. Left to itself Rollup makes a chunk of each set of modules that the same files need, and
 * a page with one picture would send seventeen requests. Here what every page with a shop needs is one file, `base`,
 * together with what its first elements share with others; Lit is another, `templates`; and crumbs that are not worth a
 * request of their own go with the one or the other.
 * Everything else stays as lazy as it is.
 */
import { rollup } from 'rollup';

/** What a page with a shop always comes to load, by the module that is imported lazily. */
const always = 'packages/embed/dist/shop.js';
const first = ['packages/embed/dist/backends/static.js', 'packages/elements/dist/define/image.js'];

/** Source of less than this many bytes is a crumb; beside Lit, where more goes in one piece, of less than that. */
const CRUMB = 3000;
const TEMPLATE_CRUMB = 9000;

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

  // What draws by templates comes with Lit, and so do the crumbs that only such files need.
  const lit = chunkOf('/lit-html/lit-html.js');
  const templates = new Set([lit]);
  // Parts of a picture that are there before anything is opened.
  const before = ['image/look-button.js', 'image/regions.js'].map((path) => chunkOf(`elements/dist/${path}`));
  const entries = output.filter(({ fileName }) => lazy.has(fileName)).map((entry) => withImports(entry));
  for (const chunk of output) {
    if (chunk.isEntry || base.has(chunk) || lazy.has(chunk.fileName) || chunk === lit) continue;
    const users = entries.filter((entry) => entry.has(chunk));
    const early = users.some((entry) => before.some((first) => entry.has(first)) && !entry.has(lit));
    const late = users.some((entry) => entry.has(lit)) && !early;
    if (chunk.code.length < (late ? TEMPLATE_CRUMB : CRUMB)) (late ? templates : base).add(chunk);
  }

  const nameOf = (group, name) => [...group].flatMap(({ moduleIds }) => moduleIds.map((id) => [id, name]));
  const modules = new Map([...nameOf(templates, 'templates'), ...nameOf(base, 'base')]);
  return (id) => modules.get(id);
}
