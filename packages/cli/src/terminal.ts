/** Where a command writes to: `process`, or a test's stand-in. */
export interface Streams {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean | undefined };
}

/** A wrong command line. The message says what is wrong, and where to read more. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** One line on a terminal that is written over as work goes on; on anything else nothing. */
export class ProgressLine {
  readonly #stream: Streams['stderr'];
  #last = 0;
  #shown = false;

  constructor(streams: Streams) {
    this.#stream = streams.stderr;
  }

  /** Shows how far it is (0 to 1), at most ten times a second. */
  show(text: string, share: number): void {
    if (!this.#stream.isTTY || (this.#shown && Date.now() - this.#last < 100)) return;
    this.#last = Date.now();
    this.#shown = true;
    this.#stream.write(`\r\x1b[K${text} ${Math.round(share * 100)} %`);
  }

  clear(): void {
    if (this.#shown) this.#stream.write('\r\x1b[K');
    this.#shown = false;
  }
}

/** `1 product`, `2 products`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
