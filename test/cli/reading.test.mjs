import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { csv, imported, read } from './support.mjs';

const header = 'Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant Price';
const row = (handle, cells = {}) => [
  handle,
  cells.title ?? 'Thing',
  cells.body ?? '',
  'Title',
  'Default Title',
  cells.price ?? '1',
];
const good = csv(header, row('thing'));
const bytes = (text, encoding) => Buffer.from(text, encoding);

describe('encodings', () => {
  const hebrew = csv(header, row('lamp', { title: 'מנורה – €' }));
  const title = (content, options) => imported(content, options).products[0].title;

  it('reads UTF-8 with and without a mark', () => {
    assert.equal(title(bytes(hebrew)), 'מנורה – €');
    assert.equal(title(bytes(`\ufeff${hebrew}`)), 'מנורה – €');
  });

  it('reads marked UTF-16 of either order', () => {
    const little = bytes(`\ufeff${hebrew}`, 'utf16le');
    assert.equal(title(little), 'מנורה – €');
    assert.equal(title(Buffer.from(little).swap16()), 'מנורה – €');
  });

  it('names the line of what is not UTF-8, and reads it once told the encoding', () => {
    const latin = Buffer.concat([bytes(good), bytes('caf\xe9,Caf\xe9,,Title,Default Title,1\n', 'latin1')]);
    assert.throws(() => imported(latin), {
      name: 'UnreadableFile',
      message: 'file:3: is not UTF-8 text; if a spreadsheet saved it, try --encoding windows-1252',
    });
    assert.equal(imported(latin, { encoding: 'windows-1252' }).products[1].title, 'Café');
  });

  it('reads XML in the encoding that it declares', () => {
    const feed =
      '<?xml version="1.0" encoding="ISO-8859-1"?>\n<rss xmlns:g="http://base.google.com/ns/1.0"><channel><item><g:id>1</g:id><g:title>Caf\xe9</g:title><g:price>1 EUR</g:price></item></channel></rss>';
    assert.equal(title(bytes(feed, 'latin1')), 'Café');
  });
});

