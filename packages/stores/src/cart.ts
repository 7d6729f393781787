import { CommerceError, type CartOperation, type CartOutcome } from '@shuk/core';
import { atom, onMount } from 'nanostores';
import { createLane, type Lane } from './cart-lane.js';
import type { CartItem, CartNotice, CartStore, CartView, CartViewLine } from './cart-types.js';
import { UNKNOWN } from './cart-memory.js';
import { DONE } from './cart-settle.js';
import { itemLine } from './cart-view.js';
import { quietly } from './quietly.js';
import type { Shop } from './shop.js';

const EMPTY: CartView = { status: 'ready', cart: undefined, lines: [], pending: false, error: undefined };

/** The cart of a shop. One for each shop, also where several copies of this module are loaded. */
export const cartOf = (shop: Shop): CartStore => shop.part('cart', createCart);

function createCart(shop: Shop): CartStore {
  const $view = atom<CartView>({ ...EMPTY, status: 'loading' });
  const $count = atom<number | undefined>(undefined);
  const $notice = atom<CartNotice | undefined>(undefined);
  const lanes = new Map<unknown, Lane>();

  /** Of shop and market, never of the language: another language must not empty the bag. */
  function current(): Lane | undefined {
    const { cart: service, market } = shop.$session.get();
    if (!service) return undefined;
    const name = `shuk:cart:${[shop.backend.shop, market.country, market.currency].join(':')}`;
    const isHosts = Object.hasOwn(service, 'isHosts');
    const key = isHosts ? service : name;
    let lane = lanes.get(key);
    if (!lane) {
      const own = createLane({
        shop,
        name,
        service,
        isHosts,
        tell: (notice) => quietly(() => $notice.set(notice)),
        draw: () => own === current() && draw(),
      });
      lanes.set(key, (lane = own));
    }
    lane.use(service);
    return lane;
  }
  const draw = () => quietly(() => $view.set(current()?.view() ?? EMPTY));

  function lane(): Lane {
    const lane = current();
    if (!lane) throw new CommerceError('unsupported', 'This shop has no cart.');
    return lane;
  }

  onMount($view, () => {
    let watched: Lane | undefined;
    let leave: (() => void) | undefined;
    const stop = shop.$session.subscribe(() => {
      const lane = current();
      if (lane !== watched) {
        leave?.();
        watched = lane;
        leave = lane?.watch();
      }
      draw();
    });
    return () => {
      stop();
      leave?.();
    };
  });
  onMount($count, () => $view.subscribe((view) => $count.set(countOf(view))));

  /** A change of one line; what it shall be is drawn at once. */
  async function edit(type: 'set' | 'remove' | 'line-attributes', id: string, patch: Partial<CartViewLine>) {
    const own = lane();
    const line = own.view().lines.find((it) => it.id === own.idOf(id)) ?? { ...UNKNOWN, id, variantId: id };
    return own.change(type, [{ ...line, ...patch }]);
  }

  const whole = async (operation: CartOperation) => lane().change(operation.type, [], operation);

  return {
    $view,
    $count,
    $notice,
    dismissNotice: () => $notice.set(undefined),
    async add(items) {
      const errors = items.map(problemOf);
      const good = items.filter((_, index) => !errors[index]);
      if (!good.length) throw errors[0] ?? new CommerceError('rejected', 'There is nothing to add.');
      const { cart, outcomes } = await lane().change('add', good.map(itemLine));
      const rest = outcomes.values();
      const all = errors.map((error): CartOutcome =>
        error ? { status: 'refused', error } : (rest.next().value ?? DONE),
      );
      return { cart, outcomes: all };
    },
    async setQuantity(id, quantity) {
      if (!(Number.isSafeInteger(quantity) && quantity >= 0)) throw notANumber();
      return edit('set', id, { quantity });
    },
    remove: (id) => edit('remove', id, { quantity: 0 }),
    setLineAttributes: (id, attributes) => edit('line-attributes', id, { attributes }),
    addCode: (code) => whole({ type: 'add-code', code }),
    removeCode: (code) => whole({ type: 'remove-code', code }),
    setNote: (text) => whole({ type: 'note', text }),
    setAttributes: (attributes) => whole({ type: 'attributes', attributes }),
    checkout: async () => lane().checkout(),
    refresh: async () => current()?.refresh(),
  };
}

function countOf({ cart, lines, status }: CartView): number | undefined {
  if (!cart && !lines.length && status !== 'ready') return undefined;
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

const notANumber = () => new CommerceError('quantity-rule', 'A quantity is a whole number.');

/** Why an item cannot even be asked for. A price that was not read for this market is none. */
function problemOf({ product, variant, quantity, planId }: CartItem): CommerceError | undefined {
  if (!Number.isSafeInteger(quantity) || quantity < 1) return notANumber();
  if (product.external) return new CommerceError('unsupported', 'It is sold elsewhere.');
  if (variant.planRequired && !planId) return new CommerceError('option-required', 'It is sold by plan only.');
  if (!(variant.plans.find(({ id }) => id === planId)?.price ?? variant.price)) {
    return new CommerceError('price-missing', 'It has no price in this market.');
  }
  return undefined;
}
