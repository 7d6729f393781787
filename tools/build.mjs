/**
 * `npm run build`: everything that is published or shown, or some of it by name (`node tools/build.mjs cdn`).
 *
 *   modules    dist of each package: modules and types, by tsc
 *   manifest   packages/elements/custom-elements.json, and what editors and frameworks read
 *   cdn        dist/cdn/<version>: the files a site pastes, by Rollup, with their hashes in integrity.json
 *   storybook  dist/storybook
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';
import { root } from './suites.mjs';

const packages = join(root, 'packages');
const { version } = JSON.parse(readFileSync(join(packages, 'embed/package.json'), 'utf8'));
const cdn = join(root, 'dist/cdn', version);

async function must(command, options) {
  const { code } = await run(command, options);
  if (code !== 0) {
    console.error(`\nThe build stopped: ${command.join(' ')} ended with ${code}.`);
    process.exit(1);
  }
}

/** Compiled modules whose source is gone would still be bundled and published. */
function removeOrphans() {
  for (const name of readdirSync(packages)) {
    const dist = join(packages, name, 'dist');
    if (!existsSync(dist)) continue;
    for (const file of readdirSync(dist, { recursive: true })) {
      const source = file.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts');
      if (source !== file && !existsSync(join(packages, name, 'src', source))) rmSync(join(dist, file));
    }
  }
}

function writeIntegrity() {
  const hashes = readdirSync(cdn)
    .sort()
    .map((file) => [
      file,
      `sha384-${createHash('sha384')
        .update(readFileSync(join(cdn, file)))
        .digest('base64')}`,
    ]);
  writeFileSync(join(cdn, 'integrity.json'), `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
}

const parts = {
  async modules() {
    removeOrphans();
    await must(['tsc', '-b']);
  },
  manifest: () => must(['cem', 'analyze', '--quiet'], { cwd: join(packages, 'elements') }),
  async cdn() {
    rmSync(join(root, 'dist/cdn'), { recursive: true, force: true });
    await must(['rollup', '--config', '--silent']);
    copyFileSync(join(packages, 'embed/src/shuk.css'), join(cdn, 'shuk.css'));
    writeIntegrity();
  },
  async storybook() {
    await must(['storybook', 'build', '--output-dir', 'dist/storybook', '--disable-telemetry', '--quiet']);
  },
};

prepare();
const wanted = process.argv.slice(2);
for (const [name, build] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) await build();
