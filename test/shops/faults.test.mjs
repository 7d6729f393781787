/**
 * The stores over every shop that has a wire, by schedules of actions and faults. `SHOPS=http FAULT_SEED=123` replays
 * the one of that number; `FAULT_SCHEDULES=50` runs so many, counted from 1.
 */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { readMutations } from './faults/mutations.mjs';
import { prepare } from './faults/prepare.mjs';
import { run } from './faults/schedule.mjs';
import { shopsHere } from './started.mjs';

const { FAULT_SEED, FAULT_SCHEDULES = '1000' } = process.env;
const COUNT = Number(FAULT_SCHEDULES);
/** For a real shop, which answers slowly: as many as fit. */
const MOST_SECONDS = 90;
/** How many schedules are one test. */
const BATCH = 100;

function tested(module, shop) {
  return new Promise((resolve) => {
    describe(module.name, () => {
      let prepared;
      const ready = () => (prepared ??= prepare(shop));
      after(async () => {
        try {
          if (prepared) await (await prepared).wire.stop();
          await shop.stop();
        } finally {
          resolve();
        }
      });
      if (FAULT_SEED) {
        it(`schedule ${FAULT_SEED}`, async () => void (await run(Number(FAULT_SEED), await ready())));
        return;
      }
      it('reads answers with one field changed as sound or not at all', async () => {
        assert.ok((await readMutations(await ready())) > 100);
      });
      if (module.isReal) {
        it(`schedules for ${MOST_SECONDS} seconds`, async () => {
          const until = Date.now() + MOST_SECONDS * 1_000;
          let seed = 0;
          do await run(++seed, await ready());
          while (Date.now() < until && seed < COUNT);
          console.log(`${module.name}: ${seed} schedules`);
        });
        return;
      }
      for (let first = 1; first <= COUNT; first += BATCH) {
        const last = Math.min(first + BATCH - 1, COUNT);
        it(`schedules ${first} to ${last}`, async () => {
          for (let seed = first; seed <= last; seed++) await run(seed, await ready());
        });
      }
    });
  });
}

for (const module of await shopsHere(['static'])) {
  try {
    await tested(module, await module.start());
  } catch (error) {
    it(`${module.name} starts`, () => {
      throw error;
    });
  }
}
