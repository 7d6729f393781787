/** `shuk.all.http.js`: everything, for catalogue files and `backend="http"`. */
import { open } from '../backends/http.js';
import { startWhole } from '../whole.js';

startWhole({ http: open });
