/**
 * Attributes are written by CMSs and frameworks: `hide="false"` (Vue, Preact, Astro) means false, a list comes as
 * `a,b` or as JSON, a number may be nonsense. Lit's own converters get these wrong.
 */
import type { ComplexAttributeConverter } from 'lit';

/** For `@property({ converter: booleanAttribute })`: present and not `"false"`. */
export const booleanAttribute: ComplexAttributeConverter<boolean> = {
  fromAttribute: (value) => value !== null && value !== 'false',
};

/** `a,b`, `a b` is one item; a JSON array works too. */
export const listAttribute: ComplexAttributeConverter<readonly string[]> = {
  fromAttribute: (value) => {
    if (!value) return [];
    try {
      const parsed: unknown = JSON.parse(value);
      if (Array.isArray(parsed)) return parsed.map(String);
    } catch {
      // not JSON: a plain list
    }
    return value
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean);
  },
};

/** A finite number; anything else is `undefined`. */
export const numberAttribute: ComplexAttributeConverter<number | undefined> = {
  fromAttribute: (value) => {
    const number = Number(value?.trim() || NaN);
    return Number.isFinite(number) ? number : undefined;
  },
};
