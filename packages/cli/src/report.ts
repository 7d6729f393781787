/** Where something stands: a row of a table as a spreadsheet counts it (the header is row 1), or a line of an XML file. */
export interface Place {
  readonly file: string;
  readonly row?: number | undefined;
}

/** What an import could not use, and why. */
export interface Problem extends Place {
  /** `left-out`: what the row describes is not in the catalogue. `warning`: it is, but without this cell. */
  readonly kind: 'left-out' | 'warning';
  /** The column as the file names it, or the XML element. */
  readonly column?: string | undefined;
  readonly reason: string;
}

/** A file that cannot be read at all. Nothing is written then. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly file: string;
  readonly row: number | undefined;
  readonly reason: string;

  constructor(file: string, reason: string, row?: number) {
    super(`${file}${row === undefined ? '' : `:${row}`}: ${reason}`);
    this.file = file;
    this.row = row;
    this.reason = reason;
  }
}

/** Collects what happens while files are imported. */
export class Findings {
  readonly problems: Problem[] = [];
  /** Products and variants that the shop itself does not show: drafts, archived, private. */
  notPublished = 0;
  /** Products that the shop sells only to those who know the address. */
  hidden = 0;

  leaveOut(place: Place, column: string | undefined, reason: string): void {
    this.#add('left-out', place, column, reason);
  }

  warn(place: Place, column: string | undefined, reason: string): void {
    this.#add('warning', place, column, reason);
  }

  get leftOut(): number {
    return this.problems.reduce((count, { kind }) => count + (kind === 'left-out' ? 1 : 0), 0);
  }

  #add(kind: Problem['kind'], { file, row }: Place, column: string | undefined, reason: string): void {
    this.problems.push({ kind, file, row, column, reason });
  }
}

/** A place as messages name it: `products.csv:12`. */
export function placeText({ file, row }: Place): string {
  return row === undefined ? printable(file, 500) : `${printable(file, 500)}:${row}`;
}

/** A problem as one line: `products.csv:12: column "Variant Price": "free" is not an amount`. */
export function problemLine({ kind, column, reason, ...place }: Problem): string {
  const where = column === undefined ? '' : `column "${printable(column)}": `;
  return `${placeText(place)}: ${where}${kind === 'warning' ? 'warning: ' : ''}${printable(reason, 500)}`;
}

/** Text of a file in a message: on one line, without control characters (a terminal obeys them), not too long. */
export function printable(text: string, most = 80): string {
  const line = text.slice(0, most * 2).replace(/[\0-\x1f\x7f-\x9f\u2028\u2029]+/g, ' ');
  return line.length > most ? `${line.slice(0, most - 1)}…` : line;
}

/** A value of a file, quoted for a message. */
export function quote(value: string): string {
  return `"${printable(value, 60)}"`;
}
