/**
 * The contract suite against every shop that can be started here, one after the other. What each can do, and how many
 * checks it passed, goes to `dist/shops/<name>.json` when all have passed: the README's table is made from that.
 */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { after, beforeEach, describe, it } from 'node:test';
import { keepsTheBackendContract } from '@shuk/conformance';
import { shopsHere } from './started.mjs';

const folder = new URL('../../dist/shops/', import.meta.url);

/** What every service of a session says that it can. */
function abilitiesOf(session) {
  const has = Object.entries(session).filter(([, service]) => service?.abilities);
  return Object.fromEntries(has.map(([service, { abilities }]) => [service, abilities]));
}

/** Resolves when the suite has come to its end. */
function tested({ name, isReal }, shop) {
  const file = new URL(`${name}.json`, folder);
  rmSync(file, { force: true });
  let registered = 0;
  let passed = 0;
  const counted = (what, check) => {
    registered++;
    it(what, async () => {
      await check();
      passed++;
    });
  };
  return new Promise((resolve) => {
    describe(name, () => {
      keepsTheBackendContract(() => shop.open(), shop.fixture, { describe, it: counted, beforeEach });
      after(async () => {
        try {
          if (passed === registered) {
            const abilities = abilitiesOf(shop.open().open(shop.fixture.market));
            mkdirSync(folder, { recursive: true });
            writeFileSync(file, `${JSON.stringify({ name, isReal, passed, abilities }, undefined, 2)}\n`);
          }
          await shop.stop();
        } finally {
          resolve();
        }
      });
    });
  });
}

const shops = await shopsHere();
it('finds a shop that can be started', () => assert.notEqual(shops.length, 0));
for (const module of shops) {
  try {
    await tested(module, await module.start());
  } catch (error) {
    it(`${module.name} starts`, () => {
      throw error;
    });
  }
}
