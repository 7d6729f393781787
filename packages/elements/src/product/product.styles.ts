import { css } from 'lit';

export const styles = css`
  :host {
    min-block-size: var(--shuk-product-min-height, 0);
  }

  .box {
    --_picture: 100%;
    position: relative;
    gap: var(--shuk-product-gap, 0.75rem);
  }

  .row {
    --_picture: min(var(--shuk-product-picture, 6rem), 35%);
    grid-template-columns: var(--_picture) minmax(0, 1fr);
  }

  [part='picture'] {
    align-self: start;
    overflow: hidden;
    border-radius: var(--shuk-radius, 0.5rem);
    background: color-mix(in srgb, currentColor 6%, transparent);
  }

  [part='picture'],
  a::after {
    aspect-ratio: var(--shuk-product-ratio, 1);
  }

  img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: var(--shuk-product-fit, cover);
  }

  .text {
    display: grid;
    gap: 0.25rem;
    place-items: start;
    align-content: start;
    min-block-size: 6em;
  }

  [part='title'] {
    color: inherit;
    font-weight: 600;
    text-decoration: none;
  }

  a:hover {
    text-decoration: underline;
  }

  /* The picture is part of the link. */
  a::after {
    content: '';
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    inline-size: var(--_picture);
  }

  [part='prices'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5em;
    align-items: baseline;
  }

  .sale,
  [part='off'] {
    color: var(--shuk-sale, inherit);
    font-weight: 600;
  }

  small,
  s {
    font-size: 0.875em;
  }

  [part^='stock']::before {
    content: '● ' / '';
    color: #d9822b;
  }

  [part~='in-stock']::before {
    color: #2a9d5c;
  }

  [part~='sold-out']::before {
    content: '○ ' / '';
    color: inherit;
  }

  [part='skeleton'] {
    inline-size: 9em;
    max-inline-size: 100%;
    block-size: 4.5em;
    mask: repeating-linear-gradient(#000 0 1em, #0000 0 1.75em);
  }

  ::slotted(*) {
    grid-column: 1 / -1;
    min-inline-size: 0;
  }
`;
