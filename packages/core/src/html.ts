import { text } from './reader.js';

const ENTITIES = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
  ['ndash', '–'],
  ['mdash', '—'],
  ['hellip', '…'],
  ['lsquo', '‘'],
  ['rsquo', '’'],
  ['ldquo', '“'],
  ['rdquo', '”'],
]);

/** Longest markup that is looked at, in UTF-16 units. */
const MAX_HTML = 100_000;

/**
 * What a shop wrote as HTML, as plain text: blocks become lines, entities their characters, everything else of the
 * markup goes. It is no sanitiser: the result may look like markup (`&lt;b&gt;`), and is only ever shown as text.
 */
export function htmlText(html: unknown): string | undefined {
  const source = text(html, MAX_HTML);
  if (!source) return undefined;
  const shown = source
    .split(/<\/?(?:script|style|template)\b[^<>]*>|<!--|-->/i)
    .filter((_, index) => index % 2 === 0) // what stands between a pair is not for reading
    .join('')
    .replace(/\s+/g, ' ')
    .replace(/ ?<(?:br|\/?(?:p|div|li|ul|ol|tr|h[1-6]|blockquote))\b[^<>]*> ?/gi, '\n')
    .replace(/<\/?[a-z!][^<>]*>/gi, '')
    .replace(/\n{3,}/g, '\n\n');
  return text(decodeEntities(shown));
}

/** The characters for entities, as in a message that a shop wrote for a page. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES.get((name as string).toLowerCase()) ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex as string, 16);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
  });
}
