import { css } from '../internal/css.js';

export const styles = css`
  :host {
    display: block;
    position: relative;
    isolation: isolate;
  }

  [part='overlay'] {
    position: absolute;
    z-index: 1;
    pointer-events: none;
    --_size: var(--shuk-image-pin-size, 1.5rem);
    --_disc: var(--shuk-image-pin-color, #fff);
    --_dot: var(--shuk-image-pin-dot, #1a1a1a);
    --_target: max(24px, var(--_size));
    --_half: calc(var(--_target) / 2);
  }

  [part~='pin'] {
    position: absolute;
    translate: -50% -50%;
    display: grid;
    place-items: center;
    inline-size: var(--_target);
    aspect-ratio: 1;
    margin: 0;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    pointer-events: auto;
    cursor: pointer;
    touch-action: manipulation;
  }

  [part~='pin']::before,
  [part~='pin']::after {
    content: '';
    grid-area: 1 / 1;
    inline-size: var(--_size);
    aspect-ratio: 1;
    border-radius: 50%;
  }

  [part~='pin']::before {
    display: grid;
    place-items: center;
    background: var(--_disc) radial-gradient(circle closest-side, var(--_dot) 36%, transparent 42%);
    color: var(--_dot);
    font: 600 calc(var(--_size) * 0.55) / 1 system-ui;
    box-shadow:
      0 0 0 1px rgb(0 0 0 / 0.2),
      0 2px 8px rgb(0 0 0 / 0.4);
  }

  .plus [part~='pin']::before,
  .number [part~='pin']::before {
    content: '+';
    background-image: none !important;
  }

  .number [part~='pin']::before {
    content: attr(data-number);
  }

  /* Three times and no longer: what moves on and on would need a way to stop it. */
  [part~='pin']::after {
    border: 2px solid var(--_disc);
    opacity: 0;
    animation: pulse 1.5s 0.5s 3;
  }

  [part~='pin']:nth-child(n + 61)::after {
    content: none;
  }

  [part~='pin-busy']::after {
    content: '' !important;
    animation: pulse 0.8s infinite;
  }

  [part~='pin-sold-out']::before {
    opacity: 0.75;
    filter: grayscale(1) contrast(0.5);
  }

  button:focus-visible {
    outline: 2px solid #fff;
    box-shadow: 0 0 0 5px #1a1a1a;
  }

  [part='message'] {
    position: absolute;
    inset: auto 0 0;
    margin: 0;
    padding: 0.5rem 1rem;
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

  @media (pointer: coarse) {
    [part='overlay'] {
      --_target: max(44px, var(--_size));
    }
  }

  @media (forced-colors: active) {
    [part~='pin'] {
      --_disc: ButtonFace;
      --_dot: ButtonText;
      forced-color-adjust: none;
    }

    [part~='pin']::before {
      border: 2px solid;
    }
  }
`;
