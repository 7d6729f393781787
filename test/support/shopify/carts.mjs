/** The carts of the shop: what changes them, and what the Storefront API shows of them. */
import { randomUUID } from 'node:crypto';
import { connection, marketOf, toMoney } from './shelf.mjs';

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export function makeCarts(goods, shelf, origin) {
  const carts = new Map();

  const failure = (code, field, message) => ({ code, field, message });
  const noCart = () => ({ cart: null, warnings: [], userErrors: [failure('INVALID', ['cartId'], 'No such cart.')] });

  function discountOf(code, cart, subtotal) {
    const rule = goods.discounts.find((discount) => discount.code.toLowerCase() === code.toLowerCase());
    const { currency } = cart.market;
    if (!rule) return { warning: 'DISCOUNT_NOT_FOUND' };
    if (rule.expires && Date.parse(rule.expires) < Date.now()) return { warning: 'DISCOUNT_CURRENTLY_INACTIVE' };
    if (rule.currency && rule.currency !== currency) return { warning: 'DISCOUNT_CODE_NOT_HONOURED' };
    if (subtotal < Number(rule.minimum ?? 0) * 100) return { warning: 'DISCOUNT_PURCHASE_NOT_IN_RANGE' };
    if (!subtotal) return { warning: 'DISCOUNT_NO_ENTITLED_LINE_ITEMS' };
    return { amount: rule.percent ? Math.round((subtotal * rule.percent) / 100) : Number(rule.amount) * 100 };
  }

  function unitOf({ row, plan }, market) {
    const { price, currency } = shelf.priceOf(row, market);
    if (!plan) return { price, currency };
    return { price: Math.round((price * (100 - plan.percent)) / 100), compareAt: price, currency };
  }

  const subtotalOf = ({ lines, market }) =>
    lines.reduce((sum, line) => sum + unitOf(line, market).price * line.quantity, 0);

  function toLine(cart, line, require) {
    const { price, compareAt, currency } = unitOf(line, cart.market);
    const whole = toMoney(price * line.quantity, currency);
    return {
      __typename: 'CartLine',
      ...{ id: line.id, quantity: line.quantity, attributes: line.attributes, discountAllocations: [] },
      cost: {
        amountPerQuantity: toMoney(price, currency),
        compareAtAmountPerQuantity: compareAt === undefined ? null : toMoney(compareAt, currency),
        subtotalAmount: whole,
        totalAmount: whole,
      },
      merchandise: shelf.toVariant(line.row, cart.market, require),
      sellingPlanAllocation: line.plan ? () => shelf.allocationOf(line.row, line.plan, cart.market) : null,
    };
  }

  /** `language`: of the request; the checkout is opened in it. */
  function show(cart, { language, require }) {
    const { currency } = cart.market;
    const subtotal = subtotalOf(cart);
    const discounts = cart.codes.map((code) => ({ code, ...discountOf(code, cart, subtotal) }));
    const off = discounts.filter(({ amount }) => amount);
    const total = Math.max(
      off.reduce((rest, { amount }) => rest - amount, subtotal),
      0,
    );
    const [, path] = /^gid:\/\/shopify\/Cart\/(.+)$/.exec(cart.id);
    return {
      ...{ id: cart.id, note: cart.note, attributes: cart.attributes },
      checkoutUrl: `${origin}/cart/c/${path}&locale=${language.toLowerCase()}`,
      buyerIdentity: { countryCode: cart.market.country },
      discountCodes: discounts.map(({ code, amount }) => ({ code, applicable: amount !== undefined })),
      discountAllocations: off.map(({ code, amount }) => ({
        __typename: 'CartCodeDiscountAllocation',
        ...{ code, discountedAmount: toMoney(amount, currency), targetType: 'LINE_ITEM' },
      })),
      cost: { subtotalAmount: toMoney(subtotal, currency), totalAmount: toMoney(total, currency) },
      totalQuantity: cart.lines.reduce((sum, { quantity }) => sum + quantity, 0),
      lines: (args) =>
        connection(
          cart.lines.map((line) => toLine(cart, line, require)),
          args,
        ),
    };
  }

  /** Takes as many as there are; of none it keeps a line with the quantity 0. */
  function stocked(line, quantity) {
    const { stock = Infinity } = line.row.variant;
    line.quantity = Math.min(quantity, stock);
    if (line.quantity === quantity) return [];
    const code = line.quantity ? 'MERCHANDISE_NOT_ENOUGH_STOCK' : 'MERCHANDISE_OUT_OF_STOCK';
    return [{ code, target: line.id, message: 'Fewer are left.' }];
  }

  function ruleFailure({ variant }, quantity, field) {
    const { minimum = 1, maximum, increment = 1 } = variant.rule ?? {};
    if (quantity < minimum) return [failure('MINIMUM_NOT_MET', field, 'Too few.')];
    if (maximum && quantity > maximum) return [failure('MAXIMUM_EXCEEDED', field, 'Too many.')];
    return quantity % increment ? [failure('INVALID_INCREMENT', field, 'Off the step.')] : [];
  }

  /** All lines or none. `prefix`: where in the variables the lines are. */
  function addTo(cart, inputs, prefix) {
    const found = inputs.map(({ merchandiseId, sellingPlanId, attributes, quantity = 1 }, index) => {
      const field = [...prefix, 'lines', String(index)];
      const row = shelf.rowOf(merchandiseId, cart.market);
      if (!row) return [failure('INVALID', [...field, 'merchandiseId'], 'The merchandise does not exist.')];
      const plan = sellingPlanId ? shelf.plansOf(row.entry).find(({ id }) => id === sellingPlanId) : undefined;
      if (sellingPlanId && !plan) return [failure('INVALID', [...field, 'sellingPlanId'], 'No such plan.')];
      const line = { row, plan, attributes: attributes ?? [], quantity };
      return { line, errors: ruleFailure(row, quantity, [...field, 'quantity']) };
    });
    const userErrors = found.flatMap((each) => (Array.isArray(each) ? each : each.errors));
    if (userErrors.length) return { userErrors, warnings: [] };
    const warnings = found.flatMap(({ line }) => {
      let known = cart.lines.find(
        ({ row, plan, attributes }) => row === line.row && plan === line.plan && same(attributes, line.attributes),
      );
      if (!known) {
        const [id] = cart.id.split('?')[0].split('/').slice(-1);
        known = { ...line, quantity: 0, id: `gid://shopify/CartLine/${randomUUID()}?cart=${id}` };
        cart.lines.push(known);
      }
      return stocked(known, known.quantity + line.quantity);
    });
    return { userErrors, warnings };
  }

  /** Runs `change` on the cart with this id, which answers with `userErrors`, or also with `warnings`. */
  function changed(id, request, change) {
    const cart = carts.get(id);
    if (!cart) return noCart();
    const { userErrors, warnings = [] } = change(cart);
    return { cart: show(cart, request), userErrors, warnings };
  }

  const good = { userErrors: [] };

  return {
    carts,
    show: (id, request) => (carts.has(id) ? show(carts.get(id), request) : null),

    create(input, request) {
      const country = input?.buyerIdentity?.countryCode;
      const id = `gid://shopify/Cart/${randomUUID().replaceAll('-', '')}?key=${randomUUID().replaceAll('-', '')}`;
      const market = country ? marketOf(country, request.language) : request.market;
      const { note = '', attributes = [], discountCodes = [] } = input ?? {};
      const cart = { id, market, lines: [], codes: discountCodes, note, attributes };
      const { userErrors, warnings } = addTo(cart, input?.lines ?? [], ['input']);
      if (userErrors.length) return { cart: null, userErrors, warnings };
      carts.set(id, cart);
      return { cart: show(cart, request), userErrors, warnings };
    },

    add(id, lines, request) {
      const answer = changed(id, request, (cart) => addTo(cart, lines, []));
      return answer.userErrors.length ? { ...answer, cart: null } : answer;
    },

    update: (id, inputs, request) =>
      changed(id, request, (cart) => {
        const lines = inputs.map((input) => cart.lines.find((line) => line.id === input.id));
        const userErrors = inputs.flatMap(({ quantity }, index) => {
          const line = lines[index];
          const field = ['lines', String(index)];
          if (!line) return [failure('INVALID_MERCHANDISE_LINE', [...field, 'id'], 'The line does not exist.')];
          return quantity ? ruleFailure(line.row, quantity, [...field, 'quantity']) : [];
        });
        if (userErrors.length) return { userErrors };
        const warnings = inputs.flatMap(({ attributes, quantity }, index) => {
          if (attributes) lines[index].attributes = attributes;
          return quantity === undefined || quantity === null ? [] : stocked(lines[index], quantity);
        });
        const dropped = new Set(inputs.flatMap(({ quantity }, index) => (quantity === 0 ? [lines[index]] : [])));
        cart.lines = cart.lines.filter((line) => !dropped.has(line));
        return { userErrors, warnings };
      }),

    remove: (id, lineIds, request) =>
      changed(id, request, (cart) => {
        const userErrors = lineIds.flatMap((lineId, index) =>
          cart.lines.some((line) => line.id === lineId)
            ? []
            : [failure('INVALID_MERCHANDISE_LINE', ['lineIds', String(index)], 'The line does not exist.')],
        );
        if (!userErrors.length) cart.lines = cart.lines.filter((line) => !lineIds.includes(line.id));
        return { userErrors };
      }),

    /** `warns`: whether this version of the API knows a warning. */
    setCodes: (id, codes, request, warns) =>
      changed(id, request, (cart) => {
        cart.codes = [...new Map(codes.map((code) => [code.toLowerCase(), code])).values()];
        const found = cart.codes.map((code) => discountOf(code, cart, subtotalOf(cart)).warning);
        const warnings = found.filter((code) => code && warns(code));
        return { userErrors: [], warnings: warnings.map((code) => ({ code, target: id, message: 'Not applied.' })) };
      }),

    note: (id, note, request) => changed(id, request, (cart) => Object.assign(cart, { note }) && good),
    attributes: (id, attributes, request) =>
      changed(id, request, (cart) => Object.assign(cart, { attributes }) && good),
    buyer: (id, { countryCode }, request) =>
      changed(id, request, (cart) => Object.assign(cart, { market: marketOf(countryCode, 'EN') }) && good),
  };
}
