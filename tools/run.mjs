/** Starts programs for the other tools: output streams through, and nothing that was started is left behind. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './suites.mjs';

const bin = (name) => join(root, 'node_modules/.bin', name);
const running = new Set();

/** Ends a program with everything it started: each is the leader of a process group. */
function end(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // gone already
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => {
    running.forEach((child) => end(child, 'SIGTERM'));
    if (!process.listenerCount(signal)) process.exit(1); // else somebody else has to end something, too, and exits
  });
}

/**
 * Runs a program of ours (`node …`) or of a package (`tsc -b`).
 * Resolves to its exit code and the last message it sent, if it sent one.
 */
export function run([command, ...args], { minutes = 20, cwd = root } = {}) {
  const program = command === 'node' ? process.execPath : bin(command);
  const child = spawn(program, args, {
    cwd,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  running.add(child);
  const timer = setTimeout(() => {
    console.error(`${command} ${args.join(' ')} did not end within ${minutes} minutes`);
    end(child, 'SIGTERM'); // lets it close its browser
    setTimeout(() => end(child, 'SIGKILL'), 10_000).unref();
  }, minutes * 60_000);

  return new Promise((resolve) => {
    let message;
    child.on('message', (sent) => (message = sent));
    child.on('error', (error) => console.error(error.message));
    child.on('close', (code) => {
      clearTimeout(timer);
      running.delete(child);
      end(child, 'SIGTERM');
      resolve({ code: code ?? 1, message });
    });
  });
}
