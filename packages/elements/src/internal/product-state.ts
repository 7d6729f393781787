/** What every element that shows a product looks like while there is none to show. */
import { css, html, nothing } from 'lit';
import type { state as words } from '../locales/en/state.js';
import type { ProductController } from './product-controller.js';

export const productStyles = css`
  :host {
    display: block;
  }

  .box {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    line-height: 1.35;
    overflow-wrap: anywhere;
  }

  [part='skeleton'] {
    min-block-size: 2.75rem;
    border-radius: var(--shuk-radius, 0.5rem);
    background: color-mix(in srgb, currentColor 10%, transparent);
    animation: wait 1s infinite alternate;
  }

  @keyframes wait {
    to {
      opacity: 0.4;
    }
  }
`;

interface Words {
  term(key: keyof typeof words): string;
}

/** Loading, missing or failed. `silent`: something around it says it already. */
export function renderState({ value, error, refresh }: ProductController, locale: Words, silent?: unknown) {
  const status = value?.status;
  const missing = status === 'missing';
  const problem = missing ? 'missing' : error && (error.code === 'offline' ? 'offline' : 'failed');
  const note = problem && html`<div part="message" tabindex="-1">${locale.term(problem)}</div>`;
  const retry = html`
    <button part="retry" class="button quiet" type="button" aria-disabled=${status === 'loading'} @click=${refresh}>
      ${locale.term('retry')}
    </button>
  `;
  return html`
    <slot name="fallback">
      ${
        problem
          ? nothing
          : html`<div part="skeleton">
              <span class="visually-hidden">${status && !silent ? locale.term('loading') : nothing}</span>
            </div>`
      }
    </slot>
    ${problem && !silent ? [missing ? html`<slot name="missing">${note}</slot>` : note, missing ? nothing : retry] : nothing}
  `;
}
