/** What a press on the button does. Loaded when the shopper comes to the button: it brings the cart along. */
import { able, CommerceError, type Attribute, type Price } from '@shuk/core';
import type { LitElement } from 'lit';
import { cartOf, type CartItem, type Shop } from '@shuk/stores';
import { CartAddedEvent, CartAddEvent, FailureEvent } from '../events.js';
import { eventItem } from '../internal/event-item.js';
import { PriceLocaleController } from '../internal/price-locale-controller.js';
import type { ShopController } from '../internal/shop-controller.js';
import { warnOnce } from '../internal/warn.js';
import type { buy as words } from '../locales/en/buy.js';
import { failure } from '../locales/en/failure.js';
import type { Note } from './buy.js';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Longest name and value that travel with a line, in UTF-16 units. */
const MAX = 500;

export interface Order {
  readonly shop: Shop;
  readonly item: CartItem;
  /** Of the chosen plan. */
  readonly price: Price | undefined;
  /** As the page names the product. */
  readonly ref: string;
}

/** Adds what is ordered, tells the page about it, and answers with what to tell the shopper. Never rejects. */
export async function add(
  host: LitElement,
  context: ShopController,
  locale: PriceLocaleController<typeof words>,
  { shop, item, price, ref }: Order,
): Promise<Note | undefined> {
  const { product, variant, quantity } = item;
  // Named form fields of the author, in whatever the author wrapped them.
  const fields = [...host.querySelectorAll<Field>(':is(input, select, textarea):enabled')].filter(({ name }) => name);
  if (!fields.every((field) => field.reportValidity())) return undefined;
  const filled = attributesOf(fields);
  const ability = shop.$session.get().cart?.abilities['line-attributes'] ?? 'native';
  const attributes = able(ability) ? filled : []; // or the shop would refuse the whole line
  if (attributes.length < filled.length) {
    const remedy = typeof ability === 'object' ? ability.setup : 'Take them out.';
    warnOnce(`This shop keeps no attributes of a line: what the form fields in <shuk-buy> hold is lost. ${remedy}`);
  }
  const intent = new CartAddEvent([eventItem(product, { ...variant, price }, quantity)], price?.current.currency);
  if (!host.dispatchEvent(intent)) return undefined;
  // Facts reach the page also where the popover around the button is gone meanwhile.
  const tell = (event: Event) => (host.isConnected ? host : document).dispatchEvent(event);
  try {
    const { cart, outcomes } = await cartOf(shop).add([{ ...item, attributes }]);
    const [outcome] = outcomes;
    if (outcome && outcome.status !== 'done') shop.refreshProducts([ref]); // stock or rule is not what it was
    if (outcome?.status === 'refused') throw outcome.error;
    tell(new CartAddedEvent(intent, cart, outcomes));
    if (outcome?.status !== 'clamped') return { at: 'added' };
    return { at: -1, text: () => locale.term('clamped', { count: outcome.quantity }) };
  } catch (thrown) {
    const error = CommerceError.from(thrown);
    tell(new FailureEvent(error, intent.eventId));
    const words = reasons.get(host) ?? new PriceLocaleController(host, context, 'failure', failure);
    reasons.set(host, words);
    return { at: -1, text: () => reason(words, error) };
  }
}

/** The words for failures in the language of an element; most elements never need them. */
const reasons = new WeakMap<LitElement, PriceLocaleController<typeof failure>>();

function reason(words: PriceLocaleController<typeof failure>, { code, available }: CommerceError): string {
  const known = code === 'insufficient-stock' && !available ? 'quantity-rule' : code;
  return words.term(known, { count: available ?? 0 }) || words.term('rejected');
}

/** What the fields hold, as a form would send it, without what is empty, files and buttons; one for each name. */
function attributesOf(fields: readonly Field[]): Attribute[] {
  const values = new Map<string, string>();
  for (const field of fields) {
    const { name, type } = field;
    if (/^(file|submit|button|image|reset)$/.test(type)) continue;
    if (/^(checkbox|radio)$/.test(type) && !(field as HTMLInputElement).checked) continue;
    const options = 'selectedOptions' in field ? [...field.selectedOptions] : [field];
    const text = [values.get(name), ...options.map(({ value }) => value.trim())].filter(Boolean).join(', ');
    if (text) values.set(name, text);
  }
  return [...values].map(([name, value]) => ({ name: cut(name), value: cut(value) }));
}

/** Never in the middle of a surrogate pair. */
const cut = (text: string): string => text.slice(0, MAX).replace(/[\uD800-\uDBFF]$/, '');
