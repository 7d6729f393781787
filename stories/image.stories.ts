import '@shuk/elements/define/image';

import { CommerceError } from '@shuk/core';
import { addLocale } from '@shuk/elements';
import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html, nothing, type TemplateResult } from 'lit';
import { he } from '../packages/elements/src/locales/he.js';
import { inShop, type Trouble } from './product-shop.js';

addLocale('he', he);

interface Args {
  /** The point that stays in view where the picture is cropped. */
  focus: string;
  look: boolean;
  withoutPins: boolean;
  pin: 'dot' | 'plus' | 'number';
  /** How the page shows the picture. */
  fit: 'whole' | 'cover' | 'contain';
  language: string;
  /** What goes wrong in the shop; `none`: there is no shop. */
  trouble: Trouble | 'none';
  tags: TemplateResult;
}

const tags = html`
  <ul>
    <li>
      <shuk-tag product="lamp-01" x="0.13" y="0.1"><a href="#lamp">Reading lamp</a></shuk-tag>
    </li>
    <li>
      <shuk-tag product="sofa-05" x="0.5" y="0.47" label="The grey sofa"><a href="#sofa">Sofa</a></shuk-tag>
    </li>
    <li>
      <shuk-tag product="rug-08" x="0.42" y="0.95"><a href="#rug">Rug</a></shuk-tag>
    </li>
    <li>
      <shuk-tag product="vase-02" x="0.907" y="0.535"><a href="#vase">Vase</a></shuk-tag>
    </li>
  </ul>
`;

const page = html`
  <style>
    .room img {
      display: block;
      inline-size: 100%;
      block-size: auto;
      border-radius: 0.75rem;
    }
    .room.cover img {
      block-size: 22rem;
      object-fit: cover;
    }
    .room.contain img {
      block-size: 24rem;
      object-fit: contain;
      background: color-mix(in srgb, currentColor 8%, transparent);
    }
    .room ul {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1.5rem;
      margin: 0.75rem 0 0;
      padding: 0;
      list-style: none;
    }
    .room a {
      color: inherit;
    }
    .room shuk-tag:state(sold-out) a {
      text-decoration: line-through;
    }
  </style>
`;

type Play = { canvasElement: HTMLElement };

async function until<T>(find: () => T | null | undefined | false): Promise<T> {
  for (;;) {
    const found = find();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 20));
  }
}

const find = (root: ParentNode | null | undefined, part: string, index = 0) =>
  root?.querySelectorAll<HTMLElement>(`[part~="${part}"]`)[index];

const shadowOf = ({ canvasElement }: Play) => canvasElement.querySelector('shuk-image')?.shadowRoot;

/** Presses a pin and waits until what it opens has its product, or says why it has none. */
const openPin =
  (index: number) =>
  async (play: Play): Promise<void> => {
    (await until(() => find(shadowOf(play), 'pin', index))).click();
    const product = await until(() => shadowOf(play)?.querySelector('shuk-product')?.shadowRoot);
    await until(() => product.querySelector('[part~=title], [part~=message], [part~=skeleton]'));
  };

async function openLook(play: Play): Promise<void> {
  (await until(() => find(shadowOf(play), 'look-button'))).click();
  await until(() => find(shadowOf(play), 'look-item'));
}

/** Adds the whole look as often as told. */
const addLook =
  (times: number) =>
  async (play: Play): Promise<void> => {
    await openLook(play);
    const button = await until(() => {
      const add = find(shadowOf(play), 'look-add');
      return add?.getAttribute('aria-disabled') === 'false' && add;
    });
    for (let time = 0; time < times; time++) {
      button.click();
      await until(
        () => find(shadowOf(play), 'look-outcome') ?? find(shadowOf(play), 'look-status')?.textContent.trim(),
      );
      await until(() => button.getAttribute('aria-disabled') === 'false');
    }
  };

export default {
  title: 'Elements/Image',
  component: 'shuk-image',
  subcomponents: { 'shuk-tag': 'shuk-tag' },
  args: {
    ...{
      focus: '',
      look: false,
      withoutPins: false,
      pin: 'dot',
      fit: 'whole',
      language: 'en',
      trouble: 'normal',
      tags,
    },
  },
  argTypes: {
    pin: { control: 'inline-radio', options: ['dot', 'plus', 'number'] },
    fit: { control: 'inline-radio', options: ['whole', 'cover', 'contain'] },
    language: { control: 'inline-radio', options: ['en', 'he'] },
    trouble: { table: { disable: true } },
    tags: { table: { disable: true } },
  },
  render: ({ focus, look, withoutPins, pin, fit, language, trouble, tags }) => {
    const picture = html`
      ${page}
      <shuk-image class="room ${fit}" focus=${focus || nothing} ?look=${look} ?without-pins=${withoutPins} pin=${pin}>
        <img src="/vendure/nathan-fertig-249917-unsplash.jpg" alt="A sofa before a window" width="1600" height="1067" />
        ${tags}
      </shuk-image>
    `;
    return trouble === 'none' ? picture : inShop(picture, trouble, language);
  },
} satisfies Meta<Args>;

