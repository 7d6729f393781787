/** Fills an empty Vendure with the goods, in English and Hebrew, in dollars and shekels. */
import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const initial = {
  defaultLanguage: 'en',
  defaultZone: 'World',
  countries: [
    { name: 'Israel', code: 'IL', zone: 'World' },
    { name: 'United States', code: 'US', zone: 'World' },
  ],
  taxRates: [{ name: 'Standard', percentage: 18 }],
  shippingMethods: [{ name: 'Standard', price: 500 }],
  paymentMethods: [
    {
      name: 'Invoice',
      handler: { code: 'dummy-payment-handler', arguments: [{ name: 'automaticSettle', value: 'true' }] },
    },
  ],
  roles: [],
  collections: [],
};

/** Prices in the goods have two digits. */
const minor = (price) => Math.round(Number(price) * 100);
const nameOf = (value) => value.name ?? value;
const codeOf = (name) => name.toLowerCase().replace(/\W+/g, '-');

export async function seed(vendure, app, pictures, { products, collections, discounts }) {
  const { Populator, RequestContextService, User, TransactionalConnection } = vendure;
  const service = (name) => app.get(vendure[name]);
  await app.get(Populator).populateInitialData(initial);

  const database = app.get(TransactionalConnection).rawConnection;
  const user = await database.getRepository(User).findOneOrFail({
    where: { identifier: 'keeper' },
    relations: ['roles', 'roles.channels'],
  });
  const context = () => app.get(RequestContextService).create({ apiType: 'admin', user });
  let ctx = await context();
  await service('GlobalSettingsService').updateSettings(ctx, { availableLanguages: ['en', 'he'] });
  const { id: channelId } = ctx.channel;
  await service('ChannelService').update(ctx, {
    id: channelId,
    ...{ availableLanguageCodes: ['en', 'he'], availableCurrencyCodes: ['USD', 'ILS'] },
    ...{ defaultCurrencyCode: 'USD', pricesIncludeTax: true },
  });
  ctx = await context();

  /** In both languages. Words that have no translation are the same. */
  const spoken = (make) => ['en', 'he'].map((languageCode) => ({ languageCode, ...make(languageCode === 'he') }));

  const assets = new Map();
  async function assetOf({ src, alt = basename(src) }, hebrew = alt) {
    const file = join(pictures, basename(src));
    if (!assets.has(file)) {
      const { id } = await service('AssetService').createFromFileStream(createReadStream(file), ctx);
      const translations = spoken((he) => ({ name: he ? hebrew : alt }));
      await service('AssetService').update(ctx, { id, translations });
      assets.set(file, id);
    }
    return assets.get(file);
  }

  async function optionsOf(productId, handle, options, he) {
    const ids = [];
    for (const { name, values } of options) {
      const group = await service('ProductOptionGroupService').create(ctx, {
        code: `${handle}-${codeOf(name)}`,
        translations: spoken((isHebrew) => ({ name: (isHebrew && he.options?.[name]) || name })),
      });
      const known = new Map();
      for (const value of values.map(nameOf)) {
        const option = await service('ProductOptionService').create(ctx, group, {
          code: codeOf(value),
          translations: spoken((isHebrew) => ({ name: (isHebrew && he.values?.[value]) || value })),
        });
        known.set(value, option.id);
      }
      await service('ProductService').addOptionGroupToProduct(ctx, productId, group.id);
      ids.push(known);
    }
    return ids;
  }

  const members = new Map(collections.map(({ handle }) => [handle, []]));
  for (const product of products) {
    const { title, handle, description = '', images = [], options = [], translations } = product;
    const he = translations?.he ?? {};
    const assetIds = await Promise.all(images.map((image, index) => assetOf(image, he.alts?.[index])));
    const { id: productId } = await service('ProductService').create(ctx, {
      ...{ enabled: true, assetIds, featuredAssetId: assetIds[0] },
      translations: spoken((isHebrew) => ({
        name: (isHebrew && he.title) || title,
        slug: handle,
        description: `<p>${(isHebrew && he.description) || description}</p>`,
      })),
    });
    const optionIds = await optionsOf(productId, handle, options, he);
    for (const { sku, stock, values = [], price, prices } of product.variants) {
      const [{ id }] = await service('ProductVariantService').create(ctx, [
        {
          ...{ productId, sku, price: minor(price ?? 0), stockOnHand: stock ?? 100, trackInventory: 'TRUE' },
          optionIds: values.map((value, index) => optionIds[index].get(value)),
          translations: spoken(() => ({ name: [title, ...values].join(' ') })),
        },
      ]);
      for (const { currency, price } of prices) {
        const amount = minor(price);
        await service('ProductVariantService').createOrUpdateProductVariantPrice(ctx, id, amount, channelId, currency);
      }
      if (!price) await service('ProductVariantService').deleteProductVariantPrice(ctx, id, channelId, 'USD');
    }
    for (const handle of product.collections) members.get(handle).push(productId);
  }

  for (const { handle, title } of collections) {
    await service('CollectionService').create(ctx, {
      translations: spoken(() => ({ name: title, slug: handle, description: '' })),
      filters: [
        {
          code: 'product-id-filter',
          arguments: [
            { name: 'productIds', value: JSON.stringify(members.get(handle).map(String)) },
            { name: 'combineWithAnd', value: 'false' },
          ],
        },
      ],
    });
  }

  for (const { code, percent, amount, currency, minimum, expires } of discounts) {
    const made = await service('PromotionService').createPromotion(ctx, {
      ...{ enabled: true, couponCode: code, endsAt: expires && new Date(expires) },
      translations: spoken(() => ({ name: code, description: '' })),
      conditions: [
        ...(minimum ? [operation('minimum_order_amount', { amount: minor(minimum), taxInclusive: true })] : []),
        ...(currency ? [operation('in_currency', { currency })] : []),
      ],
      actions: [
        percent
          ? operation('order_percentage_discount', { discount: percent })
          : operation('order_fixed_discount', { discount: minor(amount) }),
      ],
    });
    if (made.errorCode) throw new Error(`${code}: ${made.message}`);
  }

  await idle(service('JobQueueService'), app.get(vendure.ConfigService).jobQueueOptions.jobQueueStrategy);
  await service('SearchService').reindex(ctx);
  await idle(service('JobQueueService'), app.get(vendure.ConfigService).jobQueueOptions.jobQueueStrategy);
}

const operation = (code, values) => ({
  code,
  arguments: Object.entries(values).map(([name, value]) => ({ name, value: String(value) })),
});

/** Resolves when no job of any queue waits or runs. */
async function idle(_, strategy) {
  for (;;) {
    const { items } = await strategy.findMany({ filter: { isSettled: { eq: false } }, take: 1 });
    if (!items.length) return;
    await sleep(100);
  }
}
