import '@shuk/elements/define/buy';
import '@shuk/elements/define/product';
import '@shuk/elements/define/shop';

import { staticBackend } from '@shuk/backend-static';
import { CommerceError } from '@shuk/core';
import { addBackend, addLocale } from '@shuk/elements';
import { he } from '@shuk/elements/locales/he';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { catalog } from '../test/support/catalog.js';

addLocale('he', he);
addBackend('story', () => staticBackend({ catalog }));
addBackend('story-incomplete', ({ endpoint }) => {
  if (!endpoint) throw new CommerceError('malformed', 'write endpoint="https://api.shop.example", your server.');
  return staticBackend({ catalog });
});

interface Args {
  backend: string;
  country: string;
  currency: string;
  lang: string;
}

export default {
  title: 'Elements/Shop',
  component: 'shuk-shop',
  args: { backend: 'story', country: 'DE', currency: 'EUR', lang: 'en' },
  render: ({ backend, country, currency, lang }) => html`
    <shuk-shop
      backend=${backend}
      country=${country}
      currency=${currency}
      lang=${lang}
      dir=${lang === 'he' ? 'rtl' : 'ltr'}
    >
      <shuk-product product="lamp-01" layout="row">
        <a slot="fallback" href="/p/lamp-01">Reading lamp</a>
        <shuk-buy product="lamp-01"></shuk-buy>
      </shuk-product>
    </shuk-shop>
  `,
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

export const Germany: Story = {};
export const Israel: Story = { args: { country: 'IL', currency: 'ILS', lang: 'he' } };
export const Japan: Story = { args: { country: 'JP', currency: 'JPY' } };
/** No price was read for this market: shown, but not sold. */
export const MarketWithoutPrices: Story = { args: { country: 'US', currency: 'USD' } };
/** One message in the console says what to write; the page keeps its plain link. */
export const UnknownBackend: Story = { args: { backend: 'shopfy' } };
/** An attribute that the backend needs is not there: the same. */
export const MissingAttribute: Story = { args: { backend: 'story-incomplete' } };
