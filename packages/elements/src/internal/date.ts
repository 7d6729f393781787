/** A day as people of a language write it; empty for what is no ISO 8601 date. */
export function formatDate(iso: string | undefined, language: string): string {
  const date = new Date(iso ?? '');
  if (Number.isNaN(date.getTime())) return '';
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const;
  try {
    return date.toLocaleDateString(language, options);
  } catch {
    return date.toLocaleDateString('en', options); // a `lang` attribute is anybody's text
  }
}
