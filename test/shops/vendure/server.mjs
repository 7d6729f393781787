/**
 * A Vendure of its own process: `node server.mjs <settings as JSON>`, with
 *
 *   packages   the folder that Vendure is installed in
 *   data       the file of its database
 *   pictures   the folder of the photographs
 *   port       where it listens on 127.0.0.1
 *   goods      makes the database, sells these, and ends; absent: runs on a database that is there
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { seed } from './seed.mjs';

const { packages, data, pictures, port, goods } = JSON.parse(process.argv[2]);
const vendure = createRequire(join(packages, 'package.json'))('@vendure/core');

/** Photographs are served as they are. Nothing is written: an asset is named as the file it is. */
const storage = {
  writeFileFromStream: async (name) => name,
  writeFileFromBuffer: async (name) => name,
  readFileToBuffer: (name) => readFile(join(pictures, name)),
  fileExists: async () => false,
  deleteFile: async () => {},
  toAbsoluteUrl: (request, name) => `${request.protocol}://${request.get('host')}/pictures/${encodeURI(name)}`,
};
const naming = { generateSourceFileName: (_, name) => name, generatePreviewFileName: (_, name) => name };

/** An amount off in one currency says nothing in another. */
const inCurrency = new vendure.PromotionCondition({
  code: 'in_currency',
  description: [{ languageCode: 'en', value: 'The order is in { currency }' }],
  args: { currency: { type: 'string' } },
  check: (_, order, { currency }) => order.currencyCode === currency,
});

const text = (name) => ({ name, type: 'text', nullable: true, public: true });

/** `POST /expire` with a token in `Authorization` ends its session, as time does. */
async function expire(request, response) {
  const token = request.get('authorization').replace(/^bearer /i, '');
  await app.get(vendure.TransactionalConnection).rawConnection.getRepository('Session').delete({ token });
  await app.get(vendure.ConfigService).authOptions.sessionCacheStrategy.delete(token);
  response.sendStatus(204);
}

const app = await vendure.bootstrap({
  logger: new vendure.DefaultLogger({ level: vendure.LogLevel.Warn, timestamp: false }),
  apiOptions: {
    ...{ port, hostname: '127.0.0.1', shopApiPath: 'shop-api', adminApiPath: 'admin-api' },
    cors: { origin: /^http:\/\/127\.0\.0\.1:\d+$/ },
    middleware: [
      {
        route: 'pictures',
        handler: (request, response) => response.sendFile(basename(decodeURI(request.path)), { root: pictures }),
      },
      { route: 'expire', handler: expire },
    ],
  },
  authOptions: {
    tokenMethod: ['bearer'],
    superadminCredentials: { identifier: 'keeper', password: 'only for tests' },
  },
  dbConnectionOptions: {
    ...{ type: 'sqljs', location: data, synchronize: Boolean(goods), autoSave: false, logging: false },
  },
  assetOptions: {
    assetStorageStrategy: storage,
    assetNamingStrategy: naming,
    assetPreviewStrategy: { generatePreviewImage: async (_, __, picture) => picture },
  },
  entityOptions: { moneyStrategy: new vendure.DefaultMoneyStrategy() },
  paymentOptions: { paymentMethodHandlers: [vendure.dummyPaymentHandler] },
  promotionOptions: { promotionConditions: [...vendure.defaultPromotionConditions, inCurrency] },
  customFields: { Order: [text('shukAttributes'), text('shukNote')], OrderLine: [text('shukAttributes')] },
  plugins: [vendure.DefaultSearchPlugin.init({ bufferUpdates: false })],
});
await app.get(vendure.JobQueueService).start();

if (goods) {
  await seed(vendure, app, pictures, goods);
  await app.get(vendure.TransactionalConnection).rawConnection.driver.save();
  await app.close();
  process.exit();
}
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => app.close().then(() => process.exit()));
