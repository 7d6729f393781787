import type { Section } from '../../internal/locale.js';
import type { product as english } from '../en/product.js';
import { state } from './state.js';

export const product = {
  ...state,
  stale: 'ייתכן שהמחיר והמלאי אינם עדכניים.',
  from: 'החל מ־{price}',
  was: 'היה',
  off: '{percent}% הנחה',
  lowest: 'המחיר הנמוך ביותר ב־30 הימים האחרונים: {price}',
  unit: '{price} / {unit}',
  units: '{price} / {quantity} {unit}',
  'in-stock': 'במלאי',
  'low-stock': 'נותרו יחידות אחרונות',
  left: { one: 'נותרה יחידה אחת בלבד', two: 'נותרו שתי יחידות בלבד', other: 'נותרו {count} יחידות בלבד' },
  backorder: 'זמין בהזמנה',
  backorderFrom: 'יישלח החל מ־{date}',
  preorder: 'הזמנה מוקדמת',
  preorderFrom: 'הזמנה מוקדמת, יישלח החל מ־{date}',
} satisfies Section & Record<keyof typeof english, unknown>;
