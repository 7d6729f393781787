/**
 * The part of Puppeteer's `Page` that the commands of Web Test Runner use, so that `sendKeys`, `sendMouse`,
 * `setViewport`, `emulateMedia` and screenshots work in WebKitGTK as they do in the other engines.
 */
import { setTimeout as sleep } from 'node:timers/promises';

/** Keys that WebDriver names by a private code point. */
const keys = {
  Alt: '\uE00A',
  ArrowDown: '\uE015',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
  ArrowUp: '\uE013',
  Backspace: '\uE003',
  Control: '\uE009',
  Delete: '\uE017',
  End: '\uE010',
  Enter: '\uE007',
  Escape: '\uE00C',
  Home: '\uE011',
  Meta: '\uE03D',
  PageDown: '\uE00F',
  PageUp: '\uE00E',
  Shift: '\uE008',
  Space: ' ',
  Tab: '\uE004',
};
const buttons = { left: 0, middle: 1, right: 2 };
const defaults = { 'prefers-color-scheme': 'light', 'prefers-reduced-motion': 'no-preference' };

const down = (name) => ({ type: 'keyDown', value: keys[name] ?? name });
const up = (name) => ({ type: 'keyUp', value: keys[name] ?? name });

export class Page {
  constructor(driver) {
    this.driver = driver;
  }

  #keys(...actions) {
    return this.driver.command('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  #pointer(...actions) {
    const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions };
    return this.driver.command('POST', '/actions', { actions: [mouse] });
  }

  keyboard = {
    type: (text) => this.#keys(...[...text].flatMap((character) => [down(character), up(character)])),
    press: (combination) => {
      const names = combination.length > 1 ? combination.split('+') : [combination];
      return this.#keys(...names.map(down), ...names.reverse().map(up));
    },
    down: (name) => this.#keys(down(name)),
    up: (name) => this.#keys(up(name)),
  };

  mouse = {
    move: (x, y) => this.#pointer({ type: 'pointerMove', duration: 0, x, y }),
    click: (x, y, { button = 'left' } = {}) =>
      this.#pointer(
        { type: 'pointerMove', duration: 0, x, y },
        { type: 'pointerDown', button: buttons[button] },
        { type: 'pointerUp', button: buttons[button] },
      ),
    down: ({ button = 'left' } = {}) => this.#pointer({ type: 'pointerDown', button: buttons[button] }),
    up: ({ button = 'left' } = {}) => this.#pointer({ type: 'pointerUp', button: buttons[button] }),
    reset: () => this.driver.command('DELETE', '/actions'),
  };

  /** WebDriver sizes the window, so correct it until the viewport fits. */
  async setViewport({ width, height }) {
    for (let attempt = 0; attempt < 12; attempt++) {
      const [innerWidth, innerHeight] = await this.driver.run('return [innerWidth, innerHeight]');
      if (innerWidth === width && innerHeight === height) return;
      const rect = await this.driver.command('GET', '/window/rect');
      await this.driver.command('POST', '/window/rect', {
        x: 0,
        y: 0,
        width: rect.width + width - innerWidth,
        height: rect.height + height - innerHeight,
      });
      await sleep(60);
    }
    throw new Error(`cannot make the viewport ${width}x${height}`);
  }

  async emulateMediaType(type) {
    if (type && type !== 'screen') throw new Error(`WebKitGTK cannot emulate the media type ${type}`);
  }

  /** Through the GTK settings of our own window; only these two features exist there. */
  async emulateMediaFeatures(features) {
    const wanted = { ...defaults };
    for (const { name, value } of features.filter(({ value }) => value)) {
      if (!(name in defaults)) throw new Error(`WebKitGTK cannot emulate ${name}`);
      wanted[name] = value;
    }
    this.driver.setMedia(wanted);
    const check =
      'return Object.entries(arguments[0]).every(([name, value]) => matchMedia(`(${name}: ${value})`).matches)';
    for (let attempt = 0; attempt < 60; attempt++) {
      if (await this.driver.run(check, [wanted])) return;
      await sleep(50);
    }
    throw new Error('the media features did not change');
  }

  screenshot() {
    return this.driver.screenshot();
  }

  evaluate(callback, ...args) {
    return this.driver.run(`return (${callback}).apply(null, arguments)`, args);
  }

  async evaluateHandle(callback, ...args) {
    return new Handle(this.driver, await this.evaluate(callback, ...args));
  }

  async bringToFront() {}
}

/** What a script returned; an element if WebDriver says so. */
class Handle {
  #driver;
  #element;

  constructor(driver, value) {
    this.#driver = driver;
    this.#element = value?.['element-6066-11e4-a52e-4f735466cecf'];
  }

  asElement() {
    return this.#element ? this : null;
  }

  screenshot() {
    return this.#driver.screenshot(`/element/${this.#element}/screenshot`);
  }
}
