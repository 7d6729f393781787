import type { Section } from '../../internal/locale.js';
import type { look as english } from '../en/look.js';

export const look = {
  button: 'כל מה שבתמונה ({count})',
  title: 'כל מה שבתמונה',
  add: 'הוספת הכול לסל',
  some: { one: 'הוספת מוצר אחד', two: 'הוספת שני מוצרים', other: 'הוספת {count} מוצרים' },
  adding: 'בהוספה…',
  include: 'לכלול את {title}',
  choice: 'האפשרויות של {title}',
  choose: 'נא לבחור',
  soldOut: '{name} – אזל מהמלאי',
  external: 'נמכר בחנות אחרת',
  addedAll: 'הכול בסל.',
  added: { one: 'נוספו {done} מתוך {count}', two: 'נוספו {done} מתוך {count}', other: 'נוספו {done} מתוך {count}' },
  addedOne: 'נוסף',
  clamped: 'בסל יש עכשיו {count}. לא ניתן להוסיף עוד.',
  undo: 'ביטול',
  undone: 'הוצא שוב מהסל.',
} satisfies Section & Record<keyof typeof english, unknown>;
