import '@shuk/elements/define/cart';

import { CommerceError, type CartService, type CommerceErrorCode } from '@shuk/core';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { checkout } from '../test/support/catalog.js';
import { startShop, type Start, type Wanted } from './cart-shop.js';

interface Args extends Start {
  readonly language: string;
  readonly openOnAdd: 'never' | 'always' | 'first';
  /** What the author puts inside. */
  readonly content: unknown;
  /** What the shopper does after it has opened: a press on each of these parts. */
  readonly press: readonly string[];
}

const some: readonly Wanted[] = [{ sku: 'L1R', quantity: 2 }, { sku: 'R8' }, { sku: 'M3' }];

const refusing = (code: CommerceErrorCode, detail?: { available: number }) => () => ({
  apply: () => Promise.reject(new CommerceError(code, 'Refused by the story.', detail)),
});

/** Waits until the shop has answered, or for ever where the story never lets it. */
async function settled(cart: Element): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    await new Promise((done) => setTimeout(done, 50));
    if (!cart.shadowRoot!.querySelector('[part~="pending"], [aria-busy="true"]')) return;
  }
}

export default {
  title: 'Elements/Cart',
  component: 'shuk-cart',
  args: {
    ...{ language: 'en', openOnAdd: 'never', content: '', press: [] },
    ...{ lines: some, codes: [], note: '', checkout },
    ...{ service: () => ({}), view: () => ({}), notice: () => undefined },
  },
  argTypes: {
    language: { control: 'inline-radio', options: ['en', 'he'] },
    openOnAdd: { control: 'inline-radio', options: ['never', 'always', 'first'] },
    ...Object.fromEntries(
      ['content', 'press', 'lines', 'codes', 'note', 'checkout', 'service', 'view', 'notice'].map((name) => [
        name,
        { table: { disable: true } },
      ]),
    ),
  },
  // An open dialog covers the page, so each stands in a frame of its own.
  parameters: { layout: 'fullscreen', docs: { story: { inline: false, iframeHeight: 640 } } },
  loaders: [async ({ args }) => ({ shop: await startShop(args as unknown as Start, args.language) })],
  render: ({ language, openOnAdd, content }) => html`
    <div lang=${language} dir=${language === 'he' ? 'rtl' : 'ltr'} style="padding: 1rem; min-block-size: 30rem">
      <button commandfor="cart" command="--show">${language === 'he' ? 'סל' : 'Cart'}</button>
      <shuk-cart id="cart" open-on-add=${openOnAdd}>${content}</shuk-cart>
    </div>
  `,
  play: async ({ canvasElement, args: { press } }) => {
    const cart = canvasElement.querySelector('shuk-cart')!;
    cart.show();
    await settled(cart);
    for (const part of press) {
      cart.shadowRoot!.querySelector<HTMLElement>(`[part~="${part}"]`)!.click();
      await settled(cart);
    }
  },
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

export const Default: Story = {};
export const Closed: Story = { play: () => undefined };
export const Empty: Story = { args: { lines: [] } };
export const Loading: Story = { args: { lines: [], view: () => ({ status: 'loading' }) } };
export const Failed: Story = {
  args: { lines: [], view: () => ({ status: 'failed', error: new CommerceError('unavailable', '503') }) },
};
export const Stale: Story = {
  args: { view: () => ({ status: 'failed', error: new CommerceError('offline', 'No network.') }) },
};
export const Pending: Story = {
  args: {
    view: ({ lines }) => ({
      pending: true,
      lines: lines.map((line, index) => (index ? line : { ...line, pending: true, quantity: 3, total: undefined })),
    }),
  },
};
export const Offline: Story = { args: { service: refusing('offline'), press: ['increase'] } };
export const Refused: Story = {
  args: { service: refusing('insufficient-stock', { available: 2 }), press: ['increase'] },
};
export const SoldOut: Story = {
  args: {
    view: ({ lines }) => ({
      lines: lines.map((line, index) => (index ? line : { ...line, availability: { state: 'sold-out' } })),
    }),
  },
};
export const Removed: Story = { args: { press: ['remove'] } };
export const RemovedLast: Story = { args: { lines: [{ sku: 'M3' }], press: ['remove'] } };
export const Subscription: Story = {
  args: {
    lines: [
      { sku: 'K9', planId: 'monthly', attributes: [{ name: 'Gift note', value: 'Good morning, Dana!' }] },
      { sku: 'T6', quantity: 8 },
    ],
  },
};
export const Codes: Story = { args: { codes: ['TEN', 'BIGCART'], lines: [{ sku: 'L1R' }, { sku: 'M3' }] } };
export const CodeRefused: Story = {
  play: async ({ canvasElement }) => {
    const cart = canvasElement.querySelector('shuk-cart')!;
    cart.show();
    await settled(cart);
    cart.shadowRoot!.querySelector<HTMLElement>('[part="codes"] summary')!.click();
    const field = cart.shadowRoot!.querySelector<HTMLInputElement>('[part="field"]')!;
    field.value = 'SUMMER';
    field.form!.requestSubmit();
    await settled(cart);
  },
};
export const Note: Story = { args: { note: 'Please ring twice.' } };
export const Expired: Story = {
  args: {
    notice: ({ lines }) => ({ reason: 'rebuilt', lost: lines.slice(2) }),
    view: ({ lines }) => ({ lines: lines.slice(0, 2) }),
  },
};
export const CheckoutFailed: Story = {
  args: {
    service: () => ({ checkout: () => Promise.reject(new CommerceError('unavailable', '503')) }),
    press: ['checkout'],
  },
};
export const OrderByWhatsApp: Story = { args: { checkout: { whatsapp: '972501234567' }, press: ['checkout'] } };
export const OrderByMessenger: Story = { args: { checkout: { messenger: 'noor.shop' }, press: ['checkout'] } };
export const NotEverythingGoesAlong: Story = {
  args: {
    codes: ['TEN'],
    note: 'Please ring twice.',
    service: (cart: CartService) => ({
      checkout: async (token) => ({ ...(await cart.checkout(token)), carries: ['lines'] as const }),
    }),
    press: ['checkout'],
  },
};
export const HundredLines: Story = {
  args: {
    view: ({ lines }) => ({
      lines: Array.from({ length: 100 }, (_, index) => ({ ...lines[index % lines.length]!, id: `line ${index}` })),
    }),
  },
};
export const WithSlots: Story = {
  args: {
    content: html`
      <span slot="heading">Your bag</span>
      <p slot="upsell">Goes well with it: a linen cushion.</p>
      <small slot="footer">Free returns within 30 days.</small>
    `,
  },
};
export const EmptyInOwnWords: Story = {
  args: { lines: [], content: html`<p slot="empty">Nothing here yet. <a href="#lamps">See the lamps</a></p>` },
};
export const Themed: Story = {
  render: ({ language }) => html`
    <style>
      .brand {
        --shuk-accent: #7a3b2e;
        --shuk-accent-text: #fff;
        --shuk-surface: #fbf7f2;
        --shuk-text: #2b211c;
        --shuk-radius: 0;
        --shuk-cart-width: 24rem;
        color-scheme: light;
        font-family: Georgia, serif;
      }

      .brand shuk-cart::part(heading) {
        font-weight: 400;
      }
    </style>
    <div class="brand" lang=${language}><shuk-cart></shuk-cart></div>
  `,
};
export const Dark: Story = { globals: { scheme: 'dark' } };
export const Hebrew: Story = { args: { language: 'he', codes: ['TEN'] } };
