import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAddress } from '../../packages/cli/dist/values/address.js';
import { decimalMarkOf, readAmount } from '../../packages/cli/dist/values/amount.js';
import { isBetween, readTime } from '../../packages/cli/dist/values/dates.js';
import { decodeEntities, fit, htmlToText } from '../../packages/cli/dist/values/html.js';
import { baseOf, readMeasure, unitPrice } from '../../packages/cli/dist/values/measure.js';
import { Names, slug } from '../../packages/cli/dist/values/slug.js';

describe('amounts', () => {
  const cases = [
    ['19.99', 'EUR', '19.99'],
    ['19.9', 'EUR', '19.90'],
    [' 5 ', 'EUR', '5.00'],
    ['+5', 'EUR', '5.00'],
    ['0', 'EUR', '0.00'],
    ['19,99', 'EUR', '19.99'],
    ['1,299.00', 'USD', '1299.00'],
    ['1.299,00', 'EUR', '1299.00'],
    ['1.299.000', 'EUR', '1299000.00'],
    ['1,299,000.5', 'USD', '1299000.50'],
    ['12,34,567.00', 'INR', '1234567.00'],
    ["1'299.00", 'CHF', '1299.00'],
    ['1 299,00', 'SEK', '1299.00'],
    ['1\u00a0299,00', 'SEK', '1299.00'],
    ['1299', 'JPY', '1299'],
    ['1,299', 'JPY', '1299'],
    ['1299.00', 'JPY', '1299'],
    ['1.299', 'KWD', '1.299'],
    ['1.5', 'KWD', '1.500'],
    ['19.9900', 'EUR', '19.99'],
    ['0.500', 'EUR', '0.50'],
    ['1299.990', 'EUR', '1299.99'],
    ['9007199254740.99', 'EUR', '9007199254740.99'],
  ];
  for (const [text, currency, decimal] of cases) {
    it(`reads ${JSON.stringify(text)} ${currency}`, () => assert.deepEqual(readAmount(text, currency), { decimal }));
  }

  const refused = [
    ['1.299', 'EUR', /may be 1299 or 1\.299/],
    ['1,299', 'USD', /may be 1299 or 1\.299/],
    ['1,299', 'KWD', /may be/],
    ['1.000', 'JPY', /may be 1000 or 1\.000/],
    ['19.999', 'EUR', /^(?:.*may be|.*more decimals)/],
    ['19.9999', 'EUR', /more decimals than EUR \(2\)/],
    ['12.5', 'JPY', /more decimals than JPY \(0\)/],
    ['-5', 'EUR', /is negative/],
    ['(5)', 'EUR', /is negative/],
    ['free', 'EUR', /is not an amount/],
    ['', 'EUR', /is not an amount/],
    ['$5', 'USD', /is not an amount/],
    ['1e3', 'EUR', /is not an amount/],
    ['0x10', 'EUR', /is not an amount/],
    ['NaN', 'EUR', /is not an amount/],
    ['Infinity', 'EUR', /is not an amount/],
    ['.5', 'EUR', /is not an amount/],
    ['1,2,3', 'EUR', /is not an amount/],
    ['12.34.56', 'EUR', /is not an amount/],
    ['1,299.00,5', 'EUR', /is not an amount/],
    ['1.29,900', 'EUR', /is not an amount/],
    ['٥', 'EUR', /is not an amount/],
    ['9'.repeat(17), 'EUR', /is too large/],
    ['10000000000000', 'JPY', /is too large/],
    ['9'.repeat(1_000_000), 'EUR', /is not an amount/],
  ];
  for (const [text, currency, reason] of refused) {
    it(`refuses ${JSON.stringify(text.slice(0, 20))} ${currency}`, () =>
      assert.match(readAmount(text, currency).reason, reason));
  }

  it('tells the decimal mark of a file from its amounts', () => {
    assert.equal(decimalMarkOf(['1.299', '5', '19,90']), ',');
    assert.equal(decimalMarkOf(['1,299', '19.90']), '.');
    assert.equal(decimalMarkOf(['1.299.000']), ',');
    assert.equal(decimalMarkOf(['1.299', '5', 'free']), undefined);
    assert.equal(decimalMarkOf(['19,90', '19.90']), undefined);
  });

  it('reads an amount that could be two by the mark of its file', () => {
    assert.deepEqual(readAmount('1.299', 'EUR', ','), { decimal: '1299.00' });
    assert.deepEqual(readAmount('1,299', 'EUR', '.'), { decimal: '1299.00' });
    assert.match(readAmount('1.299', 'EUR', '.').reason, /more decimals/);
    assert.deepEqual(readAmount('1,299', 'KWD', ','), { decimal: '1.299' });
  });
});

