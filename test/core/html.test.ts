import { decodeEntities, htmlText } from '@shuk/core';
import { expect } from '@open-wc/testing';

describe('htmlText', () => {
  for (const [html, plain] of [
    ['<p>One</p><p>Two<br>Three</p>', 'One\n\nTwo\nThree'],
    ['<ul><li>Oak</li><li>Wool</li></ul>', 'Oak\n\nWool'],
    ['Fish &amp; chips &#8211; &#x20AC;5&nbsp;only', 'Fish & chips – €5\u00a0only'],
    ['a<script>alert(1)</script>b<style>p{}</style>c', 'abc'],
    ['a<!-- <p>b</p> -->c', 'ac'],
    ['1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['plain', 'plain'],
    ['שלום <b>עולם</b>', 'שלום עולם'],
    ['<p> </p>', undefined],
    ['', undefined],
    [null, undefined],
    [{ html: 'x' }, undefined],
  ] as const) {
    it(`reads ${JSON.stringify(html)}`, () => {
      expect(htmlText(html)).to.equal(plain);
    });
  }

  it('leaves what was written as text a text', () => {
    expect(htmlText('&lt;img src=x onerror=alert(1)&gt;')).to.equal('<img src=x onerror=alert(1)>');
  });

  it('takes no time for markup that never ends', () => {
    for (const piece of ['<script', '<a ', '<!--', '&#', '<p ', '\n ']) {
      const begun = performance.now();
      htmlText(piece.repeat(50_000));
      expect(performance.now() - begun, piece).to.be.lessThan(1_000); // quadratic, it would be minutes
    }
  });
});

describe('decodeEntities', () => {
  it('leaves unknown names and lone signs as they are', () => {
    expect(decodeEntities('&nope; & &amp &#xD; AT&T')).to.equal('&nope; & &amp \r AT&T');
  });

  it('bears numbers that are no characters', () => {
    expect(decodeEntities('&#0;&#1114112;&#9999999;')).to.equal('\uFFFD\uFFFD\uFFFD');
    expect(htmlText('&#xD800;x')).to.equal('\uFFFDx');
  });
});
