/** The list of all products of a picture; loaded when somebody is about to open it. */
import { CommerceError, type CartOutcome } from '@shuk/core';
import { html, nothing, type ReactiveController } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { LocaleController } from '../internal/locale-controller.js';
import { failure } from '../locales/en/failure.js';
import { look as words } from '../locales/en/look.js';
import { adopt } from './adopt.js';
import { addLook, type Added, type Chosen } from './look-add.js';
import { lookTags } from './look-button.js';
import { canBuy, rowsOf, type Row } from './look-rows.js';
import { styles } from './look.styles.js';
import type { Panel } from './panel.js';
import type { Scene } from './scene.js';

/** What the shopper does in the list. Draws with every update of its picture. */
export class Look implements ReactiveController {
  #scene: Scene;
  #panel: Panel;
  #locale: LocaleController<typeof words>;
  #failure: LocaleController<typeof failure>;
  /** The choice for each row by key, and the rows that stay out. */
  #picked = new Map<string, string>();
  #left = new Set<string>();
  #busy = false;
  /** What is said below each row, and below all. */
  #said = new Map<string, string>();
  #summary = '';
  #done = new Set<string>();
  #added: Added | undefined;

  constructor(scene: Scene, panel: Panel) {
    const { host, shop, root } = scene;
    this.#scene = scene;
    this.#panel = panel;
    this.#locale = new LocaleController(host, shop, 'look', words);
    this.#failure = new LocaleController(host, shop, 'failure', failure);
    adopt(root, styles);
    host.addController(this);
  }

