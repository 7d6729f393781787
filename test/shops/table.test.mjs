/** Runs after the contract, whose results the README's table must show. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compare, results } from '../../tools/abilities.mjs';

describe('the table of abilities in the README', () => {
  it('has something to be compared with', () => {
    assert.notEqual(results().size, 0);
  });

  for (const name of results().keys()) {
    it(`says of ${name} what its last run has shown`, () => {
      const { written, proved } = compare(name);
      assert.deepEqual(written, proved, 'npm run abilities writes it anew');
    });
  }
});
