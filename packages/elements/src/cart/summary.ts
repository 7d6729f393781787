import { orderUrl, type Ability, type Cart, type CartService } from '@shuk/core';
import type { CartView } from '@shuk/stores';
import { html, nothing } from 'lit';
import type { CartChanges, Handover } from './changes.js';
import { renderMessage } from './lines.js';

const has = (ability: Ability): boolean => ability === 'native' || ability === 'emulated';

/** Discount codes and the note to the shop, each where the shop can keep it. */
export function renderExtras(changes: CartChanges, cart: Cart | undefined, { abilities }: CartService) {
  return [
    has(abilities.codes) ? renderCodes(changes, cart) : nothing,
    has(abilities.note) ? renderNote(changes, cart) : nothing,
  ];
}

function renderCodes(changes: CartChanges, cart: Cart | undefined) {
  const { words } = changes;
  const label = words.term('codes');
  const message = changes.messages.has('code');
  const enter = async (event: Event) => {
    event.preventDefault();
    const field = (event.target as HTMLFormElement).elements[0] as HTMLInputElement;
    const code = field.value.trim();
    field.focus();
    if (code && (await changes.addCode(code)) && field.value.trim() === code) field.value = '';
  };
  return html`
    <section part="codes">
      ${
        cart?.codes.length
          ? html`
              <ul>
                ${cart.codes.map(
                  ({ code, applied }) => html`
                    <li part="code">
                      <bdi>${applied ? code : words.term('waiting', { code })}</bdi>
                      <button
                        part="remove-code"
                        class="icon"
                        type="button"
                        aria-label="${words.term('remove')}: ${code}"
                        @click=${() => changes.removeCode(code)}
                      >
                        ×
                      </button>
                    </li>
                  `,
                )}
              </ul>
            `
          : nothing
      }
      <details>
        <summary>${label}</summary>
        <form @submit=${enter}>
          <input
            part="field"
            aria-label=${label}
            aria-invalid=${message}
            aria-describedby="refusal"
            autocomplete="off"
            autocapitalize="characters"
            maxlength="100"
          />
          <button part="apply" class="button quiet">${words.term('apply')}</button>
        </form>
        <div id="refusal">${renderMessage(changes, 'code')}</div>
      </details>
    </section>
  `;
}

function renderNote(changes: CartChanges, cart: Cart | undefined) {
  const label = changes.words.term('note');
  return html`
    <section part="note">
      <details ?open=${!!cart?.note}>
        <summary>${label}</summary>
        <textarea
          part="field"
          rows="3"
          aria-label=${label}
          maxlength="1000"
          .value=${cart?.note ?? ''}
          @change=${(event: Event) => changes.setNote((event.target as HTMLTextAreaElement).value)}
        ></textarea>
        ${renderMessage(changes, 'note')}
      </details>
    </section>
  `;
}

/** What it costs as the shop says it, and the way to pay. */
export function renderSummary(changes: CartChanges, { cart, pending }: CartView) {
  const { words, handover } = changes;
  const { subtotal, discount, total } = cart ?? {};
  const row = (kind: 'subtotal' | 'discount' | 'total', amount = cart?.[kind]) => html`
    <div part=${kind}>
      <dt>${words.term(kind)}</dt>
      <dd>${pending || !amount ? words.term('updating') : words.price(amount)}</dd>
    </div>
  `;
  return html`
    <footer part="summary">
      <dl part="totals" aria-busy=${pending}>
        ${discount || subtotal?.amount !== total?.amount ? row('subtotal') : nothing}
        ${discount ? row('discount', { ...discount, amount: -discount.amount }) : nothing} ${row('total')}
      </dl>
      <p class="small">${words.term('later')}</p>
      <slot name="footer"></slot>
      ${renderMessage(changes, 'checkout')}
      ${
        handover
          ? renderHandover(changes, handover)
          : html`
              <button
                part="checkout"
                class="button"
                type="button"
                aria-disabled=${changes.leaving}
                @click=${() => changes.checkout()}
              >
                ${words.term('checkout')}
              </button>
            `
      }
    </footer>
  `;
}

/** What happens next, said before it happens. */
function renderHandover(changes: CartChanges, handover: Handover) {
  const { words } = changes;
  const { checkout, cart, copied } = handover;
  const { via, message, url } = checkout;
  const app = via && words.term(via);
  const items = changes.missing(checkout, cart);
  const copy = async (event: Event) => {
    const order = (event.target as HTMLElement).previousElementSibling as HTMLTextAreaElement;
    order.select();
    try {
      await navigator.clipboard.writeText(order.value);
      handover.copied = true;
      changes.say(words.term('copied'));
    } catch {
      // Not allowed here: the text is selected, and one key press is left to do.
    }
  };
  return html`
    ${items && html`<p>${words.term('again', { items })}</p>`}
    ${
      message &&
      html`
        <p>${words.term('paste')}</p>
        <textarea part="order" rows="5" readonly aria-label=${words.term('paste')} .value=${message}></textarea>
        <button part="copy" class="button quiet" type="button" @click=${copy}>
          ${words.term(copied ? 'copied' : 'copy')}
        </button>
      `
    }
    <a
      part="checkout"
      class="button"
      href=${orderUrl(url) ?? nothing}
      target=${via && via !== 'email' ? '_blank' : nothing}
      rel="noopener"
      @click=${(event: Event) => {
        if (!changes.leave(url, cart)) event.preventDefault();
      }}
    >
      ${app ? words.term('via', { app }) : words.term('checkout')}
    </a>
  `;
}
