import { expect } from '@open-wc/testing';
import type { TestPage } from './page.js';

const BUY = 'shuk-image >>> [part~="popover"] shuk-buy';
export const LINES = 'shuk-cart >>> [part~="line"]';

/** The whole way of a shopper: a pin, the popover, a choice, the button, the cart, a quantity, the empty cart. */
export async function shop(page: TestPage): Promise<void> {
  await addLamp(page);
  await openCart(page);
  await page.until(() => page.all(LINES).length === 1);
  expect(page.all(LINES)[0]!.textContent).to.include('Reading lamp');

  (await page.find('shuk-cart >>> [part~="increase"]')).click();
  await page.until(() => count(page) === '2');
  await settled(page);
  (await page.find('shuk-cart >>> [part~="remove"]')).click();
  await page.until(() => page.all(LINES).length === 0);
  await settled(page);
}

/** Opens the pin of the lamp, chooses a colour and adds it. */
export async function addLamp(page: TestPage): Promise<void> {
  (await page.find('shuk-image >>> [part~="pin"]')).click();
  const choice = await page.find<HTMLInputElement>(`${BUY} >>> input[type="radio"]`);
  choice.click();
  const before = Number(count(page));
  (await page.find(`${BUY} >>> [part~="button"]`)).click();
  await page.until(() => Number(count(page)) === before + 1);
  await settled(page);
}

export async function openCart(page: TestPage): Promise<void> {
  (await page.find('shuk-cart-button >>> button')).click();
  await page.until(() => page.all<HTMLDialogElement>('shuk-cart >>> dialog')[0]?.open);
}

/** What the badge says; `0` where there is none. */
export function count(page: TestPage): string {
  return page.all('shuk-cart-button >>> [part~="count"]')[0]?.textContent?.trim() || '0';
}

/** Waits until no change is under way. */
export async function settled(page: TestPage): Promise<void> {
  await page.until(() => !cartView(page)?.pending);
}

interface View {
  readonly status: string;
  readonly pending: boolean;
  readonly lines: readonly { readonly variantId: string; readonly quantity: number }[];
}

/** What the page's cart store shows, asked of the shop itself. */
export function cartView(page: TestPage): View | undefined {
  const { shop } = page.document.querySelector('shuk-shop') as HTMLElementTagNameMap['shuk-shop'];
  const store = shop?.part('cart', () => undefined as { $view: { get(): View } } | undefined);
  return store?.$view.get();
}
