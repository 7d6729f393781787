import { currencyDigits, formatMoney, isCurrency, toDecimal, toMinor } from '@shuk/core';
import { expect } from '@open-wc/testing';
import fc from 'fast-check';

/** Engines differ in their spaces and marks; digits, signs and their order are what counts. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ').replace(/[\u200e\u200f\u061c]/g, '');

const currencies = ['JPY', 'KWD', 'HUF', 'ISK', 'CLP', 'IQD', 'EUR', 'ILS', 'CLF', 'BHD'];
const currency = fc.constantFrom(...currencies);

describe('isCurrency', () => {
  for (const code of ['EUR', 'JPY', 'XTS']) it(`takes ${code}`, () => expect(isCurrency(code)).to.be.true);
  for (const code of ['eur', 'EU', 'EURO', 'E R', '', ' EUR', 'EUR\n', '€', 978, null, undefined, ['EUR']]) {
    it(`refuses ${JSON.stringify(code)}`, () => expect(isCurrency(code)).to.be.false);
  }
});

describe('currencyDigits', () => {
  const digits = {
    JPY: 0,
    ISK: 0,
    CLP: 0,
    KRW: 0,
    XAF: 0,
    EUR: 2,
    HUF: 2,
    ILS: 2,
    COP: 2,
    IQD: 3,
    KWD: 3,
    TND: 3,
    CLF: 4,
  };
  for (const [code, count] of Object.entries(digits)) {
    it(`gives ${code} ${count}`, () => expect(currencyDigits(code)).to.equal(count));
  }
  it('gives a currency it does not know two', () => expect(currencyDigits('XTS')).to.equal(2));
});

describe('toMinor', () => {
  const cases: [string | number, string, number | undefined][] = [
    ['19.99', 'EUR', 1999],
    ['19.9', 'EUR', 1990],
    ['19', 'EUR', 1900],
    ['19.', 'EUR', 1900],
    [19.99, 'EUR', 1999],
    [0.1 + 0.2, 'EUR', 30],
    ['1.005', 'EUR', 101],
    ['106.4693', 'EUR', 10647],
    ['0.004', 'EUR', 0],
    ['-0.005', 'EUR', -1],
    ['-0.001', 'EUR', 0],
    ['+5', 'EUR', 500],
    ['007.50', 'EUR', 750],
    [' 5.00 ', 'EUR', 500],
    ['1980', 'JPY', 1980],
    ['1980.5', 'JPY', 1981],
    ['1980.49', 'JPY', 1980],
    ['16.25', 'KWD', 16250],
    ['16.2505', 'KWD', 16251],
    ['15000.25', 'IQD', 15000250],
    ['12990', 'HUF', 1299000],
    ['12990', 'ISK', 12990],
    ['12990', 'CLP', 12990],
    ['90071992547409.91', 'EUR', Number.MAX_SAFE_INTEGER],
    ['90071992547409.92', 'EUR', undefined],
    ['90071992547409.915', 'EUR', undefined],
    ['9007199254740993', 'JPY', undefined],
    ['1,50', 'EUR', undefined],
    ['1 000', 'EUR', undefined],
    ['1.000,00', 'EUR', undefined],
    ['€5', 'EUR', undefined],
    ['.5', 'EUR', undefined],
    ['5e2', 'EUR', undefined],
    [1e21, 'EUR', undefined],
    [NaN, 'EUR', undefined],
    [Infinity, 'EUR', undefined],
    ['', 'EUR', undefined],
    ['0x10', 'EUR', undefined],
    ['١٢', 'EUR', undefined],
    ['5.00', 'eur', undefined],
    ['5.00', '', undefined],
  ];
  for (const [decimal, code, minor] of cases) {
    it(`reads ${JSON.stringify(decimal)} ${code} as ${minor}`, () => expect(toMinor(decimal, code)).to.equal(minor));
  }

  it('has no negative zero', () => expect(Object.is(toMinor('-0.00', 'EUR'), 0)).to.be.true);

  it('is the inverse of toDecimal', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), currency, (amount, currency) => {
        expect(toMinor(toDecimal({ amount, currency }), currency)).to.equal(amount || 0);
      }),
    );
  });

  it('rounds half away from zero, exactly, however many digits there are', () => {
    const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
    fc.assert(
      fc.property(fc.constantFrom('', '-'), digits(9), digits(30), currency, (sign, whole, fraction, currency) => {
        const scale = 10n ** BigInt(fraction.length);
        const scaled = BigInt(whole + fraction) * 10n ** BigInt(currencyDigits(currency));
        const rounded = Number((scaled * 2n + scale) / (scale * 2n));
        expect(toMinor(`${sign}${whole}.${fraction}`, currency)).to.equal(sign ? 0 - rounded : rounded);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double()), fc.string(), (decimal, currency) => {
        const amount = toMinor(decimal, currency);
        expect(amount === undefined || Number.isSafeInteger(amount)).to.be.true;
      }),
    );
  });
});

describe('toDecimal', () => {
  const cases: [number, string, string][] = [
    [1990, 'EUR', '19.90'],
    [5, 'EUR', '0.05'],
    [0, 'EUR', '0.00'],
    [-5, 'EUR', '-0.05'],
    [1980, 'JPY', '1980'],
    [0, 'JPY', '0'],
    [250, 'KWD', '0.250'],
    [1299000, 'HUF', '12990.00'],
    [5, 'CLF', '0.0005'],
    [Number.MAX_SAFE_INTEGER, 'EUR', '90071992547409.91'],
  ];
  for (const [amount, currency, text] of cases) {
    it(`writes ${amount} ${currency} as ${text}`, () => expect(toDecimal({ amount, currency })).to.equal(text));
  }
});

describe('formatMoney', () => {
  const cases: [number, string, string, string][] = [
    [1234, 'JPY', 'en', '¥1,234'],
    [1234, 'JPY', 'de', '1.234 ¥'],
    [16250, 'KWD', 'en', 'KWD 16.250'],
    [16000, 'KWD', 'en', 'KWD 16.000'],
    [16250, 'KWD', 'ar-KW', '١٦٫٢٥٠ د.ك.'],
    [1299000, 'HUF', 'hu', '12 990 Ft'],
    [1299050, 'HUF', 'hu', '12 990,50 Ft'],
    [1299000, 'HUF', 'en', 'HUF 12,990'],
    [2990, 'ISK', 'de', '2.990 ISK'],
    [2990, 'ISK', 'en', 'ISK 2,990'],
    [12990, 'CLP', 'es-CL', '$12.990'],
    [12990, 'CLP', 'en', 'CLP 12,990'],
    [15000000, 'IQD', 'en', 'IQD 15,000'],
    [15000250, 'IQD', 'en', 'IQD 15,000.250'],
    [15000000, 'IQD', 'ar-IQ', '١٥٬٠٠٠ د.ع.'],
    [4900, 'EUR', 'de', '49,00 €'],
    [4950, 'EUR', 'fr', '49,50 €'],
    [18900, 'ILS', 'he', '189.00 ₪'],
    [18900, 'ILS', 'en', '₪189.00'],
    [123456789, 'INR', 'en-IN', '₹12,34,567.89'],
    [-500, 'USD', 'en', '-$5.00'],
    [0, 'EUR', 'en', '€0.00'],
    [5, 'CLF', 'en', 'CLF 0.0005'],
    [100, 'XTS', 'en', 'XTS 1.00'],
  ];
  for (const [amount, currency, language, text] of cases) {
    it(`writes ${amount} ${currency} in ${language} as ${text}`, () =>
      expect(plain(formatMoney({ amount, currency }, language))).to.equal(text));
  }

  it('writes full-width yen in Japanese or the narrow sign', () => {
    expect(plain(formatMoney({ amount: 1234, currency: 'JPY' }, 'ja'))).to.match(/^[¥￥]1,234$/);
  });

  it('falls back to English where a language is none', () => {
    for (const language of ['', 'x', 'he_IL', 'not a language', '1']) {
      expect(formatMoney({ amount: 4900, currency: 'EUR' }, language)).to.equal('€49.00');
    }
  });

  it('writes the same amount the same each time', () => {
    const price = { amount: 1299050, currency: 'HUF' };
    const first = formatMoney(price, 'hu');
    formatMoney({ amount: 1299000, currency: 'HUF' }, 'hu');
    expect(formatMoney(price, 'hu')).to.equal(first);
  });

  it('loses no digit of any amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), currency, (amount, currency) => {
        const digits = formatMoney({ amount, currency }, 'en').replace(/[^\d.]/g, '');
        expect(toMinor(digits, currency)).to.equal(amount);
      }),
    );
  });
});
