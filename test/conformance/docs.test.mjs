/** The adapter of docs/conformance.md, taken from there, under the tests of docs/conformance.md, taken from there. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const at = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
// Inside the repository, so that the packages are found.
const folder = at(`dist/conformance-docs-${process.pid}`);

const blocks = new Map(
  [...readFileSync(at('docs/conformance.md'), 'utf8').matchAll(/^```js\n\/\/ (\S+)\n([^]*?)^```$/gm)].map(
    ([, name, code]) => [name, code],
  ),
);

/** Runs a file of the document; `NODE_TEST_CONTEXT` would make it report to this runner. */
async function run(name) {
  const env = { ...process.env };
  delete env.NODE_TEST_CONTEXT;
  const child = spawn(process.execPath, ['--test', '--test-reporter=tap', name], { cwd: folder, env });
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const code = await new Promise((resolve) => child.on('close', resolve));
  const count = (what) => Number(new RegExp(`^# ${what} (\\d+)$`, 'm').exec(output)?.[1]);
  return { code, output, passed: count('pass'), failed: count('fail') };
}

describe('the adapter in docs/conformance.md', () => {
  before(() => {
    mkdirSync(folder, { recursive: true });
    cpSync(at('test/conformance/kiosk/kiosk.mjs'), `${folder}/kiosk.mjs`);
  });
  const write = (changes = {}) => {
    for (const [name, code] of blocks) writeFileSync(`${folder}/${name}`, changes[name]?.(code) ?? code);
  };
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is written down whole, and short', () => {
    assert.deepEqual([...blocks.keys()], ['backend.mjs', 'contract.test.mjs', 'faults.test.mjs']);
    const lines = blocks.get('backend.mjs').trim().split('\n').length;
    assert.ok(lines <= 120, `${lines} lines`);
  });

  it('passes the suite', async () => {
    write();
    const { code, output, passed, failed } = await run('contract.test.mjs');
    assert.equal(code, 0, output);
    assert.ok(passed > 80, `${passed} checks`);
    assert.equal(failed, 0);
  });

  it('passes the faults', async () => {
    write();
    const { code, output, passed } = await run('faults.test.mjs');
    assert.equal(code, 0, output);
    assert.equal(passed, 8);
  });

  /** What an author may get wrong, and what says so. */
  const mistakes = [
    ['contract.test.mjs', 'forgets what is already there', 'before + quantity', 'quantity'],
    [
      'contract.test.mjs',
      'stops at a refused operation',
      'return { cart, outcomes };',
      'return { cart, outcomes: outcomes.slice(0, 2) };',
    ],
    [
      'contract.test.mjs',
      'answers in the order of the shop',
      'refs.map(({ value }) => found.get(value) ?? null)',
      '[...found.values()]',
    ],
    ['contract.test.mjs', 'does not pass the signal on', 'signal: options?.signal ?? null', 'signal: null'],
    [
      'contract.test.mjs',
      'takes a dead token for a new cart',
      'if (!cart) throw gone();',
      'cart ??= toCart({ id: "x", rows: [], sum: 0 });',
    ],
    ['faults.test.mjs', 'trusts the counts of the shop', "must(integer(row.count, 1), 'count')", "row.count ?? '1'"],
    ['faults.test.mjs', 'lets other errors out', "requiredText(row.name, 'name')", 'row.name.trim()'],
  ];
  for (const [file, what, from, to] of mistakes) {
    it(`fails where it ${what}`, async () => {
      assert.ok(blocks.get('backend.mjs').includes(from), from);
      write({ 'backend.mjs': (code) => code.replace(from, to) });
      const { code, failed, output } = await run(file);
      assert.notEqual(code, 0, output);
      assert.ok(failed > 0);
    });
  }
});
