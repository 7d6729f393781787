/**
 * A PostgreSQL of one's own: its data in a folder given, on 127.0.0.1 and a port given, as a plain child of this
 * process. It has nothing to do with a cluster of the system. What it holds is not worth keeping safe from a crash.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { finished, freePort, ready, watched } from '../kit.mjs';

const PACKAGED = '/usr/lib/postgresql'; // where Debian keeps each version

const isRoot = process.getuid?.() === 0;

/** The folder with the programs of the newest version. */
function programs() {
  const versions = existsSync(PACKAGED) ? readdirSync(PACKAGED).sort((one, other) => Number(other) - Number(one)) : [];
  const folders = [
    ...versions.map((version) => join(PACKAGED, version, 'bin')),
    ...(process.env.PATH ?? '').split(':'),
  ];
  return folders.find((folder) => folder && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** PostgreSQL does not run as root; Debian's package brings a user for it. */
function user() {
  if (!isRoot) return {};
  const id = (what) => spawnSync('id', [what, 'postgres'], { encoding: 'utf8' }).stdout.trim();
  return id('-u') ? { uid: Number(id('-u')), gid: Number(id('-g')) } : undefined;
}

/** Installs it where it is missing and that is possible. What then still lacks, as a sentence. */
export function lackingPostgres() {
  const isThere = () => Boolean(programs() && user());
  if (!isThere() && isRoot && existsSync('/usr/bin/apt-get')) {
    console.log('Installing PostgreSQL …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    // Without this the package makes and starts a cluster of the system.
    const configuration = '/etc/postgresql-common/createcluster.conf';
    spawnSync('sh', [
      '-c',
      `mkdir -p "\${0%/*}" && [ -e "$0" ] || echo 'create_main_cluster = false' > "$0"`,
      configuration,
    ]);
    for (const args of [
      ['update'],
      ['-y', '--no-install-recommends', '-o', 'Dpkg::Options::=--force-confold', 'install', 'postgresql'],
    ]) {
      spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
  if (!programs()) return 'PostgreSQL is missing. On Debian or Ubuntu: apt-get install postgresql';
  return user() ? undefined : 'PostgreSQL does not run as root, and there is no user postgres here.';
}

/** Of its version and machine: data of one cannot be read by another. */
export const versionOf = () =>
  execFileSync(join(programs(), 'postgres'), ['--version'], { encoding: 'utf8' }) + process.arch;

/**
 * Starts it on the data in `folder`: a copy of `from`, or new. `packages` has the client. Whoever may come to the folder
 * must be let through to it by those above.
 */
export async function startPostgres(folder, packages, { from, tether }) {
  const owner = user();
  const bin = programs();
  const settings = { ...owner, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', TZ: 'UTC' } };
  if (from) {
    execFileSync('cp', ['-R', from, folder]);
    if (isRoot) execFileSync('chown', ['-R', `${owner.uid}:${owner.gid}`, folder]);
    execFileSync('chmod', ['700', folder]);
  } else {
    mkdirSync(folder, { mode: 0o700 });
    if (isRoot) chownSync(folder, owner.uid, owner.gid);
    const options = ['-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--locale=C.UTF-8', '--wal-segsize=1'];
    await finished('Making a database', watched(join(bin, 'initdb'), ['-D', folder, ...options], settings));
  }
  const port = await freePort();
  const options = {
    ...{ listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: 50 },
    ...{ fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' },
  };
  const given = Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = watched(join(bin, 'postgres'), ['-D', folder, ...given], settings);
  tether(server.child.pid);
  const { Client } = createRequire(join(packages, 'package.json'))('pg');

  /** One statement, by a connection of its own. */
  async function query(text, values = [], database = 'medusa') {
    const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  await ready('PostgreSQL', server, async () => Boolean(await query('select 1', [], 'postgres')), 30);
  if (!from) await query('create database medusa', [], 'postgres');
  return { url: `postgres://postgres@127.0.0.1:${port}/medusa`, query, stop: server.stop };
}
