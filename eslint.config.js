/** Rules for the code, and the promises of docs/security that a linter can keep. */
import js from '@eslint/js';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import noOnlyTests from 'eslint-plugin-no-only-tests';
import wc from 'eslint-plugin-wc';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

const inTemplate = (pattern) =>
  `TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=${pattern}]`;
const listener = (event) =>
  `CallExpression:matches([callee.name='addEventListener'], [callee.property.name='addEventListener'])[arguments.0.value=${event}]`;

/** What library code may not say, why, and the one file that may. */
const bans = [
  {
    what: [
      'ImportSpecifier[imported.name=/^unsafe(HTML|SVG|MathML|Static)$/]',
      'ImportDeclaration[source.value=/unsafe-|static-html/]',
      'MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc|setHTMLUnsafe)$/]',
      inTemplate('/\\.(innerHTML|outerHTML)=|srcdoc=/'),
    ],
    why: 'Text is text: no markup is made from strings.',
  },
  {
    what: ['ImportSpecifier[imported.name="styleMap"]', inTemplate('/\\sstyle=/')],
    why: 'A strict style-src blocks style attributes. Set the property through CSSOM.',
  },
  {
    what: ["MemberExpression[object.name='document'][property.name=/^(write|writeln|cookie|currentScript|baseURI)$/]"],
    why: 'The page can clobber it, or it harms the page.',
  },
  { what: [listener("'message'")], why: 'Anybody can post a message.' },
  { what: [listener('/^(before)?unload$/')], why: 'It keeps the page out of the back/forward cache.' },
  { what: [inTemplate('/target="?_blank(?![^>]*noopener)/')], why: 'A new window needs rel="noopener".' },
  { what: ["MemberExpression[object.name='Math'][property.name='random']"], why: 'Identifiers come from crypto.' },
  { what: ['ForInStatement'], why: 'for…in walks prototypes, which the page may have polluted.' },
  {
    what: ["AssignmentPattern[left.type='ObjectPattern'][right.type='ObjectExpression']"],
    why: 'A default of {} reads Object.prototype, which the page may have polluted.',
  },
  { what: ['TSEnumDeclaration', "TSModuleDeclaration[kind!='global']", 'TSParameterProperty'], why: 'Types only.' },
  { what: ['MetaProperty[meta.name="import"]'], why: 'Not every way to load this library has import.meta.' },
  {
    what: [
      "NewExpression[callee.name='URL']",
      "MemberExpression[object.name='URL'][property.name=/^(canParse|parse)$/]",
    ],
    why: 'Addresses are parsed and checked in url.ts.',
    except: 'url.ts',
  },
  {
    what: [
      "Identifier[name='fetch']:not(Property > Identifier, PropertyDefinition > Identifier, TSPropertySignature > Identifier)",
    ],
    why: 'Requests are made in transport.ts.',
    except: 'transport.ts',
  },
  {
    what: ['Identifier[name=/^(local|session)Storage$/]'],
    why: 'Storage is used in storage.ts, which bears its absence.',
    except: 'storage.ts',
  },
];

const restricted = (file) => ({
  'no-restricted-syntax': [
    'error',
    ...bans
      .filter(({ except }) => except === undefined || except !== file)
      .flatMap(({ what, why }) => what.map((selector) => ({ selector, message: why }))),
  ],
});

const library = 'packages/{core,backend-*,stores,elements,embed}/src/**';
const typed = { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } };

export default defineConfig(
  { ignores: ['**/dist/', 'coverage/', '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    plugins: { 'no-only-tests': noOnlyTests },
    rules: { 'no-only-tests/no-only-tests': 'error' },
  },
  // Classic scripts of test pages; the first of them keeps what went wrong in `window.seen`.
  {
    files: ['test/page/pages/*.js'],
    languageOptions: { sourceType: 'script', globals: { seen: 'readonly' } },
  },

  // The packages.
  {
    files: ['packages/*/src/**/*.ts'],
    extends: [ts.configs.strictTypeChecked, ts.configs.stylisticTypeChecked],
    languageOptions: typed,
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // An empty attribute is as good as none.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions', 'methods'] }],
      '@typescript-eslint/unbound-method': 'off', // our contracts are records of functions, taken apart at will
      'no-control-regex': 'off', // cleaning text of them is our trade
      'no-new-func': 'error',
      'no-eval': 'error',
    },
  },
  { files: [`${library}/*.ts`], languageOptions: { globals: globals.browser }, rules: restricted() },
  ...bans
    .filter(({ except }) => except)
    .map(({ except }) => ({ files: [`${library}/${except}`], rules: restricted(except) })),
  {
    files: ['packages/elements/src/**/*.ts', 'stories/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended'], wc.configs['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      'wc/guard-super-call': 'off', // LitElement's own callbacks are always there
    },
    settings: { wc: { elementBaseClasses: ['LitElement'] }, litHtmlSources: true },
  },

  // Tests and stories.
  {
    files: ['test/**/*.ts', 'stories/**/*.ts', '.storybook/*.ts'],
    extends: [ts.configs.recommended],
  },
  {
    files: ['test/**/*.ts', 'stories/**/*.ts'],
    languageOptions: { ...typed, globals: { ...globals.browser, ...globals.mocha } },
    plugins: { 'no-only-tests': noOnlyTests },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      // `equal()` is typed as a promise by a plugin of Chai, but is none.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [{ from: 'package', package: '@types/chai', name: 'Equal' }],
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-expressions': 'off', // chai: expect(x).to.be.true
      'no-only-tests/no-only-tests': 'error',
    },
  },
);
