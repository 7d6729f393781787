/** The words everyone shares: model, money, backend contract, errors. Imports nothing. */
export * from './ability.js';
export * from './blocked.js';
export * from './contract.js';
export * from './cursor.js';
export * from './errors.js';
export * from './html.js';
export * from './id.js';
export * from './json.js';
export * from './model.js';
export * from './money.js';
export * from './money-format.js';
export * from './operation.js';
export * from './order-url.js';
export * from './reader.js';
export * from './ref.js';
export * from './template.js';
export * from './transport.js';
export { webUrl } from './url.js';
