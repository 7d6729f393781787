/** Each language that is not built in, and the file that brings it. A new one is one row here. */
export const languages = {
  he: () => import('@shuk/elements/locales/he').then(({ he }) => he),
};
