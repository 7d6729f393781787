// What old libraries and careless scripts do to a page. (`signal` would break every `addEventListener` there is.)
for (const name of [
  'extend',
  'each',
  'body',
  'method',
  'headers',
  'token',
  'endpoint',
  'src',
  'cache',
  'mode',
  'redirect',
  'price',
  'stock',
  'plans',
  'url',
  'image',
  'attributes',
  'note',
  'idempotencyKey',
  'revision',
  'count',
  'first',
  'after',
  'text',
  'sort',
]) {
  Object.prototype[name] = name === 'extend' || name === 'each' ? function () {} : 'polluted';
}
// Prototype.js 1.6
Array.prototype.toJSON = function () {
  return JSON.stringify(Array.from(this, String));
};
String.prototype.toJSON = function () {
  return `"${this}"`;
};
Object.prototype.toJSON = undefined;
