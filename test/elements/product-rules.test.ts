import type { Price, Product } from '@shuk/core';
import { expect } from '@open-wc/testing';
import { formatDate } from '../../packages/elements/src/internal/date.js';
import { priceView, reduction } from '../../packages/elements/src/internal/price-view.js';
import {
  chosenVariant,
  namedVariant,
  offer,
  pickerKind,
  settle,
  stockView,
} from '../../packages/elements/src/internal/variants.js';
import { euro, productOf, productWith, variantWith } from './product-page.js';

const shirt = productOf({ Color: ['Red', 'Blue', 'Sand'], Size: ['S', 'M', 'L'] }, [
  ...['Red S', 'Red M!', 'Blue M', 'Blue L', 'Sand L!'],
]);

describe('the variant that is meant', () => {
  const [one, two] = [variantWith('a', { sku: 'A-1' }), variantWith('b', { sku: 'B-1' })];
  const product = productWith({ variants: [one, two] });

  it('is the one that the page names, by id or by SKU', () => {
    expect(namedVariant(product, 'lamp', 'b')).to.equal(two);
    expect(namedVariant(product, 'lamp', 'id:b')).to.equal(two);
    expect(namedVariant(product, 'lamp', 'sku:B-1')).to.equal(two);
  });

  it('is the one whose SKU names the product', () => {
    expect(namedVariant(product, 'sku:B-1', '')).to.equal(two);
    expect(namedVariant(product, 'sku:B-1', 'a')).to.equal(one);
  });

  it('is none where several are possible', () => {
    expect(namedVariant(product, 'lamp', '')).to.equal(undefined);
    expect(namedVariant(product, 'a', '')).to.equal(undefined);
    expect(namedVariant(product, 'lamp', 'gone')).to.equal(undefined);
  });

  it('is the only one there is', () => {
    const single = productWith();
    expect(namedVariant(single, 'lamp', '')).to.equal(single.variants[0]);
  });
});

describe('choices', () => {
  it('guess nothing that is not forced', () => {
    expect(settle(shirt, [])).to.deep.equal([undefined, undefined]);
    expect(settle(shirt, ['Red'])).to.deep.equal(['Red', undefined]);
  });

  it('are forced where one value is left', () => {
    expect(settle(shirt, ['Sand'])).to.deep.equal(['Sand', 'L']);
    expect(settle(productOf({ Material: ['Oak'], Size: ['S', 'M'] }, ['Oak S', 'Oak M']), [])).to.deep.equal([
      'Oak',
      undefined,
    ]);
  });

  it('are kept while a variant has them, and dropped or forced anew where none has', () => {
    expect(settle(shirt, ['Blue', 'M'])).to.deep.equal(['Blue', 'M']);
    expect(settle(shirt, ['Blue', 'S'])).to.deep.equal(['Blue', undefined]);
    expect(settle(shirt, ['Sand', 'S'])).to.deep.equal(['Sand', 'L']);
    expect(settle(shirt, ['Green', 'M'])).to.deep.equal([undefined, 'M']);
  });

  it('lead to a variant when they are complete', () => {
    expect(chosenVariant(shirt, ['Blue', 'L'])?.id).to.equal('Blue-L');
    expect(chosenVariant(shirt, ['Red', 'L'])).to.equal(undefined);
  });

  it('prefer the named one of two variants with the same values', () => {
    const twins = productWith({ variants: [variantWith('a'), variantWith('b')] });
    expect(chosenVariant(twins, [])?.id).to.equal('a');
    expect(chosenVariant(twins, [], twins.variants[1])?.id).to.equal('b');
    expect(chosenVariant(shirt, ['Blue', 'L'], shirt.variants[0])?.id).to.equal('Blue-L');
  });

  it('offer what exists after the choices before, whatever was chosen behind', () => {
    const red = (choice: (string | undefined)[]) => ['S', 'M', 'L'].map((size) => offer(shirt, choice, 1, size));
    expect(red(['Red', undefined])).to.deep.equal([
      { exists: true, soldOut: false },
      { exists: true, soldOut: true },
      { exists: false, soldOut: true },
    ]);
    expect(offer(shirt, ['Red', 'S'], 0, 'Blue').exists).to.equal(true);
  });

  it('mark what leads to nothing but sold-out variants', () => {
    expect(offer(shirt, [], 0, 'Sand')).to.deep.equal({ exists: true, soldOut: true });
    expect(offer(shirt, [], 0, 'Red').soldOut).to.equal(false);
    expect(offer(shirt, [undefined, 'L'], 1, 'M').soldOut).to.equal(false);
  });

  it('survive variants with fewer values than options', () => {
    const broken = productWith({
      options: shirt.options,
      variants: [variantWith('a', { values: ['Red'] }), variantWith('b', { values: [] })],
    });
    expect(settle(broken, ['Red', 'S'])).to.have.length(2);
    expect(chosenVariant(broken, ['Red', 'S'])).to.equal(undefined);
  });

  it('are shown by kind, else by their values', () => {
    const values = (count: number) => Array.from({ length: count }, (_, index) => ({ name: String(index) }));
    expect(pickerKind({ name: 'a', values: values(8) })).to.equal('button');
    expect(pickerKind({ name: 'a', values: values(9) })).to.equal('list');
    expect(pickerKind({ name: 'a', values: [...values(9), { name: 'x', color: '#fff' }] })).to.equal('swatch');
    expect(pickerKind({ name: 'a', values: [{ name: 'x', image: { src: 'https://x.example/y' } }] })).to.equal(
      'swatch',
    );
    expect(pickerKind({ name: 'a', kind: 'button', values: values(9) })).to.equal('button');
  });
});

