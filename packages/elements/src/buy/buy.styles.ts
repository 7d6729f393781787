import { css } from 'lit';

export const styles = css`
  :host {
    min-block-size: var(--shuk-buy-min-height, 2.75rem);
  }

  .box {
    gap: var(--shuk-buy-gap, 1rem);
  }

  fieldset,
  .row,
  .face {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  legend {
    margin-block-end: 0.4rem;
    padding: 0;
  }

  label {
    position: relative;
    min-inline-size: 0;
  }

  [type='radio'] {
    position: absolute;
    inset: 0;
    z-index: 1;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .face,
  select,
  .stepper {
    min-block-size: 2.75rem;
    border: 2px solid color-mix(in srgb, currentColor 30%, transparent);
    border-radius: var(--shuk-radius, 0.5rem);
  }

  .face {
    place-content: center;
    align-items: center;
    min-inline-size: 2.75rem;
    padding: 0.25rem 0.75rem;
  }

  .face.round {
    padding: 0.2rem;
    border-radius: 50%;
  }

  .round > [part] {
    inline-size: 2rem;
    block-size: 2rem;
    border-radius: 50%;
    object-fit: cover;
  }

  .out::after {
    content: '';
    position: absolute;
    inset: 0;
    background: linear-gradient(to top right, transparent 49%, currentColor 49% 51%, transparent 51%);
  }

  .plan {
    flex: 1 1 100%;
  }

  .plan .face {
    justify-content: space-between;
  }

  :checked + .face {
    border-color: var(--shuk-accent, currentColor);
  }

  :focus-visible + .face {
    outline: 2px solid var(--shuk-focus, currentColor);
    outline-offset: 2px;
  }

  :disabled + .face {
    border-style: dashed;
    opacity: 0.4;
  }

  select,
  .stepper input {
    background: none;
    color: inherit;
    font: inherit;
  }

  select {
    inline-size: 100%;
    min-inline-size: 0;
    contain: paint; /* WebKit lets a long choice stick out */
    padding-inline: 0.6rem;
  }

  option {
    background: Canvas;
    color: CanvasText;
  }

  .stepper {
    display: flex;
  }

  .stepper input {
    inline-size: 3.5ch;
    padding: 0;
    border: 0;
    text-align: center;
    appearance: textfield;
  }

  ::-webkit-inner-spin-button {
    appearance: none;
  }

  .icon {
    block-size: auto;
  }

  .icon[aria-disabled='true'] {
    opacity: 0.4;
  }

  .button {
    flex: 1 1 8.5rem;
    text-align: center;
    text-decoration: none;
  }

  .added::before {
    content: '✓ ' / '';
  }

  [part='message'] {
    flex-basis: 100%;
    color: var(--shuk-error, inherit);
    font-weight: 600;
  }

  /* Gradients are not drawn then, and a border alone says too little. */
  @media (forced-colors: active) {
    .out {
      text-decoration: line-through;
    }

    :checked + .face {
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    :disabled + .face {
      color: GrayText;
      opacity: 1;
    }
  }
`;
