import '@shuk/elements/define/buy';
import '@shuk/elements/define/product';

import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { inShop, type Trouble } from './product-shop.js';

interface Args {
  /** The backend's id, `handle:…` or `sku:…`. */
  product: string;
  variant: string;
  layout: 'card' | 'row';
  /** Width of the column it stands in, in pixels. */
  width: number;
  language: string;
  /** What goes wrong in the shop. */
  trouble: Trouble;
  content: unknown;
}

export default {
  title: 'Elements/Product',
  component: 'shuk-product',
  args: { product: 'mug-03', variant: '', layout: 'card', width: 280, language: 'en', trouble: 'normal', content: '' },
  argTypes: {
    layout: { control: 'inline-radio', options: ['card', 'row'] },
    language: { control: 'inline-radio', options: ['en', 'he'] },
    trouble: { table: { disable: true } },
    content: { table: { disable: true } },
  },
  render: ({ product, variant, layout, width, language, trouble, content }) =>
    inShop(
      html`
        <div style="max-inline-size: ${width}px">
          <shuk-product product=${product} variant=${variant} layout=${layout}>${content}</shuk-product>
        </div>
      `,
      trouble,
      language,
    ),
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

export const Card: Story = {};
export const Row: Story = { args: { layout: 'row' } };
export const Reduced: Story = { args: { product: 'rug-08' } };
export const ReducedInARow: Story = { args: { product: 'rug-08', layout: 'row' } };
export const FromALowestPrice: Story = { args: { product: 'lamp-01' } };
export const ChosenVariant: Story = { args: { product: 'lamp-01', variant: 'lamp-01-blue' } };
export const UnitPrice: Story = { args: { product: 'oil-07', variant: 'oil-07-750' } };
export const LowStock: Story = { args: { product: 'mug-03', layout: 'row' } };
export const Backorder: Story = { args: { product: 'chair-04', layout: 'row' } };
export const Preorder: Story = { args: { product: 'sofa-05', layout: 'row' } };
export const SoldOut: Story = { args: { product: 'vase-02' } };
export const NotSoldHere: Story = { args: { product: 'candle-11' } };
export const SoldElsewhere: Story = { args: { product: 'poster-10' } };

export const Loading: Story = { args: { trouble: 'loading' } };
export const LoadingInARow: Story = { args: { trouble: 'loading', layout: 'row' } };
export const LoadingWithFallback: Story = {
  args: { trouble: 'loading', content: html`<a slot="fallback" href="#mug">Stoneware mug</a>` },
};
export const Missing: Story = { args: { product: 'gone' } };
export const MissingInOwnWords: Story = {
  args: { product: 'gone', content: html`<p slot="missing">This one now stands in a museum.</p>` },
};
export const Failed: Story = { args: { trouble: 'failed' } };
export const Offline: Story = {
  args: { trouble: 'offline', content: html`<a slot="fallback" href="#mug">Stoneware mug</a>` },
};
export const Stale: Story = { args: { trouble: 'stale' } };

export const WithBuy: Story = {
  args: { product: 'shirt-20', layout: 'row', width: 320, content: html`<shuk-buy product="shirt-20"></shuk-buy>` },
};
export const Hebrew: Story = { args: { product: 'rug-08', language: 'he' } };
export const HebrewInARow: Story = { args: { product: 'rug-08', language: 'he', layout: 'row' } };
export const Dark: Story = { args: { product: 'rug-08' }, globals: { scheme: 'dark' } };
export const Narrow: Story = { args: { product: 'rug-08', layout: 'row', width: 200 } };
