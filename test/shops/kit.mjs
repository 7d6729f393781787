/** What it takes to have a real shop on this machine: its packages, a place for its data, and a process that is watched. */
import { spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'shuk');
const LOG_LINES = 30;

/** A name for something that is made of these texts, buffers and JSON values. */
export function fingerprint(...parts) {
  const hash = createHash('sha256');
  for (const part of parts)
    hash.update(typeof part === 'string' || Buffer.isBuffer(part) ? part : JSON.stringify(part));
  return hash.digest('hex').slice(0, 16);
}

/** The folder `name` of the cache. Made by `make(folder)` where it is not there yet, wholly or not at all. */
export async function cached(name, make) {
  const folder = join(cache, name);
  if (existsSync(folder)) return folder;
  const draft = `${folder}.${randomUUID()}`;
  mkdirSync(draft, { recursive: true });
  try {
    await make(draft);
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // another process was faster
  }
  return folder;
}

/** The folder with the packages that `package.json` and `package-lock.json` beside `url` name, installed by `npm ci`. */
export function installed(name, url) {
  const files = ['package.json', 'package-lock.json'].map((file) => fileURLToPath(new URL(file, url)));
  const key = fingerprint(process.versions.modules, ...files.map((file) => readFileSync(file)));
  return cached(`${name}-packages-${key}`, async (folder) => {
    console.log(`Installing the packages of ${name} …`);
    for (const file of files) cpSync(file, join(folder, file.split('/').pop()));
    const settings = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
    await finished(`npm ci for ${name}`, watched('npm', ['ci', ...settings], { cwd: folder }));
  });
}

/** A free port of 127.0.0.1. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A process whose last lines are kept, and that ends with this one. */
export function watched(command, args, options = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  const lines = [];
  const keep = (chunk) => lines.splice(0, Math.max(0, lines.push(...String(chunk).split('\n')) - LOG_LINES * 4));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const ended = new Promise((resolve) => {
    child.on('error', ({ message }) => resolve(message));
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  void ended.then(() => process.off('exit', kill));
  return {
    child,
    ended,
    log: () => lines.filter(Boolean).slice(-LOG_LINES).join('\n'),
    async stop() {
      child.kill('SIGTERM');
      if ((await Promise.race([ended, sleep(10_000, 'late', { ref: false })])) === 'late') kill();
      await ended;
    },
  };
}

/** Resolves when the process has ended well. */
export async function finished(what, { ended, log }) {
  const code = await ended;
  if (code !== 0) throw new Error(`${what} ended with ${code}. Its last lines:\n${log()}`);
}

/** Resolves when `isReady` does so with true; rejects with the log's last lines where the process ends, or time is up. */
export async function ready(what, { ended, log }, isReady, seconds = 180) {
  const until = Date.now() + seconds * 1_000;
  let code;
  void ended.then((it) => (code = it));
  while (Date.now() < until) {
    if (code !== undefined) throw new Error(`${what} ended with ${code}. Its last lines:\n${log()}`);
    if (await isReady().catch(() => false)) return;
    await sleep(250);
  }
  throw new Error(`${what} was not ready after ${seconds} seconds. Its last lines:\n${log()}`);
}
