import type { StorybookConfig } from '@storybook/web-components-vite';

const config: StorybookConfig = {
  framework: { name: '@storybook/web-components-vite', options: {} },
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.ts'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  // Photographs and products that a real shop system ships as its sample data.
  staticDirs: [
    { from: '../node_modules/@vendure/create/assets/images', to: '/vendure' },
    { from: '../test/support/pictures', to: '/test/support/pictures' },
  ],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  viteFinal: (vite) => ({
    ...vite,
    resolve: { ...vite.resolve, conditions: ['@shuk/source', 'module', 'browser', 'development|production'] },
  }),
};

export default config;
