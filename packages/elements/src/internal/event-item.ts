import { toDecimal, type Price } from '@shuk/core';
import type { EventItem } from '../events.js';

/** Builds an `EventItem` from what elements have at hand. */
export function eventItem(
  product: { readonly id: string; readonly title: string },
  variant: { readonly id: string; readonly values: readonly string[]; readonly price?: Price | undefined },
  quantity: number,
): EventItem {
  return {
    item_id: product.id,
    item_name: product.title,
    item_variant: variant.values.join(' / '),
    price: variant.price && Number(toDecimal(variant.price.current)),
    quantity,
    variant_id: variant.id,
  };
}
