/** Measures the scenarios of budgets.mjs on the built files: `npm run sizes`. 1 kB is 1000 bytes. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { budgets } from './budgets.mjs';
import { root } from './suites.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'packages/embed/package.json'), 'utf8'));
const cdn = join(root, 'dist/cdn', version);

const gzipped = (file) => gzipSync(readFileSync(join(cdn, file)), { level: 9 }).length;

/** The files that bring these modules, with all that they import at once. Modules are named by the start of their paths. */
function filesWith(graph, modules) {
  const files = new Set();
  const add = (file) => {
    if (files.has(file)) return;
    files.add(file);
    graph[file].imports.forEach(add);
  };
  for (const name of modules) {
    const found = Object.keys(graph).filter((file) => graph[file].modules.some((module) => module.startsWith(name)));
    if (!found.length) throw new Error(`no built file has the module ${name}: correct tools/budgets.mjs`);
    found.forEach(add);
  }
  return [...files];
}

/** For each scenario what it takes and what it may take. */
export function measure() {
  const graph = JSON.parse(readFileSync(join(root, 'dist/cdn/graph.json'), 'utf8'));
  return budgets.map(({ name, modules, over = [], files = filesWith(graph, modules), ...limit }) => {
    const before = new Set(filesWith(graph, over));
    const loaded = files.filter((file) => !before.has(file));
    const bytes = loaded.reduce((total, file) => total + gzipped(file), 0);
    return { name, files: loaded, bytes, requests: loaded.length, limit };
  });
}

function print() {
  for (const { name, files, bytes, requests, limit } of measure()) {
    const fits = bytes <= limit.goal && requests <= (limit.requests ?? Infinity);
    const kB = (count) => (count / 1000).toFixed(2);
    console.log(`${fits ? '✓' : '✗'} ${name}: ${kB(bytes)} of ${kB(limit.goal)} kB in ${requests} requests`);
    for (const file of files) console.log(`    ${String(gzipped(file)).padStart(6)}  ${file}`);
  }
  console.log('\nAll files, compressed:');
  for (const file of readdirSync(cdn)) console.log(`    ${String(gzipped(file)).padStart(6)}  ${file}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) print();
