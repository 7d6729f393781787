import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { UnreadableFile } from '../report.js';

/** One product of a feed, whatever its format. */
export interface Item {
  /** The line of an XML feed, or the row of a table. */
  readonly row: number;
  /** The first value of an attribute such as `item_group_id`; empty where there is none. */
  get(name: string): string;
  /** All values: XML repeats an element. */
  all(name: string): readonly string[];
  /** The attribute as the file names it. */
  label(name: string): string;
}

const GOOGLE = 'http://base.google.com/ns/1.0';
const METADATA = XMLParser.getMetaDataSymbol() as unknown as symbol;

type Node = Readonly<Record<string | symbol, unknown>>;

/** Reads the items of an RSS or Atom feed. `undefined` for XML that is no feed of products. */
export function readFeed(file: string, text: string): readonly Item[] | undefined {
  refuseEntities(file, text);
  // The parser alone takes a feed that is cut off for a whole one.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is a package of its own that does the same
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new UnreadableFile(file, `is not well-formed XML: ${valid.err.msg}`, valid.err.line);
  const roots = parse(file, text);
  const root = roots.find((node) => ['rss', 'feed', 'rdf:RDF'].includes(nameOf(node)));
  if (!root) return undefined;
  const prefix = prefixOf(root);
  const line = lineCounter(text);
  const items = [...itemsIn(root)].map((node) => new XmlItem(node, prefix, line(startOf(node))));
  return items.some((item) => item.get('id')) ? items : undefined;
}

class XmlItem implements Item {
  readonly row: number;
  readonly #prefix: string;
  readonly #values = new Map<string, string[]>();

  constructor(node: Node, prefix: string, row: number) {
    this.row = row;
    this.#prefix = prefix;
    for (const child of childrenOf(node)) {
      const name = nameOf(child);
      const value = textOf(child) || attribute(child, 'href'); // Atom: <link href="…"/>
      if (!name || !value) continue;
      const values = this.#values.get(name);
      if (values) values.push(value);
      else this.#values.set(name, [value]);
    }
  }

  get(name: string): string {
    return this.all(name)[0] ?? '';
  }

  all(name: string): readonly string[] {
    const plain = name === 'description' ? ['description', 'summary', 'content'] : [name];
    for (const key of [this.#prefix + name, ...plain]) {
      const values = this.#values.get(key);
      if (values) return values;
    }
    return [];
  }

  label(name: string): string {
    return this.#values.has(name) && !this.#values.has(this.#prefix + name) ? name : this.#prefix + name;
  }
}

/** A document type can define entities that grow without end, and no feed needs one. */
function refuseEntities(file: string, text: string): void {
  const prolog = text.slice(0, Math.max(0, text.search(/<[^?!\s]/)));
  if (/<!DOCTYPE/i.test(prolog) && prolog.includes('[')) {
    throw new UnreadableFile(file, 'defines XML entities, which a product feed must not');
  }
}

function parse(file: string, text: string): readonly Node[] {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    trimValues: false,
    htmlEntities: true,
    captureMetaData: true,
    maxNestedTags: 50,
  });
  try {
    return parser.parse(text) as Node[];
  } catch (thrown) {
    throw new UnreadableFile(
      file,
      `cannot be read as XML: ${thrown instanceof Error ? thrown.message : String(thrown)}`,
    );
  }
}

function* itemsIn(node: Node): Generator<Node> {
  for (const child of childrenOf(node)) {
    const name = nameOf(child);
    if (name === 'item' || name === 'entry') yield child;
    else if (name === 'channel') yield* itemsIn(child);
  }
}

function nameOf(node: Node): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}

function childrenOf(node: Node): readonly Node[] {
  const children = node[nameOf(node)];
  return Array.isArray(children) ? (children as Node[]) : [];
}

function textOf(node: Node): string {
  return childrenOf(node)
    .map((child) => (typeof child['#text'] === 'string' ? child['#text'] : ''))
    .join('')
    .trim();
}

function attribute(node: Node, name: string): string {
  const attributes = node[':@'];
  const value = typeof attributes === 'object' && attributes !== null ? (attributes as Node)[name] : undefined;
  return typeof value === 'string' ? value.trim() : '';
}

/** What stands before the names of Google's attributes, nearly always `g:`. */
function prefixOf(root: Node): string {
  const attributes = root[':@'];
  const bound = typeof attributes === 'object' && attributes !== null ? Object.entries(attributes) : [];
  const found = bound.find(([name, value]) => name.startsWith('xmlns:') && value === GOOGLE);
  return found ? `${found[0].slice(6)}:` : 'g:';
}

function startOf(node: Node): number {
  const metadata = node[METADATA] as { readonly startIndex?: number } | undefined;
  return metadata?.startIndex ?? 0;
}

/** The line of a place in the text; asked in rising order, so that it is counted once. */
function lineCounter(text: string): (index: number) => number {
  let at = 0;
  let line = 1;
  return (index) => {
    for (let next = text.indexOf('\n', at); next >= 0 && next < index; next = text.indexOf('\n', at)) {
      at = next + 1;
      line += 1;
    }
    return line;
  };
}
