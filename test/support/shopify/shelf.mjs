/** The goods of the tests as the Storefront API tells of them, in one market. */
const CONTEXTS = {
  IL: { country: 'IL', currency: 'ILS', name: 'Israel' },
  US: { country: 'US', currency: 'USD', name: 'United States' },
};

/** The market that a request names; one where the shop does not sell becomes the shop's own, as at Shopify. */
export function marketOf(country, language) {
  return { ...(CONTEXTS[country] ?? CONTEXTS.US), language: language === 'HE' ? 'HE' : 'EN' };
}

/** Shopify writes amounts with one digit at least: `10.0`. */
export const toMoney = (minor, currencyCode) => ({
  amount: (minor / 100).toFixed(2).replace(/0$/, ''),
  currencyCode,
});

const toMinor = (decimal) => Math.round(Number(decimal) * 100);

/** A connection over items, whose cursors say nothing to anybody else. */
export function connection(items, { first, after, reverse } = {}) {
  const all = reverse ? [...items].reverse() : items;
  const from = after ? Number(Buffer.from(after, 'base64url').toString().slice(7)) + 1 : 0;
  const nodes = all.slice(from, from + (first ?? 250));
  const cursorOf = (index) => Buffer.from(`cursor ${index}`).toString('base64url');
  return {
    nodes,
    edges: nodes.map((node, index) => ({ node, cursor: cursorOf(from + index) })),
    totalCount: all.length,
    pageInfo: {
      hasNextPage: from + nodes.length < all.length,
      hasPreviousPage: from > 0,
      startCursor: nodes.length ? cursorOf(from) : null,
      endCursor: nodes.length ? cursorOf(from + nodes.length - 1) : null,
    },
  };
}

