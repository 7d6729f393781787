/** `shuk.all.woocommerce.js`: everything, for catalogue files and `backend="woocommerce"`. */
import { open } from '../backends/woocommerce.js';
import { startWhole } from '../whole.js';

startWhole({ woocommerce: open });
