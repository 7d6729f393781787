/**
 * Which modules share a file. Left to itself Rollup makes a chunk of each set of modules that the same files need, and
 * a page with one picture would send seventeen requests. Here what every page with a shop needs is one file, `base`,
 * together with what its first elements share with others; Lit is another, `templates`; what of core only shops with a
 * server need is a third, `remote`; and crumbs that are not worth a request of their own go with `base` or `templates`.
 * Everything else stays as lazy as it is.
 */
import { rollup } from 'rollup';

/** What a page with a shop always comes to load, by the module that is imported lazily. */
const always = 'packages/embed/dist/shop.js';
const first = ['packages/embed/dist/backends/static.js', 'packages/elements/dist/define/image.js'];

/** The other backends. None of them uses Lit, so nothing that they use may go with it. */
const remote = /\/packages\/embed\/dist\/backends\/(?!static)/;
const core = /\/packages\/core\/dist\//;

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

  // All that the other backends come to load and nobody else does.
  const shops = new Set();
  const addShop = (chunk) => {
    if (shops.has(chunk) || base.has(chunk)) return;
    shops.add(chunk);
    [...chunk.imports, ...chunk.dynamicImports].forEach((file) => addShop(chunks.get(file)));
  };
  output.filter(({ moduleIds }) => moduleIds.some((id) => remote.test(id))).forEach(addShop);
  const ofShop = ([entry]) => shops.has(entry);

  const remotely = [];
  for (const chunk of output) {
    const users = entries.filter((entry) => entry.has(chunk));
    if (shops.has(chunk) && users.every(ofShop)) {
      remotely.push(...chunk.moduleIds.filter((id) => core.test(id)));
      continue;
    }
    if (chunk.isEntry || base.has(chunk) || lazy.has(chunk.fileName) || chunk === lit) continue;
    const early = users.some((entry) => before.some((first) => entry.has(first)) && !entry.has(lit));
    const late = users.some((entry) => entry.has(lit)) && !early && !users.some(ofShop);
    if (chunk.code.length < (late ? TEMPLATE_CRUMB : CRUMB)) (late ? templates : base).add(chunk);
  }

  const nameOf = (group, name) => [...group].flatMap(({ moduleIds }) => moduleIds.map((id) => [id, name]));
  const modules = new Map([...nameOf(templates, 'templates'), ...nameOf(base, 'base')]);
  for (const id of remotely) modules.set(id, 'remote');
  return (id) => modules.get(id);
}
