/**
 * A shop in memory whose carts live on "the server", with faults on demand and a log of every call.
 *
 * ```ts
 * const backend = fakeShop({ products: [fakeProduct('lamp', { price: 4900, stock: 5 })] });
 * const shop = createShop(backend, { country: 'DE', currency: 'EUR' });
 * backend.fail('apply', 'lost-answer');        // the next change is applied, and its answer is lost
 * await cartOf(shop).add([backend.item('lamp')]);
 * backend.pieces('lamp');                      // what the server has: 1
 * backend.calls('apply').length;               // requests of that kind so far
 * backend.hold(); … backend.release();         // nothing is answered in between (for pending states)
 * backend.stock.set('lamp', 0);                // sold out from now on (key: variant id)
 * backend.expire();                            // every cart is gone
 * ```
 *
 * The variant of `fakeProduct('lamp')` has the id `lamp` too, unless `variants` are given.
 */
import {
  CommerceError,
  type Abilities,
  type ApplyOptions,
  type Attribute,
  type Backend,
  type CallOptions,
  type Cart,
  type CartAnswer,
  type CartLine,
  type CartOperation,
  type CartOutcome,
  type CartService,
  type CatalogService,
  type Market,
  type Product,
  type ProductRef,
  type Session,
  type Variant,
} from '@shuk/core';

/** What can go wrong with a call. `…-after`: the shop acted, then it went wrong. */
export type Fault =
  | 'lost-request' // the network is down before the shop hears of it
  | 'lost-answer' // the shop acts, the answer is lost
  | 'error' // 503, nothing done
  | 'error-after' // 500 after it was done
  | 'malformed-after' // done, but the answer is cut off
  | 'hang' // never answers, nothing done (until the caller aborts)
  | 'hang-after' // done, never answers
  | 'late' // never answers, and is done when the caller has given up
  | 'twice' // the browser sends the request twice, the shop acts on both (keyless)
  | 'twice-lost' // the same, and no answer arrives
  | 'conflict' // somebody else changed the cart meanwhile
  | 'gone' // the cart has just expired
  | 'throw' // the adapter throws before it returns a promise
  | CommerceError; // rejected with that, nothing done

export type Call = 'products' | 'read' | 'apply' | 'checkout';

export interface LoggedCall {
  readonly call: Call;
  readonly market: Market;
  readonly token?: string | undefined;
  readonly operations?: readonly CartOperation[] | undefined;
  readonly key?: string | undefined;
  readonly revision?: string | undefined;
  readonly refs?: readonly ProductRef[] | undefined;
  fault?: Fault | undefined;
  aborted?: boolean | undefined;
}

export interface FakeShopOptions {
  readonly shop?: string;
  readonly products?: readonly Product[];
  /** Joins what differs from the ordinary (all `native`, `idempotency` and `revision` `none`). */
  readonly abilities?: Partial<CartService['abilities']>;
  /** Discount codes that exist; each takes 10 % off. */
  readonly codes?: readonly string[];
  /** A line of its own for every add, as some shops do. */
  readonly separateLines?: boolean;
  /** Awaited before and after the shop acts, e.g. a random wait on a fake clock. */
  readonly delay?: () => Promise<void>;
  /** Calls that never go wrong, whatever was asked for. */
  readonly spared?: (entry: LoggedCall) => boolean;
}

interface ServerCart {
  token: string;
  revision: number;
  lines: {
    id: string;
    variantId: string;
    quantity: number;
    attributes: readonly Attribute[];
    planId?: string | undefined;
  }[];
  codes: string[];
  note?: string | undefined;
  attributes: readonly Attribute[];
  currency: string;
  answers: Map<string, CartOutcome[]>;
}

export interface FakeProductOptions {
  readonly title?: string;
  /** Minor units; `null` for none in this market. */
  readonly price?: number | null;
  readonly currency?: string;
  readonly variants?: readonly [Variant, ...Variant[]];
  readonly external?: boolean;
}

