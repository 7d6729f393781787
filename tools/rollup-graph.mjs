/** Writes which modules went into which file and which file imports which, for the size budgets. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';

export function graph(file) {
  return {
    name: 'graph',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk');
      const entries = chunks.map(({ fileName, imports, dynamicImports, modules }) => [
        fileName,
        {
          imports: imports.sort(),
          dynamicImports: dynamicImports.sort(),
          modules: Object.keys(modules)
            .map((id) => relative('.', id))
            .sort(),
        },
      ]);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, `${JSON.stringify(Object.fromEntries(entries.sort()), null, 2)}\n`);
    },
  };
}
