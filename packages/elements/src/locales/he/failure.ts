import type { Section } from '../../internal/locale.js';
import type { failure as english } from '../en/failure.js';

export const failure = {
  offline: 'נראה שאין חיבור לאינטרנט. כדאי לבדוק את החיבור ולנסות שוב.',
  timeout: 'החנות מתעכבת במענה. כדאי לנסות שוב.',
  unavailable: 'החנות לא יכולה לענות כרגע. כדאי לנסות שוב בעוד רגע.',
  'rate-limited': 'זה היה מהיר מדי עבור החנות. כדאי לנסות שוב בעוד רגע.',
  unauthorized: 'לא ניתן להגיע לחנות מהדף הזה.',
  unsupported: 'החנות הזו לא יכולה לעשות זאת כאן.',
  malformed: 'לא ניתן היה לקרוא את תשובת החנות. כדאי לנסות שוב.',
  rejected: 'החנות לא קיבלה את הבקשה.',
  conflict: 'הסל השתנה במקום אחר. כדאי לנסות שוב.',
  'cart-gone': 'תוקף הסל הזה פג. כדאי לנסות שוב.',
  'cart-closed': 'הסל הזה כבר הוזמן.',
  'line-gone': 'הפריט הזה כבר לא בסל.',
  'option-required': 'יש לבחור אפשרות קודם.',
  'price-missing': 'עדיין לא נמכר במדינה שלך.',
  'out-of-stock': 'אזל מהמלאי.',
  'insufficient-stock': {
    one: 'רק יחידה אחת זמינה.',
    two: 'רק שתי יחידות זמינות.',
    other: 'רק {count} יחידות זמינות.',
  },
  'quantity-rule': 'הכמות הזו אינה אפשרית.',
  'code-unknown': 'הקוד הזה אינו מוכר.',
  'code-expired': 'תוקף הקוד הזה פג.',
  'code-not-applicable': 'הקוד הזה עדיין לא חל על הסל.',
} satisfies Section & Record<keyof typeof english, unknown>;
