import type { QuantityRule } from '@shuk/core';
import { html, nothing } from 'lit';
import { fitQuantity } from './quantity.js';

export type QuantityProblem = 'atMost' | 'atLeast' | 'steps';

interface Words {
  term(word: 'decrease' | 'quantity' | 'increase'): string;
}

/** A native number field between two buttons. `set` gets what is possible, and what was wrong with what was wanted. */
export function renderStepper(
  { bounds, quantity }: { readonly bounds: QuantityRule; readonly quantity: number },
  locale: Words,
  set: (quantity: number, problem: QuantityProblem | undefined, count: number) => void,
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
  };
  const button = (word: 'decrease' | 'increase', sign: string, wanted: number, end: boolean) => html`
    <button
      part=${word}
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
      ${button('decrease', '−', quantity - step, quantity <= min)}
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
          const wanted = Number(input.value || quantity);
          input.value = String(quantity); // until the host says otherwise
          want(wanted);
        }}
      />
      ${button('increase', '+', quantity + step, quantity >= max)}
    </div>
  `;
}
