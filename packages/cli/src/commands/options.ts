import { parseArgs, type ParseArgsConfig } from 'node:util';
import { UsageError } from '../terminal.js';

type Arguments<T extends NonNullable<ParseArgsConfig['options']>> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true; strict: true }>
>;

/** Reads a command's arguments; an unknown one is a `UsageError` that names it. */
export function readArguments<const T extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: readonly string[],
  options: T,
): Arguments<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    const [reason = message] = message.split(/\. To specify|\n/);
    throw new UsageError(`${reason.replace(/\.$/, '')}. See: shuk ${command} --help`);
  }
}
