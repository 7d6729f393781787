/** The demo site, served as `npm start` does, and a Chromium to visit it. */
import { serveDemo } from '../../../demo/serve.mjs';
import { launchChromium, openPage } from '../../../tools/chromium.mjs';

export async function visitDemo() {
  const site = await serveDemo({ port: 0 });
  const browser = await launchChromium();

  /** Opens a page of the site; `problems` lists errors, console errors (a violated policy is one) and foreign requests. */
  async function open(path, { size = [1280, 800], dark = false, scripts = true, before = () => {} } = {}) {
    const tab = await openPage(browser, site.url);
    const { page } = tab;
    await page.setViewport({ width: size[0], height: size[1] });
    await page.emulateMediaFeatures([
      { name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ]);
    await page.setJavaScriptEnabled(scripts);
    await page.evaluateOnNewDocument(before);
    await page.goto(site.url + path, { waitUntil: 'networkidle0' });
    return tab;
  }

  return {
    url: site.url,
    open,
    async close() {
      await browser.close();
      await site.close();
    },
  };
}
