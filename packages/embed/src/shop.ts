/** `<shuk-shop>` on a page that has the loader, which hands its tables on: a file in common would be one more request. */
import { define, Shop, type LocaleLoaders } from '@shuk/elements';
import { setUp, type BackendLoader } from './setup.js';

export function start(backends: Readonly<Record<string, BackendLoader>>, languages: LocaleLoaders): void {
  setUp(backends, languages);
  define('shuk-shop', Shop);
}
