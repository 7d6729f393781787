import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { catalogText, type CatalogFile } from '../catalog.js';
import { IMPORT_HELP } from '../help.js';
import { CurrencyMissing, importCatalog, type ImportResult, type SourceFile } from '../import.js';
import { problemLine, UnreadableFile } from '../report.js';
import { count, ProgressLine, UsageError, type Streams } from '../terminal.js';
import { writeWhole, type Files } from '../write.js';
import { readImportOptions, type ImportCommand } from './import-options.js';

/** `shuk import`: gives the exit status. */
export async function importCommand(args: readonly string[], streams: Streams, fs?: Files): Promise<number> {
  const command = readImportOptions(args);
  if (command === 'help') {
    streams.stdout.write(IMPORT_HELP);
    return 0;
  }
  try {
    return await run(command, streams, fs);
  } catch (thrown) {
    if (!(thrown instanceof UnreadableFile || thrown instanceof CurrencyMissing)) throw thrown;
    return fail(thrown.message, command, streams);
  }
}

async function run(command: ImportCommand, streams: Streams, fs?: Files): Promise<number> {
  const { files, out, options, json } = command;
  await refuseToOverwrite(files, out);
  const sources: SourceFile[] = [];
  for (const name of files) sources.push({ name, content: await read(name) });

  const line = new ProgressLine(streams);
  const progress = (file: string, share: number): void => line.show(`Reading ${file}`, share);
  let result: ImportResult;
  try {
    result = importCatalog(sources, { ...options, progress });
  } finally {
    line.clear();
  }
  if (!json) for (const problem of result.problems) streams.stderr.write(`${problemLine(problem)}\n`);
  if (!result.catalog) return fail('No product could be used.', command, streams, result);
  try {
    await writeWhole(out, catalogText(result.catalog), fs);
  } catch (thrown) {
    return fail(`${out} could not be written: ${reasonOf(thrown)}.`, command, streams, result);
  }
  const status = result.problems.some(({ kind }) => kind === 'left-out') ? 1 : 0;
  report({ status, out, ...summaryOf(result) }, `${summary(result, result.catalog, out)}\n`, command, streams);
  return status;
}

function fail(error: string, command: ImportCommand, streams: Streams, result?: ImportResult): number {
  const message = error.includes('Nothing was written') ? error : `${error} Nothing was written.`;
  report({ status: 2, error, ...(result && summaryOf(result)) }, `${message}\n`, command, streams);
  return 2;
}

function report(data: object, text: string, { json }: ImportCommand, { stdout, stderr }: Streams): void {
  if (json) stdout.write(`${JSON.stringify(data, undefined, 2)}\n`);
  else stderr.write(text);
}

function summaryOf({ catalog, problems, notPublished, hidden, formats }: ImportResult): object {
  const products = catalog?.products ?? [];
  const variants = products.reduce((sum, product) => sum + product.variants.length, 0);
  return { formats, products: products.length, variants, ...leftOut(problems), notPublished, hidden, problems };
}

function leftOut(problems: ImportResult['problems']): { readonly leftOut: number; readonly warnings: number } {
  const left = problems.filter(({ kind }) => kind === 'left-out').length;
  return { leftOut: left, warnings: problems.length - left };
}

function summary(result: ImportResult, catalog: CatalogFile, out: string): string {
  const variants = catalog.products.reduce((sum, product) => sum + product.variants.length, 0);
  const { leftOut: left, warnings } = leftOut(result.problems);
  return [
    `${out}: ${count(catalog.products.length, 'product')}, ${count(variants, 'variant')}, prices in ${catalog.currency}`,
    left && `left out: ${count(left, 'row')}`,
    warnings && count(warnings, 'warning'),
    result.notPublished && `not published: ${result.notPublished}`,
    result.hidden && `hidden in the shop: ${result.hidden} (--with-hidden takes them)`,
  ]
    .filter(Boolean)
    .join('; ');
}

/** The catalogue must not replace what it is made from. */
async function refuseToOverwrite(files: readonly string[], out: string): Promise<void> {
  const real = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
  const target = await real(out);
  for (const file of files) {
    if ((await real(file)) === target) throw new UsageError(`${out} is read and cannot be written too.`);
  }
}

async function read(name: string): Promise<Uint8Array> {
  try {
    return await readFile(name);
  } catch (thrown) {
    throw new UnreadableFile(name, `cannot be read: ${reasonOf(thrown)}.`);
  }
}

function reasonOf(thrown: unknown): string {
  const { code, message } = thrown as NodeJS.ErrnoException;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EISDIR: 'it is a folder',
    EACCES: 'permission denied',
    ENOSPC: 'the disk is full',
    EROFS: 'the disk is read-only',
    ERR_FS_FILE_TOO_LARGE: 'it is too large',
  };
  return reasons[code ?? ''] ?? message;
}
