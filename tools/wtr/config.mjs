/** The configuration of Web Test Runner for one engine. */
import { join } from 'node:path';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher, puppeteerCore } from '@web/test-runner-chrome';
import { browsers, chromiumArgs, firefoxPrefs } from '../browsers.mjs';
import { root } from '../suites.mjs';
import { testServer } from '../test-server.mjs';
import { webkitLauncher } from '../webkit/launcher.mjs';
import { forcedColors } from './commands.mjs';

/** Own storage, own window: test files that run at once share neither localStorage nor focus. */
const isolatedPage = async ({ browser }) => (await browser.createBrowserContext()).newPage();

const named = (launcher, name) => Object.defineProperty(launcher, 'name', { value: name, writable: true });

const launchers = {
  chromium: () =>
    chromeLauncher({
      launchOptions: { executablePath: browsers.chromium.path(), args: chromiumArgs },
      createPage: isolatedPage,
      concurrency: 2,
    }),
  // Over WebDriver BiDi. Only one window has the focus, so one file at a time.
  firefox: () =>
    chromeLauncher({
      puppeteer: puppeteerCore,
      launchOptions: {
        browser: 'firefox',
        executablePath: browsers.firefox.path(),
        headless: true,
        extraPrefsFirefox: firefoxPrefs,
      },
      createPage: isolatedPage,
      concurrency: 1,
    }),
  webkit: () => webkitLauncher({ concurrency: 1 }),
};

/** nanostores reads `process.env.NODE_ENV`, which a browser does not have. */
const nodeEnv = {
  name: 'node-env',
  transform(context) {
    if (!context.response.is('js') || !context.body.includes('process.env.NODE_ENV')) return undefined;
    return context.body.replaceAll('process.env.NODE_ENV', '"test"');
  },
};

export function wtrConfig({ browser, files, coverage = false, reporters }) {
  return {
    rootDir: root,
    files,
    browsers: [named(launchers[browser](), browsers[browser].label)],
    nodeResolve: { exportConditions: ['@shuk/source', 'development', 'browser'] },
    plugins: [
      nodeEnv,
      esbuildPlugin({
        ts: true,
        target: 'es2022',
        tsconfig: join(root, 'tsconfig.base.json'),
      }),
      forcedColors,
    ],
    middleware: [testServer()],
    testFramework: { config: { ui: 'bdd', timeout: 30_000 } },
    testRunnerHtml: (script) =>
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title></head>` +
      `<body><script type="module" src="${script}"></script></body></html>`,
    filterBrowserLogs: ({ args }) => !String(args[0]).includes('Lit is in dev mode'),
    browserStartTimeout: 120_000,
    testsStartTimeout: 60_000,
    testsFinishTimeout: 300_000,
    coverage,
    coverageConfig: { include: ['packages/*/src/**'], report: true, reportDir: 'coverage', reporters: ['lcov'] },
    ...(reporters && { reporters }),
  };
}
