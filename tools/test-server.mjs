/** What test pages find on their server beside the tests: the built files, pages, catalogues and photographs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMounted } from './serve.mjs';
import { root } from './suites.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'packages/embed/package.json'), 'utf8'));

export const testMounts = {
  '/cdn/': join(root, 'dist/cdn', version),
  // The same files under another address: a second copy of the library.
  '/copy/': join(root, 'dist/cdn', version),
  '/pages/': join(root, 'test/page/pages'),
  '/catalog/': join(root, 'test/support/catalogs'),
  '/vendure/': join(root, 'node_modules/@vendure/create/assets/images'),
};

/** For Web Test Runner. Answers before its own transformations, so the files arrive as they were built. */
export function testServer() {
  return async (context, next) => {
    const found = await readMounted(testMounts, context.path);
    if (!found) return next();
    context.set(found.headers);
    context.body = found.body;
  };
}
