import '@shuk/elements/define/buy';

import { CommerceError } from '@shuk/core';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { inShop, type Trouble } from './product-shop.js';

interface Args {
  /** The backend's id, `handle:…` or `sku:…`. */
  product: string;
  variant: string;
  quantity: string;
  withoutQuantity: boolean;
  /** Width of the column it stands in, in pixels. */
  width: number;
  language: string;
  /** What goes wrong in the shop. */
  trouble: Trouble;
  content: unknown;
}

/** Presses the button as soon as it is there, and waits for what it says. */
async function press({ canvasElement }: { canvasElement: HTMLElement }): Promise<void> {
  const buy = canvasElement.querySelector('shuk-buy')!;
  while (!buy.shadowRoot?.querySelector('button.button')) await new Promise((done) => setTimeout(done, 20));
  void buy.addToCart();
  while (!buy.shadowRoot.querySelector('.adding, .added, [role=alert]')) {
    await new Promise((done) => setTimeout(done, 20));
  }
}

export default {
  title: 'Elements/Buy',
  component: 'shuk-buy',
  args: {
    ...{ product: 'lamp-01', variant: 'lamp-01-red', quantity: '', withoutQuantity: false, width: 340 },
    ...{ language: 'en', trouble: 'normal', content: '' },
  },
  argTypes: {
    language: { control: 'inline-radio', options: ['en', 'he'] },
    trouble: { table: { disable: true } },
    content: { table: { disable: true } },
  },
  render: ({ product, variant, quantity, withoutQuantity, width, language, trouble, content }) =>
    inShop(
      html`
        <div style="max-inline-size: ${width}px">
          <shuk-buy product=${product} variant=${variant} quantity=${quantity} ?without-quantity=${withoutQuantity}>
            ${content}
          </shuk-buy>
        </div>
      `,
      trouble,
      language,
    ),
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

export const Swatches: Story = {};
export const NothingChosen: Story = { args: { product: 'shirt-20', variant: '' } };
export const SomeSoldOut: Story = { args: { product: 'shirt-20', variant: 'shirt-20-red-s' } };
export const SoldOutChoice: Story = { args: { product: 'shirt-20', variant: 'shirt-20-red-m' } };
export const ThreeOptionsWithGaps: Story = {
  args: { product: 'trousers-21', variant: 'trousers-21-olive-34-regular' },
};
export const Buttons: Story = { args: { product: 'oil-07', variant: 'oil-07-250' } };
export const WithoutQuantity: Story = { args: { withoutQuantity: true } };
export const QuantityRules: Story = { args: { product: 'tiles-06', quantity: '16' } };
export const LowStock: Story = { args: { product: 'mug-03', quantity: '3' } };
export const Plans: Story = { args: { product: 'coffee-09', variant: 'coffee-09-beans' } };
export const PlanOnly: Story = { args: { product: 'coffee-09', variant: 'coffee-09-box' } };
export const Preorder: Story = { args: { product: 'sofa-05' } };
export const SoldOut: Story = { args: { product: 'vase-02' } };
export const SoldElsewhere: Story = { args: { product: 'poster-10' } };
export const NotSoldHere: Story = {
  args: { product: 'candle-11', content: html`<a slot="fallback" href="#shop">See it in the shop</a>` },
};
export const FormFields: Story = {
  args: {
    product: 'mug-03',
    content: html`<label>Gift note<br /><textarea name="Gift note" rows="2"></textarea></label>`,
  },
};
export const OwnWords: Story = { args: { product: 'mug-03', content: html`<span slot="label">Take it home</span>` } };

export const Loading: Story = { args: { trouble: 'loading' } };
export const LoadingWithFallback: Story = {
  args: { trouble: 'loading', content: html`<a slot="fallback" href="#shop">See it in the shop</a>` },
};
export const Missing: Story = {
  args: { product: 'gone', content: html`<a slot="fallback" href="#shop">See what is like it</a>` },
};
export const Failed: Story = { args: { trouble: 'failed' } };
export const Offline: Story = { args: { trouble: 'offline' } };
export const Stale: Story = { args: { trouble: 'stale' } };
export const NoCart: Story = {
  args: { trouble: 'no cart', content: html`<a slot="fallback" href="#shop">See it in the shop</a>` },
};

export const ChoiceMissing: Story = { args: { product: 'shirt-20', variant: '' }, play: press };
export const Adding: Story = { args: { trouble: 'busy' }, play: press };
export const Added: Story = { play: press };
export const Refused: Story = { args: { trouble: new CommerceError('out-of-stock', 'None left.') }, play: press };
export const RefusedSome: Story = {
  args: { trouble: new CommerceError('insufficient-stock', 'Fewer.', { available: 2 }), quantity: '5' },
  play: press,
};
export const RefusedByKey: Story = {
  args: { trouble: new CommerceError('unauthorized', 'No.') },
  play: press,
};

export const Hebrew: Story = { args: { language: 'he' } };
export const HebrewChoiceMissing: Story = { args: { language: 'he', variant: '' }, play: press };
export const Dark: Story = { args: { product: 'shirt-20', variant: 'shirt-20-red-s' }, globals: { scheme: 'dark' } };
export const Narrow: Story = { args: { product: 'coffee-09', variant: 'coffee-09-beans', width: 220 } };