describe('the price of a product', () => {
  const priced = (...prices: (Price | undefined)[]): Product => {
    const [first, ...more] = prices.map((price, index) => variantWith(String(index), { price }));
    return productWith({ variants: [first!, ...more] });
  };
  const at = (amount: number, more: Partial<Price> = {}): Price => ({ current: euro(amount), ...more });

  it('is that of the chosen variant', () => {
    const product = priced(at(900), at(1200));
    const { price, from } = priceView(product, product.variants[1])!;
    expect([price.current, from]).to.deep.equal([euro(1200), false]);
    const none = priced(at(900), undefined);
    expect(priceView(none, none.variants[1])).to.equal(undefined);
  });

  it('starts from the lowest where variants differ', () => {
    const view = priceView(priced(at(1200), at(900), at(1500)));
    expect(view?.price.current).to.deep.equal(euro(900));
    expect(view?.from).to.equal(true);
  });

  it('is one where all cost the same', () => {
    expect(priceView(priced(at(900), at(900), undefined))?.from).to.equal(false);
  });

  it('leaves out what is sold out, unless all is', () => {
    const out = { availability: { state: 'sold-out' as const } };
    const cheap = variantWith('a', { price: at(500), ...out });
    const product = productWith({ variants: [cheap, variantWith('b', { price: at(900) })] });
    expect(priceView(product)).to.deep.include({ from: false }).and.have.nested.property('price.current.amount', 900);
    expect(priceView(productWith({ variants: [cheap] }))?.price.current.amount).to.equal(500);
  });

  it('compares within one currency only', () => {
    const view = priceView(priced(at(1200), { current: { amount: 5, currency: 'JPY' } }, at(1300)));
    expect(view?.price.current).to.deep.equal(euro(1200));
  });

  it('claims a reduction only where every variant has one', () => {
    const reduced = { compareAt: euro(2000) };
    expect(priceView(priced(at(900, reduced), at(900)))?.price.compareAt).to.equal(undefined);
    expect(priceView(priced(at(900, reduced), at(1200, reduced)))?.price.compareAt).to.deep.equal(euro(2000));
  });

  it('is none where no variant has one in this market', () => {
    expect(priceView(priced(undefined, undefined))).to.equal(undefined);
  });
});

describe('a reduction', () => {
  const price: Price = { current: euro(4000), compareAt: euro(5900), lowest30Days: euro(4999) };

  it('shows what it was, the lowest price of 30 days, and the percentage off that', () => {
    expect(reduction(price, 'DE')).to.deep.equal({ was: euro(5900), lowest: euro(4999), percent: 19 });
  });

  it('is never rounded up', () => {
    const percent = (current: number, lowest: number) =>
      reduction({ current: euro(current), compareAt: euro(99999), lowest30Days: euro(lowest) }, 'DE')?.percent;
    expect(percent(8001, 10000)).to.equal(19);
    expect(percent(8000, 10000)).to.equal(20);
    expect(percent(9990, 10000)).to.equal(undefined);
    expect(percent(710, 1000)).to.equal(29);
  });

  it('claims no percentage where it was cheaper before', () => {
    expect(reduction({ ...price, lowest30Days: euro(3900) }, 'DE')).to.deep.include({ percent: undefined });
  });

  it('is not claimed in the EEA without its 30-day price', () => {
    const bare: Price = { current: euro(4000), compareAt: euro(5900) };
    for (const country of ['DE', 'FR', 'NO']) expect(reduction(bare, country), country).to.equal(undefined);
    for (const country of ['IL', 'US', 'GB', undefined]) {
      expect(reduction(bare, country), country).to.deep.equal({ was: euro(5900) });
    }
  });

  it('is none where it is not lower, or in another currency', () => {
    expect(reduction({ current: euro(4000) }, 'US')).to.equal(undefined);
    expect(reduction({ current: euro(4000), compareAt: euro(4000) }, 'US')).to.equal(undefined);
    expect(reduction({ current: euro(4000), compareAt: { amount: 9000, currency: 'JPY' } }, 'US')).to.equal(undefined);
  });
});

describe('stock of a product', () => {
  it('is that of the chosen variant', () => {
    expect(stockView(shirt, shirt.variants[1])).to.deep.equal({ state: 'sold-out' });
  });

  it('is told without a choice only where all variants are alike', () => {
    expect(stockView(shirt)).to.equal(undefined);
    const later = { availability: { state: 'preorder', from: '2027-01-01' } } as const;
    expect(stockView(productWith({ variants: [variantWith('a', later), variantWith('b', later)] }))).to.deep.equal(
      later.availability,
    );
    const few = (left: number) => ({ availability: { state: 'low-stock', left } }) as const;
    const low = productWith({ variants: [variantWith('a', few(1)), variantWith('b', few(2))] });
    expect(stockView(low)?.left).to.equal(undefined);
  });

  it('is not told of what is sold elsewhere', () => {
    expect(stockView(productWith({ external: true }))).to.equal(undefined);
  });
});

describe('a date', () => {
  it('is written as the language does, and is the same day everywhere', () => {
    expect(formatDate('2027-02-15', 'en')).to.equal('February 15, 2027');
    expect(formatDate('2027-02-15', 'de')).to.equal('15. Februar 2027');
  });

  it('is nothing where it is none, and English in a language there is not', () => {
    for (const iso of [undefined, '', 'soon', '2027-99-99']) expect(formatDate(iso, 'en'), iso).to.equal('');
    expect(formatDate('2027-02-15', '!!')).to.equal('February 15, 2027');
  });
});
