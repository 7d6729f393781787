/** The shape of the repository: who may import whom, and what every package, element and file must look like. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { root } from '../tools/suites.mjs';

/** Arrows of docs: a package may import these, and itself by relative paths. */
const mayImport = {
  core: [],
  'backend-*': ['core'],
  conformance: ['core', 'chai', 'node:*'],
  stores: ['core', 'nanostores'],
  elements: ['core', 'stores', 'lit', '@lit/reactive-element', 'nanostores', '@floating-ui/core'],
  embed: ['core', 'stores', 'elements', 'backend-*', 'lit', '@lit/reactive-element', 'nanostores', '@floating-ui/core'],
  cli: [
    'core',
    'backend-*',
    'node:*',
    'papaparse',
    'fast-xml-parser',
    'htmlparser2',
    'image-size',
    'ajv',
    'ajv-formats',
  ],
};

const matches = (pattern, name) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern);
const read = (path) => readFileSync(join(root, path), 'utf8');
const walk = (folder) =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true })
        .map((path) => `${folder}/${path}`)
        .filter((path) => statSync(join(root, path)).isFile())
        .sort()
    : [];

const packages = readdirSync(join(root, 'packages')).map((folder) => ({
  folder,
  json: JSON.parse(read(`packages/${folder}/package.json`)),
  sources: walk(`packages/${folder}/src`).filter((path) => path.endsWith('.ts')),
}));
const sources = packages.flatMap((each) => each.sources);
const folderOf = Object.fromEntries(packages.map(({ folder, json }) => [json.name, folder]));

/** What a module imports: `{ specifier, types }`, `types` where only types are taken. */
function importsOf(path) {
  const found = [];
  const visit = (node) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const types = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly : node.isTypeOnly;
      if (node.moduleSpecifier) found.push({ specifier: node.moduleSpecifier.text, types: types ?? false });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      found.push({ specifier: node.arguments[0].text, types: false, lazy: true });
    } else if (ts.isImportTypeNode(node)) {
      found.push({ specifier: node.argument.literal.text, types: true });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest));
  return found;
}

const imports = new Map(sources.map((path) => [path, importsOf(path)]));
const isRelative = ({ specifier }) => specifier.startsWith('.');
/** `@scope/name/inner` and `name/inner` without `inner`. */
const packageName = (specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)[0];

