/** The whole way of a shopper through the demo site, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { visitDemo } from './support/demo.mjs';

let demo;
before(async () => {
  demo = await visitDemo();
});
after(() => demo.close());

describe('a shopper of the demo', () => {
  const popover = 'shuk-image >>> [part~="popover"]';
  const line = 'shuk-cart >>> [part~="line"]';
  const count = (page, number) =>
    page.waitForFunction(
      (wanted) =>
        (document.querySelector('shuk-cart-button').shadowRoot?.querySelector('[part~="count"]')?.textContent.trim() ??
          '0') === wanted,
      {},
      String(number),
    );
  const checkout = async (page) => {
    await Promise.all([page.waitForNavigation(), page.click('shuk-cart >>> [part~="checkout"]')]);
    return page.$eval('.summary', (table) => table.innerText.replaceAll(/\s+/g, ' '));
  };

  /** Opens the first pin, chooses the larger monitor and adds it; the cart opens by itself the first time. */
  async function addMonitor(page) {
    await (await page.waitForSelector('shuk-image >>> [part~="pin"]')).click();
    const [, larger] = await page
      .waitForSelector(`${popover} shuk-buy >>> input`)
      .then(() => page.$$(`${popover} shuk-buy >>> input`));
    await larger.click();
    await page.click(`${popover} shuk-buy >>> [part~="button"]`);
    await page.waitForSelector(line, { visible: true });
    await count(page, 1);
  }

  it('goes the whole way with a mouse', async () => {
    const { page, problems, close } = await demo.open('/en/');
    await addMonitor(page);
    await page.click('shuk-cart >>> [part~="increase"]');
    await count(page, 2);
    await page.click('shuk-cart >>> [part~="codes"] summary');
    await page.type('shuk-cart >>> [part~="codes"] input', 'WELCOME10');
    await page.click('shuk-cart >>> [part~="apply"]');
    await page.waitForSelector('shuk-cart >>> [part~="discount"]');
    const order = await checkout(page);
    assert.match(order, /Curvy Monitor 27 inch 2 \$339\.88/);
    assert.match(order, /WELCOME10 -\$33\.99/);
    assert.match(order, /Total \$305\.89/);
    assert.deepEqual(problems, []);
    await close();
  });

  it('finds the cart again after a reload, in another tab and in the other language', async () => {
    const { page, close } = await demo.open('/en/');
    await addMonitor(page);
    await page.reload();
    await count(page, 1);
    const other = await page.browserContext().newPage();
    await other.goto(`${demo.url}/en/journal.html`);
    await count(other, 1);

    // A cart belongs to a market: the shopper stays in the United States and reads Hebrew.
    await other.select('[data-market-choice]', 'IL ILS');
    await count(other, 0);
    await other.select('[data-market-choice]', 'US USD');
    await count(other, 1);
    await other.click('.tools [hreflang="he"]');
    await other.waitForFunction(() => document.documentElement.dir === 'rtl');
    await count(other, 1);
    await other.click('shuk-cart-button >>> button');
    await other.waitForSelector(line, { visible: true });
    assert.match(await other.$eval(line, (one) => one.innerText), /מסך קעור/);
    assert.match(await checkout(other), /מסך קעור 27 אינץ׳ 1 .*\$/);
    await close();
  });

  it('sends a gift note along with the line', async () => {
    const { page, close } = await demo.open('/en/p/allstar-sneakers.html');
    await page.waitForSelector('.item shuk-buy >>> input');
    const [, size42] = await page.$$('.item shuk-buy >>> input'); // 40 is sold out
    await size42.click();
    await page.click('.gift summary');
    await page.type('.gift textarea', 'For Noa');
    await page.click('.item shuk-buy >>> [part~="button"]');
    await page.waitForSelector(line, { visible: true });
    assert.match(await page.$eval(line, (one) => one.innerText), /Gift note: For Noa/);
    await close();
  });

  it('orders from a guest by message', async () => {
    const { page, problems, close } = await demo.open('/he/nursery.html');
    await page.click('shuk-buy[product="handle:aloe-vera"] >>> [part~="button"]');
    await page.waitForSelector(line, { visible: true });
    await page.click('shuk-cart >>> [part~="checkout"]');
    const link = await page.waitForSelector('shuk-cart >>> a[part~="checkout"]');
    const order = new URL(await link.evaluate((one) => one.href));
    assert.match(order.href, /^https:\/\/wa\.me\/972500000000\?text=/);
    assert.match(order.searchParams.get('text'), /אלוורה/);
    assert.deepEqual(problems, []);
    await close();
  });

  it('goes the whole way with the keyboard, and the focus is never lost', async () => {
    const { page, problems, close } = await demo.open('/en/');
    await page.waitForSelector('shuk-image >>> [part~="pin"]');
    /** Where the focus is: the tag and part of the innermost focused element. */
    const focused = () =>
      page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return `${element?.localName} ${element?.getAttribute('part') ?? ''} ${element?.type ?? ''}`;
      });
    const press = async (key) => {
      await page.keyboard.press(key);
      await page
        .waitForFunction(() => document.activeElement !== document.body, { timeout: 2000 })
        .catch(() => assert.fail(`the focus is lost after ${key}`));
      return focused();
    };
    const tabTo = async (wanted) => {
      for (let step = 0; step < 60; step++) if (wanted.test(await press('Tab'))) return;
      assert.fail(`${wanted} is not reached`);
    };

    await tabTo(/^button pin/);
    await press('Enter');
    await page.waitForSelector(`${popover} shuk-buy >>> input`, { visible: true });
    await tabTo(/^input .*radio/);
    await press('Space');
    await tabTo(/^button button/);
    await press('Enter');
    await page.waitForSelector(line, { visible: true });
    await count(page, 1);
    await tabTo(/increase/);
    await press('Enter');
    await count(page, 2);
    await press('Escape');
    await page.waitForFunction(() => !document.querySelector('shuk-cart').shadowRoot.querySelector('dialog').open);

    await page.keyboard.down('Shift');
    for (let step = 0; step < 60 && !/^button button/.test(await press('Tab')); step++);
    await page.keyboard.up('Shift');
    await page.keyboard.press('Enter');
    await page.waitForSelector(line, { visible: true });
    await tabTo(/checkout/);
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
    assert.match(await page.$eval('.summary', (table) => table.innerText), /Curvy Monitor/);
    assert.deepEqual(problems, []);
    await close();
  });
});
