/**
 * `npm run shops`: starts the shops that the adapters are tested against, on 127.0.0.1, and says how a page talks to each.
 * `npm run shops -- vendure medusa` starts these only. They end with this program.
 */
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

prepare();
const { code } = await run(['tsc', '-b']);
if (code !== 0) process.exit(code);

const { loadShop, names } = await import('../test/shops/shops.mjs');
const wanted = process.argv.slice(2).length ? process.argv.slice(2) : names.filter((name) => name !== 'static');
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length) {
  console.error(`There is no shop "${unknown.join('", "')}". There are: ${names.join(', ')}`);
  process.exit(1);
}

const running = [];
async function stop() {
  await Promise.allSettled(running.map((shop) => shop.stop()));
  process.exit();
}
process.once('SIGINT', stop);
process.once('SIGTERM', stop);

const tagOf = (attributes) =>
  `<shuk-shop ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}></shuk-shop>`;

for (const name of wanted) {
  const { lacking, start } = await loadShop(name);
  const lack = await lacking();
  if (lack) {
    console.error(`${name} is left out: ${lack}`);
    continue;
  }
  try {
    const shop = await start();
    running.push(shop);
    console.log(`${name} is at ${shop.origin}\n  ${tagOf(shop.attributes)}`);
  } catch (error) {
    console.error(`${name} could not be started: ${error.message}`);
    process.exitCode = 1;
  }
}
if (running.length) console.log('\nCtrl-C ends them.');
