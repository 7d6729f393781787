/** What is done to one cart, one operation after the other, and why the shop did not do it. */
import { CommerceError, type Cart, type CartOperation, type CommerceErrorCode } from '@shuk/core';
import { isName, type Query, type Shop, type Signal } from './shop.js';
import { OBSTACLE_FIELDS, readObstacle } from './wire.js';
import { attributesData, CART_FIELDS, noteData, readCart } from './wire-cart.js';

type Add = Extract<CartOperation, { type: 'add' }>;

const FIELDS: Query = [['fields', CART_FIELDS]];

/** Without a token, the first change begins a new cart. `load` reads a known one, or says that it is gone or closed. */
export function changer(shop: Shop, token: string | undefined, load: (token: string) => Promise<Cart>, signal: Signal) {
  let cart: Cart | undefined;

  async function begin(items: readonly unknown[]): Promise<Cart> {
    const region = await shop.region(signal);
    const begun =
      region && readCart(await shop.ask('carts', FIELDS, signal, { region_id: region.id, items }), shop).cart;
    if (begun?.currency !== (shop.market.currency ?? begun?.currency) || !begun) {
      throw new CommerceError('price-missing', 'The shop has no region for this market.');
    }
    token = begun.token;
    return begun;
  }

  const known = async (): Promise<Cart> => (cart ??= await (token ? load(token) : begin([])));

  async function send(path: string, body: unknown, method?: string): Promise<undefined> {
    if (!token) await known();
    cart = readCart(await shop.ask(`carts/${token}${path}`, FIELDS, signal, body, method), shop).cart;
  }

  const lineOf = async (id: string) => (await known()).lines.find((line) => line.id === id);

  async function add({ variantId, quantity, attributes }: Add): Promise<CommerceError | undefined> {
    if (!isName(variantId)) return refusal('rejected');
    const item = {
      variant_id: variantId,
      quantity,
      metadata: attributes?.length ? attributesData(attributes) : undefined,
    };
    if (token) return send('/line-items', item);
    cart = await begin([item]);
    return undefined;
  }

  async function setLine(id: string, change: { readonly quantity?: number; readonly metadata?: unknown }) {
    if (!/^\w{1,100}$/.test(id)) return refusal('line-gone');
    const quantity = change.quantity ?? (await lineOf(id))?.quantity; // Medusa wants one with every change
    return quantity === undefined ? refusal('line-gone') : send(`/line-items/${id}`, { ...change, quantity });
  }

  async function addCode(code: string): Promise<CommerceError | undefined> {
    if (!isName(code)) return refusal('code-unknown');
    await send('/promotions', { promo_codes: [code] });
    // Medusa takes a code that does not apply, and does nothing with it.
    return cart?.codes.some((it) => it.code === code) ? undefined : refusal('code-not-applicable');
  }

  async function removeCode(code: string): Promise<undefined> {
    const given = (await known()).codes.find((it) => it.code.toLowerCase() === code); // Medusa knows it so only
    return given && send('/promotions', { promo_codes: [given.code] }, 'DELETE');
  }

  async function act(operation: CartOperation): Promise<CommerceError | undefined> {
    switch (operation.type) {
      case 'add':
        return add(operation);
      case 'set':
        return setLine(operation.lineId, { quantity: operation.quantity });
      case 'remove':
        // Not by DELETE, which takes lines out of whatever cart they are in.
        return setLine(operation.lineId, { quantity: 0 });
      case 'line-attributes':
        return setLine(operation.lineId, { metadata: attributesData(operation.attributes) });
      case 'add-code':
        return addCode(operation.code.trim());
      case 'remove-code':
        return removeCode(operation.code.trim().toLowerCase());
      case 'note':
        return send('', { metadata: noteData(operation.text) });
      case 'attributes':
        return send('', { metadata: attributesData(operation.attributes) });
    }
  }

  /** Medusa tells most reasons in English only: so it is looked what the cart and the variant are like now. */
  async function explain(operation: CartOperation, error: CommerceError): Promise<CommerceError> {
    const { native, status } = error;
    const because = (code: CommerceErrorCode, available?: number) => refusal(code, { native, status, available });
    const lines = token ? (cart = await load(token)).lines : [];
    if (operation.type === 'add-code') return because('code-unknown');
    const id = 'lineId' in operation ? operation.lineId : undefined;
    const line = lines.find((line) => line.id === id);
    if (id !== undefined && !line) return because('line-gone');
    if (operation.type !== 'add' && operation.type !== 'set') return error;

    const variantId = operation.type === 'add' ? operation.variantId : (line?.variantId ?? '');
    const region = await shop.region(signal);
    if (!region) return because('price-missing');
    const query: Query = [
      ['id', variantId],
      ['region_id', region.id],
      ['fields', OBSTACLE_FIELDS],
    ];
    const variant = readObstacle(await shop.ask('product-variants', query, signal), shop.market);
    if (!variant) return error;
    const { left, isPriced } = variant;
    const had = operation.type === 'add' ? lines.filter((it) => it.variantId === variantId) : [];
    const asked = had.reduce((sum, { quantity }) => sum + quantity, operation.quantity);
    if (left === 0) return because('out-of-stock');
    if (left !== undefined && left < asked) return because('insufficient-stock', left);
    if (!isPriced) return because('price-missing');
    return native === 'insufficient_inventory' ? because('insufficient-stock') : error;
  }

  return {
    /** The cart as the shop last told it. */
    cart: known,
    /** Why the shop did not do it; `undefined` where it did. Rejects where nobody knows, or there is no such cart. */
    async perform(operation: CartOperation): Promise<CommerceError | undefined> {
      try {
        return await act(operation);
      } catch (thrown) {
        if (!(thrown instanceof CommerceError) || thrown.code !== 'rejected') throw thrown;
        return explain(operation, thrown);
      }
    },
  };
}

const refusal = (code: CommerceErrorCode, detail?: ConstructorParameters<typeof CommerceError>[2]) =>
  new CommerceError(code, 'The shop refuses this.', detail);
