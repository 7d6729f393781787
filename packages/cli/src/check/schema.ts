/** Checks by the published JSON Schema, and says in words what it says in keywords. */
import { createRequire } from 'node:module';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { fieldsOf, listOf, textOf, type Finding } from './finding.js';
import { productOf } from './rules.js';

let compiled: ValidateFunction | undefined;

/** What the schema of `@shuk/backend-static` does not allow. */
export function checkSchema(catalog: unknown): readonly Finding[] {
  const validate = (compiled ??= compile());
  if (validate(catalog)) return [];
  const products = listOf(fieldsOf(catalog).products).map(fieldsOf);
  const findings = withoutBranches(validate.errors ?? []).map((error): Finding => {
    const pointer = error.instancePath;
    return { severity: 'error', pointer, ...productOf(pointer, products), message: wordsFor(error) };
  });
  // Two rules about one thing say the same: a text that must not be empty, and must have more than spaces.
  return [...new Map(findings.map((finding) => [`${finding.pointer}\0${finding.message}`, finding])).values()];
}

function compile(): ValidateFunction {
  const schema = createRequire(import.meta.url)('@shuk/backend-static/catalog.schema.json') as object;
  const ajv = new Ajv2020({ allErrors: true, strict: false, verbose: true });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

/** What does not tell a form that was meant and is wrong from one that was not meant. */
const SHAPE = new Set(['type', 'required', 'additionalProperties', 'unevaluatedProperties']);

/**
 * Of a choice of forms (`oneOf`, `anyOf`) only one thing is told: what is wrong with the form that was meant, where its
 * fields show which that is, and otherwise that there is none.
 */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const dropped = new Set<ErrorObject>();
  errors.forEach((choice, index) => {
    if (choice.keyword !== 'oneOf' && choice.keyword !== 'anyOf') return;
    const [shape, meant]: [ErrorObject[], ErrorObject[]] = [[], []];
    for (const error of errorsBefore(errors, index)) {
      (error.instancePath === choice.instancePath && SHAPE.has(error.keyword) ? shape : meant).push(error);
    }
    for (const error of meant.length ? [...shape, choice] : shape) dropped.add(error);
  });
  return errors.filter((error) => !dropped.has(error));
}

/** What the forms of a choice have against a value stands directly before the choice. */
function errorsBefore(errors: readonly ErrorObject[], end: number): readonly ErrorObject[] {
  const path = errors[end]?.instancePath ?? '';
  const isInside = ({ instancePath }: ErrorObject): boolean =>
    instancePath === path || instancePath.startsWith(`${path}/`);
  let start = end;
  for (let before = errors[start - 1]; before && isInside(before); before = errors[start - 1]) start -= 1;
  return errors.slice(start, end);
}

function wordsFor({ keyword, params, data, parentSchema, message }: ErrorObject): string {
  const words = params as Readonly<Record<string, unknown>>;
  const value = show(data);
  const meaning = textOf(fieldsOf(parentSchema).description);
  const explained = meaning === undefined ? '' : `: ${meaning}`;
  switch (keyword) {
    case 'required':
      return `"${String(words.missingProperty)}" is missing`;
    case 'dependentRequired':
      return `"${String(words.property)}" needs "${String(words.missingProperty)}"`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `"${String(words.additionalProperty ?? words.unevaluatedProperty)}" is not a field that belongs here`;
    case 'type':
      return `${value} is not ${/^[aeiou]/.test(String(words.type)) ? 'an' : 'a'} ${String(words.type)}`;
    case 'enum':
      return `${value} is none of ${listOf(words.allowedValues).map(show).join(', ')}`;
    case 'const':
      return `${value} is not ${show(words.allowedValue)}`;
    case 'oneOf':
    case 'anyOf':
      return `${value} has none of the forms that are allowed here${explained}`;
    case 'pattern':
    case 'format':
    case 'minLength':
      return `${value} is not what it must be${explained}`;
    default:
      return `${value} ${message ?? 'is not allowed'}`;
  }
}

function show(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
