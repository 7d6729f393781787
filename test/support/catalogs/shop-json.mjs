import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { format } from 'prettier';

/** The module `../catalog.ts`, as Node can import it. */
export async function catalogModule() {
  const entryPoints = [fileURLToPath(new URL('../catalog.ts', import.meta.url))];
  const { outputFiles } = await build({ entryPoints, bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** Its whole shop as the text of a catalogue file. */
export async function shopJson() {
  const { catalog } = await catalogModule();
  return format(JSON.stringify(catalog), { parser: 'json', printWidth: 120 });
}
