import type { Section } from '../../internal/locale.js';
import type { buy as english } from '../en/buy.js';
import { state } from './state.js';

export const buy = {
  ...state,
  add: 'הוספה לסל',
  preorder: 'הזמנה מוקדמת',
  adding: 'בהוספה…',
  added: 'נוסף לסל',
  addedToCart: 'נוסף לסל: {title}',
  clamped: 'בסל יש עכשיו {count}. לא ניתן להוסיף עוד.',
  external: 'לצפייה בחנות',
  choose: 'נא לבחור: {option}',
  chooseOne: 'נא לבחור',
  plan: 'אופן הרכישה',
  once: 'רכישה חד־פעמית',
  quantity: 'כמות',
  decrease: 'פחות',
  increase: 'עוד',
  atLeast: 'הכמות המזערית היא {count}.',
  atMost: 'הכמות המרבית היא {count}.',
  steps: 'נמכר בקפיצות של {count}.',
} satisfies Section & Record<keyof typeof english, unknown>;
