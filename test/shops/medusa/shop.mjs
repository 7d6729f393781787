/** The real Medusa on a PostgreSQL of its own: both end with this process. Each start begins with the same data. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { medusaBackend } from '@shuk/backend-medusa';
import { photographs } from '../../../demo/catalogue.mjs';
import { makeFixture, makeGoods, otherMarket } from '../goods.mjs';
import { cached, fingerprint, finished, freePort, installed, ready, watched } from '../kit.mjs';
import { merchantOf, orderOf } from './api.mjs';
import { lackingPostgres, startPostgres, versionOf } from './postgres.mjs';

export const name = 'medusa';
export const isReal = true;
export const lacking = lackingPostgres;

const at = (file) => fileURLToPath(new URL(file, import.meta.url));
const own = ['medusa-config.js', 'seed.js'];

/** Stands in the addresses of pictures in the data, until it is known where the shop will be. */
const NOWHERE = 'http://shop.invalid';

/** A folder in which Medusa can run, and what runs there. It goes when this process does. */
function makePlace(packages) {
  const folder = mkdtempSync(join(tmpdir(), 'medusa-'));
  chmodSync(folder, 0o755); // the user of PostgreSQL must get through
  const tether = spawn(process.execPath, [at('tether.mjs')], { detached: true, stdio: ['pipe', 'ignore', 'inherit'] });
  tether.unref();
  tether.stdin.unref?.();
  tether.stdin.write(`remove ${folder}\n`);
  for (const file of own) cpSync(at(file), join(folder, file));
  cpSync(at('package.json'), join(folder, 'package.json')); // by what it depends on, Medusa knows its own folder
  symlinkSync(join(packages, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(photographs, join(folder, 'static'));
  const tie = (pid) => tether.stdin.write(`end ${pid}\n`);
  return {
    folder,
    tie,
    medusa(args, env) {
      const program = join(packages, 'node_modules/@medusajs/cli/cli.js');
      const settings = { MEDUSA_DISABLE_TELEMETRY: 'true', NODE_ENV: 'production', ...env };
      const it = watched(process.execPath, [program, ...args], { cwd: folder, env: { ...process.env, ...settings } });
      tie(it.child.pid);
      return it;
    },
    async leave() {
      const ended = once(tether, 'exit');
      tether.ref();
      tether.stdin.end();
      await ended;
    },
  };
}

/** The folder with a database that has the goods in it. */
function stocked(packages, goods) {
  const made = [...own, 'package-lock.json'].map((file) => readFileSync(at(file)));
  return cached(`medusa-data-${fingerprint(versionOf(), goods, ...made)}`, async (folder) => {
    console.log('Filling Medusa with the goods …');
    const place = makePlace(packages);
    try {
      const list = join(place.folder, 'goods.json');
      writeFileSync(list, JSON.stringify(goods));
      const data = join(place.folder, 'data');
      const postgres = await startPostgres(data, packages, { tether: place.tie });
      try {
        const env = { DATABASE_URL: postgres.url, GOODS: list, SHOP: NOWHERE };
        await finished('Making the tables of Medusa', place.medusa(['db:migrate'], env));
        await finished('Filling Medusa', place.medusa(['exec', './seed.js'], env));
      } finally {
        await postgres.stop();
      }
      cpSync(data, join(folder, 'data'), { recursive: true });
    } finally {
      await place.leave();
    }
  });
}

export async function start() {
  const packages = await installed(name, import.meta.url);
  const filled = await stocked(packages, await makeGoods());
  const place = makePlace(packages);
  let postgres;
  let server;
  async function stop() {
    await server?.stop();
    await postgres?.stop();
    await place.leave();
  }
  try {
    const from = join(filled, 'data');
    postgres = await startPostgres(join(place.folder, 'data'), packages, { from, tether: place.tie });
    const { query } = postgres;
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    await query('update image set url = replace(url, $1, $2)', [NOWHERE, origin]);
    await query('update product set thumbnail = replace(thumbnail, $1, $2)', [NOWHERE, origin]);
    const [{ token }] = await query(`select token from api_key where title = 'Pages'`);
    server = place.medusa(['start', '--host', '127.0.0.1', '--port', String(port)], { DATABASE_URL: postgres.url });
    await ready('Medusa', server, async () => (await fetch(`${origin}/health`)).ok);
    return { ...(await open(origin, token, query)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(origin, token, query) {
  const attributes = {
    ...{ backend: name, endpoint: origin, token },
    'checkout-url': 'https://shop.example/checkout#cart={token}&country={country}&lang={language}',
    'product-url': 'https://shop.example/{language}/p/{handle}',
  };

  async function ask(path, body) {
    const answer = await fetch(`${origin}/store/${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'x-publishable-api-key': token, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`Medusa answered ${answer.status} to ${path}: ${await answer.text()}`);
    return answer.json();
  }

  const idsOf = async (handle, values) => {
    const fields = 'id,variants.id,variants.title';
    const { products } = await ask(`products?handle=${handle}&fields=${fields}`);
    const [{ id, variants }] = products;
    return { id, variantId: variants.find(({ title }) => !values.length || title === values.join(' / ')).id };
  };

  return {
    attributes,
    origin,
    open: (other = origin) =>
      medusaBackend({
        ...{ endpoint: other, token },
        ...{ checkoutUrl: attributes['checkout-url'], productUrl: attributes['product-url'] },
      }),
    fixture: await makeFixture(idsOf, { otherMarket: { ...otherMarket, title: undefined } }),
    order: (cart) => orderOf(ask, query, cart),
    ...merchantOf(query),
  };
}
