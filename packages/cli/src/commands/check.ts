import { readFile } from 'node:fs/promises';
import { checkCatalog } from '../check/check.js';
import type { Finding } from '../check/finding.js';
import { CHECK_HELP } from '../help.js';
import { decode } from '../read/decode.js';
import { printable, UnreadableFile } from '../report.js';
import { count, UsageError, type Streams } from '../terminal.js';
import { readArguments } from './options.js';

/** More findings than this are only counted: they have one cause, and it is among the first. */
const MAX_LINES = 200;

/** `shuk check`: gives the exit status. */
export async function checkCommand(args: readonly string[], streams: Streams): Promise<number> {
  const { values, positionals } = readArguments('check', args, {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
  });
  if (values.help) {
    streams.stdout.write(CHECK_HELP);
    return 0;
  }
  if (!positionals.length) throw new UsageError('No catalogue to check. See: shuk check --help');
  const results = [];
  for (const file of positionals) results.push(await checkFile(file));
  const status = Math.max(...results.map((result) => result.status));
  if (values.json) streams.stdout.write(`${JSON.stringify({ status, files: results }, undefined, 2)}\n`);
  else for (const result of results) tell(result, streams);
  return status;
}

interface Result {
  readonly file: string;
  readonly status: 0 | 1 | 2;
  /** Why the file cannot be read. */
  readonly error?: string;
  readonly findings: readonly Finding[];
}

async function checkFile(file: string): Promise<Result> {
  try {
    const findings = checkCatalog(parse(file, await readFile(file)));
    return { file, status: findings.some(({ severity }) => severity === 'error') ? 1 : 0, findings };
  } catch (thrown) {
    if (thrown instanceof UnreadableFile) return { file, status: 2, error: thrown.message, findings: [] };
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === undefined) throw thrown;
    return { file, status: 2, error: `${file}: cannot be read: ${message}`, findings: [] };
  }
}

function parse(file: string, bytes: Uint8Array): unknown {
  const text = decode(file, bytes);
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new UnreadableFile(file, `is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

function tell({ file, error, findings }: Result, { stdout, stderr }: Streams): void {
  if (error !== undefined) {
    stderr.write(`${printable(error, 500)}\n`);
    return;
  }
  for (const finding of findings.slice(0, MAX_LINES)) stderr.write(`${lineFor(file, finding)}\n`);
  if (findings.length > MAX_LINES) stderr.write(`${file}: … and ${findings.length - MAX_LINES} more\n`);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.length - errors;
  const verdict = errors ? count(errors, 'error') : 'good';
  stdout.write(`${file}: ${verdict}${warnings ? `, ${count(warnings, 'warning')}` : ''}\n`);
}

/** `catalog.json: /products/3/variants/0/compareAt (product "lamp-01"): 49.00 is not above the price 49.00`. */
function lineFor(file: string, { severity, pointer, product, message }: Finding): string {
  const where = `${printable(pointer, 200) || '(the file)'}${product === undefined ? '' : ` (product "${printable(product)}")`}`;
  return `${file}: ${where}: ${severity === 'warning' ? 'warning: ' : ''}${printable(message, 500)}`;
}