describe('imports', () => {
  for (const { folder, json, sources } of packages) {
    const [, allowed] = Object.entries(mayImport).find(([pattern]) => matches(pattern, folder)) ?? [];

    it(`of ${folder} go only where its arrows point`, () => {
      assert.ok(allowed, `mayImport says nothing of ${folder}`);
      const strays = sources.flatMap((path) =>
        imports
          .get(path)
          .filter((one) => !isRelative(one))
          .map(({ specifier }) => folderOf[packageName(specifier)] ?? packageName(specifier))
          .filter((name) => !allowed.some((pattern) => matches(pattern, name)))
          .map((name) => `${path} imports ${name}`),
      );
      assert.deepEqual(strays, []);
    });

    it(`of ${folder} are declared as dependencies`, () => {
      const used = sources
        .flatMap((path) => imports.get(path))
        .filter((one) => !isRelative(one) && !one.specifier.startsWith('node:'))
        .map(({ specifier }) => packageName(specifier));
      const undeclared = [...new Set(used)].filter((name) => !json.dependencies?.[name]);
      assert.deepEqual(undeclared, []);
    });
  }

  it('by path end in .js, stay in the package and find their file', () => {
    const bad = sources.flatMap((path) =>
      imports
        .get(path)
        .filter(isRelative)
        .filter(({ specifier }) => {
          const target = join(dirname(path), specifier.replace(/\.js$/, '.ts'));
          const home = path.split('/').slice(0, 3).join('/');
          return !specifier.endsWith('.js') || !target.startsWith(`${home}/`) || !existsSync(join(root, target));
        })
        .map(({ specifier }) => `${path} imports ${specifier}`),
    );
    assert.deepEqual(bad, []);
  });

  it('do not go in circles', () => {
    const done = new Set();
    const visit = (path, trail) => {
      if (trail.includes(path)) assert.fail([...trail.slice(trail.indexOf(path)), path].join(' → '));
      if (done.has(path)) return;
      for (const { specifier } of imports.get(path)?.filter((one) => isRelative(one) && !one.types && !one.lazy) ??
        []) {
        visit(join(dirname(path), specifier.replace(/\.js$/, '.ts')), [...trail, path]);
      }
      done.add(path);
    };
    sources.forEach((path) => visit(path, []));
  });

  it('never reach from a package into stories, tests, tools or the demo', () => {
    const strays = sources.filter((path) =>
      imports.get(path).some(({ specifier }) => /(^|\/)(stories|test|tools|demo|bench)\//.test(specifier)),
    );
    assert.deepEqual(strays, []);
  });
});

describe('packages', () => {
  const { version } = JSON.parse(read('package.json'));

  for (const { folder, json } of packages) {
    it(`${folder}: one version, licence and module system`, () => {
      assert.deepEqual([json.version, json.license, json.type], [version, 'MIT', 'module']);
      for (const [name, wanted] of Object.entries(json.dependencies ?? {})) {
        if (folderOf[name]) assert.equal(wanted, version, name);
        else assert.match(wanted, /^\d+\.\d+\.\d+$/, `${name} is not pinned`);
      }
    });

    it(`${folder}: the source of each export exists`, () => {
      for (const [name, target] of Object.entries(json.exports)) {
        const path = target['@shuk/source'];
        if (!path) continue;
        assert.equal(Object.keys(target)[0], '@shuk/source', `${name}: source comes first`);
        const found = path.includes('*') ? dirname(path) : path;
        assert.ok(existsSync(join(root, 'packages', folder, found)), `${name}: ${path}`);
      }
    });
  }

  it('tell bundlers of exactly the files with side effects', () => {
    const both = (names) =>
      ['./src/', './dist/'].flatMap((at) => names.map((name) => at + name(at === './src/' ? 'ts' : 'js')));
    const expected = {
      elements: both([(ext) => `define/*.${ext}`]),
      embed: [...both(['all', 'all/*', 'shop', 'shuk'].map((name) => (ext) => `${name}.${ext}`)), './src/shuk.css'],
    };
    for (const { folder, json } of packages) {
      assert.deepEqual([json.sideEffects].flat().sort(), [expected[folder] ?? false].flat().sort(), folder);
    }
  });
});

describe('elements', () => {
  const names = walk('packages/elements/src/define').map((path) => path.replace(/.*\/(.*)\.ts$/, '$1'));
  const table = read('packages/embed/src/table.ts');
  const whole = read('packages/embed/src/whole.ts');
  const shown = (folder, tag) => walk(folder).some((path) => path.endsWith('.ts') && read(path).includes(`<${tag}`));

  for (const name of names) {
    it(`${name} has a class, a story, a test and its rows in embed`, () => {
      const source = `packages/elements/src/${name}/${name}.ts`;
      const tag = /@tag (shuk-[a-z-]+)/.exec(read(source))?.[1];
      assert.equal(tag, `shuk-${name}`);
      for (const folder of ['stories', 'test/elements']) {
        assert.ok(shown(folder, tag), `${tag} is nowhere in ${folder}`);
      }
      for (const [file, text] of Object.entries({ 'table.ts': table, 'whole.ts': whole })) {
        assert.ok(text.includes(`'${tag}'`), `${tag} is not in packages/embed/src/${file}`);
      }
    });
  }

  it('are registered in define files only', () => {
    const strays = sources.filter(
      (path) =>
        path.startsWith('packages/elements/') && !path.includes('/define/') && !path.endsWith('internal/define.ts'),
    );
    assert.deepEqual(
      strays.filter((path) => /customElements\.define|@customElement\b|^define\(/m.test(read(path))),
      [],
    );
  });
});

describe('backends', () => {
  const table = /export const backends = \{(.*?)\}/s.exec(read('packages/embed/src/table.ts'))[1];
  const names = [...table.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  const others = names.filter((name) => name !== 'static');
  const filesIn = (folder) => walk(`packages/embed/src/${folder}`).map((path) => path.replace(/.*\/(.*)\.ts$/, '$1'));

  it('have a row, an opener and, besides the catalogue file, a whole file each', () => {
    assert.deepEqual(filesIn('backends'), names.toSorted());
    assert.deepEqual(filesIn('all'), others.toSorted());
  });

  for (const name of others) {
    it(`${name} is known to the whole files, and described`, () => {
      assert.match(read('packages/embed/src/whole.ts'), new RegExp(`OTHERS = .*'${name}'`));
      assert.ok(existsSync(join(root, `docs/${name}.md`)), `docs/${name}.md`);
      assert.ok(read('docs/backends.md').includes(`(${name}.md)`), `docs/backends.md does not lead to docs/${name}.md`);
    });
  }
});

describe('files', () => {
  it('of the packages have at most 300 lines', () => {
    const long = sources.filter((path) => read(path).split('\n').length > 301);
    assert.deepEqual(long, []);
  });

  it('of core use nothing of a page', () => {
    const withoutComments = (path) => read(path).replace(/\/\*[^]*?\*\//g, '');
    const ofPage = /\b(document|window|HTMLElement|customElements|navigator)\s*[.[]/;
    assert.deepEqual(
      sources.filter((path) => path.startsWith('packages/core/') && ofPage.test(withoutComments(path))),
      [],
    );
  });

  it('name no folder of a machine and no package registry', () => {
    const text = new Set([
      '',
      '.css',
      '.html',
      '.js',
      '.json',
      '.md',
      '.mdx',
      '.mjs',
      '.py',
      '.sh',
      '.svg',
      '.ts',
      '.yml',
    ]);
    const skipped = /^(node_modules|\.git|dist|coverage|test\/support\/corpora)(\/|$)|\/(dist|node_modules)\//;
    const folder = new RegExp('(?<![\\w.:/-])/(home|Users|root|work)/[\\w.-]+');
    const registry = new RegExp('https?://[^/\\s]*registry', 'i');
    const files = readdirSync(root, { withFileTypes: true })
      .flatMap((entry) => (skipped.test(entry.name) ? [] : entry.isDirectory() ? walk(entry.name) : [entry.name]))
      .filter((path) => !skipped.test(path) && text.has(extname(path)) && statSync(join(root, path)).size < 2e6);
    const strays = files.flatMap((path) => {
      const found = folder.exec(read(path)) ?? registry.exec(read(path));
      return found ? [`${path}: ${found[0]}`] : [];
    });
    assert.deepEqual(strays, []);
  });

  it('of the lock name no host', () => {
    const lock = Object.entries(JSON.parse(read('package-lock.json')).packages);
    const hosts = lock.filter(([, { resolved, link }]) => resolved && !link).map(([name]) => name);
    assert.deepEqual(hosts, []);
    const unsigned = lock.filter(
      ([path, { integrity, link }]) => path.includes('node_modules/') && !link && !integrity,
    );
    assert.deepEqual(
      unsigned.map(([name]) => name),
      [],
    );
  });
});
