/** Which shops a run is about, and how each is started: by `SHOPS`, e.g. `SHOPS=http,vendure`; all where it is not set. */
import { existsSync } from 'node:fs';
import { loadShop, names } from './shops.mjs';

/** The names asked for. One that there is no shop of is a mistake. */
function wanted() {
  const asked = process.env.SHOPS?.split(',').filter(Boolean) ?? names;
  const unknown = asked.filter((name) => !names.includes(name));
  if (unknown.length) throw new Error(`There is no shop "${unknown}". There are: ${names.join(', ')}`);
  return asked;
}

const exists = (name) => existsSync(new URL(`${name}/shop.mjs`, import.meta.url));

/**
 * The modules of the shops that can be started here, in order. Of each other one a line says why it is left out:
 * that is no failure of the shop, and no test of it.
 */
export async function shopsHere(except = []) {
  const shops = [];
  for (const name of wanted().filter((name) => !except.includes(name))) {
    if (!exists(name)) {
      console.log(`Left out: ${name}. There is no test/shops/${name}/shop.mjs.`);
      continue;
    }
    // One that cannot even be loaded fails as itself, not all others with it.
    const shop = await loadShop(name).catch((error) => ({ name, lacking() {}, start: () => Promise.reject(error) }));
    const lacks = await shop.lacking();
    if (lacks) console.log(`Left out: ${name}. ${lacks}`);
    else shops.push(shop);
  }
  return shops;
}
