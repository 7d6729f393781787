/** Which files belong to which suite. A suite whose files do not exist yet is not run. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

const suites = {
  /** Node's own runner: tools, adapters and the command line, over the built packages. */
  node: { include: 'test/**/*.test.mjs', exclude: 'test/{page,stories,package,shops}/**' },
  /** Source files in three engines. */
  unit: { include: 'test/{core,stores,backends,elements,embed}/**/*.test.ts' },
  /** Built files in real pages, in three engines. */
  page: { include: 'test/page/**/*.test.ts' },
  /** Built files, measured with Chromium's developer tools. */
  chromium: { include: 'test/page/**/*.chromium.test.mjs' },
  /** Every story of the built Storybook. */
  stories: { include: 'test/stories/**/*.test.mjs' },
  /** The adapters against every shop that can be started here. */
  shops: { include: 'test/shops/*.test.mjs' },
  /** What is published. */
  package: { include: 'test/package/**/*.test.mjs' },
};

/** `**`, `*`, `?` and `{a,b}`: Node 20 has no glob of its own. */
export function globToRegExp(glob) {
  const tokens = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]', '{': '(?:', '}': ')', ',': '|' };
  const source = glob.replace(/\*\*\/|\*\*|[*?{},]|[.+^$()|[\]\\]/g, (token) => tokens[token] ?? `\\${token}`);
  return new RegExp(`^${source}$`);
}

/** The files of a suite, relative to the root; `filter` is a glob that narrows them. */
export function filesOf(suite, filter = '**') {
  const { include, exclude = '' } = suites[suite];
  const [included, excluded, wanted] = [include, exclude, filter.replace(/^\.\//, '')].map(globToRegExp);
  return readdirSync(`${root}/test`, { recursive: true })
    .map((path) => `test/${path.replaceAll('\\', '/')}`)
    .filter((path) => included.test(path) && !excluded.test(path) && wanted.test(path))
    .sort();
}
