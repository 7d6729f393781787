import type { Ability } from './contract.js';

/** True where a call may be made. `setup` says that the merchant has not changed yet what would have to be. */
export const able = (ability: Ability | undefined): boolean => ability === 'native' || ability === 'emulated';
