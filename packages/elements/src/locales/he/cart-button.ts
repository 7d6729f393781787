import type { Section } from '../../internal/locale.js';
import type { cartButton as english } from '../en/cart-button.js';

export const cartButton = {
  cart: 'סל',
  items: { one: 'פריט אחד', two: 'שני פריטים', other: '{count} פריטים' },
} satisfies Section & Record<keyof typeof english, unknown>;
