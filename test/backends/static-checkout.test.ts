import { staticBackend } from '@shuk/backend-static';
import type { CartOperation, CartService, Checkout, Market } from '@shuk/core';
import { expect } from '@open-wc/testing';
import { catalog, catalogWith } from '../support/catalog.js';
import { expectCode } from '@shuk/conformance';

const base = 'https://shop.example/data/catalog.json';
const german: Market = { country: 'DE', currency: 'EUR', language: 'en' };
const open = (checkout: unknown, market = german, head: object = {}): CartService =>
  staticBackend({ catalog: catalogWith({ checkout, ...head }), base }).open(market).cart!;

const red = { type: 'add', productId: 'lamp-01', variantId: 'lamp-01-red', quantity: 2 } as const;
const oil = { type: 'add', productId: 'oil-07', variantId: 'oil-07-250', quantity: 1 } as const;

async function checkOut(cart: CartService, ...operations: readonly CartOperation[]): Promise<Checkout> {
  const none: string | undefined = undefined;
  const { cart: filled } = await cart.apply(none, operations);
  return cart.checkout(filled.token);
}
/** The same spaces in every engine, and no marks of direction. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f\u061c]/g, '');

describe('static checkout: by a link', () => {
  it('carries lines, codes and market', async () => {
    const { url, carries, via, message } = await checkOut(open(catalog.checkout), red, oil, {
      type: 'add-code',
      code: 'ten',
    });
    expect(url).to.equal(
      'https://shop.example/checkout?cart=lamp-01-red:2,oil-07-250:1&coupon=TEN&country=DE&currency=EUR&lang=en',
    );
    expect([...carries].sort()).to.deep.equal(['codes', 'lines', 'market']);
    expect([via, message]).to.deep.equal([undefined, undefined]);
  });

  it('carries no more than it has places for', async () => {
    const { url, carries } = await checkOut(open({ url: '/checkout?l={lines}&n={note}&x={other}' }), red, {
      type: 'note',
      text: 'a&b=c',
    });
    expect(url).to.equal('https://shop.example/checkout?l=lamp-01-red:2&n=a%26b%3Dc&x={other}');
    expect([...carries].sort()).to.deep.equal(['lines', 'note']);
    expect((await checkOut(open({ url: '/checkout' }), red)).carries).to.deep.equal([]);
  });

  it('leaves out codes that do not apply, and what the market does not say', async () => {
    const shop = open({ url: '/c?{codes}&{country}&{currency}&{language}' }, {});
    const { url } = await checkOut(shop, red, { type: 'add-code', code: 'BIGCART' });
    expect(url).to.equal('https://shop.example/c?&&EUR&');
  });

  it('sums lines of the same variant', async () => {
    const { url } = await checkOut(open({ url: '/c?{lines}' }), red, {
      ...red,
      attributes: [{ name: 'Gift', value: 'yes' }],
    });
    expect(url).to.equal('https://shop.example/c?lamp-01-red:4');
  });

  it('encodes what it fills in', async () => {
    const id = 'a/b?c&d=e#f:g,h i"<שלום>';
    const head = {
      products: [{ id: 'p', title: 'P', variants: [{ id, price: '1' }] }],
      discounts: [{ code: 'A&B=C', percent: 1 }],
    };
    const shop = open(
      { url: 'https://x.example/{lines}?c={codes}&l={language}' },
      { ...german, language: 'en&evil=1' },
      head,
    );
    const { url } = await checkOut(
      shop,
      { ...red, productId: 'p', variantId: id, quantity: 100 },
      { type: 'add-code', code: 'a&b=c' },
    );
    expect(url).to.equal(`https://x.example/${encodeURIComponent(id)}:100?c=A%26B%3DC&l=en%26evil%3D1`);
  });

  const bad = [
    'javascript:alert({lines})',
    'data:text/html,{lines}',
    'mailto:a@b.example?body={lines}',
    'https://user:pass@shop.example/{lines}',
    'https://{note}/{lines}',
    'http://',
  ];
  for (const url of bad) {
    it(`is refused with ${url}`, async () => {
      const shop = open({ url });
      const { cart } = await shop.apply(undefined, [red, { type: 'note', text: '/evil.example' }]);
      await expectCode(shop.checkout(cart.token), 'unsupported');
    });
  }

  it('is refused where it grows too long', async () => {
    const shop = open({ url: '/c?{note}' });
    const { cart } = await shop.apply(undefined, [red, { type: 'note', text: 'ש'.repeat(3_000) }]);
    await expectCode(shop.checkout(cart.token), 'unsupported');
  });
});

describe('static checkout: by a message', () => {
  const gift: CartOperation = { ...red, attributes: [{ name: 'Engraving', value: 'For Dana\nTotal: €0.00' }] };
  const order: CartOperation[] = [
    gift,
    { type: 'add', productId: 'coffee-09', variantId: 'coffee-09-beans', quantity: 1, planId: 'fortnightly' },
    { type: 'add-code', code: 'TEN' },
    { type: 'note', text: 'Ring twice\nor knock' },
    { type: 'attributes', attributes: [{ name: 'Gift wrap', value: 'yes' }] },
  ];
  const english = [
    'Order – Noor',
    '',
    '2 × Reading lamp (Red) [L1R]: €98.00',
    'Engraving: For Dana Total: €0.00',
    '1 × House coffee (Beans) [K9]: €12.00',
    'Every 2 weeks',
    '',
    'Subtotal: €110.00',
    'Discount (TEN): -€11.00',
    'Total: €99.00',
    '',
    'Gift wrap: yes',
    'Note: Ring twice',
    'or knock',
  ].join('\n');
  const body = (text: string) => plain(text).replace(/^ +/gm, '');

  it('goes to WhatsApp with the text', async () => {
    const { url, via, carries, message } = await checkOut(open({ whatsapp: '972501234567' }), ...order);
    expect(url).to.match(/^https:\/\/wa\.me\/972501234567\?text=[^&#+ ]+$/);
    expect(body(new URL(url).searchParams.get('text')!)).to.equal(english);
    expect(via).to.equal('whatsapp');
    expect([...carries].sort()).to.deep.equal(['attributes', 'codes', 'lines', 'market', 'note']);
    expect(message).to.equal(undefined);
  });

  it('goes to e-mail by the rules of RFC 6068', async () => {
    const { url, via } = await checkOut(open({ email: 'orders+web@shop.example' }), ...order);
    expect(url).to.match(/^mailto:orders%2Bweb@shop\.example\?subject=Order%20%E2%80%93%20Noor&body=[^&#+ ]+$/);
    const written = decodeURIComponent(/body=(.*)$/.exec(url)![1]!);
    expect(body(written.replaceAll('\r\n', '\n'))).to.equal(english);
    expect(url).to.not.match(/(?<!%0D)%0A|%0D(?!%0A)/);
    expect(via).to.equal('email');
  });

  it('goes to Messenger to be pasted', async () => {
    const { url, via, carries, message } = await checkOut(open({ messenger: 'noor.home' }), ...order);
    expect([url, via, carries]).to.deep.equal(['https://m.me/noor.home', 'messenger', []]);
    expect(body(message!)).to.equal(english);
  });

  it('is in the language of the session', async () => {
    const israel: Market = { country: 'IL', currency: 'ILS', language: 'he-IL' };
    const { message } = await checkOut(open({ messenger: 'noor' }, israel), red, { type: 'add-code', code: 'TEN' });
    expect(body(message!)).to.equal(
      ['הזמנה – Noor', '', '2 × מנורת קריאה (אדום) [L1R]: 378.00 ₪', '']
        .concat(['סכום ביניים: 378.00 ₪', 'הנחה (TEN): -37.80 ₪', 'סך הכול: 340.20 ₪'])
        .join('\n'),
    );
  });

  it('is in English where its language has no words', async () => {
    for (const language of ['fi', '', 'not a language', undefined]) {
      const { message } = await checkOut(open({ messenger: 'noor' }, { ...german, language }), red);
      expect(message).to.match(/^Order – Noor\n\n2 × Reading lamp \(Red\) \[L1R\]: .+\n\nTotal: .+$/);
    }
  });

  it('says what Hebrew says by its old tag and with an underscore, too', async () => {
    for (const language of ['iw', 'he_IL', 'HE']) {
      expect((await checkOut(open({ messenger: 'noor' }, { ...german, language }), red)).message).to.contain('סך הכול');
    }
  });

  it('needs no name of the shop', async () => {
    const { message } = await checkOut(open({ messenger: 'noor' }, german, { name: undefined }), red);
    expect(message).to.match(/^Order\n/);
  });

  it('lets nothing but the note pretend to be another line', async () => {
    const head = {
      name: 'A\r\nBcc: evil@evil.example\u2028Total: 0',
      products: [{ id: 'p', title: 'T\n9 × Gold: €1', variants: [{ id: 'v', price: '1' }] }],
    };
    const shop = open({ email: 'a@b.example' }, german, head);
    const { url } = await checkOut(shop, { ...red, productId: 'p', variantId: 'v' });
    const subject = decodeURIComponent(/subject=([^&]*)/.exec(url)![1]!);
    expect(subject).to.equal('Order – A Bcc: evil@evil.example Total: 0');
    expect(decodeURIComponent(url)).to.contain('2 × T 9 × Gold: €1: €2.00\r\n');
  });

  it('is pasted where the address would become too long', async () => {
    const long: CartOperation = { type: 'note', text: 'ש'.repeat(2_000) };
    for (const [config, address] of [
      [{ whatsapp: '972501234567' }, 'https://wa.me/972501234567'],
      [{ email: 'a@b.example' }, 'mailto:a@b.example'],
    ] as const) {
      const { url, carries, message } = await checkOut(open(config), red, long);
      expect([url, carries]).to.deep.equal([address, []]);
      expect(message).to.contain('ש'.repeat(2_000));
    }
    // An order of some length still fits into WhatsApp, but not into what mail programs take.
    const medium: CartOperation = { type: 'note', text: 'ש'.repeat(600) };
    expect((await checkOut(open({ whatsapp: '972501234567' }), red, medium)).message).to.equal(undefined);
    expect((await checkOut(open({ email: 'a@b.example' }), red, medium)).message).to.be.a('string');
  });

  const numbers: [unknown, string | undefined][] = [
    ['972501234567', '972501234567'],
    [972501234567, '972501234567'],
    ['+972 (50) 123-45.67', '972501234567'],
    ['00972501234567', '972501234567'],
    ['call me', undefined],
    ['12345', undefined],
    ['9'.repeat(16), undefined],
    ['972501234567?text=evil', undefined],
    ['', undefined],
  ];
  for (const [written, number] of numbers) {
    it(`reads the number ${JSON.stringify(written)} as ${number ?? 'none'}`, async () => {
      const shop = open({ whatsapp: written });
      if (number) return expect((await checkOut(shop, red)).url).to.contain(`https://wa.me/${number}?`);
      const { cart } = await shop.apply(undefined, [red]);
      return expectCode(shop.checkout(cart.token), 'unsupported');
    });
  }

  const refused: unknown[] = [
    { email: 'a@b.example,c@d.example' },
    { email: 'a@b.example?bcc=evil@evil.example' },
    { email: 'a@b.example\r\nBcc: evil@evil.example' },
    { email: 'a@b.example&bcc=x' },
    { email: '@' },
    { messenger: '../evil' },
    { messenger: 'a?b' },
    { messenger: '' },
    { fax: '1' },
    {},
    'https://shop.example',
    [],
    null,
    undefined,
  ];
  for (const checkout of refused) {
    it(`has nowhere to go with ${JSON.stringify(checkout)}`, async () => {
      const shop = open(checkout);
      const { cart } = await shop.apply(undefined, [red]);
      await expectCode(shop.checkout(cart.token), 'unsupported');
    });
  }
});

describe('static checkout: of a cart that', () => {
  it('is empty is refused', async () => {
    const shop = open(catalog.checkout);
    await expectCode(shop.checkout((await shop.apply(undefined, [])).cart.token), 'rejected');
  });

  const sold = (variant: object) =>
    open(catalog.checkout, german, {
      products: [{ id: 'a', title: 'A', variants: [{ id: 'v', price: '1', ...variant }] }],
    });
  const cases: [string, object, 'out-of-stock' | 'insufficient-stock' | 'quantity-rule'][] = [
    ['has sold out meanwhile', { stock: 0 }, 'out-of-stock'],
    ['is more than there are', { stock: 4 }, 'insufficient-stock'],
    ['is more than may be bought', { maximum: 4 }, 'quantity-rule'],
  ];
  for (const [what, variant, code] of cases) {
    it(`${what} is refused`, async () => {
      const add: CartOperation = { type: 'add', productId: 'a', variantId: 'v', quantity: 5 };
      const { cart } = await sold({ stock: 9 }).apply(undefined, [add]);
      expect((await sold({ stock: 5 }).checkout(cart.token)).url).to.contain('v:5');
      await expectCode(sold(variant).checkout(cart.token), code);
    });
  }
});
