import type { ReviewsService } from '@shuk/core';
import { createShop } from '@shuk/stores';
import { expect } from '@open-wc/testing';
import { fakeShop } from '../support/fake-shop.js';
import { germany } from '../support/fake-site.js';

describe('shop', () => {
  const israel = { country: 'IL', currency: 'ILS', language: 'he' };

  it('opens a session for its market', () => {
    const backend = fakeShop();
    const shop = createShop(backend, germany);
    expect(shop.backend).to.equal(backend);
    expect(shop.$session.get().market).to.equal(germany);
  });

  it('opens another one for another market', () => {
    const shop = createShop(fakeShop(), germany);
    const { catalog } = shop.$session.get();
    shop.setMarket(israel);
    expect(shop.$session.get().market).to.equal(israel);
    expect(shop.$session.get().catalog).not.to.equal(catalog);
  });

  it('joins services that outlive the market', () => {
    const shop = createShop(fakeShop(), germany);
    const reviews = { abilities: {} } as unknown as ReviewsService;
    const sessions: unknown[] = [];
    shop.$session.listen((session) => void sessions.push(session));
    shop.setServices({ reviews });
    expect(shop.$session.get().reviews).to.equal(reviews);
    shop.setMarket(israel);
    expect(shop.$session.get().reviews).to.equal(reviews);
    expect(sessions).to.have.length(2);
  });

  it('takes a service away', () => {
    const shop = createShop(fakeShop(), germany);
    shop.setServices({ cart: undefined });
    expect(shop.$session.get().cart).to.equal(undefined);
    expect(shop.$session.get().catalog).to.be.an('object');
  });

  it('makes each part once', () => {
    const shop = createShop(fakeShop(), germany);
    let made = 0;
    const create = () => ({ number: ++made });
    expect(shop.part('a', create)).to.equal(shop.part('a', create));
    expect(shop.part('b', create)).to.have.property('number', 2);
    expect(shop.part('nothing', () => undefined)).to.equal(undefined);
    expect(createShop(fakeShop(), germany).part('a', create)).to.have.property('number', 3);
  });
});
