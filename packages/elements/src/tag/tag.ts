import { numberAttribute } from '../internal/attributes.js';
import { PlainElement, property } from '../internal/plain-element.js';

/** Tells the picture around a tag that the tag is new or has changed. */
export const TAG_SET = 'shuk-tag-set';

/**
 * A product in a `<shuk-image>`: a pin on the picture. What stands inside, usually a plain link, stays where it is and
 * forms the list beside the picture: for readers without scripts, for search engines, for everybody.
 *
 * ```html
 * <shuk-tag product="lamp-01" x="0.32" y="0.41"><a href="/p/lamp-01">Reading lamp</a></shuk-tag>
 * ```
 *
 * The page can style it by what is known of the product: `shuk-tag:state(sold-out) a { opacity: 0.6 }`.
 *
 * @tag shuk-tag
 * @status experimental
 *
 * @slot - The fallback: a plain link to the product.
 *
 * @cssstate sold-out - The product is sold out.
 * @cssstate missing - The shop does not have the product; there is no pin.
 *
 * @event {TagOpenEvent} shuk-tag-open - Before the popover of this tag opens. Cancel it to show your own.
 * @event {TagOpenedEvent} shuk-tag-opened - The popover of this tag is open.
 */
export class Tag extends PlainElement {
  /** Which product: the backend's id, `handle:…`, or `sku:…`, which also names the variant. */
  @property() product = '';

  /** Which variant is in the picture: the backend's id or `sku:…`. */
  @property() variant = '';

  /** From the left edge of the whole picture, as a fraction of its width. */
  @property({ converter: numberAttribute }) x: number | undefined;

  /** From the upper edge of the whole picture, as a fraction of its height. */
  @property({ converter: numberAttribute }) y: number | undefined;

  /** The corners of a region instead of a point, as fractions: `0.1,0.2 0.3,0.2 0.3,0.5`. At most 64. */
  @property() points = '';

  /** On which side of the pin the popover opens where there is room. */
  @property() placement: 'auto' | 'top' | 'bottom' | 'start' | 'end' | 'left' | 'right' = 'auto';

  /** The name of the pin. By default the title of the product. */
  @property() label = '';

  #internals = this.attachInternals();
  #state = '';

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.mark('');
  }

  /** @internal Said by the picture, which knows the product. */
  mark(state: '' | 'sold-out' | 'missing'): void {
    if (state === this.#state) return;
    try {
      this.#internals.states.delete(this.#state);
      if (state) this.#internals.states.add(state);
    } catch {
      // an engine that does not know states yet
    }
    this.#state = state;
  }

  protected override updated(): void {
    this.dispatchEvent(new Event(TAG_SET, { bubbles: true }));
  }
}
