/** `shuk.all.medusa.js`: everything, for catalogue files and `backend="medusa"`. */
import { open } from '../backends/medusa.js';
import { startWhole } from '../whole.js';

startWhole({ medusa: open });
