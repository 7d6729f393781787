import assert from 'node:assert/strict';
import { chmodSync, lstatSync, readdirSync, statSync, symlinkSync } from 'node:fs';
import * as files from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { importCommand } from '../../packages/cli/dist/commands/import.js';
import { run } from '../../packages/cli/dist/run.js';
import { csv, folder, sample, shuk } from './support.mjs';

const header = 'Handle,Title,Option1 Name,Option1 Value,Variant Price';
const row = (handle, price = '1') => [handle, 'Thing', 'Title', 'Default Title', price];

describe('shuk', () => {
  it('explains itself', (t) => {
    const { path } = folder(t);
    for (const args of [['--help'], ['-h'], ['help'], ['import', '--help'], ['check', '-h']]) {
      const { status, stdout, stderr } = shuk(args, path);
      assert.deepEqual([status, stderr], [0, '']);
      assert.match(stdout, /shuk (?:import|check)/);
    }
    assert.match(shuk(['--version'], path).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  it('says what is wrong with a command line and does nothing', (t) => {
    const { path, write } = folder(t);
    write('a.csv', csv(header, row('a')));
    const cases = [
      [[], /Usage/],
      [['improt'], /"improt" is not a command of shuk\. See: shuk --help/],
      [['constructor'], /"constructor" is not a command/],
      [['import'], /No file to import/],
      [['import', 'a.csv'], /--out FILE is missing/],
      [
        ['import', 'a.csv', '--out', 'o.json', '--curency', 'ILS'],
        /Unknown option '--curency'\. See: shuk import --help/,
      ],
      [['import', 'a.csv', '--out'], /argument missing/],
      [['import', 'a.csv', '--out', 'o.json', '--currency', 'SHEKEL'], /--currency "SHEKEL" .* ISO 4217/],
      [['import', 'a.csv', '--out', 'o.json', '--currency', 'XYZ'], /--currency "XYZ"/],
      [['import', 'a.csv', '--out', 'o.json', '--language', 'english!'], /--language "english!" .* BCP 47/],
      [
        ['import', 'a.csv', '--out', 'o.json', '--format', 'magento'],
        /--format "magento" .* shopify, woocommerce, google, vendure/,
      ],
      [['import', 'a.csv', '--out', 'o.json', '--base-url', 'javascript:x'], /--base-url/],
      [['import', 'a.csv', '--out', 'o.json', '--image-base', 'data:x'], /--image-base/],
      [['import', 'a.csv', '--out', 'o.json', '--product-url', '/p'], /--product-url .* \{handle\}/],
      [['import', 'a.csv', '--out', 'o.json', '--decimal', ';'], /--decimal/],
      [['import', 'a.csv', '--out', 'o.json', '--encoding', 'klingon'], /--encoding "klingon"/],
      [['import', 'a.csv', '--out', 'o.json', '--date', 'soon'], /--date "soon"/],
      [['import', 'a.csv', '--out', './a.csv', '--currency', 'EUR'], /is read and cannot be written too/],
      [
        ['import', 'a.csv', '--out', 'o.json'],
        /its prices carry no currency; give it, e\.g\. --currency EUR\. Nothing was written\./,
      ],
      [
        ['import', 'none.csv', '--out', 'o.json', '-c', 'EUR'],
        /none\.csv: cannot be read: there is no such file or folder\. Nothing was written\./,
      ],
      [['import', '.', '--out', 'o.json', '-c', 'EUR'], /cannot be read: it is a folder/],
      [
        ['import', 'a.csv', '--out', 'no/o.json', '-c', 'EUR'],
        /no\/o\.json could not be written: there is no such file or folder/,
      ],
      [['check'], /No catalogue to check/],
      [['check', '--jsn', 'a'], /Unknown option '--jsn'\. See: shuk check --help/],
    ];
    for (const [args, message] of cases) {
      const { status, stdout, stderr } = shuk(args, path);
      assert.deepEqual([status, stdout], [2, ''], args.join(' '));
      assert.match(stderr, message);
    }
    assert.deepEqual(readdirSync(path), ['a.csv']);
  });
});

describe('shuk import', () => {
  it('writes the catalogue, one product on a line, and exits with 0', (t) => {
    const { path, read } = folder(t);
    const args = ['import', sample('shopify-apparel.csv'), '-o', 'catalog.json', '-c', 'ils', '-l', 'en_us'];
    const { status, stdout, stderr } = shuk(args, path);
    assert.deepEqual([status, stdout], [0, '']);
    assert.equal(stderr, 'catalog.json: 20 products, 22 variants, prices in ILS\n');
    const text = read('catalog.json');
    assert.equal(text.split('\n').filter((line) => line.startsWith('{"id":')).length, 20);
    const { version, currency, language } = JSON.parse(text);
    assert.deepEqual({ version, currency, language }, { version: 1, currency: 'ILS', language: 'en-US' });
    shuk(args, path);
    assert.equal(read('catalog.json'), text);
  });

  it('exits with 1 where rows were left out, and writes the rest', (t) => {
    const { path, write, read } = folder(t);
    write('shop.csv', csv(header, row('a'), row('b', 'free'), row('c', '0')));
    const { status, lines } = shuk(['import', 'shop.csv', '--out', 'o.json', '--currency', 'EUR'], path);
    assert.equal(status, 1);
    assert.deepEqual(lines, [
      'shop.csv:3: column "Variant Price": "free" is not an amount',
      'shop.csv:4: column "Variant Price": warning: the price is zero',
      'o.json: 2 products, 2 variants, prices in EUR; left out: 1 row; 1 warning',
    ]);
    assert.deepEqual(
      JSON.parse(read('o.json')).products.map(({ id }) => id),
      ['a', 'c'],
    );
  });

  it('merges several files of several formats', (t) => {
    const { path, read } = folder(t);
    const names = ['shopify-apparel.csv', 'shopify-home-and-garden.csv', 'woocommerce-sample.csv', 'google-home.tsv'];
    const { status, lines } = shuk(['import', ...names.map(sample), '--out', 'o.json', '--currency', 'ILS'], path);
    assert.equal(status, 1);
    assert.equal(lines.length, 3);
    assert.equal(
      lines[2],
      'o.json: 59 products, 74 variants, prices in ILS; left out: 2 rows; hidden in the shop: 1 (--with-hidden takes them)',
    );
    assert.equal(JSON.parse(read('o.json')).products.length, 59);
  });

  it('reports as JSON', (t) => {
    const { path, write } = folder(t);
    write('shop.csv', csv(header, row('a'), row('b', 'free')));
    const good = shuk(['import', 'shop.csv', '--out', 'o.json', '--currency', 'EUR', '--json'], path);
    assert.deepEqual([good.status, good.stderr], [1, '']);
    assert.deepEqual(JSON.parse(good.stdout), {
      status: 1,
      out: 'o.json',
      formats: { 'shop.csv': 'shopify' },
      products: 1,
      variants: 1,
      leftOut: 1,
      warnings: 0,
      notPublished: 0,
      hidden: 0,
      problems: [
        { kind: 'left-out', file: 'shop.csv', row: 3, column: 'Variant Price', reason: '"free" is not an amount' },
      ],
    });
    const bad = shuk(['import', 'none.csv', '--out', 'o.json', '--currency', 'EUR', '--json'], path);
    assert.deepEqual([bad.status, bad.stderr], [2, '']);
    assert.match(JSON.parse(bad.stdout).error, /none\.csv: cannot be read/);
  });

  it('leaves the old catalogue as it was where a file cannot be read or nothing can be used', (t) => {
    const { path, write, read } = folder(t);
    const old = 'the old catalogue, byte by byte\r\n';
    write('o.json', old);
    write('good.csv', csv(header, row('a')));
    write('empty.csv', '');
    write('binary.csv', Buffer.from([0, 1, 2, 3]));
    write('other.csv', 'a,b\n1,2\n');
    write('cut.csv', `${csv(header, row('a'))}"b`);
    write('free.csv', csv(header, row('b', 'free')));
    for (const name of ['empty.csv', 'binary.csv', 'other.csv', 'cut.csv', 'none.csv']) {
      const { status, lines } = shuk(['import', 'good.csv', name, '--out', 'o.json', '-c', 'EUR'], path);
      assert.equal(status, 2, name);
      assert.ok(lines.at(-1).startsWith(name) && lines.at(-1).endsWith('Nothing was written.'), lines.join('\n'));
      assert.equal(read('o.json'), old, name);
    }
    const { status, lines } = shuk(['import', 'free.csv', '--out', 'o.json', '-c', 'EUR'], path);
    assert.deepEqual([status, lines.at(-1)], [2, 'No product could be used. Nothing was written.']);
    assert.equal(read('o.json'), old);
    assert.equal(readdirSync(path).length, 7); // as many as were written above
  });

  it('leaves the old catalogue and nothing else where writing fails half-way', async (t) => {
    const { path, write, read } = folder(t);
    write('o.json', 'old');
    write('good.csv', csv(header, row('a')));
    const full = () => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    const written = [];
    const failing = {
      rename: { ...files, rename: full },
      sync: { ...files, open: async (...args) => Object.assign(await files.open(...args), { sync: full }) },
      write: { ...files, open: async (...args) => Object.assign(await files.open(...args), { writeFile: full }) },
    };
    for (const [what, fs] of Object.entries(failing)) {
      const streams = { stdout: { write() {} }, stderr: { write: (text) => written.push(text) } };
      const args = [join(path, 'good.csv'), '--out', join(path, 'o.json'), '-c', 'EUR'];
      assert.equal(await importCommand(args, streams, fs), 2, what);
      assert.match(written.at(-1), /o\.json could not be written: the disk is full\. Nothing was written\./);
      assert.equal(read('o.json'), 'old', what);
      assert.deepEqual(readdirSync(path), ['good.csv', 'o.json'], what);
    }
  });

  it('keeps the mode of the old catalogue, and a link a link', (t) => {
    const { path, write, read } = folder(t);
    write('real.json', 'old');
    chmodSync(join(path, 'real.json'), 0o640);
    symlinkSync('real.json', join(path, 'o.json'));
    write('good.csv', csv(header, row('a')));
    assert.equal(shuk(['import', 'good.csv', '--out', 'o.json', '-c', 'EUR'], path).status, 0);
    assert.ok(lstatSync(join(path, 'o.json')).isSymbolicLink());
    assert.equal(statSync(join(path, 'real.json')).mode & 0o777, 0o640);
    assert.equal(JSON.parse(read('real.json')).products.length, 1);
  });

  it('measures the images of a folder, and none outside of it', (t) => {
    const { path, write, read } = folder(t);
    const gif = Buffer.from('R0lGODlhAwACAIAAAP///wAAACwAAAAAAwACAAACAoRRADs=', 'base64');
    write('a.gif', gif);
    write(
      'shop.csv',
      csv(
        `${header},Image Src`,
        [...row('a'), 'a.gif'],
        [...row('b'), '../a.gif'],
        [...row('c'), 'https://x.example/c.gif'],
      ),
    );
    const { status, lines } = shuk(
      ['import', 'shop.csv', '-o', 'o.json', '-c', 'EUR', '--image-dir', '.', '--image-base', '/pictures'],
      path,
    );
    assert.equal(status, 0);
    assert.deepEqual(lines.slice(0, -1), [
      'shop.csv:3: column "Image Src": warning: no image "../a.gif" was found to measure',
    ]);
    assert.deepEqual(
      JSON.parse(read('o.json')).products.map(({ images }) => images[0]),
      [
        { src: '/pictures/a.gif', width: 3, height: 2 },
        { src: '/pictures/../a.gif' },
        { src: 'https://x.example/c.gif' },
      ],
    );
  });

  it('shows progress on a terminal only, and clears it', async (t) => {
    const { path, write } = folder(t);
    write('shop.csv', csv(header, ...Array.from({ length: 2_000 }, (_, index) => row(`thing-${index}`))));
    const args = ['import', join(path, 'shop.csv'), '-o', join(path, 'o.json'), '-c', 'EUR'];
    const on = async (isTTY) => {
      const written = [];
      const status = await run(args, {
        stdout: { write() {} },
        stderr: { isTTY, write: (text) => written.push(text) },
      });
      assert.equal(status, 0);
      return written;
    };
    const terminal = await on(true);
    assert.ok(terminal[0].startsWith('\r\x1b[KReading '), terminal[0]);
    assert.match(terminal[0], /shop\.csv \d+ %$/);
    assert.equal(terminal.at(-2), '\r\x1b[K');
    assert.match(terminal.at(-1), /2000 products/);
    assert.equal((await on(undefined)).length, 1);
    assert.equal(shuk(args, path).lines.length, 1);
  });
});
