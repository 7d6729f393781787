/**
 * The table in the README that says what each backend can: made from what its last run of the contract suite wrote to
 * `dist/shops`, never by hand. `npm run abilities` writes it anew; a test compares.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { names } from '../test/shops/shops.mjs';
import { root } from './suites.mjs';

const readme = join(root, 'README.md');
const [BEGIN, END] = ['<!-- abilities: written by npm run abilities -->', '<!-- /abilities -->'];
const SIGNS = { native: '●', emulated: '◐', none: '–' };

/** What each row says, by service and ability. */
const rows = {
  catalog: {
    handle: 'product by handle',
    sku: 'product by SKU',
    search: 'search',
    collection: 'collections',
    country: 'prices by country',
    currency: 'several currencies',
    language: 'several languages',
  },
  cart: {
    codes: 'discount codes',
    note: 'note on the order',
    attributes: 'attributes of the cart',
    'line-attributes': 'attributes of a line (gift note, credit)',
    plans: 'subscriptions',
    checkout: 'checkout address',
    idempotency: 'idempotency keys',
    revision: 'cart revision',
  },
  recommendations: {
    product: 'recommendations for a product',
    cart: 'recommendations for a cart',
    visitor: 'recommendations for a visitor',
  },
  reviews: { summary: 'ratings of many products', page: 'reviews' },
};

/** The last runs, by backend. */
export function results() {
  const file = (name) => join(root, 'dist/shops', `${name}.json`);
  return new Map(
    names.filter((name) => existsSync(file(name))).map((name) => [name, JSON.parse(readFileSync(file(name), 'utf8'))]),
  );
}

const sign = (ability) => (typeof ability === 'object' ? '⚙' : SIGNS[ability ?? 'none']);

/** Lines of cells: the first is the heading. */
function cellsOf(runs) {
  const lines = Object.entries(rows).flatMap(([service, abilities]) =>
    Object.entries(abilities).map(([ability, words]) => [
      words,
      ...[...runs.values()].map((run) => sign(run.abilities[service]?.[ability])),
    ]),
  );
  const proof = ({ isReal }) => (isReal ? 'the real shop' : 'our own server');
  return [
    ['', ...runs.keys()],
    ...lines,
    ['checks of the contract passed', ...[...runs.values()].map(({ passed }) => String(passed))],
    ['proved against', ...[...runs.values()].map(proof)],
  ];
}

/** The table in the README as cells. */
function readCells() {
  const text = readFileSync(readme, 'utf8');
  const table = text.slice(text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)).trim();
  const lines = table.split('\n').filter((line) => line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

const column = (cells, name) => {
  const at = cells[0]?.indexOf(name) ?? -1;
  return at < 0 ? undefined : cells.map((line) => `${line[0]}: ${line[at]}`);
};

/** What the README says of a backend, and what its last run says. */
export function compare(name) {
  return { written: column(readCells(), name), proved: column(cellsOf(results()), name) };
}

function write() {
  const runs = results();
  const lacking = names.filter((name) => !runs.has(name));
  if (lacking.length) throw new Error(`No run of ${lacking.join(', ')} yet: npm run test:shops`);
  const [head, ...lines] = cellsOf(runs).map((cells) => `| ${cells.join(' | ')} |`);
  const table = [head, `|---|${':-:|'.repeat(runs.size)}`, ...lines].join('\n');
  const text = readFileSync(readme, 'utf8');
  const [before, after] = [text.slice(0, text.indexOf(BEGIN)), text.slice(text.indexOf(END))];
  writeFileSync(readme, `${before}${BEGIN}\n\n${table}\n\n${after}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) write();
