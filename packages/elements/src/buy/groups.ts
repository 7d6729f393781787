/** The groups of choices: native radios or a list, so that the keyboard and every reader know them. */
import type { OptionValue, Product } from '@shuk/core';
import { html, nothing } from 'lit';
import type { PriceLocaleController } from '../internal/price-locale-controller.js';
import { offer, pickerKind } from '../internal/variants.js';
import type { buy as words } from '../locales/en/buy.js';
import type { Selection } from './selection.js';

type Locale = Pick<PriceLocaleController<typeof words>, 'term' | 'price'>;

interface Item extends OptionValue {
  readonly checked: boolean;
  readonly disabled?: boolean;
  /** What is said beside the name: the price of a plan. */
  readonly note?: string | undefined;
  /** The words, where it is sold out. */
  readonly out?: string | false;
}

export interface Group {
  readonly name: string;
  readonly kind: 'swatch' | 'button' | 'list' | 'plan';
  readonly items: readonly Item[];
}

/** One for each option, and one for the plans where there are any. */
export function groupsOf(product: Product, { choice, variant, plans, plan }: Selection, locale: Locale): Group[] {
  const groups: Group[] = product.options.map((option, index) => ({
    name: option.name,
    kind: pickerKind(option),
    items: option.values.map((value) => {
      const { exists, soldOut } = offer(product, choice, index, value.name);
      const checked = value.name === choice[index];
      return { ...value, checked, disabled: !exists, out: exists && soldOut && ` – ${locale.term('sold-out')}` };
    }),
  }));
  if (!variant?.plans.length) return groups;
  const items = plans.map(({ id, name = locale.term('once'), price = variant.price }) => {
    return { name, checked: id === plan, note: price && locale.price(price.current) };
  });
  return [...groups, { name: locale.term('plan'), kind: 'plan', items }];
}

/** `at`: its place among the groups. `pick` is called with the place of the value; `-1`: none. */
export function renderGroup(
  { name, kind, items }: Group,
  at: number,
  locale: Locale,
  note: unknown,
  pick: (index: number) => void,
) {
  const chosen = items.find(({ checked }) => checked);
  // The form owns the group of radios: Chromium keeps those that a shadow root owned, removed, as long as the root.
  return html`
    <form @submit=${(event: Event) => event.preventDefault()}>
      <fieldset part="option">
        <legend part="label"><b dir="auto">${name}</b>${kind === 'swatch' && chosen ? `: ${chosen.name}` : ''}</legend>
        ${
          kind === 'list'
            ? html`
                <select
                  part="list"
                  aria-label=${name}
                  @change=${({ target }: Event) => pick((target as HTMLSelectElement).selectedIndex - 1)}
                >
                  <option .selected=${!chosen}>${locale.term('chooseOne')}</option>
                  ${items.map(
                    (item) =>
                      html`<option .selected=${item.checked} ?disabled=${item.disabled}>
                        ${item.name}${item.out || ''}
                      </option>`,
                  )}
                </select>
              `
            : items.map(
                (item, index) => html`
                  <label
                    part="value"
                    class=${kind === 'plan' ? kind : nothing}
                    title=${kind === 'swatch' ? item.name : nothing}
                  >
                    <input
                      type="radio"
                      name=${at}
                      .checked=${item.checked}
                      ?disabled=${item.disabled}
                      @change=${() => pick(index)}
                    />
                    ${renderFace(item, kind === 'swatch')}
                  </label>
                `,
              )
        }
        ${note}
      </fieldset>
    </form>
  `;
}

function renderFace({ name, color, image, note, out }: Item, swatch: boolean) {
  // A fill, not a background: it needs no style attribute, and forced colours leave it alone.
  const dot = color
    ? html`<svg part="swatch" viewBox="0 0 2 2"><circle cx="1" cy="1" r="1" fill=${color} /></svg>`
    : image && html`<img part="swatch" src=${image.src} alt="" loading="lazy" />`;
  const round = swatch ? dot : undefined;
  return html`
    <span class="face ${out ? 'out' : ''} ${round ? 'round' : ''}">
      ${round ?? nothing}<bdi class=${round ? 'visually-hidden' : ''}>${name}</bdi> ${note}
      ${out ? html`<span class="visually-hidden">${out}</span>` : nothing}
    </span>
  `;
}
