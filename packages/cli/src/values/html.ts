import { MAX_TEXT, text as clean } from '@shuk/core';
import { Parser } from 'htmlparser2';

/** More HTML than this is not read: the text that is kept is far shorter. */
const MAX_HTML = 64_000;

const DROPPED = new Set(
  'audio canvas embed head iframe math noscript object script style svg template textarea title video'.split(' '),
);
const PARAGRAPHS = new Set(
  'address article aside blockquote dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul'.split(
    ' ',
  ),
);
const LINES = new Set('dd div dt figcaption li option tr'.split(' '));
const BLOCK_TAG = /<\/?(?:br|p|div|h[1-6]|li|ul|ol|table|tr)\b/i;

/**
 * HTML as plain text: paragraphs and list items on lines of their own, entities decoded, scripts, styles and embedded
 * things dropped. Line breaks of the source stay where `lines` says so (WordPress shows them) or where no tag makes any.
 */
export function htmlToText(html: string, lines: 'keep' | 'auto' = 'auto'): string {
  const source = head(html);
  const keep = lines === 'keep' || !BLOCK_TAG.test(source);
  const writer = new Writer(keep);
  let dropped = 0;
  const parser = new Parser({
    onopentag(name) {
      if (DROPPED.has(name)) dropped += 1;
      else if (name === 'br') writer.newLine();
      else if (name === 'td' || name === 'th') writer.write(' ');
      else writer.separate(gapOf(name), name === 'li' ? '• ' : '');
    },
    ontext(text) {
      if (!dropped) writer.write(text);
    },
    onclosetag(name) {
      if (DROPPED.has(name)) dropped -= 1;
      else writer.separate(gapOf(name));
    },
  });
  parser.end(source);
  return writer.text;
}

/** How many line breaks stand at least before and after an element. */
function gapOf(name: string): number {
  return PARAGRAPHS.has(name) ? 2 : LINES.has(name) ? 1 : 0;
}

/** Puts pieces of text together, with as many line breaks between them as were asked for. */
class Writer {
  readonly #pieces: string[] = [];
  readonly #keep: boolean;
  #gap = 0;
  #mark = '';

  constructor(keep: boolean) {
    this.#keep = keep;
  }

  separate(gap: number, mark = ''): void {
    this.#gap = Math.max(this.#gap, gap);
    if (gap) this.#mark = mark;
  }

  newLine(): void {
    this.#gap = Math.min(this.#gap + 1, 2);
  }

  write(text: string): void {
    const piece = this.#keep ? text : text.replace(/\s+/g, ' ');
    if (!this.#gap) {
      this.#pieces.push(piece);
    } else if (piece.trim()) {
      this.#pieces.push('\n'.repeat(this.#gap), this.#mark, piece.trimStart());
      this.#gap = 0;
      this.#mark = '';
    }
  }

  get text(): string {
    return this.#pieces
      .join('')
      .replace(/[^\S\n]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }
}

/** As much of the source as is read, not ending within a tag. */
function head(html: string): string {
  if (html.length <= MAX_HTML) return html;
  const cut = html.slice(0, MAX_HTML);
  return cut.lastIndexOf('<') > cut.lastIndexOf('>') ? cut.slice(0, cut.lastIndexOf('<')) : cut;
}

/** Text in which only entities stand for something: `Tom &amp; Jerry <3`. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  let decoded = '';
  const parser = new Parser({ ontext: (piece) => (decoded += piece) }, { decodeEntities: true });
  parser.end(text.slice(0, MAX_HTML).replaceAll('<', '&lt;'));
  return decoded;
}

/** As much of a text as a catalogue keeps, and whether that is all of it. */
export function fit(text: string): { readonly text: string | undefined; readonly cut: boolean } {
  if (text.length <= MAX_TEXT) return { text: clean(text), cut: false };
  const head = text.slice(0, MAX_TEXT - 1);
  return { text: clean(`${head.replace(/\s+\S{0,60}$/, '')}…`), cut: true };
}
