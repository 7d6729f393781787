/** Defines `<shuk-shop>` on a page that has the loader. */
import { define, Shop } from '@shuk/elements';
import { setUp } from './setup.js';

setUp();
define('shuk-shop', Shop);