describe('HTML as text', () => {
  const cases = [
    ['<p>One</p><p>Two</p>', 'One\n\nTwo'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<ul><li>a</li><li>b</li></ul>after', '• a\n• b\n\nafter'],
    ['Tom &amp; Jerry &lt;3 &eacute;&#x5d0;', 'Tom & Jerry <3 éא'],
    ['a\n  b', 'a\nb'],
    ['<p>a\n  b</p>', 'a b'],
    ['x<script>alert(1)</script>y<style>p{}</style>z', 'xyz'],
    ['x<iframe src=//evil></iframe>y<svg><text>no</text></svg>z', 'xyz'],
    ['<img src=x onerror=alert(1)>text', 'text'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['2 < 3 and 5 > 4', '2 < 3 and 5 > 4'],
    ['<p>open <b>tags', 'open tags'],
    ['<scr<script>ipt>alert(1)</scr</script>ipt>', 'ipt>alert(1)ipt>'],
    ['&amp;lt;script&amp;gt;', '&lt;script&gt;'],
  ];
  for (const [html, text] of cases)
    it(`reads ${html.replaceAll('\n', '\\n')}`, () => assert.equal(htmlToText(html), text));

  it('keeps line breaks where asked to', () =>
    assert.equal(htmlToText('<b>a</b>\nb\n\n\n\nc<br>d', 'keep'), 'a\nb\n\nc\nd'));

  it('decodes entities and nothing else', () => {
    assert.equal(decodeEntities('A<B &amp;&nbsp;C &bogus; &#39;'), "A<B &\u00a0C &bogus; '");
  });

  it('cuts a text at a word, and never through a character', () => {
    assert.deepEqual(fit('short'), { text: 'short', cut: false });
    const { text, cut } = fit('word '.repeat(2_000));
    assert.ok(cut && text.length <= 4_000 && text.endsWith('word…'), text.slice(-20));
    assert.ok(fit('😀'.repeat(5_000)).text.isWellFormed?.() ?? true);
  });
});

describe('small values', () => {
  it('slugs', () => {
    assert.equal(slug('Home & Garden'), 'home-garden');
    assert.equal(slug("Crème brûlée - the chef's"), 'creme-brulee-the-chefs');
    assert.equal(slug('מנורת קריאה'), 'מנורת-קריאה');
    assert.equal(slug('ประตู'), 'ประตู');
    assert.equal(slug('!!!'), '');
  });

  it('hands out each name once', () => {
    const names = new Names();
    assert.deepEqual(
      ['a', 'a-2', 'a', 'a', 'b'].map((name) => names.claim(name)),
      ['a', 'a-2', 'a-3', 'a-4', 'b'],
    );
  });

  it('times', () => {
    assert.equal(readTime('2026-11-15'), Date.UTC(2026, 10, 15));
    assert.equal(readTime('2026-11-15T13:00-0800'), Date.UTC(2026, 10, 15, 21));
    assert.equal(readTime('2026-11-15 13:00:30'), Date.UTC(2026, 10, 15, 13, 0, 30));
    for (const text of ['', 'tomorrow', '2026-13-45', '15.11.2026', '2026']) assert.equal(readTime(text), undefined);
    assert.equal(isBetween(Date.UTC(2026, 10, 15, 23), '2026-11-15', '2026-11-15'), true);
    assert.equal(isBetween(Date.UTC(2026, 10, 16), '', '2026-11-15'), false);
    assert.equal(isBetween(0, 'x', ''), undefined);
  });

  it('unit prices', () => {
    const of = (price, total, base, currency = 'EUR') => {
      const measure = readMeasure(total);
      return unitPrice(price, currency, measure, base ? readMeasure(base) : baseOf(measure));
    };
    assert.deepEqual(of('9.00', '750 ml', '1 l'), { price: '12.00', quantity: 1, unit: 'l' });
    assert.deepEqual(of('9.00', '750ml'), { price: '12.00', quantity: 1, unit: 'l' });
    assert.deepEqual(of('1.99', '0.33 l', '100ml'), { price: '0.60', quantity: 100, unit: 'ml' });
    assert.deepEqual(of('10', '1 lb', '100 g', 'USD'), { price: '2.20', quantity: 100, unit: 'g' });
    assert.deepEqual(of('30', '2.5 sqm'), { price: '12.00', quantity: 1, unit: 'm2' });
    assert.deepEqual(of('1000', '3 ct', 'ct', 'JPY'), { price: '333', quantity: 1, unit: 'ct' });
    assert.equal(of('9.00', '750 ml', '1 kg'), undefined);
    assert.equal(of('9.00', '0 ml', '1 l'), undefined);
    assert.equal(readMeasure('a lot of it, really'), undefined);
  });

  it('addresses', () => {
    assert.equal(readAddress('https://x.example/a b.jpg'), 'https://x.example/a%20b.jpg');
    assert.equal(readAddress('//x.example/a'), 'https://x.example/a');
    assert.equal(readAddress(' a b.jpg\n'), 'a b.jpg');
    assert.equal(readAddress('a b.jpg', 'https://x.example/'), 'https://x.example/a%20b.jpg');
    assert.equal(readAddress('a.jpg', '/pictures'), '/pictures/a.jpg');
    assert.equal(readAddress('a.jpg', 'https://x.example/p'), 'https://x.example/p/a.jpg');
    assert.equal(readAddress('/a.jpg', 'https://x.example/p'), 'https://x.example/a.jpg');
    for (const bad of [
      'javascript:alert(1)',
      ' java\tscript:alert(1)',
      'data:text/html,x',
      'C:\\a.jpg',
      'https://u:p@x.example/',
      '',
      `a${'b'.repeat(3_000)}`,
    ]) {
      assert.equal(readAddress(bad), undefined, bad);
    }
  });
});
