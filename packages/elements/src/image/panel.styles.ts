import { css } from 'lit';

export const styles = css`
  /* What pins do once somebody is near. */
  [part~='pin']::before {
    transition: scale 0.15s;
  }

  [part~='pin']:hover::before,
  [part~='pin']:focus-visible::before {
    scale: 1.15;
  }

  [part~='pin']:active::before {
    scale: 0.95;
  }

  [part~='pin'][aria-expanded='true'] {
    --_disc: var(--shuk-image-pin-dot, #1a1a1a);
    --_dot: var(--shuk-image-pin-color, #fff);
  }

  [part='popover'] {
    position: fixed;
    inset: auto;
    left: var(--_left, 0);
    top: var(--_top, 0);
    inline-size: min(var(--shuk-image-popover-size, 22rem), 100vw - 1rem);
    max-block-size: min(85dvh, 40rem);
    margin: 0;
    padding: 1rem;
    overflow: auto;
    overscroll-behavior: contain;
    border-radius: calc(var(--shuk-radius, 0.5rem) * 1.5);
    outline: 0;
    font: inherit;
    transition: 0.18s;
    transition-property: opacity, translate;
  }

  /* Over the corner, where the title leaves room for it. */
  [part='close'] {
    position: sticky;
    z-index: 1;
    inset-block-start: -0.5rem;
    display: grid;
    margin-block: -0.5rem -2.25rem;
    margin-inline: auto -0.5rem;
    border-radius: 50%;
  }

  shuk-product::part(title) {
    margin-inline-end: 2rem;
  }

  .surface :focus-visible {
    outline: 2px solid var(--shuk-focus, currentColor);
    outline-offset: 2px;
    box-shadow: none;
  }

  @starting-style {
    [part='popover']:popover-open {
      opacity: 0;
      translate: 0 0.25rem;
    }
  }

  [part='popover'].sheet {
    inset: auto 0 0;
    inline-size: auto;
    max-block-size: 85dvh;
    padding-block-end: max(1rem, env(safe-area-inset-bottom));
    border-width: 1px 0 0;
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }

  .sheet::backdrop {
    background: rgb(0 0 0 / 0.4);
  }

  @starting-style {
    [part='popover'].sheet:popover-open {
      opacity: 1;
      translate: 0 100%;
    }
  }
`;
