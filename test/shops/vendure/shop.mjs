/** The real Vendure, from npm alone: a process of its own, with its database in memory, begun anew from a copy each time. */
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vendureBackend } from '@shuk/backend-vendure';
import { photographs } from '../../../demo/catalogue.mjs';
import { makeFixture, makeGoods } from '../goods.mjs';
import { cached, fingerprint, finished, freePort, installed, ready, watched } from '../kit.mjs';
import { adminOf, orderOf, query } from './api.mjs';

export const name = 'vendure';
export const isReal = true;
export const lacking = () => undefined;

const at = (file) => fileURLToPath(new URL(file, import.meta.url));

/** `cwd`: Vendure writes a folder of its own there. */
const run = (settings, cwd) =>
  watched(process.execPath, [at('server.mjs'), JSON.stringify(settings)], {
    cwd,
    env: { ...process.env, VENDURE_DISABLE_TELEMETRY: 'true', NODE_ENV: 'production' },
  });

/** The folder of a database with the goods in it. */
function stocked(packages, goods) {
  const made = [...['server.mjs', 'seed.mjs'].map((file) => readFileSync(at(file))), packages, goods];
  return cached(`vendure-data-${fingerprint(...made)}`, async (folder) => {
    console.log('Filling Vendure with the goods …');
    const settings = {
      packages,
      data: join(folder, 'shop.sqlite'),
      pictures: photographs,
      port: await freePort(),
      goods,
    };
    await finished('Filling Vendure', run(settings, folder));
  });
}

export async function start() {
  const packages = await installed(name, import.meta.url);
  const filled = await stocked(packages, await makeGoods());
  const folder = mkdtempSync(join(tmpdir(), 'vendure-'));
  const clear = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', clear); // also where nobody stops it
  const data = join(folder, 'shop.sqlite');
  copyFileSync(join(filled, 'shop.sqlite'), data);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const server = run({ packages, data, pictures: photographs, port }, folder);
  try {
    await ready('Vendure', server, async () => (await fetch(`${origin}/health`)).ok);
  } catch (error) {
    clear();
    throw error;
  }

  const attributes = {
    ...{ backend: name, endpoint: `${origin}/shop-api`, 'custom-fields': '' },
    'checkout-url': 'https://shop.example/checkout?token={token}&country={country}&currency={currency}&lang={language}',
    'product-url': 'https://shop.example/{language}/p/{handle}',
  };
  const idsOf = async (handle, values) => {
    const asked = 'query($slug:String){product(slug:$slug){id variants{id options{name}}}}';
    const { product } = await query(attributes.endpoint, asked, { slug: handle });
    const wanted = [...values].sort().join();
    const variant = product.variants.find(
      ({ options }) =>
        options
          .map((it) => it.name)
          .sort()
          .join() === wanted,
    );
    return { id: product.id, variantId: variant.id };
  };
  const admin = adminOf(`${origin}/admin-api`);
  return {
    attributes,
    origin,
    open: (other = origin) =>
      vendureBackend({
        endpoint: `${other}/shop-api`,
        customFields: true,
        checkoutUrl: attributes['checkout-url'],
        productUrl: attributes['product-url'],
      }),
    fixture: await makeFixture(idsOf),
    order: (token) => orderOf(attributes.endpoint, token),
    async expire(token) {
      const answer = await fetch(`${origin}/expire`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
      if (!answer.ok) throw new Error(`Vendure answered ${answer.status} to the end of a session.`);
    },
    setStock: admin.setStock,
    setPrice: admin.setPrice,
    async stop() {
      await server.stop();
      process.off('exit', clear);
      clear();
    },
  };
}
