import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import manifest from '../packages/elements/custom-elements.json' with { type: 'json' };

setCustomElementsManifest(manifest);

const directions: Record<string, string> = { he: 'rtl' };

const preview: Preview = {
  tags: ['autodocs'],
  globalTypes: {
    language: {
      description: 'Language of the page',
      toolbar: {
        icon: 'globe',
        dynamicTitle: true,
        items: [
          { value: 'en', title: 'English' },
          { value: 'he', title: 'עברית' },
        ],
      },
    },
    scheme: {
      description: 'Colour scheme of the page',
      toolbar: {
        icon: 'contrast',
        dynamicTitle: true,
        items: [
          { value: 'light dark', title: 'As the system' },
          { value: 'light', title: 'Light' },
          { value: 'dark', title: 'Dark' },
        ],
      },
    },
  },
  initialGlobals: { language: 'en', scheme: 'light dark' },
  decorators: [
    (story, { globals }) => {
      const page = document.documentElement;
      const language = String(globals['language']);
      page.lang = language;
      page.dir = directions[language] ?? 'ltr';
      page.style.colorScheme = String(globals['scheme']);
      return story();
    },
  ],
  parameters: { a11y: { test: 'error' }, controls: { expanded: true } },
};

export default preview;
