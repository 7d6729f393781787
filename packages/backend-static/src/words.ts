/** The words of an order message. The only ones that a backend has: they go to the seller, not onto the page. */
export interface OrderWords {
  readonly order: string;
  readonly subtotal: string;
  readonly discount: string;
  readonly total: string;
  readonly note: string;
}

const en: OrderWords = {
  order: 'Order',
  subtotal: 'Subtotal',
  discount: 'Discount',
  total: 'Total',
  note: 'Note',
};

const he: OrderWords = {
  order: 'הזמנה',
  subtotal: 'סכום ביניים',
  discount: 'הנחה',
  total: 'סך הכול',
  note: 'הערה',
};

const languages = new Map([
  ['en', en],
  ['he', he],
  ['iw', he], // what old Java calls it
]);

/** Those of a language (`he-IL` or `he_IL`: Hebrew), or English. */
export function orderWords(language: string | undefined): OrderWords {
  return languages.get((language ?? '').replace(/[-_].*/s, '').toLowerCase()) ?? en;
}