type Story = StoryObj<Args>;

export const Default: Story = {};
export const Pluses: Story = { args: { pin: 'plus' } };
export const Numbers: Story = { args: { pin: 'number' } };
export const WithoutPins: Story = { args: { withoutPins: true, look: true } };
export const Cropped: Story = { args: { fit: 'cover' } };
export const CroppedToAPoint: Story = { args: { fit: 'cover', focus: '0.1 0.05' } };
export const InAFrame: Story = { args: { fit: 'contain' } };
export const Region: Story = {
  args: {
    tags: html`
      <ul>
        <li>
          <shuk-tag product="sofa-05" points="0.17,0.43 0.78,0.42 0.84,0.58 0.82,0.87 0.13,0.87 0.12,0.6"
            ><a href="#sofa">Sofa</a></shuk-tag
          >
        </li>
      </ul>
    `,
  },
  play: openPin(0),
};
export const PinsOnOneSpot: Story = {
  args: {
    tags: html`<ul>
      ${['lamp-01', 'mug-03', 'rug-08', 'oil-07', 'vase-02'].map(
        (id) =>
          html`<li>
            <shuk-tag product=${id} x="0.5" y="0.45"><a href="#${id}">${id}</a></shuk-tag>
          </li>`,
      )}
    </ul>`,
  },
};
export const ManyPins: Story = {
  args: {
    tags: html`${Array.from(
      { length: 160 },
      (_, index) => html`
        <shuk-tag product="mug-03" x=${((index % 16) + 0.5) / 16} y=${(Math.floor(index / 16) + 0.5) / 10}></shuk-tag>
      `,
    )}`,
  },
};

export const WithoutShop: Story = { args: { trouble: 'none' } };
export const Loading: Story = { args: { trouble: 'loading' } };
export const Missing: Story = {
  args: {
    tags: html`<ul>
      <li>
        <shuk-tag product="gone" x="0.5" y="0.5"><a href="#gone">A chair of last year</a></shuk-tag>
      </li>
    </ul>`,
  },
};
export const Offline: Story = { args: { trouble: 'offline' } };
export const Stale: Story = { args: { trouble: 'stale' } };

export const Open: Story = { play: openPin(0) };
export const OpenReduced: Story = { play: openPin(2) };
export const OpenSoldOut: Story = { play: openPin(3) };
export const OpenLoading: Story = { args: { trouble: 'loading' }, play: openPin(0) };
export const OpenOffline: Story = { args: { trouble: 'offline' }, play: openPin(0) };
export const OpenRefused: Story = {
  args: { trouble: new CommerceError('out-of-stock', 'None left.') },
  play: async (play) => {
    await openPin(2)(play);
    const buy = await until(() => shadowOf(play)?.querySelector('shuk-buy'));
    await until(() => buy.selectedVariant);
    await buy.addToCart();
  },
};
export const OpenHebrew: Story = { args: { language: 'he' }, play: openPin(2) };
export const OpenDark: Story = { globals: { scheme: 'dark' }, play: openPin(0) };
export const OpenOnAPhone: Story = { globals: { viewport: { value: 'mobile1' } }, play: openPin(0) };

export const Look: Story = { args: { look: true } };
export const LookOpen: Story = { args: { look: true }, play: openLook };
export const LookAsksForAChoice: Story = { args: { look: true }, play: addLook(1) };
export const LookAdded: Story = {
  args: {
    look: true,
    tags: html`
      <ul>
        <li>
          <shuk-tag product="lamp-01" variant="lamp-01-red" x="0.13" y="0.1"><a href="#lamp">Lamp</a></shuk-tag>
        </li>
        <li>
          <shuk-tag product="mug-03" x="0.5" y="0.62"><a href="#mug">Mug</a></shuk-tag>
        </li>
      </ul>
    `,
  },
  play: addLook(1),
};
/** The shop has three mugs. */
export const LookAddedInPart: Story = { ...LookAdded, play: addLook(4) };
export const LookRefused: Story = {
  args: { ...LookAdded.args, trouble: new CommerceError('cart-closed', 'Ordered.') },
  play: addLook(1),
};
export const LookLoading: Story = { args: { look: true, trouble: 'loading' }, play: openLook };
export const LookHebrew: Story = { args: { look: true, language: 'he' }, play: openLook };
export const LookDark: Story = { args: { look: true }, globals: { scheme: 'dark' }, play: openLook };
export const LookOnAPhone: Story = {
  args: { look: true },
  globals: { viewport: { value: 'mobile1' } },
  play: openLook,
};
