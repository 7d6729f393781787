import { addBackend, addLocaleLoaders, type BackendFactory, type LocaleLoaders } from '@shuk/elements';

/** Loads the file of a kind of shop, which opens it. */
export type BackendLoader = () => Promise<{ readonly open: BackendFactory }>;

/** Tells the elements which backends and languages there are. Nothing of them is loaded yet. */
export function setUp(backends: Readonly<Record<string, BackendLoader>>, languages: LocaleLoaders): void {
  for (const [name, load] of Object.entries(backends)) {
    addBackend(name, async (settings) => (await load()).open(settings));
  }
  addLocaleLoaders(languages);
}
