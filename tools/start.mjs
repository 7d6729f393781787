/**
 * `npm start`: installs what is missing, builds, and serves the demo site. PORT chooses the port;
 * `npm start -- --backend medusa` starts that shop first, and the demo sells from it.
 */
import { parseArgs } from 'node:util';
import { loadShop, names } from '../test/shops/shops.mjs';
import { prepare } from './prepare.mjs';
import { run } from './run.mjs';

function stop(why) {
  console.error(why);
  process.exit(1);
}

const { backend = 'static' } = parseArgs({ options: { backend: { type: 'string' } } }).values;
if (!names.includes(backend)) stop(`There is no shop "${backend}". There are: ${names.join(', ')}`);

prepare();
const { code } = await run(['node', 'tools/build.mjs', 'modules', 'cdn']);
if (code !== 0) process.exit(code);

let shop;
if (backend !== 'static') {
  const { lacking, start } = await loadShop(backend);
  const lack = await lacking();
  if (lack) stop(`${backend} cannot be started here: ${lack}`);
  console.log(`Starting ${backend} …`);
  shop = await start().catch(({ message }) => stop(`${backend} could not be started: ${message}`));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => shop.stop().finally(() => process.exit()));
}

const { serveDemo } = await import('../demo/serve.mjs');
const { url } = await serveDemo({ port: process.env.PORT && Number(process.env.PORT), shop });
console.log(`\nThe demo is at ${url}${shop ? `, and its shop at ${shop.origin}` : ''}\n`);
