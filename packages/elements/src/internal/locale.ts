/** A text, or one for each plural form of the language. `{name}` stands for a parameter. */
export type Message = string | (Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string });

/** The words of one element. */
export type Section = Readonly<Record<string, Message>>;

/** The words of a language, or the part of them that a site replaces. */
export type Words = Readonly<Record<string, Section>>;

export type LocaleLoaders = Readonly<Record<string, () => Promise<Words>>>;

const known = new Map<string, Words>();
const loaders = new Map<string, () => Promise<Words>>();
const listeners = new Set<() => void>();

/** Adds a language, or replaces some words of one: `addLocale('he', { buy: { add: 'לסל' } })`. */
export function addLocale(language: string, words: Words): void {
  const name = canonical(language);
  const merged = new Map(Object.entries(known.get(name) ?? {}));
  for (const [section, messages] of Object.entries(words)) {
    merged.set(section, Object.assign(Object.create(null) as Section, merged.get(section), messages));
  }
  known.set(name, Object.fromEntries(merged));
  listeners.forEach((listener) => {
    listener();
  });
}

/** Names languages that are loaded when first needed. Words added by the page are kept over the loaded ones. */
export function addLocaleLoaders(table: LocaleLoaders): void {
  for (const [language, load] of Object.entries(table)) loaders.set(canonical(language), load);
}

export function onLocale(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The message of a language or of its base language; loads it where it is named in the table. English is built in. */
export function findMessage(language: string, section: string, key: string): Message | undefined {
  for (let name = language; name; name = name.slice(0, Math.max(0, name.lastIndexOf('-')))) {
    load(name);
    const messages = known.get(name)?.[section];
    if (messages && Object.hasOwn(messages, key)) return messages[key];
  }
  return undefined;
}

let coming: Promise<unknown> | undefined;

/** Loads the words of a language before anything asks for them. Never rejects: without them it is English. */
export function loadLocale(language: string): Promise<unknown> | undefined {
  findMessage(canonical(language), '', '');
  return coming;
}

function load(name: string): void {
  const loader = loaders.get(name);
  if (!loader) return;
  loaders.delete(name);
  coming = loader().then(
    (words) => {
      const own = known.get(name);
      addLocale(name, words);
      if (own) addLocale(name, own);
    },
    () => loaders.set(name, loader), // English until it can be had; the next render asks again
  );
}

/** BCP 47 in lower case, tolerant of `he_IL`. */
export function canonical(language: string): string {
  return language.trim().replaceAll('_', '-').toLowerCase();
}
