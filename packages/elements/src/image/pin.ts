import type { Product } from '@shuk/core';
import type { Loadable } from '@shuk/stores';
import { html, nothing, svg } from 'lit';
import type { LocaleController } from '../internal/locale-controller.js';
import { priceView } from '../internal/price-view.js';
import { namedVariant, soldOut } from '../internal/variants.js';
import { warnOnce } from '../internal/warn.js';
import type { image as words } from '../locales/en/image.js';
import type { Place } from '../tag/place.js';
import type { Tag } from '../tag/tag.js';

/** What is drawn of a tag. */
export interface Pin {
  readonly tag: Tag;
  readonly number: string;
  readonly place: Place;
  /** Never taken from the text of an element. */
  readonly name: string;
  readonly description: string;
  readonly soldOut: boolean;
}

/** The pin of a tag, by what is known of its product; `undefined` where there can be none. */
export function pinOf(
  tag: Tag,
  number: string,
  place: Place | undefined,
  known: Loadable<Product> | undefined,
  locale: LocaleController<typeof words>,
): Pin | undefined {
  const missing = known?.status === 'missing';
  const product = known?.value;
  const variant = product && namedVariant(product, tag.product, tag.variant);
  const out = variant ? soldOut(variant) : !!product?.variants.every(soldOut);
  tag.mark(missing ? 'missing' : out ? 'sold-out' : '');
  if (missing)
    warnOnce(`<shuk-tag product="${tag.product}"> names a product that the shop does not have: it has no pin.`);
  if (!known || missing || !place) return undefined;
  const view = product && priceView(product, variant);
  const price = view ? locale.price(view.price.current) : '';
  return {
    tag,
    number,
    place,
    name: tag.label || product?.title || locale.term('product', { number }),
    description: out ? locale.term('soldOut') : view?.from ? locale.term('from', { price }) : price,
    soldOut: out,
  };
}

/** The area of a tag, in fractions of the picture. For pointers only: the button says and does the same. */
export function renderRegion({ tag, place: { region } }: Pin, open: boolean) {
  if (!region) return nothing;
  const points = region.map(({ x, y }) => `${x},${y}`).join(' ');
  return svg`<polygon part="region" class=${open ? 'open' : ''} .tag=${tag} points=${points}></polygon>`;
}

export function renderPin({ tag, number, name, description, soldOut }: Pin, open: boolean, busy: boolean) {
  return html`
    <button
      part="pin${soldOut ? ' pin-sold-out' : ''}${busy ? ' pin-busy' : ''}"
      type="button"
      data-number=${number}
      aria-label=${name}
      aria-description=${description || nothing}
      aria-haspopup="dialog"
      aria-expanded=${open}
      .tag=${tag}
    ></button>
  `;
}
