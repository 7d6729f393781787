import type { Market } from '@shuk/core';
import type { CartView, CartViewLine } from '@shuk/stores';
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { reduction } from '../internal/price-view.js';
import { quantityBounds } from '../internal/quantity.js';
import { renderStepper } from '../internal/stepper.js';
import type { CartChanges } from './changes.js';
import { isForShopper, type Row } from './rows.js';

/** The list. A row keeps its `li` while it turns from a line into its own undo, so that the focus can stay there. */
export function renderLines(changes: CartChanges, view: CartView, rows: readonly Row[], market: Market) {
  return html`
    <ul part="lines">
      ${repeat(
        rows,
        ({ key }) => key,
        (row, index) =>
          html`<li part=${row.removed ? 'removed' : row.line.pending ? 'line pending' : 'line'} tabindex="-1">
            ${row.removed ? renderRemoved(changes, row) : renderLine(changes, view, row, index, market)}
            ${renderMessage(changes, row.key)}
          </li>`,
      )}
    </ul>
  `;
}

export function renderMessage({ messages }: CartChanges, place: string) {
  const text = messages.get(place);
  return text ? html`<p part="message">${text}</p>` : nothing;
}

function renderRemoved(changes: CartChanges, { key, line, removed }: Row) {
  const { words } = changes;
  const text = words.term('removed', { title: line.title });
  const undo = words.term('undo');
  return html`
    <span>${text}</span>
    <button
      part="undo"
      class="button quiet"
      type="button"
      aria-label="${undo}: ${text}"
      @click=${() => removed && changes.undo(key, removed)}
    >
      ${undo}
    </button>
  `;
}

function renderLine(changes: CartChanges, view: CartView, row: Row, index: number, market: Market) {
  const { line } = row;
  const { words } = changes;
  const { title, image, url, total } = line;
  const plan = line.planId && view.cart?.lines.find(({ id }) => id === line.id)?.plan?.name;
  const name = html`<bdi>${title}</bdi>`;
  const remove = words.term('remove');
  return html`
    <div part="picture">
      ${
        image &&
        html`<img
          src=${image.src}
          alt=""
          width=${image.width ?? nothing}
          height=${image.height ?? nothing}
          loading="lazy"
        />`
      }
    </div>
    <div>
      ${url ? html`<a part="title" href=${url}>${name}</a>` : html`<span part="title">${name}</span>`}
      ${small('values', line.values.join(' / '))} ${small('plan', plan)}
      ${line.attributes.filter(isForShopper).map(({ name, value }) => small('attribute', `${name}: ${value}`))}
      ${renderPrice(changes, line, market)}
      ${small('stock', line.availability.state === 'sold-out' && changes.reason('out-of-stock'))}
    </div>
    <span part="line-total">${total ? words.price(total) : '…'}</span>
    <div class="actions">
      ${renderStepper(
        { bounds: quantityBounds(line), quantity: line.quantity },
        { term: (word) => words.term(word, { title }) },
        (...wish) => changes.setQuantity(row, ...wish),
      )}
      <button
        part="remove"
        class="text"
        type="button"
        aria-label="${remove}: ${title}"
        @click=${() => changes.remove(row, index)}
      >
        ${remove}
      </button>
    </div>
  `;
}

function small(part: string, text: unknown) {
  return text ? html`<div part=${part} class="small"><bdi>${text}</bdi></div>` : nothing;
}

function renderPrice({ words }: CartChanges, { quantity, price }: CartViewLine, market: Market) {
  const reduced = price && reduction(price, market.country);
  if (!price || (quantity === 1 && !reduced)) return nothing; // the total of the line says it
  return html`
    ${small(
      'price',
      html`${words.term('each', { price: words.price(price.current) })}
      ${
        reduced &&
        html`<s part="was"><span class="visually-hidden">${words.term('was')} </span>${words.price(reduced.was)}</s>`
      }`,
    )}
    ${small('lowest', reduced?.lowest && words.term('lowest', { price: words.price(reduced.lowest) }))}
  `;
}
