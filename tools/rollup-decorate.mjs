/**
 * One `__decorate` for all modules. The helper that tsc writes into each of them asks the page for `Reflect.decorate`
 * first, which is a polyfill's, not ours.
 */
const copy = /var __decorate = \(this && this\.__decorate\) \|\| function \(.*?\n\};\n/s;
const id = '\0decorate';

/** For members of classes; `descriptor` is `null` where there is one to look up. */
const helper = `
export function __decorate(decorators, target, key, descriptor) {
  let result = descriptor === null ? Object.getOwnPropertyDescriptor(target, key) : descriptor;
  for (const decorate of decorators.reverse()) result = decorate(target, key, result) ?? result;
  if (result) Object.defineProperty(target, key, result);
}`;

export function oneDecorate() {
  return {
    name: 'one-decorate',
    resolveId: (source) => (source === id ? { id, moduleSideEffects: false } : null),
    load: (source) => (source === id ? helper : null),
    transform(code) {
      if (!code.includes('var __decorate')) return null;
      if (!copy.test(code)) this.error('tsc writes another __decorate now: see tools/rollup-decorate.mjs');
      return { code: code.replace(copy, `import { __decorate } from '\\0decorate';\n`), map: null };
    },
  };
}
