/**
 * One WebKitGTK window under a screen of its own, driven by W3C WebDriver over HTTP.
 * A screen each, because two windows on one screen starve each other of animation frames.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findWebKitPython } from '../browsers.mjs';

const host = fileURLToPath(new URL('./host.py', import.meta.url));

/** Software rendering only, no accessibility bus, no settings of the user's. */
const environment = {
  GDK_BACKEND: 'x11',
  GSETTINGS_BACKEND: 'memory',
  LIBGL_ALWAYS_SOFTWARE: '1',
  NO_AT_BRIDGE: '1',
  WEBKIT_DISABLE_COMPOSITING_MODE: '1',
  WEBKIT_DISABLE_DMABUF_RENDERER: '1',
};

/** Paints one nearly transparent pixel, and so makes the window draw a frame. */
const paint = `
  const pixel = document.documentElement.appendChild(document.createElement('i'));
  pixel.style.cssText =
    'position:fixed;left:0;top:0;width:1px;height:1px;background:rgba(0,0,0,.004);pointer-events:none';
  requestAnimationFrame(() => requestAnimationFrame(() => pixel.remove()));`;

/** Nothing that was started here outlives this process, however it ends. */
const children = new Set();
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));

function start(command, args, options) {
  const child = spawn(command, args, options);
  children.add(child);
  const died = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      children.delete(child);
      reject(new Error(`${command} exited with ${code}`));
    });
  });
  died.catch(() => {});
  return { child, died };
}

async function startScreen() {
  const { child, died } = start('Xvfb', ['-displayfd', '1', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const number = new Promise((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())));
  return { child, display: `:${await Promise.race([number, died])}` };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

export class Driver {
  #base;
  #session;
  #screen;
  #server;
  #folder = mkdtempSync(join(tmpdir(), 'webkit-'));

  static async start() {
    const driver = new Driver();
    await driver.#start();
    return driver;
  }

  async #start() {
    this.setMedia({});
    this.#screen = await startScreen();
    const port = await freePort();
    this.#base = `http://127.0.0.1:${port}`;
    const { child, died } = start('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], {
      stdio: 'ignore',
      env: {
        ...process.env,
        ...environment,
        DISPLAY: this.#screen.display,
        WEBKIT_MEDIA_FILE: this.#mediaFile,
      },
    });
    this.#server = child;
    await Promise.race([died, this.#answering()]);
    const { sessionId } = await this.#request('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          browserName: 'webkit-host',
          'webkitgtk:browserOptions': { binary: findWebKitPython(), args: [host] },
        },
      },
    });
    this.#session = sessionId;
    await this.command('POST', '/timeouts', { script: 30_000, pageLoad: 60_000 });
  }

  async #answering() {
    for (let attempt = 0; attempt < 200; attempt++) {
      try {
        await fetch(`${this.#base}/status`);
        return;
      } catch {
        await sleep(50);
      }
    }
    throw new Error('WebKitWebDriver does not answer');
  }

  async #request(method, path, body) {
    const response = await fetch(this.#base + path, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const { value } = await response.json();
    if (value?.error) throw new Error(`WebDriver ${path}: ${value.error}: ${value.message}`);
    return value;
  }

  command(method, path, body = method === 'POST' ? {} : undefined) {
    return this.#request(method, `/session/${this.#session}${path}`, body);
  }

  run(script, args = []) {
    return this.command('POST', '/execute/sync', { script, args });
  }

  get #mediaFile() {
    return join(this.#folder, 'media.json');
  }

  /** The media features the window pretends; host.py watches the file. */
  setMedia(features) {
    writeFileSync(this.#mediaFile, JSON.stringify(features));
  }

  /** A picture of the window or of one element. WebKitGTK answers only at the next paint, so paint until it has. */
  async screenshot(path = '/screenshot') {
    let done = false;
    const picture = this.command('GET', path).finally(() => (done = true));
    picture.catch(() => {});
    for (let frame = 0; !done && frame < 100; frame++) {
      await Promise.race([picture, sleep(40)]).catch(() => {});
      if (!done) await this.run(paint).catch(() => {});
    }
    return Buffer.from(await picture, 'base64');
  }

  async stop() {
    await Promise.race([this.command('DELETE', '').catch(() => {}), sleep(3000)]);
    this.#server.kill();
    this.#screen.child.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
