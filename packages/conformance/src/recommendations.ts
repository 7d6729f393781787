import { able, type Product, type RecommendationsService, type RecommendationSubject, type Session } from '@shuk/core';
import { expect } from 'chai';
import { NOWHERE } from './fixture.js';
import { expectCode, expectSound, openIn, type Suite } from './support.js';

/** Where the shop recommends nothing, every check passes by that. */
export function keepsTheRecommendations({ open, shop, it, beforeEach }: Suite): void {
  let session: Session;
  beforeEach(async () => {
    session = openIn(await open(), shop.market);
  });
  const { id, variantId } = shop.product;

  async function cartWithIt(): Promise<string> {
    const answer = await session.cart?.apply(undefined, [{ type: 'add', productId: id, variantId, quantity: 1 }]);
    return answer?.cart.token ?? NOWHERE;
  }
  const subjects: Record<RecommendationSubject['for'], () => Promise<RecommendationSubject>> = {
    product: () => Promise.resolve({ for: 'product', id }),
    cart: async () => ({ for: 'cart', token: await cartWithIt() }),
    visitor: () => Promise.resolve({ for: 'visitor' }),
  };

  for (const [kind, subjectOf] of Object.entries(subjects)) {
    /** Registers a check of a service that can do this kind; one that cannot has to say so. */
    const check = (what: string, body: (service: RecommendationsService, subject: RecommendationSubject) => unknown) =>
      it(`${what} for a ${kind}`, async () => {
        const service = session.recommendations;
        if (!service) return;
        const subject = await subjectOf();
        if (able(service.abilities[subject.for])) await body(service, subject);
        else await expectCode(service.products(subject), 'unsupported');
      });

    check('recommends sound products, each once and not itself,', async (service, subject) => {
      const found = await service.products(subject);
      expect(found).to.have.lengthOf.at.most(12);
      found.forEach(expectSound);
      const ids = idsOf(found);
      expect(new Set(ids).size).to.equal(ids.length);
      if (subject.for === 'product') expect(ids).to.not.include(id);
    });

    check('recommends no more than asked', async (service, subject) => {
      const found = await service.products(subject, { first: 1 });
      expect(found).to.have.lengthOf.at.most(1);
      const best = idsOf(await service.products(subject))[0];
      expect(found[0]?.id).to.equal(best);
    });
  }

  it('recommends nothing for what it does not know', async () => {
    const service = session.recommendations;
    if (!service) return;
    const { product, cart } = service.abilities;
    for (const strange of [NOWHERE, '', '__proto__', '\uD800']) {
      if (able(product)) expect(await service.products({ for: 'product', id: strange })).to.deep.equal([]);
      if (able(cart)) expect(await service.products({ for: 'cart', token: strange })).to.deep.equal([]);
    }
  });

  const { recommended } = shop;
  if (recommended) {
    it('recommends what the fixture names', async () => {
      const found = await session.recommendations?.products({ for: 'product', id });
      expect(idsOf(found ?? [])).to.include.members([...recommended]);
    });
  }
}

const idsOf = (products: readonly Product[]): string[] => products.map(({ id }) => id);
