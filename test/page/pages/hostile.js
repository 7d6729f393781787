// What old libraries and careless scripts do to a page. (`signal` would break every `addEventListener` there is.)
for (const name of [
  'extend',
  'each',
  'clone',
  'inspect',
  'body',
  'method',
  'headers',
  'cache',
  'mode',
  'redirect',
  'credentials',
  'token',
  'endpoint',
  'src',
  'catalog',
  'base',
  'fetch',
  'now',
  'options',
]) {
  Object.prototype[name] = name === 'extend' || name === 'each' ? function () {} : 'polluted';
}
// Prototype.js 1.6
Array.prototype.toJSON = function () {
  return `[${Array.from(this, String).join(', ')}]`;
};
String.prototype.toJSON = function () {
  return `"${this}"`;
};
Object.prototype.toJSON = undefined;
