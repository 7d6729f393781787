import { warnOnce } from './warn.js';

/**
 * Registers an element once. Embeds meet pages that already carry another copy of this library; the first copy wins
 * and the page keeps working.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  const known = customElements.get(tag);
  if (!known) customElements.define(tag, element);
  else if (known !== element) warnOnce(`<${tag}> is already defined on this page; this copy of it is ignored.`);
}