/** `require(scope)` throws where the key of the request lacks it. */
export function makeShelf(goods, origin, plans) {
  const entries = goods.products.map((product, index) => ({
    product,
    id: `gid://shopify/Product/${1001 + index}`,
    variants: product.variants.map((variant, at) => ({
      variant,
      id: `gid://shopify/ProductVariant/${(1001 + index) * 100 + at}`,
    })),
  }));
  for (const entry of entries) for (const row of entry.variants) row.entry = entry;
  const rows = entries.flatMap(({ variants }) => variants);

  /** Amounts in minor units; `undefined`: not for sale in this market. */
  function priceOf({ variant }, { country, currency }) {
    const listed = country === 'US' ? variant : variant.prices?.find((price) => price.country === country);
    return listed?.price === undefined
      ? undefined
      : {
          currency,
          price: toMinor(listed.price),
          compareAt: listed.compareAt === undefined ? undefined : toMinor(listed.compareAt),
          unit: listed.unitPrice,
        };
  }

  const isSold = (entry, market) => entry.variants.every((row) => priceOf(row, market));
  const wordsOf = ({ product }, { language }) => (language === 'HE' ? product.translations?.he : undefined) ?? {};

  function imageOf(entry, index, market) {
    const image = entry.product.images?.[index];
    if (!image) return null;
    const altText = wordsOf(entry, market).alts?.[index] ?? image.alt ?? null;
    return { id: null, url: new URL(image.src, origin).href, altText, width: image.width, height: image.height };
  }

  function optionsOf({ product }) {
    const plain = { name: 'Title', values: ['Default Title'] };
    return (product.options?.length ? product.options : [plain]).map(({ name, values }) => ({
      name,
      values: values.map((value) => (typeof value === 'string' ? { name: value } : value)),
    }));
  }

  const plansOf = ({ product }) => (product.handle in plans ? plans[product.handle] : []);

  function allocationOf(row, plan, market) {
    const { price, currency } = priceOf(row, market);
    const now = toMoney(Math.round((price * (100 - plan.percent)) / 100), currency);
    return {
      sellingPlan: {
        ...{ id: plan.id, name: plan.name, options: [], recurringDeliveries: true, priceAdjustments: [] },
        billingPolicy: { __typename: 'SellingPlanRecurringBillingPolicy', interval: plan.interval, intervalCount: 1 },
      },
      priceAdjustments: [{ price: now, compareAtPrice: toMoney(price, currency), perDeliveryPrice: now }],
      checkoutChargeAmount: now,
      remainingBalanceChargeAmount: toMoney(0, currency),
    };
  }

  function toVariant(row, market, require) {
    const { entry, variant, id } = row;
    const { price, compareAt, unit, currency } = priceOf(row, market);
    const { options = {}, values = {} } = wordsOf(entry, market);
    const chosen = variant.values ?? ['Default Title'];
    return {
      __typename: 'ProductVariant',
      ...{ id, sku: variant.sku, title: chosen.join(' / ') },
      availableForSale: (variant.stock ?? 1) > 0,
      currentlyNotInStock: false,
      quantityAvailable: () => {
        require('unauthenticated_read_product_inventory');
        return variant.stock ?? null;
      },
      price: toMoney(price, currency),
      compareAtPrice: compareAt === undefined ? null : toMoney(compareAt, currency),
      unitPrice: unit ? toMoney(toMinor(unit.price), currency) : null,
      unitPriceMeasurement: unit
        ? { referenceValue: unit.quantity, referenceUnit: unit.unit.toUpperCase(), quantityValue: 1 }
        : null,
      quantityRule: { minimum: 1, maximum: null, increment: 1, ...variant.rule },
      selectedOptions: optionsOf(entry).map(({ name }, index) => ({
        name: options[name] ?? name,
        value: values[chosen[index]] ?? chosen[index],
      })),
      image: imageOf(entry, variant.image ?? 0, market),
      sellingPlanAllocations: (args) => {
        require('unauthenticated_read_selling_plans');
        return connection(
          plansOf(entry).map((plan) => allocationOf(row, plan, market)),
          args,
        );
      },
      product: () => toProduct(entry, market, require),
    };
  }

  function toProduct(entry, market, require) {
    const { product, id, variants } = entry;
    const words = wordsOf(entry, market);
    const { options = {}, values = {} } = words;
    const { language } = market;
    return {
      __typename: 'Product',
      ...{ id, handle: product.handle, title: words.title ?? product.title, vendor: product.vendor ?? 'Shop' },
      descriptionHtml: `<p>${words.description ?? product.description ?? ''}</p>`,
      onlineStoreUrl: `${origin}${language === 'HE' ? '/he' : ''}/products/${product.handle}`,
      requiresSellingPlan: false,
      availableForSale: variants.some(({ variant }) => (variant.stock ?? 1) > 0),
      images: (args) =>
        connection(
          (product.images ?? []).map((_, index) => imageOf(entry, index, market)),
          args,
        ),
      options: optionsOf(entry).map((option) => ({
        name: options[option.name] ?? option.name,
        optionValues: option.values.map(({ name, color }) => ({
          name: values[name] ?? name,
          swatch: color ? { color, image: null } : null,
        })),
      })),
      variants: (args) =>
        connection(
          variants.map((row) => toVariant(row, market, require)),
          args,
        ),
    };
  }

  const sold = (market) => entries.filter((entry) => isSold(entry, market));
  const textOf = (entry, market) => {
    const { title = entry.product.title, description = entry.product.description } = wordsOf(entry, market);
    return `${title} ${description} ${entry.product.vendor ?? ''}`.toLowerCase();
  };

  return {
    ...{ entries, rows, sold, priceOf, plansOf, allocationOf, toProduct, toVariant },
    byId: (id, market) => sold(market).find((entry) => entry.id === id),
    byHandle: (handle, market) => sold(market).find(({ product }) => product.handle === handle),
    rowOf: (id, market) =>
      sold(market)
        .flatMap(({ variants }) => variants)
        .find((row) => row.id === id),
    rowOfSku: (sku) => rows.find(({ variant }) => variant.sku === sku),
    matching(text, market) {
      const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
      return sold(market).filter((entry) => words.every((word) => textOf(entry, market).includes(word)));
    },
    sorted(list, key, market) {
      const price = (entry) => Math.min(...entry.variants.map((row) => priceOf(row, market).price));
      if (key === 'PRICE') return [...list].sort((one, other) => price(one) - price(other));
      if (key !== 'TITLE') return list;
      return [...list].sort((one, other) => one.product.title.localeCompare(other.product.title));
    },
  };
}
