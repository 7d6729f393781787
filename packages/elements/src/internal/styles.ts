/**
 * Looks that several elements share. In-flow pieces inherit the page's colours and type; what floats (popover,
 * drawer) stands on `--shuk-surface`. Every property has its fallback where it is used, so a page needs to set none.
 */
import { css } from './css.js';

export const base = css`
  :host,
  *,
  ::before,
  ::after {
    box-sizing: border-box; /* not inherited: what stands in a <details> would inherit the browser's own box */
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  :focus-visible {
    outline: 2px solid var(--shuk-focus, currentColor);
    outline-offset: 2px;
  }

  .visually-hidden:not(:focus):not(:active) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    ::before,
    ::after,
    ::backdrop {
      transition: none !important;
      animation: none !important;
    }
  }
`;
