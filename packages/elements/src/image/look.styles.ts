import { css } from 'lit';

export const styles = css`
  [part='look-title'] {
    margin-block: 0 0.75rem;
    margin-inline: 0 2.25rem;
    font-size: 1.125rem;
    line-height: 1.5;
  }

  [part='look-list'] {
    display: grid;
    gap: 1rem;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  [part='look-item'] {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.75rem;
    align-items: start;
    padding-block-start: 1rem;
    border-block-start: 1px solid var(--shuk-border, color-mix(in srgb, CanvasText 15%, Canvas));
    --shuk-product-picture: 4.5rem;
    --shuk-product-gap: 0.25rem 0.75rem;
  }

  [part='look-item'] shuk-product::part(title) {
    margin: 0;
  }

  input {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    margin: 1.5rem 0 0;
    accent-color: var(--shuk-accent, CanvasText);
  }

  [part='look-variant'] {
    inline-size: 100%;
    min-block-size: 2.75rem;
    margin-block-start: 0.25rem;
    padding-inline: 0.75rem;
    border: 1px solid color-mix(in srgb, currentColor 50%, transparent);
    border-radius: var(--shuk-radius, 0.5rem);
    background: var(--shuk-surface, Canvas);
    color: inherit;
    font: inherit;
  }

  [aria-invalid] {
    border-color: currentColor;
    border-width: 2px;
  }

  [part='look-outcome'],
  [part='look-status'] {
    margin: 0;
    font-size: 0.875rem;
  }

  [part='look-outcome'] {
    font-weight: 600;
  }

  .done {
    font-weight: inherit !important;
  }

  .done::before {
    content: '✓ ' / '';
  }

  .foot {
    position: sticky;
    inset-block-end: -1rem;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.75rem;
    align-items: center;
    margin: 1rem -1rem -1rem;
    padding: 0.75rem 1rem 1rem;
    border-block-start: 1px solid var(--shuk-border, color-mix(in srgb, CanvasText 15%, Canvas));
    background: var(--shuk-surface, Canvas);
  }

  [part='look-add'] {
    flex: 1 0 100%;
  }

  [part='look-status'] {
    flex: 1;
  }
`;
