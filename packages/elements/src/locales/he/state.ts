import type { Section } from '../../internal/locale.js';
import type { state as english } from '../en/state.js';

export const state = {
  loading: 'בטעינה…',
  missing: 'המוצר הזה כבר לא זמין.',
  failed: 'לא ניתן היה לטעון את המוצר.',
  offline: 'נראה שאין חיבור לאינטרנט.',
  retry: 'לנסות שוב',
  'sold-out': 'אזל מהמלאי',
  notSold: 'לא נמכר במדינה שלך',
} satisfies Section & Record<keyof typeof english, unknown>;
