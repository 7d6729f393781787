/** One line for each test file, the reason for each failure, and a count at the end that a program can read. */
import { relative } from 'node:path';

function* flatten(suite, path = []) {
  for (const test of suite?.tests ?? []) yield { ...test, title: [...path, test.name].join(' › ') };
  for (const inner of suite?.suites ?? []) yield* flatten(inner, [...path, inner.name]);
}

const indent = (text) => String(text).replace(/^/gm, '      ');

function describeError({ message, stack, expected, actual }) {
  const lines = [message];
  if (expected !== undefined) lines.push(`expected: ${expected}`, `actual:   ${actual}`);
  if (stack) lines.push(stack);
  return indent(lines.filter(Boolean).join('\n'));
}

/** What a session came to. An error outside of any test (a file that does not load) is a failed test. */
function outcome(session) {
  const tests = [...flatten(session.testResults)].filter((test) => !test.skipped);
  const failures = tests.filter((test) => !test.passed);
  return { passed: tests.length - failures.length, failures, errors: session.errors };
}

export function reporter(done) {
  const rootDir = process.cwd();
  return {
    reportTestFileResults({ logger, sessionsForTestFile, testFile }) {
      for (const session of sessionsForTestFile) {
        const { passed, failures, errors } = outcome(session);
        const failed = failures.length + errors.length;
        logger.log(`  ${failed ? '✗' : '✓'} ${relative(rootDir, testFile)}: ${passed} passed, ${failed} failed`);
        for (const { title, error } of failures) logger.log(`    ✗ ${title}\n${describeError(error ?? {})}`);
        for (const error of errors) logger.log(`    ✗ outside of a test\n${describeError(error)}`);
        const said = session.logs.map((args) => args.map(format).join(' '));
        const missed = session.request404s.map((url) => `404: ${url}`);
        for (const text of [...atMost(20, said), ...atMost(5, missed)]) logger.log(indent(text));
      }
    },
    onTestRunFinished({ sessions, testCoverage }) {
      const outcomes = sessions.map(outcome);
      const sum = (count) => outcomes.reduce((total, each) => total + count(each), 0);
      if (testCoverage) {
        const { statements, branches, functions, lines } = testCoverage.summary;
        const parts = Object.entries({ statements, branches, functions, lines });
        console.log(`  coverage: ${parts.map(([name, { pct }]) => `${name} ${pct} %`).join(', ')}`);
      }
      done(
        sum(({ passed }) => passed),
        sum(({ failures, errors }) => failures.length + errors.length),
      );
    },
  };
}

function atMost(count, lines) {
  return lines.length > count ? [...lines.slice(0, count), `… and ${lines.length - count} more`] : lines;
}

function format(arg) {
  return typeof arg === 'string' ? arg : (JSON.stringify(arg) ?? String(arg));
}
