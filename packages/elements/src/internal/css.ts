/** Styles as Lit has them, without the rest of Lit: what a picture shows before it is touched needs no more. */
export { css, type CSSResult } from '@lit/reactive-element/css-tag.js';
