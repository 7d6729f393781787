import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importCatalog, problemLine } from 'shuk';

const bin = fileURLToPath(new URL('../../packages/cli/bin/shuk.js', import.meta.url));
const exports = fileURLToPath(new URL('../support/exports/', import.meta.url));

/** The day on which all tests import; sales begin and end around it. */
export const now = new Date('2026-11-15T12:00:00Z');

/** The path of a sample export. */
export const sample = (name) => join(exports, name);

/** Runs `shuk` as a process in `cwd`. */
export function shuk(args, cwd) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
  return { status, stdout, stderr, lines: stderr.split('\n').filter(Boolean) };
}

/** A folder of its own for one test; `write` puts a file into it, `read` gives one. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'shuk-'));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write: (name, content) => writeFileSync(join(path, name), content),
    read: (name) => readFileSync(join(path, name), 'utf8'),
  };
}

/** Imports a sample export, or the text of a file, in one call. */
export function imported(content, options) {
  const isPath = typeof content === 'string' && !content.includes('\n');
  const source = isPath ? { name: basename(content), content: readFileSync(content) } : { name: 'file', content };
  return read([source], options);
}

/** Imports several files; the products by id, and the problems as they are printed. */
export function read(files, options) {
  const result = importCatalog(files, { currency: 'USD', now, ...options });
  const products = result.catalog?.products ?? [];
  return {
    ...result,
    products,
    product: (id) => products.find((product) => product.id === id),
    variants: products.flatMap(({ variants }) => variants),
    lines: result.problems.map(problemLine),
  };
}

/** CSV of rows, each quoted throughout. */
export function csv(header, ...rows) {
  const line = (cells) => cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',');
  return `${[header.split(','), ...rows].map(line).join('\n')}\n`;
}
