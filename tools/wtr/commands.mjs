/** Browser commands beyond those of @web/test-runner-commands. */

const sessions = new WeakMap();

async function devTools(page) {
  // Kept open, because an emulation ends with the session that asked for it.
  if (!sessions.has(page)) sessions.set(page, await page.createCDPSession());
  return sessions.get(page);
}

/**
 * `executeServerCommand('emulate-forced-colors', 'active' | 'none')`: `emulateMedia` ignores forced colours.
 * Chromium only: elsewhere the answer is `false`, and a test skips itself.
 */
export const forcedColors = {
  name: 'emulate-forced-colors',
  async executeCommand({ command, payload, session }) {
    if (command !== 'emulate-forced-colors') return undefined;
    const page = session.browser.getPage(session.id);
    if (session.browser.name !== 'Chromium') return false;
    const cdp = await devTools(page);
    await cdp.send('Emulation.setEmulatedMedia', { features: [{ name: 'forced-colors', value: payload ?? 'none' }] });
    return true;
  },
};
