import { fillUrl } from '@shuk/core';
import { expect } from '@open-wc/testing';

const base = 'https://brand.example/en/';

describe('fillUrl', () => {
  it('fills names in, encoded', () => {
    const url = fillUrl(
      '/p/{handle}?lang={language}#cart={token}',
      { handle: 'a/b c', language: 'he', token: '&x' },
      base,
    );
    expect(url).to.equal('https://brand.example/p/a%2Fb%20c?lang=he#cart=%26x');
  });

  it('leaves nothing behind of names without a value', () => {
    expect(fillUrl('https://x.example/{nothing}{toString}{empty}', { empty: undefined })).to.equal(
      'https://x.example/',
    );
  });

  it('gives web addresses only', () => {
    expect(fillUrl(undefined, {}, base)).to.equal(undefined);
    expect(fillUrl('{handle}:alert(1)', { handle: 'javascript' })).to.equal(undefined);
    expect(fillUrl('javascript:alert({id})', { id: '1' })).to.equal(undefined);
    expect(fillUrl('/p/{id}', { id: '1' })).to.equal(undefined);
  });

  it('does not let a value change where the address leads', () => {
    expect(fillUrl('/p/{id}', { id: '../../@evil.example/' }, base)).to.equal(
      'https://brand.example/p/..%2F..%2F%40evil.example%2F',
    );
  });
});
