/**
 * Ends what another process began when that one is gone, however it went: being killed leaves nobody time to clear up.
 * Reads lines from it: `end <pid>` and `remove <folder>`.
 */
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';

const last = { end: [], remove: [] };
for await (const line of createInterface({ input: process.stdin })) {
  const [, what, value] = /^(end|remove) (.+)$/.exec(line);
  last[what].push(value);
}
for (const pid of last.end) {
  try {
    process.kill(Number(pid), 'SIGKILL');
  } catch {
    // it has ended by itself
  }
}
for (const folder of last.remove) rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
