import type { CSSResult } from '../internal/css.js';

/** Adds styles to those of a shadow root. */
export function adopt(root: ShadowRoot, ...styles: readonly CSSResult[]): void {
  const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? []);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, ...sheets];
}
