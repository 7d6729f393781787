/**
 * `JSON.stringify` without `toJSON`: old libraries put one on `Array.prototype` or `Object.prototype`, and everything
 * that passes through it comes out as something else. Takes plain data; `undefined` fields are left out.
 */
export function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => toJson(item ?? null)).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${toJson(field)}`).join()}}`;
}
