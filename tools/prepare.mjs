/**
 * What must be on the machine before anything runs: Node, the npm packages, the browsers.
 * Uses nothing but Node, because it runs before there is anything else.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browsers, findProgram } from './browsers.mjs';
import { root } from './suites.mjs';

const lock = join(root, 'package-lock.json');
const stamp = join(root, 'node_modules/.shuk-stamp');
const installed = join(root, 'node_modules/.package-lock.json');

function fail(message) {
  console.error(`\n${message}\n`);
  process.exit(1);
}

function run(command, args) {
  console.log(`$ ${command} ${args.join(' ')}`);
  return spawnSync(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    fail(`Shuk's tools need Node 20.19 or newer; this is Node ${process.versions.node}. Get it at nodejs.org.`);
  }
}

/** Runs `npm ci` where the packages are missing or belong to another lock file. */
function installPackages() {
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const current = existsSync(stamp)
    ? readFileSync(stamp, 'utf8').trim() === hash
    : existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs;
  if (!current) {
    const npm = findProgram('npm') ?? fail('npm was not found. It comes with Node: get both at nodejs.org.');
    if (!run(npm, ['ci', '--no-progress', '--loglevel=error'])) {
      fail('`npm ci` failed (its reason is above). Without the npm packages nothing can be built or tested.');
    }
  }
  writeFileSync(stamp, hash);
}

/**
 * Installs the missing ones of these browsers where that is possible (Debian, as root).
 * Returns for each that is still missing the words that say what it lacks and how to get it.
 */
export function installBrowsers(names) {
  const lacking = () => names.filter((name) => browsers[name].missing().length > 0);
  const apt = process.getuid?.() === 0 && findProgram('apt-get');
  if (apt && lacking().length > 0) {
    process.env.DEBIAN_FRONTEND = 'noninteractive';
    // Fonts for the languages of the stories and tests: Hebrew, Japanese.
    const packages = [...lacking().flatMap((name) => browsers[name].debian), 'fonts-dejavu-core', 'fonts-vlgothic'];
    run(apt, ['-qq', 'update']);
    run(apt, ['-qq', '-y', '--no-install-recommends', 'install', ...packages]);
  }
  return new Map(
    lacking().map((name) => {
      const { label, missing, debian } = browsers[name];
      const how = `On Debian or Ubuntu: apt-get install ${debian.join(' ')}`;
      return [name, `${label} cannot run here. Missing: ${missing.call(browsers[name]).join(', ')}.\n${how}`];
    }),
  );
}

export function prepare() {
  checkNode();
  installPackages();
}
