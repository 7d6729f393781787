/** The cart of the Store API: its rules, its errors and its answer. Sessions are kept by their customer's id. */
import { createHash } from 'node:crypto';
import { texturize } from './store.mjs';

/** What a route throws: `{ code, message, data: { status } }`, the message for a page and so with entities. */
export class RouteError extends Error {
  constructor(code, message, status = 400, data = {}) {
    super(message);
    Object.assign(this, { code, status, data });
  }
}

const quoted = ({ entry }) => `&quot;${texturize(entry.title)}&quot;`;
const keyOf = (id) => createHash('md5').update(`item ${id}`).digest('hex');

/** A cart as it lies in the session table. */
export const emptyCart = () => ({ items: [], coupons: [] });

export function makeCarts(store, goods) {
  const coupons = new Map(
    goods.discounts
      .filter(({ currency }) => !currency || currency === store.money.currency_code)
      .map((row) => [row.code.toLowerCase(), row]),
  );
  const subtotal = ({ items }) => items.reduce((sum, { id, quantity }) => sum + net(id) * quantity, 0);
  const net = (id) => Number(store.get(id).row.price);
  const inCart = ({ items }, id) => items.find((item) => item.id === id)?.quantity ?? 0;

  function checkCoupon(cart, coupon) {
    const { code, expires, minimum } = coupon;
    const fail = (message) => new RouteError('woocommerce_rest_cart_coupon_error', message);
    if (expires && Date.parse(expires) < Date.now()) throw fail(`Coupon &quot;${code}&quot; has expired.`);
    if (minimum && subtotal(cart) < Number(minimum)) {
      throw fail(`The minimum spend for coupon &quot;${code}&quot; is &#36;${minimum}.`);
    }
  }

  const isValid = (cart, code) => {
    try {
      return checkCoupon(cart, coupons.get(code)) === undefined;
    } catch {
      return false;
    }
  };

  const routes = {
    'add-item'(cart, { id: asked, quantity = 1, variation = [] }) {
      let post = store.get(Math.abs(parseInt(asked, 10)) || 0);
      if (!post) {
        const message = `Product with ID &quot;${asked}&quot; was not found and cannot be added to the cart.`;
        throw new RouteError('woocommerce_rest_cart_invalid_product', message);
      }
      if (post.type === 'variable') {
        const fits = (child) =>
          child.chosen.every(({ label, term }) =>
            variation.some((it) => it.attribute === label && [term?.slug, term?.name].includes(it.value)),
          );
        post = post.children.map(store.get).find(fits);
        const code = 'woocommerce_rest_variation_id_from_variation_data';
        if (!post) throw new RouteError(code, 'No matching variation found.');
      }
      const lacking = (post.chosen ?? []).filter(
        ({ term, label }) => !term && !variation.some((it) => it.attribute === label),
      );
      if (lacking.length) {
        const message = `Missing variation data for variable product. ${lacking[0].label} is a required field`;
        throw new RouteError('woocommerce_rest_missing_variation_data', message);
      }
      let wanted = post.woo.soldIndividually ? 1 : Math.trunc(quantity);
      if (!store.isPurchasable(post)) {
        throw new RouteError(
          'woocommerce_rest_product_not_purchasable',
          `${quoted(post)} is not available for purchase.`,
        );
      }
      if (!(wanted > 0)) {
        const message = `You cannot add ${quoted(post)} with a quantity less than or equal to 0 to the cart.`;
        throw new RouteError('woocommerce_rest_product_invalid_quantity', message);
      }
      if (!store.inStock(post)) {
        const message = `You cannot add ${quoted(post)} to the cart because the product is out of stock.`;
        throw new RouteError('woocommerce_rest_product_out_of_stock', message);
      }
      const { stock } = post.row;
      if (stock !== undefined && !post.woo.backorders && stock < inCart(cart, post.id) + wanted) {
        const message = `You cannot add that amount of ${quoted(post)} to the cart because there is not enough stock (${stock} remaining).`;
        throw new RouteError('woocommerce_rest_product_partially_out_of_stock', message);
      }
      const line = cart.items.find((item) => item.id === post.id);
      if (line) {
        checkQuantity(post, line.quantity + wanted);
        line.quantity += wanted;
      } else {
        // A new line is brought into its limits without a word.
        const { minimum, maximum, multiple_of: step } = store.limits(post);
        wanted = Math.max(Math.min(wanted, maximum), minimum);
        if (step > 1) wanted = Math.round(wanted / step) * step;
        cart.items.push({ key: keyOf(post.id), id: post.id, quantity: wanted });
      }
      return 201;
    },

    'update-item'(cart, { key, quantity }) {
      const line = lineOf(cart, key);
      if (quantity !== undefined) {
        checkQuantity(store.get(line.id), Number(quantity));
        line.quantity = Number(quantity);
      }
      return 200;
    },

    'remove-item'(cart, { key }) {
      const line = lineOf(cart, key);
      cart.items = cart.items.filter((item) => item !== line);
      return 200;
    },

    'apply-coupon'(cart, { code: written }) {
      const code = String(written).toLowerCase();
      const fail = (message) => new RouteError('woocommerce_rest_cart_coupon_error', message);
      const coupon = coupons.get(code);
      if (!coupon) throw fail(`&quot;${texturize(code)}&quot; is an invalid coupon code.`);
      if (cart.coupons.includes(code)) throw fail(`Coupon code &quot;${code}&quot; has already been applied.`);
      checkCoupon(cart, coupon);
      cart.coupons.push(code);
      return 200;
    },

    'remove-coupon'(cart, { code: written }) {
      const code = String(written).toLowerCase();
      if (!coupons.has(code) || !isValid(cart, code)) {
        throw new RouteError('woocommerce_rest_cart_coupon_error', 'Invalid coupon code.');
      }
      if (!cart.coupons.includes(code)) {
        const message = 'Coupon cannot be removed because it is not already applied to the cart.';
        throw new RouteError('woocommerce_rest_cart_coupon_invalid_code', message, 409);
      }
      cart.coupons = cart.coupons.filter((other) => other !== code);
      return 200;
    },
  };

  function lineOf(cart, key) {
    const line = cart.items.find((item) => item.key === key);
    if (!line) throw new RouteError('woocommerce_rest_cart_invalid_key', 'Cart item does not exist.', 409);
    return line;
  }

  function checkQuantity(post, quantity) {
    const { minimum, maximum, multiple_of: step } = store.limits(post);
    const name = quoted(post);
    const fail = (message) => new RouteError('invalid_quantity', message);
    if (post.woo.soldIndividually) {
      throw new RouteError('readonly_quantity', `The quantity of ${name} cannot be changed`);
    }
    if (quantity < minimum) throw fail(`The minimum quantity of ${name} allowed in the cart is ${minimum}`);
    if (quantity > maximum) throw fail(`The maximum quantity of ${name} allowed in the cart is ${maximum}`);
    if (quantity % step) throw fail(`The quantity of ${name} must be a multiple of ${step}`);
  }

  function discountOf(cart, code) {
    const { percent, amount } = coupons.get(code);
    return percent ? (subtotal(cart) * percent) / 100 : Math.min(Number(amount), subtotal(cart));
  }

  /** The whole answer. A coupon that does not hold any more is taken out of the cart on the way. */
  function present(cart) {
    const lost = cart.coupons.filter((code) => !isValid(cart, code));
    cart.coupons = cart.coupons.filter((code) => !lost.includes(code));
    const { tax, minor, money } = store;
    const items = subtotal(cart);
    const discount = cart.coupons.reduce((sum, code) => sum + discountOf(cart, code), 0);
    const crossed = cart.items.flatMap(({ id }) => store.get(id).woo.crossSells ?? []);
    const sold = cart.items.filter(({ id }) => !store.inStock(store.get(id)));
    return {
      items: cart.items.map((item) => presentItem(item)),
      coupons: cart.coupons.map((code) => ({
        code,
        discount_type: coupons.get(code).percent ? 'percent' : 'fixed_cart',
        totals: { total_discount: minor(discountOf(cart, code)), total_discount_tax: '0', ...money },
      })),
      fees: [],
      totals: {
        total_items: minor(items),
        total_items_tax: minor(items * tax),
        total_fees: '0',
        total_fees_tax: '0',
        total_discount: minor(discount),
        total_discount_tax: minor(discount * tax),
        total_shipping: null,
        total_shipping_tax: null,
        total_price: minor((items - discount) * (1 + tax)),
        total_tax: minor((items - discount) * tax),
        tax_lines: [],
        ...money,
      },
      shipping_address: {},
      billing_address: {},
      needs_payment: items > 0,
      needs_shipping: items > 0,
      payment_requirements: ['products'],
      has_calculated_shipping: false,
      shipping_rates: [],
      items_count: cart.items.reduce((sum, { quantity }) => sum + quantity, 0),
      items_weight: 0,
      cross_sells: [...new Set(crossed)].map((handle) => store.present(store.named(handle))),
      errors: [
        ...lost.map((code) => ({
          code: 'woocommerce_rest_cart_coupon_error',
          message: `The &quot;${code}&quot; coupon has been removed from your cart.`,
        })),
        ...(sold.length
          ? [{ code: 'woocommerce_rest_product_out_of_stock', message: 'Something is out of stock.' }]
          : []),
      ],
      payment_methods: ['cod'],
      extensions: {},
    };
  }

  function presentItem({ key, id, quantity }) {
    const post = store.get(id);
    const { tax, minor, money } = store;
    const whole = net(id) * quantity;
    return {
      key,
      id,
      type: post.type,
      quantity,
      quantity_limits: { ...store.limits(post), editable: !post.woo.soldIndividually },
      name: texturize(post.entry.title),
      short_description: '',
      description: '',
      sku: post.row.sku ?? '',
      low_stock_remaining: store.lowStock(post),
      backorders_allowed: Boolean(post.woo.backorders),
      show_backorder_badge: Boolean(post.woo.backorders && post.row.stock < quantity),
      sold_individually: Boolean(post.woo.soldIndividually),
      permalink: store.permalink(post),
      images: store.images(post),
      // Sorted by the name of the attribute, as `ksort` does it.
      variation: (post.chosen ?? [])
        .map(({ taxonomy, label, term }) => ({
          raw_attribute: `attribute_${taxonomy}`,
          attribute: label,
          value: term?.name ?? '',
        }))
        .sort((one, two) => (one.raw_attribute < two.raw_attribute ? -1 : 1)),
      item_data: [],
      prices: store.prices(post, true),
      totals: {
        line_subtotal: minor(whole),
        line_subtotal_tax: minor(whole * tax),
        line_total: minor(whole),
        line_total_tax: minor(whole * tax),
        ...money,
      },
      catalog_visibility: 'visible',
      extensions: {},
    };
  }

  return {
    present,
    /** Changes a cart in place; resolves to the HTTP status. `undefined`: there is no such route. */
    change: (route, cart, body) => (Object.hasOwn(routes, route) ? routes[route](cart, body) : undefined),
  };
}