describe('files that cannot be read', () => {
  const cases = [
    ['an empty file', '', /is empty/],
    ['blank lines', ' \n\n', /is empty/],
    ['a workbook', bytes('PK\x03\x04rest of an xlsx', 'latin1'), /workbook or a zip archive; export it as CSV/],
    ['an old workbook', bytes('\xd0\xcf\x11\xe0', 'latin1'), /Excel workbook/],
    ['a compressed file', bytes('\x1f\x8b\x08', 'latin1'), /compressed/],
    ['a picture', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1'), /not UTF-8/],
    ['text with zero bytes', 'Handle,Title\0\n', /not a text file/],
    ['another table', 'a,b,c\n1,2,3\n', /is none of the exports that can be read .* first row is: a, b, c/],
    ['JSON', '{"products":[]}\n', /is none of the exports/],
    ['a cut-off table', `${good}"half,Half,<p>never closed\n`, /^file:3: a quote is opened and never closed/],
    ['a cut-off feed', '<rss><channel><item>\n<id>1</id>', /^file:\d+: is not well-formed XML/],
    ['another XML', '<html>\n<body/></html>', /no feed of products/],
  ];
  for (const [what, content, message] of cases) {
    it(`refuses ${what}`, () =>
      assert.throws(() => imported(content === '' ? Buffer.alloc(0) : content), { name: 'UnreadableFile', message }));
  }

  it('refuses a table that is not of the format it was said to be', () => {
    assert.throws(() => imported(good, { format: 'vendure' }), { reason: /has not the columns of a vendure export/ });
  });

  it('asks for the currency of a table whose prices have none', () => {
    assert.throws(() => imported(good, { currency: undefined }), {
      name: 'CurrencyMissing',
      message: /--currency EUR/,
    });
  });
});

describe('tables as people save them', () => {
  it('reads other separators, line ends and cases of the header', () => {
    const variants = ['\t', ';', '|'].map((mark) => good.replaceAll('","', `"${mark}"`));
    for (const text of [
      ...variants,
      good.replaceAll('\n', '\r\n'),
      good.replaceAll('\n', '\r'),
      good.replace('Handle', ' HANDLE '),
    ]) {
      assert.equal(imported(`${text}\n`).products[0]?.id, 'thing', JSON.stringify(text));
    }
  });

  it('counts rows as a spreadsheet does, over line breaks in cells and blank rows', () => {
    const text = csv(header, row('a', { body: 'two\nlines' }), ['', '', '', '', '', ''], row('b', { price: 'free' }));
    assert.deepEqual(imported(text).lines, ['file:4: column "Variant Price": "free" is not an amount']);
  });

  it('leaves out rows whose cells may be shifted', () => {
    const { products, lines } = imported(
      `${good}b,B,text, with a comma,Title,Default Title,1\n"c" x",C,,Title,Default Title,1\nd,D,,Title,Default Title,1,,\n`,
    );
    assert.deepEqual(
      products.map(({ id }) => id),
      ['thing', 'd'],
    );
    assert.deepEqual(lines, [
      'file:3: has 1 more cell than the header, so its cells may be shifted',
      'file:4: a quote inside a cell is not doubled, so its cells cannot be told apart',
    ]);
  });
});

describe('hostile files', () => {
  it('keeps formulas, markup and scripts as text or drops them', () => {
    const { products } = imported(
      csv(
        header,
        row('a', { title: '=HYPERLINK("x")', body: '<p onclick=x>Hi<script>alert(1)</script></p>' }),
        row('b', { title: '<script>alert(1)</script>' }),
      ),
    );
    assert.equal(products[0].title, '=HYPERLINK("x")');
    assert.equal(products[0].description, 'Hi');
    assert.equal(products[1].title, '<script>alert(1)</script>');
  });

  it('is not polluted by columns and values called __proto__', () => {
    const { products } = imported(
      csv(
        `__proto__,constructor,toString,${header}`,
        ['x', 'y', 'z', ...row('__proto__', { title: 'constructor' })],
        ['', '', '', ...row('hasOwnProperty')],
      ),
    );
    assert.deepEqual(
      products.map(({ id, title }) => [id, title]),
      [
        ['__proto__', 'constructor'],
        ['hasOwnProperty', 'Thing'],
      ],
    );
    assert.equal({}.title, undefined);
  });

  it('prints no control characters of a file', () => {
    const { lines } = imported(csv(header, row('a', { price: '\x1b[2Jgone\r\n\u0085bad' })));
    assert.deepEqual(lines, ['file:2: column "Variant Price": " [2Jgone bad" is not an amount']);
  });

  it('takes cells of a megabyte without trouble', () => {
    const big = 'x'.repeat(1_000_000);
    const started = process.cpuUsage();
    const { products, lines } = imported(
      csv(
        header,
        row('a', { title: big, body: big }),
        row('b', { body: '<b>'.repeat(333_000) }),
        row('c', { body: '</a>'.repeat(250_000) }),
        row('d', { price: big }),
        row('e', { body: '&lt'.repeat(333_000) }),
      ),
    );
    const { user, system } = process.cpuUsage(started);
    assert.deepEqual(
      products.map(({ title, description }) => [title.length, description?.length]),
      [
        [4_000, 4_000],
        [5, undefined],
        [5, undefined],
        [5, 4_000],
      ],
    );
    assert.equal(lines.length, 3);
    assert.ok((user + system) / 1e6 < 5, `${(user + system) / 1e6} s of CPU`);
  });

  it('refuses entities that grow without end, at once', () => {
    const levels = Array.from({ length: 30 }, (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`);
    const bomb = `<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY e0 "lol">${levels.join('')}]>\n<rss><channel><item><id>&e30;</id></item></channel></rss>`;
    const started = process.cpuUsage();
    assert.throws(() => imported(bomb), { name: 'UnreadableFile', reason: /defines XML entities/ });
    assert.throws(() => imported(`${'<!DOCTYPE'.repeat(100_000)}\n`), { name: 'UnreadableFile' });
    assert.throws(() => imported(`<rss>${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}\n</rss>`), {
      name: 'UnreadableFile',
    });
    const { user, system } = process.cpuUsage(started);
    assert.ok((user + system) / 1e6 < 5, `${(user + system) / 1e6} s of CPU`);
  });

  it('never reads a file that a feed names', () => {
    const feed =
      '<?xml version="1.0"?>\n<!DOCTYPE rss SYSTEM "file:///etc/passwd">\n<rss><channel><item><id>&xxe;</id><title>T</title><price>1 USD</price></item></channel></rss>';
    assert.equal(imported(feed).products[0].id, '&xxe;');
  });
});

describe('several files', () => {
  const file = (name, ...rows) => ({ name, content: csv(header, ...rows) });

  it('are merged, and a product that comes twice is reported', () => {
    const { products, lines, formats } = read([
      file('one.csv', row('a'), row('b')),
      file('two.csv', row('c'), row('a', { title: 'Other' })),
    ]);
    assert.deepEqual(
      products.map(({ id, title }) => [id, title]),
      [
        ['a', 'Thing'],
        ['b', 'Thing'],
        ['c', 'Thing'],
      ],
    );
    assert.deepEqual(lines, ['two.csv:3: column "Handle": "a" is in the catalogue already, from one.csv:2']);
    assert.deepEqual(formats, { 'one.csv': 'shopify', 'two.csv': 'shopify' });
  });

  it('report in the order of the files and their rows', () => {
    const { lines } = read([
      file('b.csv', row('x', { price: 'free' }), row('y')),
      file('a.csv', row('y'), row('z', { price: '' })),
    ]);
    assert.deepEqual(
      lines.map((line) => line.split(': ')[0]),
      ['b.csv:2', 'a.csv:2', 'a.csv:3'],
    );
  });

  it('share their collections, whatever their case', () => {
    const typed = (name, type) => ({ name, content: csv(`${header},Type`, [...row(name), type]) });
    const { products, catalog } = read([typed('a', 'Bed Linen'), typed('b', 'bed linen'), typed('c', 'Bed-linen')]);
    assert.deepEqual(
      products.map(({ collections }) => collections),
      [['bed-linen'], ['bed-linen'], ['bed-linen-2']],
    );
    assert.deepEqual(catalog.collections, [
      { handle: 'bed-linen', title: 'Bed Linen' },
      { handle: 'bed-linen-2', title: 'Bed-linen' },
    ]);
  });

  it('give no catalogue where nothing can be used', () => {
    assert.equal(read([file('a.csv', row('a', { price: 'free' }))]).catalog, undefined);
  });
});
