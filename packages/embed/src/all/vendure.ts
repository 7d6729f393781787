/** `shuk.all.vendure.js`: everything, for catalogue files and `backend="vendure"`. */
import { open } from '../backends/vendure.js';
import { startWhole } from '../whole.js';

startWhole({ vendure: open });
