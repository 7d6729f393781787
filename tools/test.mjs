/**
 * `npm test`: every step in order, each with its own runner; the last line is the count of them all.
 *
 *   --only unit,node        these steps, and what must be built for them
 *   --browser chromium      these engines
 *   --files 'test/core/**'  these test files
 *   --no-build              trust what was built
 *   --shops vendure,medusa  for the step "shops", which runs only where it is named: these, instead of all
 *   --coverage              of the source, in Chromium
 */
import { parseArgs } from 'node:util';
import { browsers } from './browsers.mjs';
import { installBrowsers, prepare } from './prepare.mjs';
import { run } from './run.mjs';
import { filesOf } from './suites.mjs';

const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    browser: { type: 'string', default: Object.keys(browsers).join() },
    files: { type: 'string' },
    shops: { type: 'string' },
    build: { type: 'boolean', default: true },
    coverage: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const engines = options.browser.split(',');
let missing = new Map();

/** A program that either succeeds or does not: one test. */
async function check(...command) {
  const { code } = await run(command);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** A program that counts for itself. One that dies, or counts nothing, has failed. */
async function counted(command, limits) {
  const { code, message = { passed: 0, failed: 0 } } = await run(command, limits);
  const { passed, failed } = message;
  if (failed === 0 && (code !== 0 || passed === 0)) {
    console.error(code === 0 ? 'no test was executed' : `the runner ended with ${code} but counted no failure`);
    return { passed, failed: 1 };
  }
  return { passed, failed };
}

const nodeTests = (files, more = [], limits = undefined) =>
  counted(
    [
      ...['node', '--test', '--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...['--test-reporter=./tools/node-reporter.mjs', '--test-reporter-destination=stdout'],
      ...[...more, ...files],
    ],
    limits,
  );

const browserTests = async (files) => {
  const counts = [];
  for (const browser of engines) {
    console.log(`\n${browsers[browser].label}`);
    const coverage = options.coverage ? ['--coverage'] : [];
    const selected = files.flatMap((file) => ['--files', file]);
    counts.push(
      await needing(browser, () =>
        counted(['node', 'tools/wtr/run.mjs', '--browser', browser, ...coverage, ...selected]),
      ),
    );
  }
  return sum(counts);
};

const chromiumTests = (files) => needing('chromium', () => nodeTests(files));

/** One file after the other: each starts shops of its own, and real ones are heavy. */
const shopTests = (files) => {
  if (options.shops) process.env.SHOPS = options.shops;
  return needing('chromium', () => nodeTests(files, ['--test-concurrency=1'], { minutes: 50 }));
};

async function needing(browser, tests) {
  if (!missing.has(browser)) return tests();
  console.error(missing.get(browser));
  return { passed: 0, failed: 1 };
}

const sum = (counts) => ({
  passed: counts.reduce((total, { passed }) => total + passed, 0),
  failed: counts.reduce((total, { failed }) => total + failed, 0),
});

/** Something to build for several steps: built and counted for the first that needs it. */
function once(build) {
  let result;
  return async () => {
    const first = !result;
    const count = await (result ??= build());
    return { ok: count.failed === 0, ...(first ? count : sum([])) };
  };
}

const modules = once(() => check('tsc', '-b'));
const everything = once(() => check('node', 'tools/build.mjs', 'modules', 'manifest', 'cdn'));
const storybook = once(() => check('node', 'tools/build.mjs', 'manifest', 'storybook'));

/**
 * `suite`: the step's test files; without any it is left out. `needs`: what must be built before. `onlyNamed`: a command
 * of its own, because it takes long.
 */
const steps = {
  types: {
    run: async () => sum([await modules(), await check('tsc', '-p', 'test'), await check('tsc', '-p', 'stories')]),
  },
  lint: {
    run: async () => sum([await check('eslint', '.'), await check('prettier', '--check', '--log-level=warn', '.')]),
  },
  build: { run: everything },
  node: { suite: 'node', needs: modules, run: (files) => nodeTests(files) },
  unit: { suite: 'unit', browsers: engines, run: browserTests },
  page: { suite: 'page', browsers: engines, needs: everything, run: browserTests },
  chromium: { suite: 'chromium', browsers: ['chromium'], needs: everything, run: chromiumTests },
  stories: { suite: 'stories', browsers: ['chromium'], needs: storybook, run: chromiumTests },
  package: { suite: 'package', needs: everything, run: (files) => nodeTests(files) },
  shops: { suite: 'shops', browsers: ['chromium'], needs: everything, run: shopTests, onlyNamed: true },
};

function plan() {
  const names = options.only?.split(',') ?? Object.keys(steps).filter((name) => !steps[name].onlyNamed);
  const unknown = names.filter((name) => !steps[name]);
  if (unknown.length > 0) throw new Error(`There is no step "${unknown}". There are: ${Object.keys(steps).join(', ')}`);
  return names
    .map((name) => ({ name, ...steps[name], files: steps[name].suite && filesOf(steps[name].suite, options.files) }))
    .filter(({ files }) => files === undefined || files.length > 0);
}

function skipped(name) {
  console.error(`${name} was not run, because its build failed`);
  return { passed: 0, failed: 1 };
}

prepare();
const planned = plan();
missing = installBrowsers([...new Set(planned.flatMap((step) => step.browsers ?? []))]);

const counts = [];
for (const { name, files, needs, run: step } of planned) {
  console.log(`\n── ${name} ${'─'.repeat(70 - name.length)}`);
  const started = Date.now();
  const built = needs && options.build ? await needs() : { ok: true, ...sum([]) };
  const count = sum([built, built.ok ? await step(files) : skipped(name)]);
  counts.push(count);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`── ${name}: ${count.passed} passed, ${count.failed} failed, ${seconds} s`);
}

const { passed, failed } = sum(counts);
const nothing = passed + failed === 0;
if (nothing) console.error('nothing was tested');
process.exitCode = failed || nothing ? 1 : 0;
console.log(`\n${passed} passed, ${failed + (nothing ? 1 : 0)} failed`);
