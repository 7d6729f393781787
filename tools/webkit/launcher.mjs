/**
 * Runs tests of Web Test Runner in WebKitGTK. It presents itself as Puppeteer, whose commands it understands.
 * Windows are kept and used again for the next test file.
 */
import { Driver } from './driver.mjs';
import { Page } from './page.mjs';

export function webkitLauncher({ concurrency = 1 } = {}) {
  const drivers = [];
  const idle = [];
  const active = new Map();

  async function openWindow() {
    const driver = await Driver.start();
    drivers.push(driver);
    return new Page(driver);
  }

  return {
    name: 'WebKitGTK',
    type: 'puppeteer',
    concurrency,
    initialize() {},
    async startSession(id, url) {
      const page = idle.pop() ?? (await openWindow());
      active.set(id, page);
      await page.emulateMediaFeatures([]);
      await page.setViewport({ width: 800, height: 600 });
      await page.driver.command('POST', '/url', { url });
    },
    isActive: (id) => active.has(id),
    getPage: (id) => active.get(id),
    getBrowserUrl: (id) => active.get(id).driver.command('GET', '/url'),
    async stopSession(id) {
      const page = active.get(id);
      active.delete(id);
      await page.driver.command('POST', '/url', { url: 'about:blank' });
      idle.push(page);
      return {};
    },
    async startDebugSession() {
      throw new Error('WebKitGTK has no debug sessions');
    },
    async stop() {
      await Promise.all(drivers.map((driver) => driver.stop()));
    },
  };
}
