/** What is published: complete, importable, and within its size. Runs on the built files. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { run } from '../../tools/run.mjs';
import { measure } from '../../tools/sizes.mjs';
import { root } from '../../tools/suites.mjs';

const cdn = join(root, 'dist/cdn/0.1.0');

for (const folder of readdirSync(join(root, 'packages'))) {
  const pkgDir = join(root, 'packages', folder);
  const pkg = JSON.parse(readFileSync(join(pkgDir, 'package.json'), 'utf8'));

  describe(pkg.name, () => {
    it('is what publint expects of a package', async () => {
      const { messages } = await publint({ pkgDir, strict: true });
      assert.deepEqual(
        messages.map((message) => formatMessage(message, pkg, { color: false })),
        [],
      );
    });

    it('exports only what is there', () => {
      const missing = Object.values(pkg.exports)
        .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
        .filter((path) => (path.includes('*') ? expand(pkgDir, path).length === 0 : !existsSync(join(pkgDir, path))));
      assert.deepEqual(missing, []);
    });
  });
}

/** The files a pattern of the export map stands for. */
function expand(dir, pattern) {
  const [before, after] = pattern.split('*');
  const folder = join(dir, before);
  return existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(after)) : [];
}

it('React pages get the types of the elements', async () => {
  const { code } = await run(['tsc', '-p', 'test/package/jsx']);
  assert.equal(code, 0, 'the errors are above');
});

describe('size', () => {
  for (const { name, bytes, requests, limit } of measure()) {
    it(`${name}: at most ${limit.bytes} bytes${limit.requests ? ` in ${limit.requests} requests` : ''}`, (t) => {
      t.diagnostic(`${bytes} bytes, ${requests} requests`);
      assert.ok(bytes <= limit.bytes, `${bytes} bytes`);
      assert.ok(requests <= (limit.requests ?? Infinity), `${requests} requests`);
    });
  }
});

describe('the files a site pastes', () => {
  const files = readdirSync(cdn);
  const scripts = files.filter((file) => file.endsWith('.js'));
  const read = (file) => readFileSync(join(cdn, file), 'utf8');

  it('have a hash each in integrity.json', () => {
    const hashes = Object.fromEntries(
      files
        .filter((file) => file !== 'integrity.json')
        .map((file) => [
          file,
          `sha384-${createHash('sha384')
            .update(readFileSync(join(cdn, file)))
            .digest('base64')}`,
        ]),
    );
    assert.deepEqual(JSON.parse(read('integrity.json')), hashes);
  });

  for (const [what, pattern, allowed = 0] of [
    ['process.env', /process\.env/g],
    ['import.meta', /import\.meta/g],
    ['eval or new Function', /\beval\(|new Function\b/g],
    ['document.write, cookie, currentScript or baseURI', /document\.(write|cookie|currentScript|baseURI)\b/g],
    ['outerHTML, insertAdjacentHTML or srcdoc', /outerHTML|insertAdjacentHTML|srcdoc/g],
    // A shopper may be sent to these two, and a developer told what to write; nothing is fetched from anywhere.
    ['addresses of other hosts', /https?:\/\/(?!www\.w3\.org\/|wa\.me\/|m\.me\/|[\w.-]+\.example\b)[a-z]/g],
    // Lit makes its templates with it, through its own Trusted Types policy.
    ['innerHTML, other than Lit’s own', /\.innerHTML\s*=/g, 1],
  ]) {
    it(`have no ${what}`, () => {
      for (const file of scripts) {
        const found = read(file).match(pattern) ?? [];
        assert.ok(found.length <= allowed, `${file}: ${found.join(', ')}`);
      }
    });
  }

  it('never import the loader: asked for as shuk.js?ver=1 it would run twice', () => {
    const importers = scripts.filter((file) => /(?:from|import)\s*\(?["'`]\.\/shuk\.js/.test(read(file)));
    assert.deepEqual(importers, []);
  });

  it('use one chunk of Lit', () => {
    const withLit = scripts.filter((file) => !file.startsWith('shuk.all.') && read(file).includes('shuk-lit'));
    assert.equal(withLit.length, 1);
  });
});
