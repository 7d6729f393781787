import { UnreadableFile } from '../report.js';

const MARKS: readonly (readonly [readonly number[], string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** The bytes of an exported file as text with `\n` line ends. `encoding` is for files that are not Unicode. */
export function decode(file: string, bytes: Uint8Array, encoding?: string): string {
  if (bytes.length === 0) throw new UnreadableFile(file, 'is empty');
  refuseOtherKinds(file, bytes);
  const marked = MARKS.find(([mark]) => mark.every((byte, index) => bytes[index] === byte))?.[1];
  const text = toText(file, bytes, marked ?? encoding ?? declaredEncoding(bytes) ?? 'utf-8');
  if (text.includes('\0')) throw new UnreadableFile(file, 'is not a text file');
  if (!text.trim()) throw new UnreadableFile(file, 'is empty');
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/** True for an encoding that this Node can read. */
export function isEncoding(label: string): boolean {
  try {
    new TextDecoder(label);
    return true;
  } catch {
    return false;
  }
}

function toText(file: string, bytes: Uint8Array, encoding: string): string {
  if (!isEncoding(encoding)) throw new UnreadableFile(file, `its encoding "${encoding}" is not known`);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (thrown) {
    // Only a `TypeError` says that the bytes are wrong: a file of half a gigabyte makes no JavaScript string.
    if (!(thrown instanceof TypeError)) throw new UnreadableFile(file, 'is too large to be read');
    const hint = encoding === 'utf-8' ? '; if a spreadsheet saved it, try --encoding windows-1252' : '';
    throw new UnreadableFile(file, `is not ${encoding.toUpperCase()} text${hint}`, firstBadLine(bytes, encoding));
  }
}

/** The line in which decoding fails, found by halving. */
function firstBadLine(bytes: Uint8Array, encoding: string): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    try {
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle;
    }
  }
  return new TextDecoder(encoding).decode(bytes.subarray(0, good)).split('\n').length;
}

/** What an XML declaration says: `<?xml version="1.0" encoding="ISO-8859-8"?>`. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(head)?.[1];
}

function refuseOtherKinds(file: string, bytes: Uint8Array): void {
  const starts = (...magic: number[]): boolean => magic.every((byte, index) => bytes[index] === byte);
  if (starts(0x50, 0x4b, 3, 4)) throw new UnreadableFile(file, 'is a workbook or a zip archive; export it as CSV');
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw new UnreadableFile(file, 'is an Excel workbook; export it as CSV');
  if (starts(0x1f, 0x8b)) throw new UnreadableFile(file, 'is compressed; unpack it first');
}