  show(anchor: Element): void {
    this.#forget();
    const view = { subject: this.#scene, anchor, placement: 'auto', name: this.#locale.term('title') };
    this.#panel.show(view, this.#render());
  }

  hostUpdated(): void {
    if (this.#panel.subject === this.#scene) this.#panel.update(this.#render());
  }

  get #rows(): readonly Row[] {
    const tags = lookTags(this.#scene);
    const products = new Map(tags.map((tag) => [tag.product, this.#scene.product(tag)?.value]));
    return rowsOf(tags, (ref) => products.get(ref), this.#picked);
  }

  #changed(): void {
    this.#scene.host.requestUpdate();
  }

  #render() {
    const locale = this.#locale;
    const rows = this.#rows;
    const count = rows.filter(this.#isIn).length;
    const all = count === rows.filter(({ available }) => available).length;
    return html`
      <h2 part="look-title">${locale.term('title')}</h2>
      <ul part="look-list">
        ${repeat(
          rows,
          ({ key }) => key,
          (row) => this.#renderRow(row),
        )}
      </ul>
      <div class="foot">
        <button
          part="look-add"
          class="button"
          type="button"
          aria-disabled=${this.#busy || !count}
          @click=${() => this.#add()}
        >
          ${this.#busy ? locale.term('adding') : all && count ? locale.term('add') : locale.term('some', { count })}
        </button>
        <p part="look-status" role="status">${this.#summary}</p>
        ${
          this.#added
            ? html`<button part="look-undo" class="button quiet" type="button" @click=${() => this.#undo()}>
                ${locale.term('undo')}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #renderRow(row: Row) {
    const { key, ref, variantRef, product, choices, choice, available } = row;
    const locale = this.#locale;
    const title = product?.title ?? '';
    const said = this.#said.get(key) ?? (product?.external ? locale.term('external') : '');
    return html`
      <li part="look-item">
        <input
          type="checkbox"
          aria-label=${locale.term('include', { title })}
          .checked=${this.#isIn(row)}
          ?disabled=${!available}
          @change=${() => this.#include(key)}
        />
        <shuk-product product=${ref} variant=${choice?.variant.id ?? variantRef} layout="row">
          ${
            choices.length > 1 && !product?.external
              ? html`
                  <select
                    part="look-variant"
                    aria-label=${locale.term('choice', { title })}
                    aria-invalid=${!choice && said ? 'true' : nothing}
                    @change=${({ target }: Event) => this.#pick(key, (target as HTMLSelectElement).value)}
                  >
                    ${choice ? nothing : html`<option value="" selected>${locale.term('choose')}</option>`}
                    ${choices.map(
                      (one) => html`
                        <option value=${one.id} .selected=${one === choice} ?disabled=${!canBuy(one)}>
                          ${canBuy(one) ? one.name : locale.term('soldOut', { name: one.name })}
                        </option>
                      `,
                    )}
                  </select>
                `
              : nothing
          }
          ${said && html`<p part="look-outcome" class=${this.#done.has(key) ? 'done' : ''}>${said}</p>`}
        </shuk-product>
      </li>
    `;
  }

  #isIn = ({ key, available }: Row): boolean => available && !this.#left.has(key);

  #include(key: string): void {
    if (!this.#left.delete(key)) this.#left.add(key);
    this.#forget();
  }

  #pick(key: string, id: string): void {
    this.#picked.set(key, id);
    this.#said.delete(key);
    this.#forget();
  }

  /** What was said is no longer about what is shown. */
  #forget(): void {
    if (this.#busy) return;
    this.#said.clear();
    this.#done.clear();
    this.#summary = '';
    this.#added = undefined;
    this.#changed();
  }

  async #add(): Promise<void> {
    const shop = this.#scene.shop.value;
    const rows = this.#rows.filter(this.#isIn);
    if (!shop || this.#busy || !rows.length) return;
    this.#forget();
    const chosen = rows.filter((row): row is Chosen => !!row.product && !!row.choice);
    if (chosen.length < rows.length) return this.#ask(rows);
    this.#busy = true;
    try {
      const added = await addLook(this.#scene.host, shop, chosen);
      if (added) this.#tell(chosen, added);
      const wrong = chosen.filter((_, index) => added?.outcomes[index]?.status !== 'done');
      if (added && wrong.length) shop.refreshProducts(wrong.map(({ ref }) => ref));
    } catch (thrown) {
      this.#summary = this.#reason(CommerceError.from(thrown));
    }
    this.#busy = false;
    this.#changed();
  }

  #tell(rows: readonly Chosen[], added: Added): void {
    const { outcomes } = added;
    rows.forEach(({ key }, index) => {
      const outcome = outcomes[index];
      if (!outcome) return;
      if (outcome.status !== 'refused') this.#done.add(key);
      this.#said.set(key, this.#outcome(outcome));
    });
    const done = this.#done.size;
    const all = done === this.#rows.length;
    this.#summary = this.#locale.term(all ? 'addedAll' : 'added', { done, count: rows.length });
    if (done) this.#added = added;
  }

  #outcome(outcome: CartOutcome): string {
    if (outcome.status === 'refused') return this.#reason(outcome.error);
    if (outcome.status === 'done') return this.#locale.term('addedOne');
    return this.#locale.term('clamped', { count: outcome.quantity });
  }

  /** Says which options are lacking, and goes to the first. */
  async #ask(rows: readonly Row[]): Promise<void> {
    for (const { key, choice } of rows) if (!choice) this.#said.set(key, this.#failure.term('option-required'));
    this.#changed();
    await this.#scene.host.updateComplete;
    this.#focus('[aria-invalid]');
  }

  async #undo(): Promise<void> {
    const added = this.#added;
    if (!added || this.#busy) return;
    this.#busy = true;
    this.#focus('[part="look-add"]'); // the button is about to go
    this.#added = undefined;
    this.#changed();
    try {
      await added.undo();
      this.#said.clear();
      this.#done.clear();
      this.#summary = this.#locale.term('undone');
    } catch (thrown) {
      this.#summary = this.#reason(CommerceError.from(thrown));
    }
    this.#busy = false;
    this.#changed();
  }

  #reason({ code, available }: CommerceError): string {
    // "Only 0 are available" is no way to say it.
    return this.#failure.term(code === 'insufficient-stock' && !available ? 'out-of-stock' : code, {
      count: available ?? 0,
    });
  }

  #focus(selector: string): void {
    this.#scene.root.querySelector<HTMLElement>(selector)?.focus();
  }
}
