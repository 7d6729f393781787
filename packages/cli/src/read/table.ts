import Papa from 'papaparse';
import { UnreadableFile, type Findings } from '../report.js';

/** A column of a table, by its place and the name that the file gives it. */
export interface Column {
  readonly index: number;
  readonly name: string;
}

/** The header of a table. Names are compared without case, and with spaces, `_` and a `g:` before them alike. */
export class Columns {
  readonly names: readonly string[];
  readonly #found = new Map<string, Column>();

  constructor(names: readonly string[]) {
    this.names = names.map((name) => name.trim());
    this.names.forEach((name, index) => {
      const key = plain(name);
      if (key && !this.#found.has(key)) this.#found.set(key, { index, name });
    });
  }

  /** The first of these names that the table has. */
  find(...names: readonly string[]): Column | undefined {
    for (const name of names) {
      const column = this.#found.get(plain(name));
      if (column) return column;
    }
    return undefined;
  }

  has(...names: readonly string[]): boolean {
    return names.every((name) => this.find(name));
  }
}

export interface Row {
  /** As a spreadsheet counts: the header is row 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

export interface Table {
  readonly file: string;
  readonly columns: Columns;
  readonly rows: readonly Row[];
}

/** Tells how far a reader is, from 0 to 1. */
export type Progress = (share: number) => void;

/** The text in a cell; empty for a column that the table does not have. */
export function cell(row: Row, column: Column | undefined): string {
  return column ? (row.cells[column.index] ?? '').trim() : '';
}

/** The first record of a text, cut with each separator that tables use. */
export function headers(text: string): readonly { readonly delimiter: string; readonly columns: Columns }[] {
  const start = skipComments(text);
  return [',', '\t', ';', '|'].map((delimiter) => {
    const { data } = Papa.parse<string[]>(text.slice(start, start + 100_000), { delimiter, newline: '\n', preview: 1 });
    return { delimiter, columns: new Columns(data[0] ?? []) };
  });
}

/** Reads all rows of a table; those that cannot be trusted are reported and left out. */
export function readTable(
  file: string,
  text: string,
  delimiter: string,
  findings: Findings,
  progress?: Progress,
): Table {
  const start = skipComments(text);
  const comments = text.slice(0, start).split('\n').length - 1;
  const body = start ? text.slice(start) : text;
  let { rows, broken, unclosed } = parse(body, delimiter, '"', progress);
  // Tab-separated files are often written without any quoting, so that a `"` is only an inch.
  if (delimiter === '\t' && (broken.size || unclosed !== undefined)) {
    ({ rows, broken, unclosed } = parse(body, delimiter, '\0', progress));
  }
  if (unclosed !== undefined) {
    throw new UnreadableFile(
      file,
      'a quote is opened and never closed; the file is damaged or cut off',
      unclosed + comments,
    );
  }
  const [header = [], ...records] = rows;
  const columns = new Columns(header);
  const good: Row[] = [];
  records.forEach((cells, index) => {
    const number = index + 2 + comments;
    if (cells.every((value) => !value.trim())) return;
    const reason = fault(cells, columns.names.length, broken.has(index + 1));
    if (reason) findings.leaveOut({ file, row: number }, undefined, reason);
    else good.push({ number, cells });
  });
  return { file, columns, rows: good };
}

function fault(cells: readonly string[], width: number, broken: boolean): string | undefined {
  if (broken) return 'a quote inside a cell is not doubled, so its cells cannot be told apart';
  const surplus = cells.slice(width).filter((value) => value.trim()).length;
  return surplus
    ? `has ${surplus} more ${surplus === 1 ? 'cell' : 'cells'} than the header, so its cells may be shifted`
    : undefined;
}

interface Parsed {
  readonly rows: readonly string[][];
  /** Indexes of rows in which a quote stands where none may. */
  readonly broken: ReadonlySet<number>;
  /** The row that swallowed the rest of the file. */
  readonly unclosed: number | undefined;
}

function parse(text: string, delimiter: string, quoteChar: string, progress?: Progress): Parsed {
  const rows: string[][] = [];
  const broken = new Set<number>();
  let unclosed: number | undefined;
  Papa.parse<string[]>(text, {
    delimiter,
    quoteChar,
    newline: '\n',
    step({ data, errors, meta }) {
      for (const { code } of errors) {
        if (code === 'MissingQuotes') unclosed ??= rows.length + 1;
        else broken.add(rows.length);
      }
      rows.push(data);
      if (rows.length % 500 === 0) progress?.(meta.cursor / text.length);
    },
  });
  return { rows, broken, unclosed };
}

/** Where the table begins: Meta's template has `#` lines before the header. */
function skipComments(text: string): number {
  let start = 0;
  while (text.startsWith('#', start)) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return start;
}

function plain(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/^g:/, '')
    .replace(/[\s_]+/g, ' ');
}
