import { formatMoney, type Money } from '@shuk/core';
import type { Message } from './locale.js';
import { LocaleController } from './locale-controller.js';

/** Prices too, for elements that show some; a picture without a popover does not. */
export class PriceLocaleController<
  English extends Readonly<Record<string, Message>>,
> extends LocaleController<English> {
  price(money: Money): string {
    return formatMoney(money, this.language);
  }
}
