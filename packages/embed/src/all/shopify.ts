/** `shuk.all.shopify.js`: everything, for catalogue files and `backend="shopify"`. */
import { open } from '../backends/shopify.js';
import { startWhole } from '../whole.js';

startWhole({ shopify: open });
