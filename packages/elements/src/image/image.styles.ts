import { css } from 'lit';

export const styles = css`
  :host {
    display: block;
    position: relative;
    isolation: isolate;
  }

  ::slotted(img) {
    object-position: var(--shuk-image-focus);
  }

  [part='overlay'] {
    position: absolute;
    z-index: 1;
    pointer-events: none;
    font-size: 1rem;
    line-height: 1.4;
  }

  button {
    margin: 0;
    border: 0;
    font: inherit;
    pointer-events: auto;
    cursor: pointer;
    touch-action: manipulation;
  }

  [part~='pin'] {
    --_size: var(--shuk-image-pin-size, 1.5rem);
    --_disc: var(--shuk-image-pin-color, #fff);
    --_dot: var(--shuk-image-pin-dot, #1a1a1a);
    position: absolute;
    display: grid;
    place-items: center;
    inline-size: max(24px, var(--_size));
    aspect-ratio: 1;
    padding: 0;
    border-radius: 50%;
    background: none;
    translate: -50% -50%;
  }

  [part~='pin']::before,
  [part~='pin']::after {
    grid-area: 1 / 1;
    inline-size: var(--_size);
    aspect-ratio: 1;
    border-radius: 50%;
  }

  [part~='pin']::before {
    content: '';
    display: grid;
    place-items: center;
    background: var(--_disc) radial-gradient(circle closest-side, var(--_dot) 36%, transparent 42%);
    color: var(--_dot);
    font: 600 calc(var(--_size) * 0.55) / 1 system-ui;
    box-shadow:
      0 0 0 1px rgb(0 0 0 / 0.2),
      0 2px 8px rgb(0 0 0 / 0.4);
    transition: scale 0.15s;
  }

  .plus ::before {
    content: '+';
    background-image: none;
  }

  .number ::before {
    content: attr(data-number);
    background-image: none;
  }

  /* Three times and no longer: what moves on and on would need a way to stop it. */
  [part~='pin']::after {
    content: '';
    border: 2px solid var(--_disc);
    opacity: 0;
    animation: pulse 1.5s 0.5s 3 ease-out;
  }

  [part~='pin']:nth-child(n + 61)::after {
    animation: none;
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

  [part~='pin-sold-out']::before {
    opacity: 0.75;
    filter: grayscale(1) contrast(0.5);
  }

  [part~='pin-busy']::after {
    opacity: 1;
    border-block-color: transparent;
    scale: 1.35;
    animation: turn 0.8s infinite linear;
  }

  :focus-visible {
    outline: 2px solid #fff;
    outline-offset: 1px;
    box-shadow: 0 0 0 5px #1a1a1a;
  }

  [part='message'] {
    position: absolute;
    inset: auto 0 4rem;
    inline-size: fit-content;
    max-inline-size: 90%;
    margin: auto;
    padding: 0.5rem 1rem;
    border-radius: 0.5rem;
    background: #1a1a1a;
    color: #fff;
  }

  @keyframes pulse {
    from {
      opacity: 0.9;
    }
    to {
      scale: 2;
    }
  }

  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }

  @media (pointer: coarse) {
    [part~='pin'] {
      inline-size: max(44px, var(--_size));
    }
  }

  @media (forced-colors: active) {
    [part~='pin'] {
      --_disc: ButtonFace !important;
      --_dot: ButtonText !important;
      forced-color-adjust: none;
    }

    [part~='pin']::before {
      border: 2px solid ButtonText;
    }
  }
`;
