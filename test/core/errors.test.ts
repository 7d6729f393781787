import { CommerceError } from '@shuk/core';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';

describe('CommerceError', () => {
  it('is an error with a name, a code and what is known beside it', () => {
    const cause = new Error('inner');
    const error = new CommerceError('rate-limited', 'Slow down.', {
      native: 'THROTTLED',
      status: 429,
      retryAfter: 2_000,
      available: 3,
      cause,
    });
    expect(error).to.be.instanceOf(Error);
    expect(error).to.include({
      name: 'CommerceError',
      code: 'rate-limited',
      message: 'Slow down.',
      native: 'THROTTLED',
      status: 429,
      retryAfter: 2_000,
      available: 3,
      cause,
    });
  });

  it('knows nothing beside its code where nothing was told', () => {
    const { native, status, retryAfter, available, cause } = new CommerceError('timeout', 'Too late.');
    expect([native, status, retryAfter, available, cause]).to.deep.equal(Array(5).fill(undefined));
  });

  describe('from', () => {
    it('leaves a CommerceError as it is', () => {
      const error = new CommerceError('conflict', 'Changed.');
      expect(CommerceError.from(error)).to.equal(error);
    });

    it('knows the CommerceError of another copy of the library', () => {
      const other = Object.assign(new Error('Changed.'), { name: 'CommerceError', code: 'conflict' });
      expect(CommerceError.from(other)).to.equal(other);
    });

    const cases: [string, unknown, string][] = [
      ['a lost network', new TypeError('Failed to fetch'), 'offline'],
      ['a cut connection', new DOMException('', 'NetworkError'), 'offline'],
      ['a stopped request', new DOMException('', 'AbortError'), 'offline'],
      ['a time limit', new DOMException('', 'TimeoutError'), 'timeout'],
      ['any other error', new Error('?'), 'unavailable'],
      ['a thrown text', 'no', 'unavailable'],
      ['nothing', undefined, 'unavailable'],
      ['null', null, 'unavailable'],
      ['a thing that only looks like one', { name: 'CommerceError', code: 'conflict' }, 'unavailable'],
    ];
    for (const [what, thrown, code] of cases) {
      it(`calls ${what} "${code}", and keeps it as the cause`, () => {
        const error = CommerceError.from(thrown);
        expect(error).to.be.instanceOf(CommerceError);
        expect(error.code).to.equal(code);
        expect(error.cause).to.equal(thrown);
      });
    }

    it('takes anything', () => {
      fc.assert(fc.property(fc.anything(), (thrown) => CommerceError.from(thrown) instanceof Error));
    });
  });
});
