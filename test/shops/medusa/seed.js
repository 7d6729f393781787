/** Fills a new Medusa with the goods in the file that GOODS names. Run by `medusa exec`. */
const { readFileSync } = require('node:fs');
const { ContainerRegistrationKeys, Modules } = require('@medusajs/framework/utils');
const flows = require('@medusajs/medusa/core-flows');

const { products, collections, discounts } = JSON.parse(readFileSync(process.env.GOODS, 'utf8'));

exports.default = async ({ container }) => {
  const run = async (name, input) => (await flows[`${name}Workflow`](container).run({ input })).result;

  const [channel] = await run('createSalesChannels', { salesChannelsData: [{ name: 'Pages' }] });
  const [store] = await container.resolve(Modules.STORE).listStores();
  await run('updateStores', {
    selector: { id: store.id },
    update: {
      supported_currencies: [{ currency_code: 'usd', is_default: true }, { currency_code: 'ils' }],
      default_sales_channel_id: channel.id,
    },
  });
  await run('createRegions', {
    regions: [
      { name: 'United States', currency_code: 'usd', countries: ['us'], payment_providers: ['pp_system_default'] },
      { name: 'Israel', currency_code: 'ils', countries: ['il'], payment_providers: ['pp_system_default'] },
    ],
  });
  const [key] = await run('createApiKeys', { api_keys: [{ title: 'Pages', type: 'publishable', created_by: '' }] });
  await run('linkSalesChannelsToApiKey', { id: key.id, add: [channel.id] });

  const { location, profile } = await ship(container, run, channel);
  const variants = await list(run, channel, profile);
  await stock(container, run, location);
  await reduce(run, variants);
  await run('createPromotions', { promotionsData: discounts.map(toPromotion) });
};

/** To both countries, at no cost, so that an order comes to what its goods do. */
async function ship(container, run, channel) {
  const link = container.resolve(ContainerRegistrationKeys.LINK);
  const [location] = await run('createStockLocations', {
    locations: [{ name: 'Shelf', address: { address_1: '1 Market Street', country_code: 'US' } }],
  });
  const [profile] = await run('createShippingProfiles', { data: [{ name: 'All', type: 'default' }] });
  const zone = (name, code) => ({ name, geo_zones: [{ type: 'country', country_code: code }] });
  const set = await container.resolve(Modules.FULFILLMENT).createFulfillmentSets({
    ...{ name: 'Post', type: 'shipping', service_zones: [zone('United States', 'us'), zone('Israel', 'il')] },
  });
  const from = { [Modules.STOCK_LOCATION]: { stock_location_id: location.id } };
  await link.create({ ...from, [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' } });
  await link.create({ ...from, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } });
  await run('linkSalesChannelsToStockLocation', { id: location.id, add: [channel.id] });
  await run(
    'createShippingOptions',
    set.service_zones.map(({ id, name }) => ({
      ...{ name: `Post, ${name}`, price_type: 'flat', provider_id: 'manual_manual', service_zone_id: id },
      ...{ shipping_profile_id: profile.id, type: { label: 'Post', description: 'By post', code: 'post' } },
      prices: ['usd', 'ils'].map((currency_code) => ({ currency_code, amount: 0 })),
      rules: [
        { attribute: 'enabled_in_store', value: 'true', operator: 'eq' },
        { attribute: 'is_return', value: 'false', operator: 'eq' },
      ],
    })),
  );
  return { location, profile };
}

/** Resolves to the variants, as the goods have them, with Medusa's ids. */
async function list(run, channel, profile) {
  const categories = await run('createProductCategories', {
    product_categories: collections.map(({ handle, title }) => ({ name: title, handle, is_active: true })),
  });
  const idOf = new Map(categories.map(({ handle, id }) => [handle, id]));
  const made = await run('createProducts', { products: products.map((it) => toProduct(it, channel, profile, idOf)) });
  const ids = new Map(made.flatMap(({ variants }) => variants.map(({ sku, id }) => [sku, id])));
  return products.flatMap(({ variants }) => variants.map((variant) => ({ ...variant, id: ids.get(variant.sku) })));
}

async function stock(container, run, { id: location_id }) {
  const goods = new Map(products.flatMap(({ variants }) => variants.map(({ sku, stock }) => [sku, stock])));
  const items = await container.resolve(Modules.INVENTORY).listInventoryItems({}, { take: 1_000 });
  const levels = items.map(({ id, sku }) => ({ inventory_item_id: id, location_id, stocked_quantity: goods.get(sku) }));
  await run('createInventoryLevels', { inventory_levels: levels });
}

/** What is reduced is so by a price list, as merchants do it: the price of its own is the one before. */
async function reduce(run, variants) {
  const prices = variants.flatMap((variant) =>
    rowsOf(variant)
      .filter(({ compareAt }) => compareAt)
      .map((row) => ({ ...toPrice(row.price, row), variant_id: variant.id })),
  );
  await run('createPriceLists', {
    price_lists_data: [{ title: 'Sale', description: 'Sale', type: 'sale', status: 'active', prices }],
  });
}

const rowsOf = ({ price, compareAt, prices }) => [...(price ? [{ currency: 'USD', price, compareAt }] : []), ...prices];
const toPrice = (amount, { currency }) => ({ amount: Number(amount), currency_code: currency.toLowerCase() });
const toImage = ({ src }) => src.replace('/vendure/', `${process.env.SHOP}/static/`);

function toProduct({ title, handle, description, collections, images, options, variants }, channel, profile, idOf) {
  const named = options ?? [{ name: 'Default option', values: ['Default option value'] }];
  return {
    ...{ title, handle, description, status: 'published', shipping_profile_id: profile.id },
    ...{ sales_channels: [{ id: channel.id }], category_ids: collections.map((name) => idOf.get(name)) },
    ...{ images: images.map((image) => ({ url: toImage(image) })), thumbnail: toImage(images[0]) },
    options: named.map(({ name, values }) => ({ title: name, values: values.map((value) => value.name ?? value) })),
    variants: variants.map((variant) => ({
      ...{ title: variant.values?.join(' / ') ?? 'Default variant', sku: variant.sku, manage_inventory: true },
      options: Object.fromEntries(named.map(({ name }, at) => [name, variant.values?.[at] ?? 'Default option value'])),
      prices: rowsOf(variant).map((row) => toPrice(row.compareAt ?? row.price, row)),
    })),
  };
}

function toPromotion({ code, percent, amount, currency, minimum, expires }) {
  const method = percent
    ? { type: 'percentage', value: percent, target_type: 'items', allocation: 'across' }
    : { type: 'fixed', value: Number(amount), target_type: 'order', currency_code: currency.toLowerCase() };
  const rule = (attribute, operator, values) => ({ attribute, operator, values });
  return {
    ...{ code, type: 'standard', status: 'active', is_automatic: false, application_method: method },
    rules: minimum ? [rule('item_total', 'gte', [minimum]), rule('currency_code', 'eq', [currency.toLowerCase()])] : [],
    ...(expires && {
      campaign: {
        ...{ name: code, campaign_identifier: code },
        ...{ starts_at: new Date('2020-06-01'), ends_at: new Date(expires) },
      },
    }),
  };
}
