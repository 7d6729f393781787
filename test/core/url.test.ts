import { orderUrl, webUrl } from '@shuk/core';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';

const base = 'https://shop.example/catalog/file.json?v=1#top';

describe('webUrl', () => {
  const good: [string, string][] = [
    ['https://a.example', 'https://a.example/'],
    ['HTTP://A.EXAMPLE:80/x', 'http://a.example/x'],
    ['http://a.example/%7Efoo/../x', 'http://a.example/x'],
    ['https://a.example/מנורה', 'https://a.example/%D7%9E%D7%A0%D7%95%D7%A8%D7%94'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['  https://a.example/\n', 'https://a.example/'],
    ['https:a.example', 'https://shop.example/catalog/a.example'],
    ['https:\\\\a.example\\x', 'https://a.example/x'],
    ['http://[::1]:8080/x', 'http://[::1]:8080/x'],
    ['http://192.168.257/', 'http://192.168.1.1/'],
    ['lamp.jpg', 'https://shop.example/catalog/lamp.jpg'],
    ['/p/1?a=b#c', 'https://shop.example/p/1?a=b#c'],
    ['../x', 'https://shop.example/x'],
    ['//cdn.example/x', 'https://cdn.example/x'],
    ['?q=1', 'https://shop.example/catalog/file.json?q=1'],
    ['#x', 'https://shop.example/catalog/file.json?v=1#x'],
    [' ', 'https://shop.example/catalog/file.json?v=1'],
    ['a b', 'https://shop.example/catalog/a%20b'],
    ['"><script>', 'https://shop.example/catalog/%22%3E%3Cscript%3E'],
    ['javascript&colon;alert(1)', 'https://shop.example/catalog/javascript&colon;alert(1)'],
    ['./javascript:alert(1)', 'https://shop.example/catalog/javascript:alert(1)'],
  ];
  for (const [input, output] of good) {
    it(`takes ${JSON.stringify(input)}`, () => expect(webUrl(input, base)).to.equal(output));
  }

  const bad: unknown[] = [
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'java\tscript:alert(1)',
    'java\r\nscript:alert(1)',
    'javascript\t:alert(1)',
    'javascript://shop.example/%0aalert(1)',
    'vbscript:x',
    'data:text/html,<script>1</script>',
    'blob:https://shop.example/1',
    'file:///etc/passwd',
    'ftp://a.example/',
    'ws://a.example/',
    'about:blank',
    'mailto:a@b.example',
    'tel:+1',
    'view-source:https://a.example',
    'filesystem:https://a.example/x',
    'https://user@a.example/',
    'https://user:pass@a.example/',
    'https://shop.example@evil.example/',
    'https://:@a.example:x/',
    'http://',
    'http://a.example:99999/',
    'http://[::1',
    'http://%zz/',
    '',
    'x'.repeat(2_049),
    `https://a.example/${'א'.repeat(500)}`, // longer than allowed once it is encoded
    null,
    undefined,
    1,
    {},
    ['https://a.example'],
    { toString: () => 'https://a.example' },
    new URL('https://a.example'),
  ];
  for (const input of bad) {
    const name = typeof input === 'string' ? JSON.stringify(input.slice(0, 40)) : Object.prototype.toString.call(input);
    it(`refuses ${name}`, () => expect(webUrl(input, base)).to.equal(undefined));
  }

  it('takes no relative address where there is nothing to resolve it against', () => {
    expect(webUrl('lamp.jpg')).to.equal(undefined);
    expect(webUrl('lamp.jpg', '')).to.equal(undefined);
    expect(webUrl('lamp.jpg', 'about:srcdoc')).to.equal(undefined);
    expect(webUrl('https://a.example/')).to.equal('https://a.example/');
  });

  it('never looks at the base of the page', () => {
    const bend = document.createElement('base');
    bend.href = 'https://evil.example/';
    document.head.append(bend);
    try {
      expect(webUrl('lamp.jpg', base)).to.equal('https://shop.example/catalog/lamp.jpg');
      expect(webUrl('lamp.jpg')).to.equal(undefined);
    } finally {
      bend.remove();
    }
  });

  const scheme = fc.constantFrom(
    'javascript:',
    'data:',
    'https:',
    'http:',
    '//',
    '/',
    'mailto:',
    'JAVASCRIPT:',
    'blob:',
  );
  const junk = fc.constantFrom('\t', '\n', '\r', '\0', '\u0001', ' ', '\\', '@', ':', '#', '?', '%', '\uD800', '');
  const hostile = fc
    .tuple(junk, scheme, junk, fc.oneof(fc.webUrl(), fc.string({ unit: 'binary' })), junk)
    .map((parts) => parts.join(''));

  it('gives an absolute web address without a user, or nothing', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.anything()), (input) => {
        const output = webUrl(input, base);
        if (output === undefined) return;
        const { protocol, username, password } = new URL(output);
        expect(protocol).to.match(/^https?:$/);
        expect(username + password).to.equal('');
        expect(output.length).to.be.at.most(2_048);
        expect(output).to.match(/^[\x21-\x7e]*$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves alone what it has given', () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.webUrl()), (input) => {
        const output = webUrl(input, base);
        if (output !== undefined) expect(webUrl(output)).to.equal(output);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('orderUrl', () => {
  const good = ['https://a.example/checkout', 'http://a.example/', 'mailto:a@b.example?subject=Hi%0D%0A'];
  for (const input of good) it(`takes ${input}`, () => expect(orderUrl(input)).to.equal(input));

  for (const input of [
    'javascript:alert(1)',
    'tel:+1',
    'sms:+1',
    'data:text/html,x',
    'https://u@a.example/',
    '',
    null,
  ]) {
    it(`refuses ${JSON.stringify(input)}`, () => expect(orderUrl(input, base)).to.equal(undefined));
  }

  it('takes a longer address than webUrl, because an order travels in it', () => {
    const input = `https://a.example/?text=${'x'.repeat(4_000)}`;
    expect(orderUrl(input)).to.equal(input);
    expect(webUrl(input)).to.equal(undefined);
    expect(orderUrl(input + 'x'.repeat(5_000))).to.equal(undefined);
  });
});
