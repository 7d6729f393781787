import { css } from 'lit';

export const styles = css`
  :host {
    display: contents;
  }

  dialog {
    --_gap: var(--shuk-cart-gap, 1.25rem);
    --_line: 1px solid var(--shuk-border, color-mix(in srgb, currentColor 15%, transparent));
    --_round: var(--shuk-radius, 0.5rem);
    --_from: 100%;
    inset-inline: auto 0;
    inline-size: min(var(--shuk-cart-width, 27rem), 100%);
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border-width: 0;
    border-inline-start-width: 1px;
    font-size: 1rem;
    line-height: 1.4;
    text-align: start;
    white-space: normal;
    overflow-wrap: anywhere;
    translate: var(--_from);
    transition:
      translate 0.3s cubic-bezier(0.2, 0, 0, 1),
      overlay 0.3s allow-discrete,
      display 0.3s allow-discrete;
  }

  dialog:dir(rtl) {
    --_from: -100%;
  }

  dialog[open] {
    display: flex;
    flex-direction: column;
    translate: none;
  }

  @starting-style {
    dialog[open] {
      translate: var(--_from);
    }
  }

  dialog::backdrop {
    background: var(--shuk-backdrop, rgb(0 0 0 / 0.45));
  }

  h2,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
    list-style: ''; /* and not none, for which WebKit no longer calls it a list */
  }

  section,
  li[tabindex] {
    padding-block: 1rem;
    border-block-end: var(--_line);
  }

  li[tabindex] {
    display: grid;
    grid-template-columns: var(--shuk-cart-picture, 5rem) minmax(0, 1fr) auto;
    gap: 0.5rem 1rem;
  }

  header,
  section,
  section ul,
  form,
  dl > *,
  .actions,
  [part='code'],
  .stepper,
  li[part='removed'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    align-items: center;
    justify-content: space-between;
  }

  section p,
  details,
  form input {
    flex: 1;
  }

  section ul {
    inline-size: 100%;
    justify-content: start;
  }

  header {
    padding: 0.5rem;
    padding-inline-start: var(--_gap);
    border-block-end: var(--_line);
  }

  h2 {
    font-size: 1.25rem;
  }

  h2:focus-visible {
    outline: none;
  }

  [part='close'] {
    font-size: 1.75rem;
  }

  [part='body'] {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overscroll-behavior: contain;
    padding-inline: var(--_gap);
  }

  p,
  summary,
  .small,
  .text,
  [part='code'] {
    font-size: 0.875rem;
  }

  .small {
    color: color-mix(in srgb, currentColor 72%, transparent);
  }

  [part='message'],
  [part='stock'] {
    color: var(--shuk-error, light-dark(#b3261e, #ffb4ab));
  }

  .actions,
  li > [part='message'] {
    grid-column: 2 / -1;
    inline-size: 100%;
  }

  [part='picture'] {
    grid-row: span 3;
    align-self: start;
    aspect-ratio: var(--shuk-cart-ratio, 1);
    border-radius: var(--_round);
    background: color-mix(in srgb, currentColor 6%, transparent);
    overflow: hidden;
  }

  img {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }

  [part='title'],
  [part='line-total'],
  [part='total'] {
    color: inherit;
    font-weight: 600;
    text-decoration: none;
  }

  a:hover {
    text-decoration: underline;
  }

  [part~='pending'] :is([part='picture'], [part='line-total']) {
    opacity: 0.5;
  }

  .icon[aria-disabled='true'] {
    opacity: 0.35;
  }

  [part='notice'],
  .stepper,
  [part='code'],
  input,
  textarea {
    border: var(--_line);
    border-radius: var(--_round);
  }

  [part='notice'] {
    margin-block: 1rem;
    padding-inline: 1rem;
  }

  input,
  textarea {
    inline-size: 100%;
    min-inline-size: 0;
    padding: 0.5rem 0.75rem;
    border-color: color-mix(in srgb, currentColor 55%, transparent);
    background: none;
    color: inherit;
    font: inherit;
  }

  [type='number'] {
    inline-size: 2.5rem;
    padding: 0;
    border: 0;
    text-align: center;
    appearance: textfield;
  }

  ::-webkit-inner-spin-button {
    appearance: none;
  }

  .stepper,
  [part='code'] {
    gap: 0;
  }

  [part='code'] {
    padding-inline-start: 0.75rem;
  }

  li .icon {
    inline-size: 2.25rem;
    block-size: 2.25rem;
  }

  .text {
    min-block-size: 1.5rem;
    padding: 0;
    border: 0;
    background: none;
    text-decoration: underline;
  }

  summary {
    padding-block: 0.25rem;
    cursor: pointer;
  }

  [part='empty'],
  [part='checkout'] {
    display: grid;
    gap: 1.5rem;
    place-items: center;
    text-decoration: none;
  }

  [part='empty'] {
    padding-block: 4rem;
  }

  footer {
    display: grid;
    gap: 0.75rem;
    padding: 1rem var(--_gap) max(1rem, env(safe-area-inset-bottom));
    border-block-start: var(--_line);
  }

  [part='total'] {
    font-size: 1.125rem;
  }

  [part='loading'] div {
    block-size: 5rem;
    margin-block: 1rem;
    border-radius: var(--_round);
    background: color-mix(in srgb, currentColor 8%, transparent);
    animation: wait 1s infinite alternate ease-in-out;
  }

  @keyframes wait {
    to {
      opacity: 0.4;
    }
  }

  /* A short window, or 400 % zoom: a summary that stays would leave no room for the lines. */
  @media (max-height: 30rem) {
    dialog {
      overflow: auto;
    }

    [part='body'] {
      flex: none;
      overflow: visible;
    }
  }
`;
