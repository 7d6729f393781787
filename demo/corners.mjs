/** The five departments: which collections of the sample catalogue they hold, and how they are called. */
export const corners = {
  work: {
    collections: ['computers'],
    en: ['The working corner', 'Screens, keys, and cables that stay put.'],
    he: ['פינת עבודה', 'מסכים, מקלדות, וכבלים שנשארים במקום.'],
  },
  rest: {
    collections: ['furniture'],
    en: ['The resting corner', 'Sofas, chairs, and no two tables alike.'],
    he: ['פינת מנוחה', 'ספות, כיסאות, ואין שני שולחנות זהים.'],
  },
  green: {
    collections: ['plants'],
    en: ['The green corner', 'Plants for bright sills and busy people.'],
    he: ['פינה ירוקה', 'צמחים לאדן שטוף שמש ולאנשים עסוקים.'],
  },
  picture: {
    collections: ['photo'],
    en: ['The picture corner', 'Cameras old, older, and instant.'],
    he: ['פינת צילום', 'מצלמות ישנות, ישנות מהן, ומיידיות.'],
  },
  outside: {
    collections: ['equipment', 'footwear'],
    en: ['The corner outside', 'Wheels, balls, shoes, and a roof for four.'],
    he: ['פינה בחוץ', 'גלגלים, כדורים, נעליים, וגג לארבעה.'],
  },
};

export function cornerOf({ collections }) {
  return Object.keys(corners).find((name) => corners[name].collections.some((one) => collections.includes(one)));
}
