import type { Section } from '../../internal/locale.js';
import type { image as english } from '../en/image.js';

export const image = {
  products: 'המוצרים שבתמונה',
  product: 'מוצר {number}',
  soldOut: 'אזל מהמלאי',
  close: 'סגירה',
  failed: 'לא ניתן היה לפתוח. כדאי לנסות שוב.',
} satisfies Section & Record<keyof typeof english, unknown>;
