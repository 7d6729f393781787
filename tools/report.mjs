/**
 * How a step tells the orchestrator what it counted: one message to the process that started it.
 * Started by hand, the same script says it on the screen instead.
 */
export function report(passed, failed) {
  if (process.send) process.send({ passed, failed });
  else console.log(`${passed} passed, ${failed} failed`);
  if (failed) process.exitCode = 1;
}
