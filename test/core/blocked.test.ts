import { adviser, CommerceError } from '@shuk/core';
import { expect } from '@open-wc/testing';

const url = 'https://shop.example/api';
const advice = { origin: 'Allow this origin.', key: 'Write the public key.' };

/** A server that answers, and lets pages read it or not. */
function server({ up = true, readable = true } = {}) {
  const asked: RequestInit[] = [];
  const send = ((_: string, init: RequestInit) => {
    asked.push(init);
    const arrives = up && (readable || init.mode === 'no-cors');
    return arrives ? Promise.resolve(new Response()) : Promise.reject(new TypeError('Failed to fetch'));
  }) as typeof fetch;
  return { asked, send };
}

describe('adviser', () => {
  let said: string[];
  const { error } = console;
  beforeEach(() => {
    said = [];
    console.error = (words: string) => said.push(words);
  });
  afterEach(() => {
    console.error = error;
  });

  const offline = new CommerceError('offline', 'No answer.');

  it('says once that the page may not read the answers', async () => {
    const { send, asked } = server({ readable: false });
    const { say } = adviser('medusa', advice, send);
    expect(await say(offline, url, { 'x-key': 'pk' })).to.equal(true);
    expect(await say(offline, url)).to.equal(true);
    expect(said).to.deep.equal(['[shuk] medusa: Allow this origin.']);
    expect(asked.map(({ mode, headers, credentials }) => [mode, headers, credentials]).slice(0, 2)).to.deep.equal([
      ['no-cors', undefined, 'omit'],
      [undefined, { 'x-key': 'pk' }, 'omit'],
    ]);
  });

  it('says nothing where the network is down, or back again', async () => {
    for (const state of [{ up: false }, { up: true, readable: true }]) {
      expect(await adviser('medusa', advice, server(state).send).say(offline, url)).to.equal(false);
    }
    expect(said).to.deep.equal([]);
  });

  it('blames no setting for a line that loses every other request', async () => {
    let asked = 0;
    const send = (() =>
      asked++ % 4 === 1
        ? Promise.reject(new TypeError('Failed to fetch'))
        : Promise.resolve(new Response())) as typeof fetch;
    expect(await adviser('medusa', advice, send).say(offline, url)).to.equal(false);
    expect(said).to.deep.equal([]);
  });

  it('says that a key is refused, without asking anything', async () => {
    const { send, asked } = server();
    const { say } = adviser('medusa', advice, send);
    expect(await say(new CommerceError('unauthorized', '401'), url)).to.equal(false);
    expect(said).to.deep.equal(['[shuk] medusa: Write the public key.']);
    expect(asked).to.deep.equal([]);
  });

  it('leaves all other failures to those who meet them', async () => {
    const { say } = adviser('medusa', advice, server({ readable: false }).send);
    for (const code of ['timeout', 'unavailable', 'malformed', 'rejected', 'rate-limited'] as const) {
      expect(await say(new CommerceError(code, code), url)).to.equal(false);
    }
    expect(said).to.deep.equal([]);
  });
});
