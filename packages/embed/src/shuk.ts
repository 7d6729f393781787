/** What a site pastes: `<script type="module" src="…/shuk.js"></script>`. Defines nothing itself. */
import { isFirstCopy } from './copies.js';
import { discover } from './discover.js';
import { always, elements } from './table.js';

if (isFirstCopy()) discover(elements, always);
