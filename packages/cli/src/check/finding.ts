/** Something in a catalogue that is wrong, or that its maker will want to know. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  /** RFC 6901, e.g. `/products/3/variants/0/price`; empty for the whole file. */
  readonly pointer: string;
  /** The id of the product in which it is. */
  readonly product?: string | undefined;
  readonly message: string;
}

export type Fields = Readonly<Record<string, unknown>>;

/** Receives what a rule finds, with a JSON pointer to it. */
export interface Report {
  readonly error: (pointer: string, message: string) => void;
  readonly warn: (pointer: string, message: string) => void;
}

/** The fields of an object; none for anything else. The schema says that it is wrong; the rules only go on. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** One more step of a JSON pointer. */
export function step(pointer: string, name: string | number): string {
  return `${pointer}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** Reports every text that was there before, and where. `pointerOf` tells where the text of an index stands. */
export function reportTwins(
  texts: readonly (string | undefined)[],
  pointerOf: (index: number) => string,
  tell: (pointer: string, message: string) => void,
  what = '',
): void {
  const first = new Map<string, number>();
  texts.forEach((text, index) => {
    if (text === undefined) return;
    const known = first.get(text);
    if (known === undefined) first.set(text, index);
    else tell(pointerOf(index), `the ${what} "${text}" is used before, at ${pointerOf(known)}`);
  });
}
