/**
 * The promises of `packages/core/src/contract.ts`, run against an adapter and a shop that has what a fixture names.
 * What a shop lacks is left out of the fixture, or declared as the ability `none`: then it has to say so properly.
 */
import type { Ability, Backend } from '@shuk/core';
import { expect } from 'chai';
import { keepsTheCart } from './cart.js';
import { keepsTheCatalogue } from './catalogue.js';
import type { ShopFixture } from './fixture.js';
import { keepsTheLines } from './lines.js';
import { hasManners } from './manners.js';
import { keepsTheMarkets } from './markets.js';
import { keepsTheRecommendations } from './recommendations.js';
import { keepsItsKeys } from './retries.js';
import { keepsTheReviews } from './reviews.js';
import { globalRunner, type Runner } from './runner.js';
import { expectText, openIn, type Open, type Suite } from './support.js';

/**
 * Registers the suite. `open` opens the shop anew, the same one each time. `shop` names what is in it. `runner`: whose
 * tests they become, where its functions are no globals: `import { beforeEach, describe, it } from 'node:test'`.
 */
export function keepsTheBackendContract(open: Open, shop: ShopFixture, runner: Runner = globalRunner()): void {
  const suite: Suite = { ...runner, open, shop };
  const { describe, it, beforeEach } = runner;
  let backend: Backend;
  beforeEach(async () => {
    backend = await open();
  });

  describe('session', () => {
    it('is of a shop that names itself the same each time', async () => {
      expect(backend.name).to.match(/^[a-z][a-z0-9-]*$/);
      expectText(backend.shop);
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
      const { catalog, cart, reviews, questions, posts, recommendations } = openIn(backend, shop.market);
      for (const service of [catalog, cart, reviews, questions, posts, recommendations]) {
        for (const ability of Object.values<Ability>(service?.abilities ?? {})) {
          if (typeof ability === 'string') expect(ability).to.be.oneOf(['native', 'emulated', 'none']);
          else expectText(ability.setup);
        }
      }
    });
  });

  describe('catalogue', () => keepsTheCatalogue(suite));
  describe('markets', () => keepsTheMarkets(suite));
  describe('cart', () => {
    if (shop.noCart) {
      it('has none', () => expect(openIn(backend, shop.market).cart).to.equal(undefined));
      return;
    }
    keepsTheLines(suite);
    keepsTheCart(suite);
    keepsItsKeys(suite);
  });
  describe('reviews', () => keepsTheReviews(suite));
  describe('recommendations', () => keepsTheRecommendations(suite));
  describe('manners', () => hasManners(suite));
}
