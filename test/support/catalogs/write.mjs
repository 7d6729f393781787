/** Writes the shop of `../catalog.ts` as the file `shop.json`, for pages and tools that need an address. */
import { writeFileSync } from 'node:fs';
import { shopJson } from './shop-json.mjs';

writeFileSync(new URL('shop.json', import.meta.url), await shopJson());
