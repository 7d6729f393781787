/** A proxy that makes a shop fail on purpose, for Node. */
export type { Fault, FaultName, LoggedRequest, Plan, ShortFault } from './fault.js';
export { countFields, mutate } from './mutate.js';
export { faultProxy, type FaultProxy, type FaultProxyOptions } from './proxy.js';
export { randomFrom, seededPlan } from './seeded.js';
