/** Counts for `node --test`; what a person reads comes from Node's own reporter beside it. */
import { report } from './report.mjs';

export default async function* counter(events) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of events) {
    // A suite that fails only because a test in it failed is not a failure more.
    if (type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed') failed++;
    else if (type === 'test:pass' && data.details.type !== 'suite' && !data.skip && !data.todo) passed++;
  }
  report(passed, failed);
  yield '';
}
