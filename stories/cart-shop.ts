/** A shop for one story of the cart: filled, and with what goes wrong or is not known yet. */
import { staticBackend } from '@shuk/backend-static';
import { parseRef, type Attribute, type CartService, type Market } from '@shuk/core';
import { addLocale, setDefaultShop } from '@shuk/elements';
import { cartOf, createShop, type CartItem, type CartStore, type CartView, type Shop } from '@shuk/stores';
import { atom } from 'nanostores';
import { he } from '../packages/elements/src/locales/he.js';
import { catalogWith } from '../test/support/catalog.js';

addLocale('he', he);

export interface Wanted {
  readonly sku: string;
  readonly quantity?: number;
  readonly planId?: string;
  readonly attributes?: readonly Attribute[];
}

/** What a story starts from. */
export interface Start {
  readonly lines: readonly Wanted[];
  readonly codes: readonly string[];
  readonly note: string;
  /** What the catalogue says about the checkout. */
  readonly checkout: object;
  /** What the cart of the shop does differently, once it is filled. */
  readonly service: (cart: CartService) => Partial<CartService>;
  /** What the store shows differently. */
  readonly view: (view: CartView) => Partial<CartView>;
  readonly notice: (view: CartView) => ReturnType<CartStore['$notice']['get']>;
}

const markets: Record<string, Market> = {
  en: { country: 'DE', currency: 'EUR', language: 'en' },
  he: { country: 'IL', currency: 'ILS', language: 'he' },
};

let leave = () => undefined as void;

/** Makes it the shop of the page. */
export async function startShop(start: Start, language: string): Promise<Shop> {
  leave();
  // A story begins with the same cart however often it is looked at.
  for (const key of Object.keys(localStorage)) if (key.startsWith('shuk:')) localStorage.removeItem(key);
  const backend = staticBackend({ catalog: catalogWith({ checkout: start.checkout }) });
  const shop = createShop(backend, markets[language] ?? {});
  const { cart, catalog: products } = shop.$session.get();
  const found = await products.products(start.lines.map(({ sku }) => parseRef(`sku:${sku}`)));
  const items = start.lines.flatMap(({ sku, quantity = 1, ...more }, index): CartItem[] => {
    const product = found[index];
    const variant = product?.variants.find((it) => it.sku === sku);
    return product && variant ? [{ product, variant, quantity, ...more }] : [];
  });
  const store = cartOf(shop);
  const stop = store.$view.listen(() => undefined);
  leave = () => {
    stop();
    shop.close();
  };
  if (items.length) await store.add(items);
  for (const code of start.codes) await store.addCode(code);
  if (start.note) await store.setNote(start.note);
  shop.setServices({ cart: { ...cart!, ...start.service(cart!) } });
  setDefaultShop(shown(shop, store, start));
  return shop;
}

/** The same shop with a cart that shows something else. */
function shown(shop: Shop, store: CartStore, { view, notice }: Start): Shop {
  const before = store.$view.get();
  const changes = view(before);
  const news = notice(before);
  if (!Object.keys(changes).length && !news) return shop;
  const $notice = atom(news);
  const other: CartStore = {
    ...store,
    $view: atom({ ...before, ...changes }),
    $notice,
    dismissNotice: () => $notice.set(undefined),
  };
  return {
    ...shop,
    part: <T>(name: string, create: (shop: Shop) => T) => (name === 'cart' ? (other as T) : shop.part(name, create)),
  };
}