/** A product of one variant with the same id. */
export function fakeProduct(id: string, options: FakeProductOptions = {}): Product {
  const { title = `Title of ${id}`, price = 1000, currency = 'EUR', variants, external } = options;
  const variant: Variant = {
    id,
    values: [],
    ...(price !== null && { price: { current: { amount: price, currency } } }),
    availability: { state: 'in-stock' },
    rule: { min: 1, step: 1 },
    plans: [],
  };
  return { id, handle: `${id}-handle`, title, images: [], options: [], variants: variants ?? [variant], external };
}

export type FakeShop = ReturnType<typeof fakeShop>;

export function fakeShop(options: FakeShopOptions = {}) {
  const catalog = new Map((options.products ?? [fakeProduct('lamp'), fakeProduct('vase')]).map((it) => [it.id, it]));
  const carts = new Map<string, ServerCart>();
  const stock = new Map<string, number>();
  const log: LoggedCall[] = [];
  const script = new Map<Call, Fault[]>();
  let serial = 0;
  let gate: Promise<void> | undefined;
  let open: (() => void) | undefined;
  let changing = 0;
  let mostChanging = 0;

  const variantOf = (id: string) => {
    for (const product of catalog.values()) {
      const variant = product.variants.find((it) => it.id === id);
      if (variant) return { product, variant };
    }
    return undefined;
  };

  function toCart(server: ServerCart): Cart {
    const money = (amount: number) => ({ amount, currency: server.currency });
    const lines = server.lines.map((line): CartLine => {
      const { product, variant } = variantOf(line.variantId)!;
      const price = variant.price ?? { current: money(0) };
      return {
        ...{
          id: line.id,
          productId: product.id,
          variantId: line.variantId,
          title: product.title,
          values: variant.values,
        },
        ...{ quantity: line.quantity, price, total: money(price.current.amount * line.quantity) },
        ...{ availability: variant.availability, rule: variant.rule, attributes: line.attributes },
        ...(line.planId && { plan: { id: line.planId, name: line.planId } }),
      };
    });
    const subtotal = lines.reduce((sum, line) => sum + line.total.amount, 0);
    const discount = server.codes.length ? Math.round(subtotal / 10) : 0;
    return {
      ...{ token: server.token, revision: String(server.revision), currency: server.currency, lines },
      ...{
        subtotal: money(subtotal),
        total: money(subtotal - discount),
        discount: discount ? money(discount) : undefined,
      },
      ...{
        codes: server.codes.map((code) => ({ code, applied: true })),
        note: server.note,
        attributes: server.attributes,
      },
    };
  }

  const refused = (code: CommerceError['code'], available?: number): CartOutcome => ({
    status: 'refused',
    error: new CommerceError(code, code, { available }),
  });

  function act(server: ServerCart, operation: CartOperation): CartOutcome {
    const line = 'lineId' in operation ? server.lines.find(({ id }) => id === operation.lineId) : undefined;
    if ('lineId' in operation && !line) return refused('line-gone');
    switch (operation.type) {
      case 'add': {
        if (!variantOf(operation.variantId)) return refused('rejected');
        const { variantId, quantity, planId, attributes = [] } = operation;
        const left = (stock.get(variantId) ?? Infinity) - pieces(variantId, server);
        if (left <= 0) return refused('out-of-stock', 0);
        const got = Math.min(left, quantity);
        const same = server.lines.find(
          (it) => it.variantId === variantId && it.planId === planId && sameAttributes(it.attributes, attributes),
        );
        if (same && !options.separateLines) same.quantity += got;
        else server.lines.push({ id: `line-${++serial}`, variantId, quantity: got, attributes, planId });
        if (got === quantity) return { status: 'done' };
        return clamped(same ? same.quantity : got, left);
      }
      case 'set': {
        const room = (stock.get(line!.variantId) ?? Infinity) - pieces(line!.variantId, server) + line!.quantity;
        line!.quantity = Math.min(operation.quantity, room);
        server.lines = server.lines.filter(({ quantity }) => quantity > 0);
        return line!.quantity < operation.quantity ? clamped(line!.quantity, room) : { status: 'done' };
      }
      case 'remove':
        server.lines = server.lines.filter((it) => it !== line);
        return { status: 'done' };
      case 'line-attributes':
        line!.attributes = operation.attributes;
        return { status: 'done' };
      case 'add-code':
        if (!(options.codes ?? ['TEN']).includes(operation.code)) return refused('code-unknown');
        if (server.codes.includes(operation.code)) return refused('code-not-applicable');
        server.codes.push(operation.code);
        return { status: 'done' };
      case 'remove-code':
        server.codes = server.codes.filter((code) => code !== operation.code);
        return { status: 'done' };
      case 'note':
        server.note = operation.text;
        return { status: 'done' };
      case 'attributes':
        server.attributes = operation.attributes;
        return { status: 'done' };
    }
  }

  function clamped(quantity: number, available: number): CartOutcome {
    const error = new CommerceError('insufficient-stock', 'fewer', { available });
    return quantity ? { status: 'clamped', quantity, error } : { status: 'refused', error };
  }

  /** The shop acts; nothing is asynchronous here. */
  function change(market: Market, token: string | undefined, operations: readonly CartOperation[], more: ApplyOptions) {
    const { idempotencyKey: key, revision } = more;
    const keyed = options.abilities?.idempotency === 'native' && key;
    let server = token === undefined ? undefined : carts.get(token);
    if (keyed && !token) server = [...carts.values()].find((it) => it.answers.has(key));
    if (token !== undefined && !server) throw new CommerceError('cart-gone', 'No such cart.');
    const known = keyed && server?.answers.get(key);
    if (server && known) return { cart: toCart(server), outcomes: known };
    if (server && revision && options.abilities?.revision === 'native' && revision !== String(server.revision)) {
      throw new CommerceError('conflict', 'Another revision.');
    }
    if (!server) {
      const currency = market.currency ?? 'EUR';
      server = {
        token: `cart-${++serial}`,
        revision: 0,
        lines: [],
        codes: [],
        attributes: [],
        currency,
        answers: new Map(),
      };
      carts.set(server.token, server);
    }
    const outcomes = operations.map((operation) => act(server, operation));
    server.revision++;
    if (key) server.answers.set(key, outcomes);
    return { cart: toCart(server), outcomes };
  }

  /** One call as the network sees it: logged, delayed, with its fault. */
  async function send<T>(entry: LoggedCall, signal: AbortSignal | undefined, run: () => T): Promise<T> {
    log.push(entry);
    const fault = options.spared?.(entry) ? undefined : script.get(entry.call)?.shift();
    entry.fault = fault;
    if (signal?.aborted) throw signal.reason;
    const given = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => {
        entry.aborted = true;
        if (fault === 'late')
          void Promise.resolve()
            .then(run)
            .catch(() => undefined);
        reject(signal.reason as Error);
      });
    });
    given.catch(() => undefined);
    const pause = () => Promise.race([given, Promise.resolve(gate).then(options.delay)]);
    await pause();
    if (fault instanceof CommerceError) throw fault;
    if (fault === 'lost-request') throw new TypeError('Failed to fetch');
    if (fault === 'error') throw new CommerceError('unavailable', '503', { status: 503 });
    if (fault === 'conflict') throw new CommerceError('conflict', '409', { status: 409 });
    if (fault === 'gone') carts.clear();
    if (fault === 'hang' || fault === 'late') return given;
    if (fault === 'twice' || fault === 'twice-lost') run();
    const result = run();
    await pause();
    if (fault === 'lost-answer' || fault === 'twice-lost') throw new TypeError('Failed to fetch');
    if (fault === 'error-after') throw new CommerceError('unavailable', '500', { status: 500 });
    if (fault === 'malformed-after') throw new CommerceError('malformed', 'Not JSON.');
    if (fault === 'hang-after') return given;
    return result;
  }

  function throwNow(call: Call): void {
    if (script.get(call)?.[0] !== 'throw') return;
    script.get(call)?.shift();
    throw new TypeError('thrown, not rejected');
  }

  function services(market: Market): { catalog: CatalogService; cart: CartService } {
    const abilities = {
      ...{ codes: 'native', note: 'native', attributes: 'native', 'line-attributes': 'native', plans: 'native' },
      ...{ checkout: 'native', idempotency: 'none', revision: 'none' },
      ...options.abilities,
    } as CartService['abilities'];
    const all = { handle: 'native', sku: 'native', search: 'none', collection: 'none' } as const;
    return {
      catalog: {
        abilities: { ...all, country: 'native', currency: 'native', language: 'native' } satisfies Abilities<string>,
        products(refs, call?: CallOptions) {
          throwNow('products');
          return send({ call: 'products', market, refs }, call?.signal, () => refs.map((ref) => find(ref)));
        },
        search: () => Promise.resolve({ items: [] }),
        collection: () => Promise.resolve(null),
      },
      cart: {
        abilities,
        read(token, call?: CallOptions) {
          throwNow('read');
          return send({ call: 'read', market, token }, call?.signal, () => {
            const server = carts.get(token);
            return server ? toCart(server) : null;
          });
        },
        apply(token, operations, more: ApplyOptions = {}): Promise<CartAnswer> {
          throwNow('apply');
          mostChanging = Math.max(mostChanging, ++changing);
          const entry: LoggedCall = {
            ...{ call: 'apply', market, token, operations },
            ...{ key: more.idempotencyKey, revision: more.revision },
          };
          return send(entry, more.signal, () => change(market, token, operations, more)).finally(() => changing--);
        },
        checkout(token, call?: CallOptions) {
          throwNow('checkout');
          return send({ call: 'checkout', market, token }, call?.signal, () => {
            if (!carts.has(token)) throw new CommerceError('cart-gone', 'No such cart.');
            return { url: `https://shop.example/checkout/${token}`, carries: ['lines'] as const };
          });
        },
      },
    };
  }

  function find(ref: ProductRef): Product | null {
    if (ref.by === 'id') return catalog.get(ref.value) ?? null;
    const named = (it: Product) =>
      ref.by === 'handle' ? it.handle === ref.value : it.variants.some(({ sku }) => sku === ref.value);
    return [...catalog.values()].find(named) ?? null;
  }

  function pieces(variantId: string, only?: ServerCart): number {
    const lines = (only ? [only] : [...carts.values()]).flatMap((it) => it.lines);
    return lines.filter((it) => it.variantId === variantId).reduce((sum, it) => sum + it.quantity, 0);
  }

  const backend: Backend = {
    name: 'fake',
    shop: options.shop ?? 'fake:1',
    open: (market): Session => ({ market, ...services(market) }),
  };

  return {
    ...backend,
    /** The products by id; may be changed. */
    catalog,
    /** What the server keeps, by token; may be changed, as by another device. */
    carts,
    /** How many of a variant there are; absent: not counted. */
    stock,
    /** Every call so far, oldest first. */
    log,
    calls: (call: Call) => log.filter((entry) => entry.call === call),
    /** The most changes that were ever under way at once. */
    mostChanging: () => mostChanging,
    /** Lets the next calls of a kind go wrong, one after the other. */
    fail(call: Call, ...faults: Fault[]) {
      script.set(call, [...(script.get(call) ?? []), ...faults]);
    },
    /** Nothing is answered until `release`. */
    hold() {
      gate ??= new Promise((resolve) => (open = resolve));
    },
    release() {
      open?.();
      gate = open = undefined;
    },
    /** Every cart is gone. */
    expire: () => carts.clear(),
    /** How many pieces of a variant the carts of the server hold. */
    pieces: (variantId: string) => pieces(variantId),
    /** The newest cart as a client would see it. */
    cart: () => [...carts.values()].map(toCart).at(-1),
    /** What `cart.add` takes. */
    item(productId: string, quantity = 1, more: { attributes?: readonly Attribute[]; planId?: string } = {}) {
      const product = catalog.get(productId)!;
      return { product, variant: product.variants[0], quantity, ...more };
    },
  };
}

function sameAttributes(one: readonly Attribute[], other: readonly Attribute[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
