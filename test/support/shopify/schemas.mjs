/**
 * Shopify's own schema of the Storefront API, one for each version, as Shopify publishes it inside a package for React.
 * Only that file is taken out of each package: installed whole, they would bring React and a 3D viewer along.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildClientSchema } from 'graphql';
import { cached, finished, fingerprint, watched } from '../../shops/kit.mjs';

const PACKAGE = '@shopify/hydrogen-react';
const FILE = 'package/storefront.schema.json';

const packages = JSON.parse(readFileSync(new URL('schemas.json', import.meta.url), 'utf8'));

/** Every version of the API that the adapter supports and that a schema is published of, the oldest first. */
export const versions = Object.keys(packages);

/** The folder with `<version>.json` for each version; downloaded once, and held to the digests beside this file. */
function folder() {
  return cached(`shopify-schemas-${fingerprint(packages)}`, async (target) => {
    console.log('Downloading the schemas of the Storefront API …');
    for (const [version, { release, integrity }] of Object.entries(packages)) {
      const draft = join(target, 'draft');
      mkdirSync(draft);
      const name = `${PACKAGE}@${release}`;
      const settings = ['--ignore-scripts', '--no-progress', '--loglevel=error'];
      await finished(`npm pack ${name}`, watched('npm', ['pack', name, ...settings], { cwd: draft }));
      const archive = join(draft, `${PACKAGE.slice(1).replace('/', '-')}-${release}.tgz`);
      const digest = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
      if (digest !== integrity) throw new Error(`${name} is not what it was: ${digest}`);
      const script = 'tar -xzOf "$0" "$1" > "$2"';
      const args = ['-c', script, archive, FILE, join(target, `${version}.json`)];
      await finished(`tar ${archive}`, watched('sh', args));
      rmSync(draft, { recursive: true });
    }
  });
}

/** The schema of a version, to build resolvers on or to validate operations against. */
export async function schemaOf(version) {
  if (!versions.includes(version)) throw new Error(`There is no schema of the Storefront API ${version}.`);
  const { data, __schema } = JSON.parse(readFileSync(join(await folder(), `${version}.json`), 'utf8'));
  return buildClientSchema(data ?? { __schema });
}
