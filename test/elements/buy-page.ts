/** What the tests of `<shuk-buy>` share. */
import '@shuk/elements/define/buy';

import { expect } from '@open-wc/testing';
import { all, part, text, until } from './product-page.js';

export type Buy = HTMLElementTagNameMap['shuk-buy'];

export const button = (buy: Buy) => part<HTMLButtonElement>(buy, 'button');

/** The button says this. */
export const says = (buy: Buy, words: string) => until(() => text(all(buy, 'button')[0]) === words);

let time = 1_000;

/** A press so long after the one before that it is another intent; with `same`, the second half of a double click. */
export function press(buy: Buy, same = false): void {
  const click = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true });
  time += same ? 100 : 1_000;
  Object.defineProperty(click, 'timeStamp', { value: time });
  button(buy).dispatchEvent(click);
}

/** The radios of an option, by their names as a screen reader says them. */
export function radios(buy: Buy, option: number): Map<string, HTMLInputElement> {
  const labels = all(buy, 'option')[option]!.querySelectorAll('label');
  return new Map([...labels].map((label) => [text(label)!, label.querySelector('input')!]));
}

export async function choose(buy: Buy, option: number, value: string): Promise<void> {
  const input = radios(buy, option).get(value);
  expect(input, value).to.not.equal(undefined);
  input!.click();
  await buy.updateComplete;
}

/** Which values of an option are chosen, cannot be chosen, and are struck out. */
export function values(buy: Buy, option: number) {
  const found = [...radios(buy, option)];
  return {
    checked: found.filter(([, input]) => input.checked).map(([name]) => name),
    disabled: found.filter(([, input]) => input.disabled).map(([name]) => name),
    out: found.filter(([, input]) => input.nextElementSibling!.classList.contains('out')).map(([name]) => name),
  };
}
