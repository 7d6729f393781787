/** A Chromium for tests that need its developer tools: layout shift, long tasks, memory, emulation. */
import { launch } from 'puppeteer-core';
import { browsers, chromiumArgs } from './browsers.mjs';

/** How long a page may take for anything, in milliseconds: a busy machine is slow, and that is no failure. */
const PATIENCE = 120_000;

export function launchChromium({ args = [] } = {}) {
  return launch({ executablePath: browsers.chromium.path(), args: [...chromiumArgs, ...args] });
}

/**
 * A page with a storage of its own, its developer tools (`cdp`), and the list of what went wrong on it: uncaught errors, console errors, requests
 * that failed or went to another host than `origin`.
 */
export async function openPage(browser, origin) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  const cdp = await page.createCDPSession();
  const problems = [];
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error}`));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} ${message.location().url ?? ''}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (/^https?:/.test(url) && new URL(url).origin !== origin) problems.push(`asked another host: ${url}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} ${why}`);
  });
  return { page, cdp, problems, close: () => context.close() };
}
