import { css } from 'lit';

export const styles = css`
  :host {
    position: relative;
    display: inline-block;
    vertical-align: middle;
  }

  button {
    grid-auto-flow: column;
    gap: 0.5rem;
    inline-size: auto;
    min-inline-size: 2.75rem;
    padding-inline: 0.625rem;
  }

  .picture {
    position: relative;
  }

  svg {
    display: block;
    inline-size: 1.5rem;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
  }

  [part='count'] {
    position: absolute;
    inset-block-start: -0.5rem;
    inset-inline-start: 55%;
    min-inline-size: 1.25rem;
    padding-inline: 0.25rem;
    border: 1px solid transparent;
    border-radius: 1rem;
    background: var(--shuk-accent, CanvasText);
    color: var(--shuk-accent-text, Canvas);
    font-size: 0.75rem;
    font-weight: 600;
    line-height: 1.5;
  }

  @media (forced-colors: active) {
    [part='count'] {
      background: CanvasText;
      color: Canvas;
      forced-color-adjust: none;
    }
  }
`;
