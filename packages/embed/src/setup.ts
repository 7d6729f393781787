import { addBackend, addLocaleLoaders, type BackendFactory } from '@shuk/elements';
import { backends, languages } from './table.js';

/** Tells the elements which backends and languages there are. Nothing of them is loaded yet. */
export function setUp(): void {
  for (const [name, load] of Object.entries<() => Promise<{ readonly open: BackendFactory }>>(backends)) {
    addBackend(name, async (settings) => (await load()).open(settings));
  }
  addLocaleLoaders(languages);
}
