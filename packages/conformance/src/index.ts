/** What every adapter must keep, as a suite that its tests run; and the checks of it that are of use alone. */
export { keepsTheBackendContract } from './backend.js';
export { expectSoundReview, expectSoundSummary } from './reviews.js';
export { NOWHERE, type Buyable, type ShopFixture } from './fixture.js';
export type { Runner } from './runner.js';
export { expectCode, expectMoney, expectSound, expectSoundCart, type Open } from './support.js';
