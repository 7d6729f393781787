import { randomBytes } from 'node:crypto';
import * as files from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The parts of `node:fs/promises` that writing needs; a test may let one of them fail. */
export type Files = Pick<typeof files, 'open' | 'realpath' | 'rename' | 'stat' | 'unlink'>;

/**
 * Writes a file so that at every moment either the old one or the whole new one is there: into a file beside it, onto
 * the disk, then renamed. Whatever fails, the old one stays as it was and nothing is left behind.
 */
export async function writeWhole(path: string, text: string, fs: Files = files): Promise<void> {
  const target = await fs.realpath(path).catch(() => path); // a link stays a link
  const mode = (await fs.stat(target).catch(() => undefined))?.mode;
  const beside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const file = await fs.open(beside, 'wx', mode === undefined ? 0o666 : mode & 0o777);
  try {
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await fs.rename(beside, target);
  } catch (thrown) {
    await fs.unlink(beside).catch(() => undefined);
    throw thrown;
  }
  await syncFolder(dirname(target), fs);
}

/** Makes the renaming last through a power cut, where the system allows it. */
async function syncFolder(path: string, fs: Files): Promise<void> {
  const folder = await fs.open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
