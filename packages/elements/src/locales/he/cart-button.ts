import type { Section } from '../../internal/locale.js';
import type { cartButton as english } from '../en/cart-button.js';

export const cartButton = {
  cart: 'סל',
  items: { one: 'פריט אחד', two: 'שני פריטים', other: '{count} פריטים' },
  count: '{count}',
  many: '{count}+',
} satisfies Section & Record<keyof typeof english, unknown>;
