import '@shuk/elements/define/cart';
import '@shuk/elements/define/cart-button';

import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { checkout } from '../test/support/catalog.js';
import { startShop } from './cart-shop.js';

interface Args {
  readonly language: string;
  /** How many pieces are in the cart. */
  readonly pieces: number;
  readonly hasCart: boolean;
  /** What the author puts inside. */
  readonly content: unknown;
}

export default {
  title: 'Elements/Cart button',
  component: 'shuk-cart-button',
  args: { language: 'en', pieces: 3, hasCart: true, content: '' },
  argTypes: {
    language: { control: 'inline-radio', options: ['en', 'he'] },
    content: { table: { disable: true } },
  },
  loaders: [
    async ({ args: { pieces, hasCart, language } }) => {
      const lines = pieces ? [{ sku: pieces > 12 ? 'O7S' : 'L1R', quantity: pieces }] : [];
      const shop = await startShop(
        {
          ...{ lines, codes: [], note: '', checkout, service: () => ({}), notice: () => undefined },
          view: () => ({}),
        },
        language,
      );
      if (!hasCart) shop.setServices({ cart: undefined });
    },
  ],
  render: ({ language, content }) => html`
    <div lang=${language} dir=${language === 'he' ? 'rtl' : 'ltr'} style="padding: 1rem">
      <shuk-cart-button>${content}</shuk-cart-button>
      <shuk-cart></shuk-cart>
    </div>
  `,
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

export const Default: Story = {};
export const Empty: Story = { args: { pieces: 0 } };
export const Many: Story = { args: { pieces: 120 } };
export const WithLabel: Story = { args: { content: html`<span slot="label">Bag</span>` } };
export const OwnIcon: Story = {
  args: {
    content: html`<svg
      slot="icon"
      viewBox="0 0 24 24"
      width="24"
      height="24"
      fill="none"
      stroke="currentColor"
      aria-hidden="true"
    >
      <path d="M3 4h3l2 11h10l2-8H7" />
      <circle cx="9" cy="19" r="1.5" />
      <circle cx="17" cy="19" r="1.5" />
    </svg>`,
  },
};
export const NoCart: Story = { args: { hasCart: false, content: html`<a href="#cart">Cart</a>` } };
export const Hebrew: Story = { args: { language: 'he' } };
export const Dark: Story = { globals: { scheme: 'dark' } };
