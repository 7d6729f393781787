import { webUrl } from '@shuk/core';
import { html } from 'lit';

/** What a press needs, the cart above all. */
export const loadAdd = () => import('./add.js');

/** A failure is said when it matters: at the press. */
const prepare = () => void loadAdd().catch(() => undefined);

export interface Button {
  readonly term: string;
  readonly text: string;
  readonly off: boolean;
  readonly press: (event: Event) => void;
}

/** Always focusable: who cannot see that it is grey must find out why. */
export function renderButton({ term, text, off, press }: Button) {
  return html`
    <button
      part="button"
      class="button ${term}"
      type="button"
      aria-disabled=${off}
      @pointerenter=${prepare}
      @focus=${prepare}
      @click=${press}
      @keydown=${(event: KeyboardEvent) => event.repeat && event.preventDefault()}
    >
      ${term === 'add' ? html`<slot name="label">${text}</slot>` : text}
    </button>
  `;
}

/** Of a product that is sold elsewhere. */
export function renderLink(url: string | undefined, text: string) {
  const href = webUrl(url, location.href);
  return href
    ? html`<a part="button" class="button" href=${href} rel="noopener">${text}</a>`
    : html`<slot name="fallback"></slot>`;
}
