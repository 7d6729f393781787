import { createRequire } from 'node:module';
import { HELP } from './help.js';
import { UsageError, type Streams } from './terminal.js';

type Command = (args: readonly string[], streams: Streams) => Promise<number>;

/** Each loads only what it needs. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  import: async () => (await import('./commands/import.js')).importCommand,
  check: async () => (await import('./commands/check.js')).checkCommand,
};

/** Runs `shuk` with these arguments and gives its exit status: 0 good, 1 with faults, 2 not done. */
export async function run(args: readonly string[], streams: Streams): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      streams[name === undefined ? 'stderr' : 'stdout'].write(HELP);
      return name === undefined ? 2 : 0;
    }
    if (name === '--version' || name === '-v') {
      streams.stdout.write(`${version()}\n`);
      return 0;
    }
    const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!load) throw new UsageError(`"${name}" is not a command of shuk. See: shuk --help`);
    const command = await load();
    return await command(rest, streams);
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) throw thrown;
    streams.stderr.write(`${thrown.message}\n`);
    return 2;
  }
}

function version(): string {
  return (createRequire(import.meta.url)('../package.json') as { readonly version: string }).version;
}
