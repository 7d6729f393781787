/**
 * The promises of `packages/core/src/contract.ts`, run against an adapter and a shop that has what a fixture names.
 * What a shop lacks is left out of the fixture, or declared as the ability `none`: then it has to say so properly.
 */
import type { Backend } from '@shuk/core';
import { expect } from '@open-wc/testing';
import { keepsTheCart } from './backend/cart.js';
import { keepsTheCatalogue } from './backend/catalogue.js';
import type { ShopFixture } from './backend/fixture.js';
import { keepsTheLines } from './backend/lines.js';
import { hasManners } from './backend/manners.js';
import { openIn, type Open } from './backend/support.js';

export type { ShopFixture } from './backend/fixture.js';

/** `open` opens the shop anew, the same one each time; it may start a server first. */
export function keepsTheBackendContract(open: Open, shop: ShopFixture): void {
  let backend: Backend;
  beforeEach(async () => {
    backend = await open();
  });

  describe('session', () => {
    it('is of a shop that names itself the same each time', async () => {
      expect(backend.name).to.match(/^[a-z][a-z0-9-]*$/);
      expect(backend.shop).to.be.a('string').that.is.not.empty;
      expect((await open()).shop).to.equal(backend.shop);
    });

    it('keeps its market', () => {
      const { country, currency, language } = openIn(backend, shop.market).market;
      expect({ country, currency, language }).to.deep.equal({
        country: shop.market.country,
        currency: shop.market.currency,
        language: shop.market.language,
      });
    });

    it('declares every ability in the agreed words', () => {
      const { catalog, cart } = openIn(backend, shop.market);
      for (const ability of Object.values({ ...catalog.abilities, ...cart?.abilities })) {
        if (typeof ability === 'string') expect(ability).to.be.oneOf(['native', 'emulated', 'none']);
        else expect(ability.setup).to.be.a('string').that.is.not.empty;
      }
    });
  });

  describe('catalogue', () => keepsTheCatalogue(open, shop));
  describe('cart', () => {
    keepsTheLines(open, shop);
    keepsTheCart(open, shop);
  });
  describe('manners', () => hasManners(open, shop));
}
