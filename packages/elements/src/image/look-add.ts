/** Adds a whole look to the cart as one change, and takes it back. */
import { CommerceError, type CartOutcome } from '@shuk/core';
import { cartOf, type CartItem, type Shop } from '@shuk/stores';
import {
  CartAddedEvent,
  CartAddEvent,
  CartChangedEvent,
  CartChangeEvent,
  FailureEvent,
  type EventItem,
} from '../events.js';
import { eventItem } from '../internal/event-item.js';
import type { Choice, Row } from './look-rows.js';

/** Pieces that came into a line. */
interface Addition {
  readonly lineId: string;
  readonly quantity: number;
  readonly item: EventItem;
}

export interface Added {
  /** One for each row, in order. */
  readonly outcomes: readonly CartOutcome[];
  /** Takes out again what was added, and no more. */
  undo(): Promise<void>;
}

export interface Chosen extends Row {
  readonly product: NonNullable<Row['product']>;
  readonly choice: Choice;
}

/** `undefined`: the page cancelled. Rejects with a `CommerceError` where nothing could be settled. */
export async function addLook(host: HTMLElement, shop: Shop, rows: readonly Chosen[]): Promise<Added | undefined> {
  const items = rows.map(({ product, choice: { variant, plan } }): CartItem => ({
    product,
    variant,
    quantity: variant.rule.min,
    planId: plan?.id,
  }));
  const named = rows.map(({ product, choice: { variant, price } }) =>
    eventItem(product, { ...variant, price }, variant.rule.min),
  );
  const intent = new CartAddEvent(named, rows[0]?.choice.price?.current.currency);
  if (!host.dispatchEvent(intent)) return undefined;
  const store = cartOf(shop);
  const before = new Map(store.$view.get().lines.map(({ id, quantity }) => [id, quantity]));
  try {
    const { cart, outcomes } = await store.add(items);
    const refusals = outcomes.flatMap((one) => (one.status === 'refused' ? [one.error] : []));
    if (refusals.length < outcomes.length) host.dispatchEvent(new CartAddedEvent(intent, cart, outcomes));
    for (const error of refusals) host.dispatchEvent(new FailureEvent(error, intent.eventId));
    const additions = items.flatMap(({ variant, quantity, planId }, index): Addition[] => {
      const item = named[index];
      const grown = cart.lines
        .map((line) => ({ line, more: line.quantity - (before.get(line.id) ?? 0) }))
        .find(({ line, more }) => more > 0 && line.variantId === variant.id && line.plan?.id === planId);
      if (!item || !grown || outcomes[index]?.status === 'refused') return [];
      return [{ lineId: grown.line.id, quantity: Math.min(quantity, grown.more), item }];
    });
    return { outcomes, undo: () => takeBack(host, shop, additions) };
  } catch (thrown) {
    const error = CommerceError.from(thrown);
    host.dispatchEvent(new FailureEvent(error, intent.eventId));
    throw error;
  }
}

async function takeBack(host: HTMLElement, shop: Shop, additions: readonly Addition[]): Promise<void> {
  const store = cartOf(shop);
  const changes = additions.map(async ({ lineId, quantity, item }) => {
    const line = store.$view.get().lines.find(({ id }) => id === lineId);
    if (!line) return;
    const left = line.quantity - quantity;
    const intent = new CartChangeEvent(
      left > 0 ? { type: 'quantity', lineId, quantity: left, item } : { type: 'remove', lineId, item },
    );
    if (!host.dispatchEvent(intent)) return;
    const { cart } = await (left > 0 ? store.setQuantity(lineId, left) : store.remove(lineId));
    host.dispatchEvent(new CartChangedEvent(intent, cart));
  });
  try {
    await Promise.all(changes);
  } catch (thrown) {
    const error = CommerceError.from(thrown);
    host.dispatchEvent(new FailureEvent(error));
    throw error;
  }
}
