import { able } from './ability.js';
import type { CartOperation, CartService } from './contract.js';
import { CommerceError } from './errors.js';

/** Why an operation cannot even be sent to a shop with these abilities; `undefined`: it can. */
export function refusalOf(operation: CartOperation, abilities: CartService['abilities']): CommerceError | undefined {
  if (operation.type === 'add' || operation.type === 'set') {
    const { quantity, type } = operation;
    if (!Number.isSafeInteger(quantity) || quantity < (type === 'add' ? 1 : 0)) {
      return new CommerceError('quantity-rule', 'A quantity is a whole number.');
    }
  }
  const lacking = needed(operation).find((name) => !able(abilities[name]));
  return lacking && new CommerceError('unsupported', `This shop cannot do that: ${lacking}.`);
}

function needed(operation: CartOperation): (keyof CartService['abilities'])[] {
  switch (operation.type) {
    case 'add':
      return [
        ...(operation.planId === undefined ? [] : ['plans' as const]),
        ...(operation.attributes?.length ? ['line-attributes' as const] : []),
      ];
    case 'add-code':
    case 'remove-code':
      return ['codes'];
    case 'note':
    case 'attributes':
    case 'line-attributes':
      return [operation.type];
    default:
      return [];
  }
}
