/** Looks of what is pressed, and of what floats above the page. */
import { css } from './css.js';

/** `.button` is the main action, `.button.quiet` a lesser one, `.icon` a square one that shows a picture only. */
export const buttons = css`
  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }

  .button {
    min-block-size: 2.75rem;
    padding: 0.5rem 1.25rem;
    border: 1px solid var(--shuk-accent, currentColor);
    border-radius: var(--shuk-radius, 0.5rem);
    background: var(--shuk-accent, CanvasText);
    color: var(--shuk-accent-text, Canvas);
    font-weight: 600;
  }

  .button.quiet {
    background: none;
    color: inherit;
    border-color: color-mix(in srgb, currentColor 30%, transparent);
  }

  .button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.65;
  }

  .icon {
    display: inline-grid;
    place-items: center;
    inline-size: 2.75rem;
    block-size: 2.75rem;
    padding: 0;
    border: 0;
    border-radius: var(--shuk-radius, 0.5rem);
    background: none;
  }

  @media (hover: hover) {
    .button:hover:not([aria-disabled='true']) {
      filter: brightness(1.15);
    }

    .icon:hover {
      background: color-mix(in srgb, currentColor 10%, transparent);
    }
  }

  @media (forced-colors: active) {
    .button {
      border-color: ButtonText;
      background: ButtonFace;
      color: ButtonText;
      forced-color-adjust: none;
    }

    .button[aria-disabled='true'] {
      color: GrayText;
      border-color: GrayText;
      opacity: 1;
    }
  }
`;

/** The surface of what floats above the page. */
export const surface = css`
  .surface {
    border: 1px solid var(--shuk-border, color-mix(in srgb, CanvasText 15%, Canvas));
    background: var(--shuk-surface, Canvas);
    color: var(--shuk-text, CanvasText);
    box-shadow: 0 0.5rem 2rem rgb(0 0 0 / 0.18);
  }
`;
