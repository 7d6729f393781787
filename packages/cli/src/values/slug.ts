/** A readable name for addresses and ids: `Home & Garden` → `home-garden`, `Crème brûlée` → `creme-brulee`, `מנורה` stays. */
export function slug(text: string): string {
  return text
    .slice(0, 200)
    .normalize('NFD')
    .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** Hands out names, each once: the second `chair` becomes `chair-2`. */
export class Names {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  /** True the first time a name is asked for. */
  take(name: string): boolean {
    if (this.#taken.has(name)) return false;
    this.#taken.add(name);
    return true;
  }

  /** The name, or with the first free number behind it. */
  claim(name: string): string {
    if (this.take(name)) return name;
    let number = this.#next.get(name) ?? 2;
    while (!this.take(`${name}-${number}`)) number += 1;
    this.#next.set(name, number + 1);
    return `${name}-${number}`;
  }
}
