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
const LINES = new Set('br dd div dt figcaption li option tr'.split(' '));
const BLOCK_TAG = /<\/?(?:br|p|div|h[1-6]|li|ul|ol|table|tr)\b/i;

/**
 * HTML as plain text: paragraphs and list items on lines of their own, entities decoded, scripts, styles and embedded
 * things dropped. Line breaks of the source stay where `lines` says so (WordPress shows them) or where no tag makes any.
 */
export function htmlToText(html: string, lines: 'keep' | 'auto' = 'auto'): string {
  const source = html.length > MAX_HTML ? html.slice(0, MAX_HTML) : html;
  const keep = lines === 'keep' || !BLOCK_TAG.test(source);
  const pieces: string[] = [];
  let dropped = 0;
  const parser = new Parser(
    {
      onopentag(name) {
        if (DROPPED.has(name)) dropped += 1;
        else if (PARAGRAPHS.has(name)) pieces.push('\n\n');
        else if (LINES.has(name)) pieces.push(name === 'li' ? '\n• ' : '\n');
        else if (name === 'td' || name === 'th') pieces.push(' ');
      },
      ontext(text) {
        if (!dropped) pieces.push(keep ? text : text.replace(/\s+/g, ' '));
      },
      onclosetag(name) {
        if (DROPPED.has(name)) dropped -= 1;
        else if (PARAGRAPHS.has(name)) pieces.push('\n\n');
        else if (LINES.has(name) && name !== 'br') pieces.push('\n');
      },
    },
    { decodeEntities: true, lowerCaseTags: true },
  );
  parser.end(source);
  return tidy(pieces.join(''));
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

function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n\n(?=• )/g, '\n')
    .trim();
}
