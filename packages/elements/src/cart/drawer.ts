import type { CartService, Market } from '@shuk/core';
import type { CartNotice, CartView } from '@shuk/stores';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { CartChanges } from './changes.js';
import { renderLines } from './lines.js';
import type { Row } from './rows.js';
import { renderExtras, renderSummary } from './summary.js';

/** All that there is to draw; `undefined` is what is not known yet. */
export interface Drawn {
  readonly view: CartView | undefined;
  readonly rows: readonly Row[];
  readonly notice: CartNotice | undefined;
  readonly service: CartService | undefined;
  readonly market: Market;
  readonly close: () => void;
}

export function renderDrawer(changes: CartChanges, drawn: Drawn) {
  const { words, said } = changes;
  const { view, service, close } = drawn;
  return html`
    <header part="header">
      <h2 id="heading" part="heading" tabindex="-1"><slot name="heading">${words.term('cart')}</slot></h2>
      <button part="close" class="icon" type="button" aria-label=${words.term('close')} @click=${close}>×</button>
    </header>
    <div part="body">
      ${view && service ? renderView(changes, view, service, drawn) : renderLoading(changes)}
      <slot name="upsell"></slot>
    </div>
    ${view?.lines.length ? renderSummary(changes, view) : nothing}
    <div class="visually-hidden" aria-live="polite">
      ${repeat(
        said,
        (one) => one,
        ({ text }) => html`<p>${text}</p>`,
      )}
    </div>
  `;
}

function renderView(changes: CartChanges, view: CartView, service: CartService, drawn: Drawn) {
  const { rows, notice, market, close } = drawn;
  const { words } = changes;
  const { lines, cart, error, status } = view;
  const store = changes.store();
  return [
    notice && renderNotice(noticeText(changes, notice), 'dismiss', words.term('close'), () => store?.dismissNotice()),
    error && renderNotice(errorText(changes, view), 'retry', words.term('retry'), () => store?.refresh()),
    rows.length ? renderLines(changes, view, rows, market) : nothing,
    lines.length
      ? renderExtras(changes, cart, service)
      : cart || status === 'ready'
        ? html`
            <slot name="empty">
              <div part="empty">
                <p>${words.term('empty')}</p>
                <button part="continue" class="button" type="button" @click=${close}>${words.term('continue')}</button>
              </div>
            </slot>
          `
        : error
          ? nothing
          : renderLoading(changes),
  ];
}

function renderNotice(text: string, part: string, label: string, press: () => unknown) {
  return html`
    <section part="notice">
      <p>${text}</p>
      <button part=${part} class="button quiet" type="button" @click=${press}>${label}</button>
    </section>
  `;
}

function renderLoading({ words }: CartChanges) {
  return html`
    <div part="loading">
      <span class="visually-hidden">${words.term('updating')}</span>
      <div></div>
      <div></div>
      <div></div>
    </div>
  `;
}

export function noticeText({ words }: CartChanges, { reason, lost }: CartNotice): string {
  const items = lost.map(({ title, quantity }) => `${title}\u00a0×\u00a0${quantity}`).join(', ');
  return `${words.term(reason)} ${items && words.term('lost', { items })}`;
}

export function errorText(changes: CartChanges, { error, cart }: CartView): string {
  return `${cart ? changes.words.term('stale') : ''} ${error ? changes.reason(error.code, error.available) : ''}`;
}
