import { html, nothing } from 'lit';
import type { PriceLocaleController } from '../internal/price-locale-controller.js';
import type { buy as words } from '../locales/en/buy.js';
import { fitQuantity } from './quantity.js';
import type { Selection } from './selection.js';

type Problem = 'atMost' | 'atLeast' | 'steps';

/** A native number field between two buttons. `set` gets what is possible, and what was wrong with what was wanted. */
export function renderStepper(
  { bounds, quantity }: Selection,
  locale: Pick<PriceLocaleController<typeof words>, 'term'>,
  set: (quantity: number, problem: Problem | undefined, count: number) => void,
) {
  const { min, step, max = Infinity } = bounds;
  const label = locale.term('quantity');
  const want = (wanted: number) => {
    const fit = fitQuantity(bounds, wanted);
    const [problem, count] =
      wanted > max
        ? (['atMost', max] as const)
        : wanted < min
          ? (['atLeast', min] as const)
          : (['steps', step] as const);
    set(fit, fit === wanted ? undefined : problem, count);
    return fit;
  };
  const button = (word: 'fewer' | 'more', sign: string, wanted: number, end: boolean) => html`
    <button
      class="icon"
      type="button"
      aria-label=${locale.term(word)}
      aria-disabled=${end}
      @click=${() => want(wanted)}
    >
      ${sign}
    </button>
  `;
  return html`
    <div class="stepper" part="quantity" role="group" aria-label=${label}>
      ${button('fewer', '−', quantity - step, quantity <= min)}
      <input
        part="input"
        type="number"
        aria-label=${label}
        min=${min}
        max=${bounds.max ?? nothing}
        step=${step}
        .value=${String(quantity)}
        @change=${({ target }: Event) => {
          const input = target as HTMLInputElement;
          input.value = String(want(Number(input.value || quantity)));
        }}
      />
      ${button('more', '+', quantity + step, quantity >= max)}
    </div>
  `;
}
